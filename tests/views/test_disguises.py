"""Words disguised in every known way are read again, at their exact place, and each disguise has its name."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import disguises, load_view, view_names
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import plain
from tests.disguises import DISGUISES

_WORDS = (
    "whatsapp wechat telegram instagram facebook review feedback positive rating paypal gmail outlook refund "
    "discount coupon website voucher stars email contact phone viber signal skype rebate cashback reward "
    "delete remove change"
)
WORDS = _WORDS.split()
VIEWS = ("spelled-signs", "joined", "unleet", "unstretched", "respelled")
EDGES = "\u202e\u202c"
LEAST_FOUND = 0.98


def layers(source: str) -> Iterator[MappedText]:
    """Yield the folded text, then each view that changes it, over the one before."""
    layer = folded(plain(MappedText.identity(source)))
    yield layer
    for name in VIEWS:
        view = load_view(name)
        if view.applies(layer.text):
            layer = view.rewrite(layer)
            yield layer


def found(source: str, word: str) -> str | None:
    """Return the part of the source that the word was read in, None if it was not read."""
    for layer in layers(source):
        match = re.search(rf"(?<![a-z]){word}(?![a-z])", layer.text)
        if match:
            span = layer.source_span(*match.span())
            return source[span.start : span.end]
    return None


def test_nearly_every_word_is_read_again_at_its_exact_place() -> None:
    missed = []
    total = 0
    for kind, disguise in DISGUISES.items():
        for word in WORDS:
            disguised = disguise(word, random.Random(f"{kind} {word}"))  # noqa: S311 - chance, not secrets
            place = found(f"We do send {disguised} to you, thanks", word)
            total += 1
            if place is None or place.strip(EDGES) != disguised.strip(EDGES):
                missed.append((kind, disguised))

    assert len(missed) <= total * (1 - LEAST_FOUND), missed


@pytest.mark.parametrize("kind", sorted(DISGUISES.keys() - {"stretched-everywhere"}))
def test_each_kind_of_disguise_is_undone_for_a_common_word(kind: str) -> None:
    disguised = DISGUISES[kind]("whatsapp", random.Random(1))  # noqa: S311 - chance, not secrets

    assert found(f"add us on {disguised} please", "whatsapp") is not None


@pytest.mark.parametrize(
    "excerpt",
    [
        pytest.param("leave us a review", id="plain text"),
        pytest.param("“don’t” – wait…", id="typography"),
        pytest.param("café\u00a0Größe", id="accents and a no-break space"),
        pytest.param("cafe\u0301", id="a decomposed accent"),
        pytest.param("½ kg, 5 m², nº 1", id="fractions and powers"),
        pytest.param("❤️ 👨‍👩‍👧 ⭐⭐⭐⭐⭐", id="emoji sequences"),
        pytest.param("спасибо, ухо", id="Russian"),
        pytest.param("加微信，谢谢！", id="Chinese with its punctuation"),
        pytest.param("नमस्ते क्‍ष", id="Hindi with a joiner"),
        pytest.param("می‌خواهم", id="Persian with a non-joiner"),
        pytest.param("name@example.com", id="an address"),
        pytest.param("https://www.example.com/a_b?c=d", id="a link"),
        pytest.param("+1 (555) 010-0142", id="a phone number"),
        pytest.param("5-star review", id="stars"),
        pytest.param("112-1234567-1234567", id="an order number"),
        pytest.param("", id="nothing"),
    ],
)
def test_plain_text_has_no_disguise(excerpt: str) -> None:
    assert disguises(excerpt) == ()


@pytest.mark.parametrize(
    ("excerpt", "names"),
    [
        pytest.param("Ｗｈａｔｓ", ("compatibility-characters",), id="fullwidth"),
        pytest.param("1️⃣2️⃣", ("compatibility-characters",), id="keycaps"),
        pytest.param("🇼🇪", ("compatibility-characters",), id="regional indicators"),
        pytest.param("WhatsАрр", ("look-alikes",), id="Cyrillic letters"),
        pytest.param("рауре", ("look-alikes",), id="Cyrillic letters only"),
        pytest.param("we\u200bchat", ("invisible-characters",), id="a zero-width space"),
        pytest.param("we\u00adchat", ("invisible-characters",), id="a soft hyphen"),
        pytest.param("example\u200b.com", ("invisible-characters",), id="a zero-width space before a dot"),
        pytest.param("\u202eweiver", ("reversed",), id="an override"),
        pytest.param("r̶e̶view", ("strike-through",), id="letters crossed out"),
        pytest.param("w h a t s", ("split-letters",), id="letters apart"),
        pytest.param("rev1ew", ("leet",), id="a digit for a letter"),
        pytest.param("revieeew", ("stretched",), id="a letter drawn out"),
        pytest.param("five five zero one", ("spelled-digits",), id="spelled digits"),
        pytest.param("name (at) example (dot) com", ("spelled-signs",), id="spelled signs"),
        pytest.param("w h 4 t s", ("split-letters", "leet"), id="two at once"),
        pytest.param("rеv1еw", ("look-alikes", "leet"), id="characters and letters"),
    ],
)
def test_each_disguise_has_its_name(excerpt: str, names: tuple[str, ...]) -> None:
    assert disguises(excerpt) == names


def test_what_an_excerpt_reads_tells_a_reversal_whose_mark_is_outside() -> None:
    assert disguises("weiver", "review") == ("reversed",)


def test_an_excerpt_that_reads_as_it_stands_has_no_disguise() -> None:
    assert disguises("A B C", "a b c") == ()


def test_views_are_found_by_their_file_names() -> None:
    assert view_names() == ("joined", "numerals", "respelled", "spelled-signs", "unleet", "unstretched")


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in view_names()])
def test_every_view_is_whole(name: str) -> None:
    view = load_view(name)

    assert view.DISGUISE
    assert not view.applies("")
    assert view.rewrite(MappedText.identity("")).text == ""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("plain", id="the base view is not one of them"),
        pytest.param("_shapes", id="private modules"),
        pytest.param("nonsense", id="unknown"),
    ],
)
def test_a_view_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        load_view(name)


@given(st.text(max_size=40))
@settings(max_examples=150)
def test_any_excerpt_can_be_named(excerpt: str) -> None:
    names = disguises(excerpt)

    assert len(set(names)) == len(names)


@given(st.text(st.sampled_from("ab1.o -_@(dot)five\n四é\u0430"), max_size=40))
@settings(max_examples=150)
def test_all_views_together_stay_inside_the_source(source: str) -> None:
    for layer in layers(source):
        if layer.text:
            span = layer.source_span(0, len(layer.text))
            assert 0 <= span.start <= span.end <= len(source)
