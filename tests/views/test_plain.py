"""What a reader sees, in plain characters, each mapped to the source; real foreign text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views._upright import turned_runs, upright
from buyer_msg_lint.views.plain import plain


def read(source: str) -> str:
    return plain(MappedText.identity(source)).text


def excerpt(source: str, word: str) -> str:
    """Return the part of the source that a word of the plain text maps to."""
    view = plain(MappedText.identity(source))
    at = view.text.index(word)
    span = view.source_span(at, at + len(word))
    return source[span.start : span.end]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Спасибо за заказ, ухо и соус", id="Russian with words of look-alikes only"),
        pytest.param("Привет, США и УКР", id="Russian capitals"),
        pytest.param("Ваш заказ от Amazon уже в пути", id="a Latin name among Russian words"),
        pytest.param("Ευχαριστούμε για την παραγγελία", id="Greek"),
        pytest.param("Շնորհակալություն", id="Armenian"),
        pytest.param("感谢您的购买。谢谢", id="Chinese with its own full stop"),
        pytest.param("ありがとうございます。カー・ナビ", id="Japanese with a middle dot between kana"),
        pytest.param("감사합니다 ㅋㅋ", id="Korean with letters that stand alone"),
        pytest.param("شكرا لك", id="Arabic"),
        pytest.param("תודה רבה", id="Hebrew"),
        pytest.param("ขอบคุณ", id="Thai with its own vowel marks"),
        pytest.param("धन्यवाद क़", id="Hindi with composed letters"),
        pytest.param("café, naïve, Größe, señor, łódź, øre", id="accented letters"),
        pytest.param("Tiếng Việt", id="two accents on a letter"),
        pytest.param("kapı ve şeker", id="Turkish dotless i"),
        pytest.param("col·lecció", id="the Catalan middle dot"),
        pytest.param("🇺🇸 🇬🇧🇫🇷", id="flags"),
        pytest.param("⭐⭐⭐⭐⭐ 👍", id="emoji"),
        pytest.param("Brand™ Ltd", id="a trade mark"),
        pytest.param("3 × 4", id="a multiplication sign"),
        pytest.param("μ-meter", id="a Greek unit letter"),
    ],
)
def test_text_that_means_what_it_shows_stays(source: str) -> None:
    assert read(source) == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("“don’t” «x» ‘y’", '"don\'t" "x" \'y\'', id="typographic quotes"),
        pytest.param("a – b — c ‐ d", "a - b - c - d", id="dashes"),
        pytest.param("a\u00a0b\u2009c\u3000d\u202fe", "a b c d e", id="unusual blanks"),
        pytest.param("wait…", "wait...", id="an ellipsis"),
        pytest.param("ﬁne ½", "fine 1/2", id="ligatures and fractions"),
        pytest.param("Ｗｅ＠ｘ．ｃｏｍ：１", "We@x.com:1", id="fullwidth"),
        pytest.param("𝐰𝒆𝓬𝔥𝕒𝖙", "wechat", id="mathematical letters"),
        pytest.param("ⓦⓔⒸⓗⓐⓣ", "weChat", id="circled letters"),
        pytest.param("⒲⒠⒞⒣⒜⒯", "wechat", id="letters in brackets"),
        pytest.param("🅆🄴🄲🄷🄰🅃", "WECHAT", id="squared letters"),
        pytest.param("🅦🅔 🆆🅴", "WE WE", id="white on black letters"),
        pytest.param("ʷᵉ²", "we2", id="superscripts"),
        pytest.param("ᴡᴇᴄʜᴀᴛ ꜱᴇɴᴅ", "wechat send", id="small capitals"),
        pytest.param("①②③ ❶❷ ⑴⒉ ⑩", "123 12 12 10", id="numbers in circles and brackets"),
        pytest.param("٠١٢ ०१", "012 01", id="digits of other scripts"),
        pytest.param("1️⃣2️⃣3⃣", "123", id="keycaps"),
        pytest.param("🇼🇭🇦🇹🇸", "WHATS", id="regional indicators that spell a word"),
        pytest.param("🇼 🇪", "W E", id="regional indicators apart"),
        pytest.param("🇱\u200b🇮\u200b🇳\u200b🇪", "LINE", id="regional indicators kept from being flags"),
        pytest.param("we\u200bch\u2060a\ufeff\u00adt\ufe0f", "wechat", id="hidden characters"),
        pytest.param("a\U000e0062\U000e0063d", "ad", id="tag characters"),
        pytest.param("r̶e̶v̶i̶e̶w̲", "review", id="letters crossed out or underlined"),
        pytest.param("ẑ̢̧̛a̵̡l̴̕g̸̡o", "zalgo", id="letters buried in marks"),
        pytest.param("cafe\u0301", "café", id="an accent of its own is composed"),
        pytest.param("r̆w̌", "rw", id="an accent that no letter has"),
        pytest.param("ｶﾞ", "ガ", id="halfwidth kana"),
        pytest.param(
            "say \u202eweiver a evael\u202c now", "say leave a review now", id="text shown in reverse"
        ),
        pytest.param("\u202e(x) ba\nc", "ab (x)\nc", id="a reversal ends with its line"),
        pytest.param("WhatsАрр", "WhatsApp", id="Cyrillic letters in a Latin word"),
        pytest.param("Рlеаsе lеаvе а rеvіеw", "Please leave a review", id="a sentence with Cyrillic letters"),
        pytest.param(
            "pay with рауре now", "pay with paype now", id="a word of Cyrillic letters in Latin text"
        ),
        pytest.param("gооglе ɡооɡlе", "google google", id="Cyrillic and script g"),
        pytest.param("Ρlease ΡΑΥ it", "Please PAY it", id="Greek capitals"),
        pytest.param("Привет, мой WhаtsАрр", "Привет, мой WhatsApp", id="a disguised word in Russian"),
        pytest.param("ᎳᎬCHᎪᎢ", "WECHAT", id="Cherokee"),
        pytest.param("revıew ƒeedback", "review feedback", id="Latin letters with hooks"),
        pytest.param("example。com", "example.com", id="an ideographic full stop in a host"),
        pytest.param("w·e·c‧h", "w.e.c.h", id="middle dots between letters"),
    ],
)
def test_what_hides_a_text_is_undone(source: str, shown: str) -> None:
    assert read(source) == shown


@pytest.mark.parametrize(
    ("source", "word", "place"),
    [
        pytest.param("add wechat", "wechat", "wechat", id="plain text"),
        pytest.param("“add” wechat", "wechat", "wechat", id="after typographic quotes"),
        pytest.param("½ we\u200bchat", "wechat", "we\u200bchat", id="hidden characters inside"),
        pytest.param("… ⓦⓔ!", "we", "ⓦⓔ", id="after a longer form"),
        pytest.param("ﬁne", "ne", "ne", id="beside a ligature"),
        pytest.param("ﬁne", "i", "ﬁ", id="a part of a ligature is all of it"),
        pytest.param("a 1️⃣2️⃣ b", "12", "1️⃣2️⃣", id="keycaps whole"),
        pytest.param("a r̶e̶ b", "re", "r̶e̶", id="letters with their strikes"),
        pytest.param("x \u202eweiver a evael\u202c y", "review", "weiver", id="a word shown in reverse"),
        pytest.param(
            "x \u202eweiver a evael\u202c y", "leave", "evael", id="the other word shown in reverse"
        ),
    ],
)
def test_a_word_maps_to_exactly_what_shows_it(source: str, word: str, place: str) -> None:
    assert excerpt(source, word) == place


@given(st.text(st.characters(max_codepoint=127)))
@settings(max_examples=30)
def test_ascii_comes_back_as_the_very_same_object(source: str) -> None:
    mapped = MappedText.identity(source)

    assert plain(mapped) is mapped


STRANGE = st.text(
    st.one_of(
        st.sampled_from("ab 1.\n“é½ﬁ\u202e\u202c\u200b\u0301\u0336\u20e3\ufe0f🇺🇸🇼ⓐаоіαｶﾞ。·ışж中ㅋ™…"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=25,
)


@given(STRANGE)
@settings(max_examples=300)
def test_any_text_tiles_and_stays_inside_its_source(source: str) -> None:
    view = plain(MappedText.identity(source))
    for at in range(len(view.text)):
        span = view.source_span(at, at + 1)
        assert 0 <= span.start < span.end <= len(source)


@given(STRANGE)
@settings(max_examples=300)
def test_plain_text_is_plain_already(source: str) -> None:
    once = plain(MappedText.identity(source))

    assert plain(once).text == once.text


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("Write to us on ddɐsʇɐɥʍ today.", "Write to us on whatsapp today."),
        ("Please ʍǝᴉʌǝɹ ɐ sn ǝʌɐǝl soon.", "Please leave us a review soon."),
        ("Please ǝʌᴉƃ us ǝʌᴉɟ sɹɐʇs.", "Please give us five stars."),
    ],
)
def test_text_upside_down_is_read_from_its_end(written: str, reads: str) -> None:
    assert plain(MappedText.identity(written)).text == reads


@pytest.mark.parametrize("text", ["The ɹ is a sound.", "Azəri and Ɔba", "now pod dub sun xo"])
def test_single_phonetic_letters_and_ordinary_ones_are_not_turned(text: str) -> None:
    assert plain(MappedText.identity(text)).text.isprintable()
    assert [*turned_runs(text)] == []


@given(st.text(alphabet="ɐɔǝʇɥʍʌpqbdnuos 19.,é", max_size=60))
def test_turned_text_keeps_every_place(text: str) -> None:
    shown = upright(MappedText.identity(text))
    assert len(shown.text) == len(text)
    assert sorted(shown.source_span(at, at + 1).start for at in range(len(text))) == list(range(len(text)))
