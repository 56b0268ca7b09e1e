"""Languages: English in all its styles, foreign messages, and the foreign sentence inside an English one.

``language_samples/<code>.txt`` holds sentences of one language each, one a line.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, language

Detect = Callable[..., tuple[Hit, ...]]

SAMPLES = Path(__file__).parent / "language_samples"
GREETING = "Hello Mark,\nYour order was posted this morning."
CLOSING = "Thank you for your patience."
TWINS = [{"da", "no", "sv"}, {"cs", "sk"}, {"es", "pt", "ca", "it"}, {"id", "ms"}, {"fi", "et"}]


def samples(code: str) -> list[str]:
    return [line for line in (SAMPLES / f"{code}.txt").read_text("utf-8").split("\n") if line]


FOREIGN = sorted(file.stem for file in SAMPLES.glob("*.txt") if file.stem != "en")


def stretches(detect: Detect, text: str) -> list[tuple[str, str]]:
    return [(hit.traits["language"], text[hit.start : hit.end]) for hit in detect("language", text)]


def foreign(detect: Detect, text: str) -> list[tuple[str, str]]:
    return [stretch for stretch in stretches(detect, text) if stretch[0] != "en"]


INSIDE_ENGLISH = {
    "a Spanish address": "Ship to:\nJuan Ramírez\nAvenida de los Olivos 12, 3º izquierda\n28013 Madrid",
    "a French address": "Address: Rue de la Fontaine 12, 75002 Paris, France",
    "a German address": "Frau Anna von der Heide\nAm Alten Markt 3\n50667 Köln",
    "a Polish address": "Ulica Długa 7, 00-238 Warszawa, Polska",
    "an Italian address": "Via dei Mille 10, 20129 Milano MI, Italia",
    "a German courtesy": "Vielen Dank!",
    "a Spanish courtesy": "Muchas gracias!",
    "a French courtesy before English": "Merci beaucoup, and have a nice day!",
    "a German closing line": "Mit freundlichen Grüßen\nLi Wei",
    "a product name in German": "Product: Kaffeemaschine mit Mahlwerk, schwarz",
    "a product name in French": "We shipped the Lampe de Bureau LED Noire yesterday.",
    "a quoted French name": 'You bought our "Lampe de bureau avec pince" lamp.',
    "a quoted German card": "The „Alles Gute zum Geburtstag“ card is packed.",
    "a brand in two characters": "The brand is 华为 and the colour is red.",
    "a shop in two characters": "Sold by 小米 store.",
    "a word on a button in Russian": "Press the Начать button.",
    "names in Polish letters": "The stock moved from Łódź to Kraków.",
    "menu words in German": "Please select Einstellungen > Netzwerk > WLAN on the panel.",
    "a company in pinyin": "Company: Shenzhen Tian Tian Wang Luo Ke Ji You Xian Gong Si",
    "codes and sizes": "SKU-AB12 / B07XYZ1234 / XL / noir",
    "a placeholder in another language": "Hello {{nombre_del_cliente}}, the {{número de pedido}} is here.",
    "a Russian placeholder": "Hello {имя покупателя}, the lamp is on its way.",
    "a web address": "See https://example.com/de/ihre-bestellung-ist-da for the manual.",
    "an Italian courtesy among English words": "Hello Giulia, mi dispiace, sorry!",
    "abbreviations with dots": "Next week, i.e. between 25/11 and 27/11, approx. 8 a.m.-6 p.m.",
    "abbreviations without blanks": "P.S.I forgot: the U.S. version has 60 Hz, the U.K.version 50 Hz.",
    "plastics in capitals": "PVC, ABS, PLA, PETG, TPU: 1.75 mm, 200-230 °C.",
    "letters set apart": "w w w . e x a m p l e . c o m has all the drawings.",
    "an address over two lines": "lena@example.\ncom",
    "made-up Latin": "Lorem ipsum dolor sit amet, consectetur.",
    "emoji and typographic marks": "It’s here 🎉 – “finally” … enjoy!",
}

MIXED = {
    "a German sentence": ("de", "Ihr neues Ladegerät schicken wir Ihnen am Montag kostenlos zu."),
    "a German sentence without umlauts": ("de", "Bitte schicken Sie das alte Geraet nicht zurueck."),
    "a Spanish sentence": ("es", "Le mandaremos otra lámpara sin coste la próxima semana."),
    "a Chinese sentence": ("zh", "我们明天会给您重新寄一个水壶。"),
    "a Chinese sentence in old characters": ("zh", "我們明天會重新寄一個水壺給您。"),
    "a Japanese sentence": ("ja", "新しいやかんを明日お送りします。"),
    "a Korean sentence": ("ko", "내일 새 주전자를 보내 드리겠습니다."),
    "a Russian sentence": ("ru", "Завтра мы отправим вам новый чайник."),
    "a Ukrainian sentence": ("uk", "Завтра ми надішлемо вам новий чайник, дякуємо."),
    "an Arabic sentence": ("ar", "سنرسل لك غلاية جديدة غدا."),
    "a Persian sentence": ("fa", "فردا یک کتری جدید برای شما می‌فرستیم."),
    "a Hindi sentence": ("hi", "हम कल आपको नई केतली भेजेंगे।"),
    "a Marathi sentence": ("mr", "आम्ही उद्या तुम्हाला नवीन किटली पाठवू आणि ती मोफत आहे."),
    "a Tamil sentence": ("ta", "நாளை உங்களுக்கு புதிய கெட்டில் அனுப்புவோம்."),
    "a Hebrew sentence": ("he", "מחר נשלח לך קומקום חדש."),
    "a Dutch sentence": ("nl", "Morgen sturen wij u een nieuwe waterkoker toe."),
    "a Swedish sentence": ("sv", "I morgon skickar vi en ny vattenkokare till dig."),
    "a Turkish sentence": ("tr", "Yarın size yeni bir su ısıtıcısı göndereceğiz."),
    "shouted German": ("de", "BITTE SCHICKEN SIE UNS EIN BILD VON DEM SCHADEN."),
}


@pytest.mark.parametrize("text", INSIDE_ENGLISH.values(), ids=INSIDE_ENGLISH.keys())
def test_inside_an_english_message_is_no_foreign_stretch(text: str, detect: Detect) -> None:
    assert foreign(detect, f"{GREETING}\n{text}\n{CLOSING}") == []


@pytest.mark.parametrize(("code", "text"), MIXED.values(), ids=MIXED.keys())
def test_inside_an_english_message_is_found_at_its_place(code: str, text: str, detect: Detect) -> None:
    assert stretches(detect, f"{GREETING} {text} {CLOSING}") == [
        ("en", GREETING),
        (code, text),
        ("en", CLOSING),
    ]


@pytest.mark.parametrize("text", samples("en"))
def test_english_sentences_are_english(text: str, detect: Detect) -> None:
    assert foreign(detect, text) == []


def test_english_messages_are_one_english_stretch(detect: Detect) -> None:
    lines = samples("en")
    for at in range(len(lines) - 2):
        message = "\n".join(lines[at : at + 3])
        assert {code for code, _ in stretches(detect, message)} == {"en"}, message


@pytest.mark.parametrize("code", FOREIGN)
def test_foreign_sentences_are_foreign(code: str, detect: Detect) -> None:
    alike = {code}.union(*(twins for twins in TWINS if code in twins))
    lines = samples(code)
    found = [foreign(detect, line) for line in lines]
    assert [line for line, stretch in zip(lines, found, strict=True) if not stretch] == []
    assert sum(stretch[0][0] in alike for stretch in found) >= len(lines) - 1


@pytest.mark.parametrize("code", FOREIGN)
def test_foreign_sentences_inside_english_are_found_at_their_place(code: str, detect: Detect) -> None:
    missed = [
        line
        for line in samples(code)
        if [found for _, found in foreign(detect, f"{GREETING} {line} {CLOSING}")] != [line]
    ]
    assert missed == []


@pytest.mark.parametrize("code", [code for code in FOREIGN if code not in ("no", "da", "ca")])
def test_a_foreign_message_is_one_stretch_of_its_language(code: str, detect: Detect) -> None:
    message = " ".join(samples(code)[:5])
    assert stretches(detect, message) == [(code, message)]


def test_polish_in_words_that_are_portuguese_too_is_polish(detect: Detect) -> None:
    text = "Napisz do nas na WhatsApp."
    assert stretches(detect, text) == [("pl", text)]


def test_a_chinese_clause_inside_an_english_sentence_is_a_stretch(detect: Detect) -> None:
    text = "Hello dear, 您的包裹已经发货 please wait"
    assert stretches(detect, text) == [
        ("en", "Hello dear,"),
        ("zh", "您的包裹已经发货"),
        ("en", "please wait"),
    ]


def test_a_spanish_clause_inside_an_english_sentence_is_a_stretch(detect: Detect) -> None:
    text = "Hello my friend, your order is on the way, muchas gracias por su compra, we wait for your answer"
    assert foreign(detect, text) == [("es", "muchas gracias por su compra")]


def test_the_blanks_between_two_languages_belong_to_neither(detect: Detect) -> None:
    text = "  Your order is here.  \n\n  Ihre Bestellung ist heute angekommen.  \n"
    assert stretches(detect, text) == [
        ("en", "Your order is here."),
        ("de", "Ihre Bestellung ist heute angekommen."),
    ]


def test_neighbours_of_one_language_are_one_stretch_over_names_and_numbers(detect: Detect) -> None:
    text = "Ihr Paket ist heute unterwegs.\nDHL 00340434161094042557\nEs kommt am Montag bei Ihnen an."
    assert stretches(detect, text) == [("de", text)]


def test_short_foreign_lines_together_make_a_foreign_message(detect: Detect) -> None:
    assert foreign(detect, "Vielen Dank.\nMit freundlichen Grüßen") == [
        ("de", "Vielen Dank.\nMit freundlichen Grüßen")
    ]
    assert foreign(detect, "Логин: {login}\nПароль: {code}\nOpen Box: 3")
    assert foreign(detect, "谢谢！") == [("zh", "谢谢！")]


def test_long_latin_text_without_any_english_is_reported_whatever_it_is(detect: Detect) -> None:
    pinyin = "qing jia wo de wei xin hao, wo men hui ba qian tui gei nin, xie xie nin de zhi chi"
    assert [found for _, found in foreign(detect, pinyin)] == [pinyin]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "112-1234567-1234567",
        "{{ order_id }}",
        "B07XYZ1234 / XL",
        "https://example.com",
        "😊👍",
    ],
    ids=["empty", "blank", "line end", "number", "placeholder", "codes", "link", "emoji"],
)
def test_nothing_to_tell_by_yields_nothing(text: str, detect: Detect) -> None:
    assert stretches(detect, text) == []


def test_a_hit_carries_its_text_and_language(detect: Detect) -> None:
    (hit,) = detect("language", "Ihr Paket ist heute unterwegs.")
    assert hit == Hit(0, 30, "ihr paket ist heute unterwegs.", {"language": "de"})
    assert set(hit.traits) == set(language.TRAITS)


def test_plain_english_does_not_load_langdetect() -> None:
    program = """
import sys
from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, language
text = "Hello Mark,\\n\\nYour order has been shipped today. It’s with UPS, please allow three days. 😊"
look = Look(text, Context(), None, lambda name: ())
assert [hit.traits["language"] for hit in language.find(text.lower(), look)] == ["en"]
assert "langdetect" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_threads_and_repeats_get_the_same_answer(detect: Detect) -> None:
    text = " ".join(samples("fi")[:3])
    expected = stretches(detect, text)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: stretches(detect, text), range(12))) == [expected] * 12


def test_no_global_random_state_is_changed(detect: Detect) -> None:
    random.seed(7)
    before = random.getstate()
    assert stretches(detect, "Chauffören hittade ingen hemma.")
    assert random.getstate() == before


SOUP = st.lists(
    st.sampled_from(
        [
            "your order ",
            "ihre bestellung ist da. ",
            "谢谢您的购买。",
            "спасибо ",
            "مرحبا ",
            "\n",
            "\n\n",
            "{{x}} ",
            "! ",
            "gracias por su compra, ",
            "de la ",
            "“",
            "[",
            "’",
            "12 ",
            "ありがとう",
            "हम ",
            "; ",
            "é",
        ]
    )
    | st.text(max_size=6),
    max_size=16,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=80, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order_without_blanks_around(text: str) -> None:
    at = 0
    for hit in language.find(text, Look(text, Context(), None, lambda _: ())):
        assert at <= hit.start < hit.end <= len(text)
        assert hit.value == text[hit.start : hit.end] == hit.value.strip()
        at = hit.end
