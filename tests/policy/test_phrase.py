from __future__ import annotations

import pickle
import re
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.policy import nodes, word_order
from buyer_msg_lint.policy.matching import WordIndex, word_at_start
from buyer_msg_lint.policy.nodes import Gap, Matches
from buyer_msg_lint.policy.phrase import PhraseCompiler, PhraseError
from buyer_msg_lint.policy.rarity import OPEN_END, is_pair
from buyer_msg_lint.policy.sequences import Sequence
from buyer_msg_lint.policy.word_order import WordOrder, tokens
from buyer_msg_lint.spans import MappedText, Span
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import plain

LISTS: dict[str, tuple[str, ...]] = {
    "review": ("review", "reviews", "product review", "评价", "好评"),
    "good": ("good", "5-star", "five star"),
    "good-review": ("{good} {review}", "a {good} (word|opinion)"),
    "messenger": ("whatsapp", "we chat", "微信"),
    "rate": ("rate*",),
}


def fold(text: str) -> str:
    return folded(plain(MappedText.identity(text))).text


def unmarked(marked: str) -> tuple[str, list[Span]]:
    text, spans, start = "", [], 0
    for char in marked:
        if char == "«":
            start = len(text)
        elif char == "»":
            spans.append(Span(start, len(text)))
        else:
            text += char
    return text, spans


def spans(phrase: str, text: str) -> list[Span]:
    return list(PhraseCompiler(LISTS).compile(phrase).spans(WordIndex(fold(text))))


@pytest.mark.parametrize(
    ("phrase", "marked"),
    [
        # words
        pytest.param("leave a review", "leave review a", id="words in another order are no match"),
        pytest.param("leave a review", "leave a reviewer", id="a word that goes on is another word"),
        pytest.param("leave a review", "cleave a review", id="so is one that begins earlier"),
        pytest.param("leave a review", "leave a. review", id="a sentence end between words parts them"),
        pytest.param("leave a review", "leave, a review", id="so does a comma"),
        pytest.param("leave a review", "leave a\n\nreview", id="so does a paragraph"),
        pytest.param("leave a review", "leave a review2", id="a digit goes on a word"),
        pytest.param("leave a review", "leavea review", id="words that touch are one word"),
        pytest.param("leave a review", "Please «leave a review».", id="words in this order"),
        pytest.param("leave a review", "PLEASE «LEAVE A Review»!", id="in any letter case"),
        pytest.param("LEAVE a Review", "«leave a review»", id="written in any letter case"),
        pytest.param("leave a review", "«leave   a\treview»", id="any blanks between them"),
        pytest.param("leave a review", "«leave a\nreview»", id="a line break between them"),
        pytest.param("leave a review", "«leave a\r\nreview»", id="a Windows line break between them"),
        pytest.param("leave a review", "«leave a\r\n  review»", id="a line break and blanks between them"),
        pytest.param("leave a review", "«leave-a-review»", id="hyphens between them"),
        pytest.param("leave a review", "**«leave** a *review»*", id="emphasis between them"),
        pytest.param("leave a review", "«leave a _review»_", id="underscores as emphasis"),
        pytest.param("leave a review", "“«leave” a ‘review»’", id="quote marks between them"),
        pytest.param("leave a review", "«leave (a) review»", id="brackets between them"),
        pytest.param("leave a review", "«leave a review», «leave a review»", id="each place counts"),
        pytest.param("e-mail", "the email", id="a hyphen in the phrase needs a border in the text"),
        pytest.param("e-mail", "the «e-mail»", id="a hyphen in the phrase is a blank or a hyphen"),
        pytest.param("e-mail", "the «e mail»", id="a hyphen in the phrase may be a blank"),
        # apostrophes
        pytest.param("don't like", "dont like", id="a missing apostrophe is another word"),
        pytest.param("don't like", "we «don't like»", id="a plain apostrophe"),
        pytest.param("don't like", "we «don’t like»", id="a curly apostrophe in the text"),
        pytest.param("don’t like", "we «don't like»", id="a curly apostrophe in the phrase"),
        pytest.param("you (will|'ll) like", "youll like", id="an ending is a word of its own"),
        pytest.param("d'(indiquer|ajouter)", "dajouter", id="so is an elided word"),
        pytest.param("you (will|'ll) like", "«you will like», «you'll like»", id="an ending after its word"),
        pytest.param("you [’ve] left", "«you've left», «you left»", id="an ending that may be left out"),
        pytest.param("(you|we)'ll like", "«we'll like», «we ll like»", id="an ending after a choice"),
        pytest.param("(you|we)('ll|'d) like", "«we'll like», «you’d like»", id="a choice of endings"),
        pytest.param("merci d'(indiquer|ajouter)", "«merci d'ajouter»", id="an elided word before a choice"),
        pytest.param("(votre|l') avis", "«l'avis», «l’avis», «l' avis»", id="an elided word among others"),
        pytest.param("sellers' day", "«sellers' day», «sellers day»", id="an apostrophe that ends a word"),
        # signs
        pytest.param("my_(id|name)", "my id", id="a sign of the phrase is there"),
        pytest.param("my_(id|name)", "«my_id» my _name", id="a word glued to a sign"),
        # accents
        pytest.param("où laisser", "ou laisser", id="a short word without its accent is another word"),
        pytest.param("note", "la noté", id="an accent in the text that the phrase has not"),
        pytest.param("が好き", "か好き", id="a mark of another script is no accent"),
        pytest.param("évaluer", "pour «evaluer» ici", id="a word without its accent"),
        pytest.param("für {review}", "«fuer review»", id="ue for ü, in a short word as well"),
        pytest.param("Größe*", "die «groessen», die «grossen»", id="ss for ß, in a word that goes on"),
        pytest.param(
            "(müşteri|alıcı) puanı",
            "her «musteri puani», her «alici puanı»",
            id="Turkish letters without dots and hooks",
        ),
        pytest.param("zrzut wysłał", "«zrzut wyslal»", id="a Polish l without its stroke"),
        pytest.param("تقييمًا", "اكتب «تقييما» هنا", id="Arabic without vowel signs"),
        pytest.param("إذا أعجبك", "«اذا اعجبك»", id="Arabic without hamza"),
        pytest.param("٥ نجوم", "«٥ نجوم»، «5 نجوم»", id="figures of any script"),
        # lists
        pytest.param("{review}", "preview reviewing", id="a list's entries are whole words"),
        pytest.param("my {review}", "my rating", id="only entries of the list"),
        pytest.param("my {review}", "«my reviews» and «my product review»", id="any entry of a list"),
        pytest.param("the {good-review}", "the good one", id="a list of lists is not its parts"),
        pytest.param("the {good-review}", "«the five star reviews»", id="a list that names lists"),
        pytest.param("the {good-review}", "«the a 5-star opinion»", id="a list whose entries hold choices"),
        # optional
        pytest.param("tell [us|me] more", "tell him more", id="an optional part is one of its options"),
        pytest.param("tell [us|me] more", "tell us me more", id="an optional part is there once"),
        pytest.param("tell [us|me] more", "tellmore", id="without it there is still a blank"),
        pytest.param("tell [us|me] more", "«tell more» «tell us more» «tell me more»", id="there or not"),
        pytest.param("[please] tell", "«please tell» «tell»", id="at the beginning"),
        pytest.param(
            "tell [us] [all about] it", "«tell it» «tell us it» «tell all about it»", id="two in a row"
        ),
        pytest.param(
            "tell [us [all]] it", "«tell it» «tell us it» «tell us all it» tell all it", id="in each other"
        ),
        pytest.param(
            "tell us [more]", "«tell us more» «tell us» less", id="at the end, taken where it is there"
        ),
        # choice
        pytest.param("(write|leave) it", "it is left", id="a choice needs one of its options"),
        pytest.param("(write|leave) it", "«write it» or «leave it»", id="one of a choice"),
        pytest.param(
            "(write|leave {good} short) it", "«leave five star short it»", id="an option of several words"
        ),
        pytest.param("(a|a b)", "«a b» and «a»", id="the longest option is taken"),
        pytest.param("(write|(leave|drop) a) it", "«drop a it»", id="choices in choices"),
        # gap
        pytest.param(
            "leave ... review", "leave one two three four five review", id="five words are past a gap"
        ),
        pytest.param("leave ... review", "leave it. A review", id="a gap ends with the sentence"),
        pytest.param("leave ... review", "leave it; a review", id="a semicolon ends a gap"),
        pytest.param("leave ... review", "leave it\n\na review", id="a paragraph ends a gap"),
        pytest.param(
            "leave ... review", "leave one two three four reviews", id="after a gap words are whole"
        ),
        pytest.param("leave ... review", "«leave review»", id="a gap may hold nothing"),
        pytest.param("leave ... review", "«leave one two three four review»", id="four words are a gap"),
        pytest.param("leave ... review", "«leave us, please: a review»", id="commas and colons are in a gap"),
        pytest.param("leave ... review", "«leave a 4.5 review»", id="a decimal point ends no sentence"),
        pytest.param("leave...review", "«leave a review»", id="a gap needs no blanks around it"),
        pytest.param("leave .. review", "leave it, a review", id="two dots end with the clause"),
        pytest.param("leave .. review", "leave it: review", id="two dots end before a colon"),
        pytest.param("leave .. review", "«leave us a short review»", id="two dots hold words of the clause"),
        pytest.param(
            "leave ..2 review", "leave us a short review", id="three words are past two dots and a two"
        ),
        pytest.param("leave .. review", "«leave 1,000 review»", id="a number's comma ends no clause"),
        pytest.param("leave ...1 review", "leave a short review", id="two words are past a gap of one"),
        pytest.param("leave ...1 review", "«leave a review»", id="a gap of one word"),
        pytest.param(
            "leave ...12 review", "«leave 1 2 3 4 5 6 7 8 9 10 11 12 review»", id="a gap of twelve words"
        ),
        pytest.param(
            "leave ...12 review", "leave 1 2 3 4 5 6 7 8 9 10 11 12 13 review", id="thirteen are past it"
        ),
        pytest.param("leave ... review", "«leave a review» of the review", id="a gap is as short as can be"),
        pytest.param(
            "[please] ... leave it", "«please do leave it», just «leave it»", id="a gap after nothing is none"
        ),
        pytest.param("leave ... [now]", "«leave» it now, «leave now»", id="a gap before nothing is none"),
        # prefix
        pytest.param("recommend* us", "recomment us", id="a beginning must be there whole"),
        pytest.param("recommend* us", "unrecommended us", id="a beginning begins the word"),
        pytest.param(
            "recommend* us", "«recommend us» «recommending us» «Recommendation us»", id="any ending"
        ),
        pytest.param("please {rate}", "«please rated»", id="a beginning in a list"),
        # numbers
        pytest.param("# stars", "five stars", id="a number is written in digits"),
        pytest.param("# stars", "a5 stars", id="a number is no part of a word"),
        pytest.param(
            "# stars", "«5 stars» «10.50 stars» «1,000 stars» «1,000,000.50 stars»", id="any number"
        ),
        pytest.param("$#", "10 $", id="the sign stands where the phrase has it"),
        pytest.param("save $#", "«save $10» «save $10.50»", id="a sign before a number"),
        pytest.param("#% off", "10 off", id="a sign that is missing"),
        pytest.param("#% off", "«10% off» «7.5% off»", id="a sign after a number"),
        pytest.param("#-star", "«5-star» «5 star» 5star", id="a number, a hyphen, a word"),
        # scripts without blanks
        pytest.param("好评", "评好", id="Chinese in another order"),
        pytest.param("好评", "请给我们«好评»谢谢", id="Chinese needs no blanks around it"),
        pytest.param("给 好评", "请«给好评»或者«给 好评»", id="nor between its words"),
        pytest.param("给 [我们] 好评", "请«给我们好评»", id="nor around an optional part"),
        pytest.param("加 (微信|QQ)", "请«加QQ»群", id="a Latin word beside Chinese is whole"),
        pytest.param("加 (微信|QQ)", "请加QQQ群", id="a longer Latin word beside Chinese is another"),
        pytest.param("加 (微信|QQ)", "请«加 QQ»", id="a blank between Chinese and Latin"),
        pytest.param("给 ...2 好评", "请«给我们很多好评»", id="a gap counts two characters a word"),
        pytest.param("给 ...1 好评", "请给我们的好评", id="and ends after them"),
        pytest.param("给 ...2 好评", "请给。好评", id="a Chinese full stop ends a gap"),
        pytest.param("#天内", "«3天内»送达", id="a number before Chinese"),
        pytest.param("レビューを書", "ぜひ«レビューを書»いて", id="Japanese"),
        pytest.param("리뷰", "좋은 «리뷰»를", id="Korean"),
        pytest.param("my {messenger}", "«my whatsapp», «my 微信»", id="a list of both"),
        pytest.param("whatsapp", "我的«whatsapp»号", id="a Latin word between Chinese"),
        # letters
        pytest.param("İade kodu", "«iade kodu» «İADE KODU»", id="a dotted capital I"),
        pytest.param(
            "hasarlı", "ürün «hasarlı»", id="a dotless i where the text has no other Turkish letter"
        ),
        pytest.param("hasarlı", "şu ürün «hasarlı»", id="a dotless i in Turkish"),
        pytest.param("straße", "die «Straße»", id="a sharp s"),
        pytest.param("отзыв", "оставьте «отзыв»", id="Russian"),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, marked: str) -> None:
    text, expected = unmarked(marked)
    assert spans(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        pytest.param("leave )", "')' closes nothing in “leave )”", id="a bracket that closes nothing"),
        pytest.param("leave | it", "'|' closes nothing in “leave | it”", id="a choice without brackets"),
        pytest.param("a (b", "'(' is not closed in “a (b”", id="a choice left open"),
        pytest.param("a [b", "'[' is not closed in “a [b”", id="an optional part left open"),
        pytest.param("a [b)", "'[' is not closed in “a [b)”", id="closed by another bracket"),
        pytest.param("a (b|)", "an empty choice in “a (b|)”", id="an empty option"),
        pytest.param("a ()", "an empty choice in “a ()”", id="a choice of nothing"),
        pytest.param(
            "a {Review}", "a word list's name in braces holds a-z, 0-9 and '-' only", id="a list in capitals"
        ),
        pytest.param(
            "a {review", "a word list's name in braces holds a-z, 0-9 and '-' only", id="a list left open"
        ),
        pytest.param("a * b", "“* b” cannot be read", id="a star alone"),
        pytest.param("rec*end", "“*end” cannot be read", id="a star inside a word"),
        pytest.param("a ...0 b", "a gap holds 1 to 12 words, not 0", id="a gap of nothing"),
        pytest.param("a ...13 b", "a gap holds 1 to 12 words, not 13", id="a gap of thirteen"),
        pytest.param("... a", "a gap must stand between words", id="a gap at the beginning"),
        pytest.param("a ...", "a gap must stand between words", id="a gap at the end"),
        pytest.param("a (b ...|c)", "a gap must stand between words", id="a gap at the end of an option"),
        pytest.param("[a] [b]", "holds no word that is always there", id="optional words only"),
        pytest.param("#", "holds no word that is always there", id="a number only"),
        pytest.param("[a] #", "holds no word that is always there", id="a number and an optional word"),
        pytest.param("-", "holds no word that is always there", id="a hyphen only"),
        pytest.param(
            "(" * 13 + "a" + ")" * 13, "brackets are nested too deep", id="brackets past their depth"
        ),
        pytest.param(
            "review[s]",
            "two words touch; part them by a blank, or write each form out: (review|reviews)",
            id="an ending in brackets",
        ),
        pytest.param(
            "(re)order",
            "two words touch; part them by a blank, or write each form out: (review|reviews)",
            id="a beginning in brackets",
        ),
        pytest.param(
            "#th",
            "two words touch; part them by a blank, or write each form out: (review|reviews)",
            id="a word that touches a number",
        ),
        pytest.param("{nothing}", "unknown word list 'nothing'", id="a list that is not there"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_told(phrase: str, problem: str) -> None:
    with pytest.raises(PhraseError) as told:
        PhraseCompiler(LISTS).compile(phrase)
    assert str(told.value) == problem


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(PhraseError) as told:
        PhraseCompiler(LISTS).compile("my {revieuw}")
    assert told.value.unknown_list == "revieuw"


def test_lists_that_name_each_other_are_told() -> None:
    compiler = PhraseCompiler({"a": ("{b}",), "b": ("word", "{a}")})
    for _ in range(2):
        with pytest.raises(PhraseError, match=r"word lists name each other in a circle: a -> b -> a"):
            compiler.compile("my {a}")


def test_a_mistake_inside_a_list_names_the_list() -> None:
    with pytest.raises(PhraseError) as told:
        PhraseCompiler({"outer": ("{inner}",), "inner": ("(word",)}).compile("my {outer}")
    assert told.value.in_list is not None


WORDS = (
    "leave",
    "a",
    "review",
    "review2",
    "us",
    "good",
    "rating",
    "5",
    "10.5",
    "微信",
    "好评",
    "don't",
    "re",
    "'ll",
    "l'",
    "wa:",
    "my_",
    "#1",
    "5th",
    "ratings" + "s" * 20,
)
PIECES = (*WORDS, "rat*", "goo*", "#", "{review}", "{messenger}", "{rate}")
BLANKS = (" ", "  ", "-", "\n", ", ", ". ", "", "\n\n", " _", "' ", ": ", " " * 9)


def sequences(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(of, min_size=1, max_size=4).flatmap(
        lambda items: st.lists(
            st.sampled_from((" ", " ", " ... ", " ...1 ", "-", "")),
            min_size=len(items) - 1,
            max_size=len(items) - 1,
        ).map(lambda gaps: "".join(a + b for a, b in zip(items, [*gaps, ""], strict=True)))
    )


def bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    options = st.lists(sequences(inner), min_size=1, max_size=3).map("|".join)
    return st.one_of(options.map("({})".format), options.map("[{}]".format))


PHRASES = sequences(st.recursive(st.sampled_from(PIECES), bracketed, max_leaves=6))
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS)), max_size=14).map(
    lambda parts: "".join(word + blank for word, blank in parts)
)


def is_there(literal: str, text: str) -> bool:
    words = tokens(text)
    if word_at_start(literal) == literal:
        return literal in words
    if is_pair(literal):
        return literal in map(" ".join, pairwise(words))
    return literal.removesuffix(OPEN_END) in text


@settings(max_examples=120, deadline=None)
@given(PHRASES, TEXTS)
def test_what_a_phrase_requires_is_there_wherever_it_is_found(phrase: str, text: str) -> None:
    index = WordIndex(fold(text))
    try:
        compiled = PhraseCompiler(LISTS).compile(phrase)
    except PhraseError:
        return
    found = list(compiled.spans(index))
    assert compiled.required
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    if found:
        assert all(any(is_there(literal, index.text) for literal in one) for one in compiled.required)


@settings(max_examples=400, deadline=None)
@given(PHRASES, TEXTS)
def test_a_phrase_is_found_alike_whether_it_is_joined_or_walked(phrase: str, text: str) -> None:
    try:
        compiled = PhraseCompiler(LISTS).compile(phrase)
    except PhraseError:
        return
    joined, walked = WordIndex(fold(text)), WordIndex(fold(text), quick=False)
    assert list(compiled.spans(joined)) == list(compiled.spans(walked))


@settings(max_examples=120, deadline=None)
@given(PHRASES, TEXTS)
def test_a_phrase_is_found_alike_once_it_was_kept(phrase: str, text: str) -> None:
    compiler = PhraseCompiler(LISTS)
    try:
        compiled = compiler.compile(phrase)
    except PhraseError:
        return
    kept = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(compiled))))  # noqa: S301 - our own
    index = WordIndex(fold(text))
    assert list(kept.spans(index)) == list(compiled.spans(index))
    assert kept.required == compiled.required


@settings(max_examples=120, deadline=None)
@given(PHRASES, TEXTS)
def test_the_branches_of_a_phrase_find_what_it_finds(phrase: str, text: str) -> None:
    index = WordIndex(fold(text))
    try:
        whole = PhraseCompiler(LISTS).compile(phrase)
    except PhraseError:
        return
    branches = PhraseCompiler(LISTS).branches(phrase)
    found = {span for branch in branches for span in branch.spans(index)}
    assert {span.start for span in whole.spans(index)} <= {span.start for span in found}
    assert bool(found) == any(True for _ in whole.spans(index))


def test_where_an_open_end_stops_is_asked_of_the_letters_after_it_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def words_of(text: str) -> re.Pattern[str]:
        asked.append(text)
        return word_order.words_of(text)

    monkeypatch.setattr(nodes, "words_of", words_of)
    text = "é " + "recommending " * 50 + "it"
    assert spans("recommend* it", text) == [Span(len(text) - len("recommending it"), len(text))]
    assert set(asked) == {"ing recommending rec", "ing recommending it", "ing it"}


@settings(deadline=None)
@given(st.text(st.sampled_from("ab|[](){}*#.-$ 好'12"), max_size=16))
def test_any_phrase_is_read_or_refused(phrase: str) -> None:
    with suppress(PhraseError):
        list(PhraseCompiler(LISTS).compile(phrase).spans(WordIndex("a b ab 12 好 a-b")))


@pytest.mark.parametrize("quick", [pytest.param(True, id="joined"), pytest.param(False, id="walked")])
@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param(
            "(leave|给|#) ...12 [a|the] ...4 [{good}] ({review}|rat*)", id="gaps over optional words"
        ),
        pytest.param("leave ...12 leave ...12 leave ...12 leave", id="gaps one after the other"),
        pytest.param("{good-review} ...12 {good-review} [a] [a] {good-review}", id="lists of many lengths"),
    ],
)
@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("leave ", id="beginnings without an end"),
        pytest.param("leave - - - ", id="beginnings parted by marks"),
        pytest.param("leave" + " " * 40, id="wide blanks"),
        pytest.param("leave,", id="beginnings parted by commas"),
        pytest.param("leave a ", id="words in gaps"),
        pytest.param("leave给", id="two scripts"),
        pytest.param("给", id="a script without blanks"),
        pytest.param("-*_'\"", id="marks"),
        pytest.param("a" * 90, id="one endless word"),
        pytest.param("1,", id="one endless number"),
        pytest.param("a good review ", id="entries of lists"),
    ],
)
def test_looking_stays_linear_in_a_hostile_text(
    unit: str, phrase: str, monkeypatch: pytest.MonkeyPatch, *, quick: bool
) -> None:
    steps = 0
    compiled = PhraseCompiler(LISTS).compile(phrase)
    walk, lead = Sequence.ends_from, Gap.before

    def walked(self: Sequence, index: WordIndex, at: int) -> tuple[int, ...]:
        nonlocal steps
        steps += 1
        return walk(self, index, at)

    def led(self: Gap, order: WordOrder, before: Matches, after: Matches, link: int) -> Matches:
        nonlocal steps
        steps += sum(places.bit_count() for _, places in before) * len(after)
        return lead(self, order, before, after, link)

    monkeypatch.setattr(Sequence, "ends_from", walked)
    monkeypatch.setattr(Gap, "before", led)
    text = (unit * 1_000)[:1_000]
    list(compiled.spans(WordIndex(text, quick=quick)))
    assert steps <= 60 * len(text)
