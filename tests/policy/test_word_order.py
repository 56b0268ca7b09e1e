"""The quick look at the order of words never passes over a place where a phrase stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.policy.matching import WordIndex
from buyer_msg_lint.policy.phrase import PhraseCompiler
from buyer_msg_lint.policy.word_order import WordOrder, is_cjk, literals, places_in, tokens

COMPILER = PhraseCompiler(
    {
        "give": ("leave", "write us", "drop ...1 off", "giv*"),
        "what": ("a review", "don't", "# %", "好评", "five"),
    }
)
PHRASES = (
    "{give} ...2 {what}",
    "[please] {give} {what}",
    "{give} [us] [a] (review|# stars|{what})",
    "write ..3 us [now]",
    "(#%|$#|half) off",
    "don't {give}",
    "e-mail us",
)
_WORDS = """please leave write us giving a review off don't 5 5% $5 1,299.00 stars five e-mail now half drop
    it well-known i.e. 好评 café"""
WORDS = _WORDS.split()
BETWEEN = (" ", " ", " ", "  ", " - ", ", ", ". ", "! ", "\n", "-", "'", "_", ".", " (", ": ")


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), min_size=1, max_size=14))
def test_phrases_are_found_alike_with_and_without_the_quick_look(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in parts)
    for phrase in map(COMPILER.compile, PHRASES):
        quick, plain = WordIndex(text), WordIndex(text, quick=False)
        assert list(phrase.spans(quick)) == list(phrase.spans(plain))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("we can't", ["we", "can", "t"], id="an apostrophe only parts"),
        pytest.param("hello, you", ["hello", ",", "you"], id="a comma is a soft break"),
        pytest.param("stop! go. on", ["stop", "!", "go", "!", "on"], id="ends of sentences are hard breaks"),
        pytest.param("1.5 kg", ["1", ",", "5", "kg"], id="a point inside is a soft break"),
        pytest.param("café – ok", ["café", ",", "ok"], id="letters and marks beyond ASCII"),
    ],
)
def test_a_text_is_words_and_breaks(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_neighbours_are_literals_unless_a_break_parts_them() -> None:
    found = literals(tokens("thank you, dear you"))
    assert {"thank you", "dear you"} <= found
    assert "you dear" not in found


def test_places_count_from_the_end_and_come_in_the_order_of_the_text() -> None:
    order = WordOrder("one two, one")
    assert list(places_in(order.places.get("one", 0))) == [3, 0]
    assert list(places_in(order.places.get("two", 0))) == [2]
    assert order.places.get("three", 0) == 0


@pytest.mark.parametrize(
    ("character", "is_one"),
    [
        pytest.param("a", False, id="Latin"),
        pytest.param("é", False, id="Latin with an accent"),
        pytest.param("ж", False, id="Cyrillic"),
        pytest.param("ش", False, id="Arabic"),
        pytest.param("⭐", False, id="a sign"),
        pytest.param("\u0dff", False, id="before the first of Thai"),
        pytest.param("\u0e00", True, id="the first of Thai"),
        pytest.param("\u0e7f", True, id="the last of Thai"),
        pytest.param("\u0e80", False, id="after the last of Thai"),
        pytest.param("信", True, id="Chinese"),
        pytest.param("の", True, id="Japanese"),
        pytest.param("안", True, id="Korean"),
    ],
)
def test_scripts_without_blanks_are_told(character: str, is_one: bool) -> None:  # noqa: FBT001 - the expectation
    assert is_cjk(character) == is_one
    assert is_cjk(f"{character} in a longer text, in which it stands somewhere") == is_one


@given(st.text(max_size=12))
def test_a_few_characters_are_told_as_a_long_text_is(text: str) -> None:
    assert is_cjk(text) == is_cjk(text + "x" * 40)
