"""Texts that go several ways: pieces of a template, and the conditions under which each is there.

A *question* is what a template asks of its values (is ``order.delayed`` true? which ``status`` is it?), a
*path* one answer to each, and a *condition* the answers under which a piece is there. Texts are not listed: a
few paths are chosen on which every piece stands beside each that it can stand beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import NamedTuple

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import MappedText, Rewriter, Span

Path = Mapping[str, str]
Condition = Mapping[str, frozenset[str]]
"""The answers, by question, that must be given; questions that are not named do not matter."""

MOST_PATHS = 256
_MOST_CHARACTERS = 4_000_000
"""The most text that is read on all paths of a template together."""
_ALL_OF = 16
"""Up to so many paths are all taken."""
_MOST_STEPS = 20_000
_MOST_LISTED = 4


_ALWAYS: Condition = {}


class Question(NamedTuple):
    """What a template asks: its possible answers, each with what people read for it."""

    answers: Mapping[str, str]


class Piece(NamedTuple):
    """A range of a template's text, the condition under which it is there, and the branch it stands in."""

    span: Span
    condition: Condition = _ALWAYS
    branch: str | None = None


class BranchedText(NamedTuple):
    """A text in pieces; what is between them (blocks, comments) is in no message."""

    content: MappedText
    pieces: tuple[Piece, ...]

    def on(self, path: Path) -> MappedText:
        """Return the text of one path."""
        pen = Rewriter(self.content)
        for piece in self.pieces:
            if holds(piece.condition, path):
                pen.keep(*piece.span)
        return pen.done()

    def in_source(self) -> tuple[Piece, ...]:
        """Return the pieces with their ranges in the source."""
        return tuple(
            Piece(self.content.source_span(*piece.span), piece.condition, piece.branch)
            for piece in self.pieces
        )


def listed(branches: Iterable[str]) -> str | None:
    """Return the names of branches in one line; of many, the first, and how many more there are."""
    names = tuple(branches)
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more or None


def holds(condition: Condition, path: Path) -> bool:
    """Tell whether a path gives the answers of a condition."""
    return all(path[question] in answers for question, answers in condition.items())


def joined(one: Condition, other: Condition) -> Condition | None:
    """Return the condition that both conditions hold; None if that can never be."""
    both = dict(one)
    for question, answers in other.items():
        both[question] = both.get(question, answers) & answers
        if not both[question]:
            return None
    return both


def apart(condition: Condition, questions: Mapping[str, Question]) -> Iterator[Condition]:
    """Yield conditions, each on one question, under any of which a condition does not hold."""
    for question, answers in reversed(tuple(condition.items())):
        others = frozenset(questions[question].answers) - answers
        if others:
            yield {question: others}


def choose_paths(pieces: Sequence[Piece], questions: Mapping[str, Question]) -> tuple[Path, ...]:
    """Return paths that show every piece, beside each that may come next to it, the fullest path first.

    Raises NotCheckedError if they are too many, or too long together.
    """
    if prod(len(question.answers) for question in questions.values()) <= _ALL_OF:
        paths: list[Path] = [
            dict(zip(questions, answers, strict=True))
            for answers in product(*(question.answers for question in questions.values()))
        ]
    else:
        paths = _covering(_goals(pieces, questions), questions)
    ways: dict[tuple[bool, ...], Path] = {}
    for path in paths:
        ways.setdefault(tuple(holds(piece.condition, path) for piece in pieces), path)
    length = sum(
        piece.span.end - piece.span.start
        for way in ways
        for piece, shown in zip(pieces, way, strict=True)
        if shown
    )
    if len(ways) > MOST_PATHS or length > _MOST_CHARACTERS:
        raise NotCheckedError(
            f"goes more ways ({len(ways)}, {length:,} characters together) than are checked "
            f"({MOST_PATHS}, {_MOST_CHARACTERS:,}); split the template"
        )
    return tuple(path for _, path in sorted(ways.items(), key=lambda way: -sum(way[0])))


def _goals(pieces: Sequence[Piece], questions: Mapping[str, Question]) -> Iterator[Condition]:
    """Yield conditions of which each must hold on some path: two pieces with nothing between them."""
    for number, piece in enumerate(pieces):
        yield piece.condition
        between: Condition | None = piece.condition
        for later in pieces[number + 1 :]:
            if between is None:
                break
            together = joined(between, later.condition)
            if together is not None:
                yield together
            if _follows(between, later.condition):
                break
            without = (joined(between, absent) for absent in apart(later.condition, questions))
            between = next((condition for condition in without if condition is not None), None)


def _follows(given: Condition, condition: Condition) -> bool:
    """Tell whether a condition holds wherever another is given."""
    return all(question in given and given[question] <= answers for question, answers in condition.items())


def _covering(goals: Iterable[Condition], questions: Mapping[str, Question]) -> list[Path]:
    """Return paths of which each goal holds on one: goals that go together share a path."""
    held: list[Condition] = []
    for goal in goals:
        for number, condition in enumerate(held):
            both = joined(condition, goal)
            if both is not None:
                held[number] = both
                break
        else:
            held.append(goal)
            if len(held) > MOST_PATHS:
                raise NotCheckedError(f"goes more ways than are checked ({MOST_PATHS}); split the template")
    return [_completed(condition, questions) for condition in held]


def _completed(condition: Condition, questions: Mapping[str, Question]) -> Path:
    return {
        name: next(
            answer for answer in question.answers if name not in condition or answer in condition[name]
        )
        for name, question in questions.items()
    }


def path_against(conditions: Sequence[Condition], questions: Mapping[str, Question]) -> Path | None:
    """Return a path on which none of the conditions holds; None if there is none.

    Raises NotCheckedError if that takes too long to tell.
    """
    steps = islice(iter(int, 1), _MOST_STEPS)
    found = _against(conditions, {}, questions, steps)
    return None if found is None else _completed(found, questions)


def _against(
    conditions: Sequence[Condition],
    chosen: Condition,
    questions: Mapping[str, Question],
    steps: Iterator[int],
) -> Condition | None:
    if next(steps, None) is None:
        raise NotCheckedError("goes too many ways to tell what holds on all of them; split the template")
    # What leaves the fewest choices is decided first, so that what follows from it is not tried.
    choices: list[Condition] | None = None
    for condition in conditions:
        if not _is_against(chosen, condition):
            both = (joined(chosen, absent) for absent in apart(condition, questions))
            left = [one for one in both if one is not None]
            if choices is None or len(left) < len(choices):
                choices = left
    if choices is None:
        return chosen
    found = (_against(conditions, choice, questions, steps) for choice in choices)
    return next((one for one in found if one is not None), None)


def _is_against(chosen: Condition, condition: Condition) -> bool:
    return any(
        question in chosen and not chosen[question] & answers for question, answers in condition.items()
    )
