"""Which patterns a text could match at all, told by the words without which they cannot.

Sets of patterns are bits of one integer, so that a text costs one step for each of its words, whatever the
number of rules. What is told is never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from buyer_msg_lint.policy.needs import Need, Needs, text_of

Numbers = int
"""A set of numbers, each a bit."""


def numbers_in(numbers: Numbers) -> Iterator[int]:
    """Yield the numbers of a set, the highest first."""
    while numbers:
        highest = numbers.bit_length() - 1
        yield highest
        numbers ^= 1 << highest


def bits_of(numbers: Sequence[int]) -> Numbers:
    """Return the set of these numbers."""
    # Set in bytes, since each step on a long integer copies all of it.
    content = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        content[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(content, "little")


Met = tuple[Numbers, Numbers, Numbers]
"""The patterns whose first need is met, those whose second is, and those whose third is."""

NOTHING_MET: Met = (0, 0, 0)


class Prefilter:
    """Tells for texts which patterns, by their numbers, could match."""

    def __init__(self, needs: Needs) -> None:
        parts = needs.parts
        self._known = needs.words
        self._words = _Meeting[str](lambda word: _by_level(needs.met_by(word)))
        self._parts = _Meeting[int](lambda number: _by_level(needs.met_by(parts[number])))
        self._automaton = AhoCorasick(list(map(text_of, parts)), matchkind=MatchKind.Standard)
        self._met_by_all = _by_level(needs.met_by_all())

    def met(self, text: str, literals: frozenset[str]) -> Met:
        """Return the needs that a folded text with these words and pairs of words meets."""
        parts = {part for part, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        words = map(self._words.__getitem__, literals & self._known)
        first = second = third = 0
        # Written out, since this loop takes most of the time of a quiet text; what all meet is long, so last.
        for one, two, three in chain(words, map(self._parts.__getitem__, parts)):
            if one:
                first |= one
            if two:
                second |= two
            if three:
                third |= three
        return either((first, second, third), self._met_by_all)

    def possible(self, met: Met) -> Numbers:
        """Return the patterns whose needs are all met."""
        return met[0] & met[1] & met[2]


def either(one: Met, other: Met) -> Met:
    """Return what either of two texts meets."""
    return one[0] | other[0], one[1] | other[1], one[2] | other[2]


def _by_level(needs: Iterable[Need]) -> Met:
    numbers: tuple[list[int], ...] = ([], [], [])
    for number, level in needs:
        numbers[level].append(number)
    first, second, third = map(bits_of, numbers)
    return first, second, third


_Literal = TypeVar("_Literal", str, int)


class _Meeting(dict[_Literal, Met], Generic[_Literal]):
    """The needs that a literal meets, made when a text first has it: most texts have few."""

    def __init__(self, make: Callable[[_Literal], Met]) -> None:
        super().__init__()
        self._make: Callable[[_Literal], Met] = make

    def __missing__(self, literal: _Literal) -> Met:
        met = self[literal] = self._make(literal)
        return met
