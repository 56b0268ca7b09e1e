from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.branching import (
    MOST_PATHS,
    BranchedText,
    Condition,
    Path,
    Piece,
    Question,
    choose_paths,
    holds,
    joined,
    listed,
    path_against,
)
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import MappedText, Span

ASKED = {"a": "yn", "b": "yn", "c": "xyz", "d": "yn", "e": "yn", "f": "xyz"}
QUESTIONS = {
    name: Question({answer: f"{name} {answer}" for answer in answers}) for name, answers in ASKED.items()
}


def condition(text: str) -> Condition:
    """Return a condition written as ``a=y c=xy``."""
    return {part[0]: frozenset(part[2:]) for part in text.split()}


def pieces(*conditions: str) -> tuple[Piece, ...]:
    return tuple(Piece(Span(at, at + 1), condition(text)) for at, text in enumerate(conditions))


def all_paths() -> Iterator[Path]:
    for answers in product(*ASKED.values()):
        yield dict(zip(ASKED, answers, strict=True))


some_conditions = st.fixed_dictionaries(
    {},
    optional={
        name: st.frozensets(st.sampled_from(list(answers)), min_size=1) for name, answers in ASKED.items()
    },
)


def test_a_text_on_a_path_is_what_is_there_on_it() -> None:
    text = BranchedText(MappedText.identity("abc", 10), pieces("", "a=y", "a=n"))
    path = {"a": "n"}
    assert text.on(path).text == "ac"
    assert text.on(path).source_span(1, 2) == Span(12, 13)
    assert [piece.span for piece in text.in_source()] == [Span(10, 11), Span(11, 12), Span(12, 13)]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("", "", ""),
        ("a=y", "", "a=y"),
        ("a=y", "b=n", "a=y b=n"),
        ("c=xy", "c=yz", "c=y"),
        ("a=y", "a=n", None),
    ],
)
def test_conditions_are_joined(one: str, other: str, both: str | None) -> None:
    assert joined(condition(one), condition(other)) == (None if both is None else condition(both))


def test_few_questions_are_all_answered() -> None:
    questions = {name: QUESTIONS[name] for name in "abd"}
    shown = pieces("", "a=y", "b=y", "d=y")
    paths = choose_paths(shown, questions)
    assert len(paths) == 8
    assert paths[0] == {"a": "y", "b": "y", "d": "y"}


def test_ways_that_show_the_same_count_once() -> None:
    questions = {name: QUESTIONS[name] for name in "ab"}
    assert len(choose_paths(pieces("", "a=y", "a=y b=y"), questions)) == 3


def test_many_questions_are_not_all_listed() -> None:
    questions = {f"q{number}": Question({"y": "", "n": ""}) for number in range(60)}
    shown = [
        piece
        for number in range(60)
        for piece in (Piece(Span(0, 1), {f"q{number}": frozenset("y")}), Piece(Span(0, 1)))
    ]
    assert len(choose_paths(shown, questions)) < 6


def test_more_ways_than_are_checked_are_refused() -> None:
    answers = {str(number): "" for number in range(MOST_PATHS + 1)}
    shown = [Piece(Span(0, 1), {"q": frozenset({answer})}) for answer in answers]
    with pytest.raises(NotCheckedError, match=r"goes more ways .* split the template"):
        choose_paths(shown, {"q": Question(answers)})


def test_more_text_than_is_read_is_refused() -> None:
    questions = {name: QUESTIONS[name] for name in "ab"}
    shown = [
        Piece(Span(0, 2_000_000)),
        Piece(Span(0, 1), condition("a=y")),
        Piece(Span(0, 1), condition("b=y")),
    ]
    with pytest.raises(NotCheckedError, match="8,000,004 characters together"):
        choose_paths(shown, questions)


@given(st.lists(some_conditions, max_size=7))
def test_every_piece_is_shown_beside_each_that_can_come_next(conditions: list[Condition]) -> None:
    shown = [Piece(Span(at, at + 1), one) for at, one in enumerate(conditions)]
    paths = choose_paths(shown, QUESTIONS)
    for piece in shown:
        assert any(holds(piece.condition, path) for path in paths)
    for one, other in pairwise(shown):
        both = joined(one.condition, other.condition)
        if both is not None:
            assert any(holds(both, path) for path in paths)


@given(st.lists(some_conditions, max_size=6))
def test_a_path_against_conditions_is_found_if_there_is_one(conditions: list[Condition]) -> None:
    found = path_against(conditions, QUESTIONS)
    there = any(not any(holds(one, path) for one in conditions) for path in all_paths())
    assert (found is not None) == there
    if found is not None:
        assert not any(holds(one, found) for one in conditions)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), None),
        (("if a",), "if a"),
        (("if a", "if b"), "if a, if b"),
        (tuple("abcde"), "a, b, c, d and 1 more"),
    ],
)
def test_branches_are_listed_on_one_line(names: tuple[str, ...], line: str | None) -> None:
    assert listed(names) == line
