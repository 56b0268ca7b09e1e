"""Words are told apart in letters without gaps; a word or a name alone is left whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.views._segments import word_starts


def words(letters: str) -> list[str]:
    starts = word_starts(letters)
    return [letters[start:end] for start, end in zip(starts, (*starts[1:], len(letters)), strict=True)]


@pytest.mark.parametrize("letters", ["whatsapp", "review", "2065550142"])
def test_leaves_one_word_whole(letters: str) -> None:
    assert words(letters) == [letters]


@pytest.mark.parametrize("letters", ["", "northpine", "xqzkvw", "review" * 100])
def test_tells_nothing_of_letters_that_make_no_known_words(letters: str) -> None:
    assert word_starts(letters) == ()


@pytest.mark.parametrize(
    "expected",
    [
        "a review",
        "whatsapp me",
        "give us five stars",
        "please leave us a 5 star review",
        "write me on whatsapp",
        "leave a rev1ew",
        "add me on wechat zubrik",
    ],
)
def test_tells_known_words_apart_and_keeps_an_unknown_one_together(expected: str) -> None:
    assert words(expected.replace(" ", "")) == expected.split()


@given(st.text(alphabet="abcdelmrstuvwy015", max_size=80))
def test_starts_are_in_order_within_the_letters(letters: str) -> None:
    starts = word_starts(letters)
    assert list(starts) == sorted(set(starts))
    assert starts[:1] in {(), (0,)}
    assert all(start < len(letters) for start in starts)
