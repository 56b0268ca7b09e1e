"""Options are compiled only where a text meets what they need."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.policy.options import Needed, Options
from buyer_msg_lint.policy.word_order import Held

NEEDS = [
    [frozenset({"review", "reviews"}), frozenset({"leave"})],
    [frozenset({"thank you"})],
    [frozenset({"recommend*"})],
    [frozenset({"好评", "review"})],
    [frozenset({"%"}), frozenset({"save", "off"}), frozenset({"now"}), frozenset({"never asked for"})],
    [],
]


def options(made: list[int] | None = None, needed: Needed | None = None) -> Options[int]:
    def make(number: int) -> int:
        if made is not None:
            made.append(number)
        return number

    return Options(needed or Needed.of(NEEDS), make)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        pytest.param("the quick brown fox", [5], id="what needs nothing may be in any text"),
        pytest.param("a review", [3, 5], id="not all of its sets are met"),
        pytest.param("thank, you", [5], id="words that a break parts are no pair"),
        pytest.param("unrecommended", [2, 5], id="a beginning inside a word"),
        pytest.param("thank you", [1, 5], id="a pair of words"),
        pytest.param("please leave reviews", [0, 5], id="one of each set"),
        pytest.param("save 10% now", [4, 5], id="a sign; a fourth set is not looked at"),
        pytest.param("给好评", [3, 5], id="a script without blanks"),
    ],
)
def test_the_options_are_those_whose_needs_are_met(text: str, met: list[int]) -> None:
    held = Held(text, cjk=not text.isascii())
    assert sorted(options().met_by(held)) == met


def test_an_option_is_compiled_when_it_is_first_met_and_once() -> None:
    made: list[int] = []
    choice = options(made)
    assert made == []
    for text in ("thank you", "thank you", "nothing"):
        choice.met_by(Held(text))
    assert sorted(made) == [1, 5]


def test_all_options_can_be_had_without_a_text() -> None:
    assert list(options().all()) == [0, 1, 2, 3, 4, 5]


@given(
    st.lists(
        st.sampled_from(["leave", "a", "review", "thank", "you", "recommend", "%", "save", "now", "好评"])
    ).map(" ".join)
)
def test_needs_are_the_same_once_kept(text: str) -> None:
    kept = pickle.loads(pickle.dumps(Needed.of(NEEDS)))  # noqa: S301 - our own
    held = Held(text, cjk="好" in text)
    assert sorted(options(needed=kept).met_by(held)) == sorted(options().met_by(held))
