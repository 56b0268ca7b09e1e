"""Which patterns a text could match at all, told by the words without which they cannot.

Sets of patterns are bits of one integer, so that a text costs one step for each of its words, whatever the
number of rules. What is told is never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from buyer_msg_lint.policy.needs import LEVELS, Need, Needs, text_of

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


class Prefilter:
    """Tells for texts which of so many patterns, by their numbers, could match.

    The needs of patterns are bits: ``level * count + number``.
    """

    def __init__(self, needs: Needs, count: int) -> None:
        self._count = count
        self._known = needs.words
        self._words = _Met[str](lambda word: self._bits(needs.met_by(word)))
        parts = needs.parts
        self._parts = _Met[int](lambda number: self._bits(needs.met_by(parts[number])))
        self._automaton = AhoCorasick(list(map(text_of, parts)), matchkind=MatchKind.Standard)
        self._met_by_all = self._bits(needs.met_by_all())

    def met(self, text: str, literals: frozenset[str]) -> Numbers:
        """Return the needs, by their bits, that a folded text with these words and pairs of words meets."""
        met = reduce(or_, map(self._words.__getitem__, literals & self._known), self._met_by_all)
        parts = {part for part, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return reduce(or_, map(self._parts.__getitem__, parts), met)

    def possible(self, met: Numbers) -> Numbers:
        """Return the patterns whose needs are all met."""
        possible = met & ((1 << self._count) - 1)
        for level in range(1, LEVELS):
            possible &= met >> level * self._count
        return possible

    def _bits(self, needs: Iterable[Need]) -> Numbers:
        return bits_of([level * self._count + number for number, level in needs])


_Literal = TypeVar("_Literal", str, int)


class _Met(dict[_Literal, Numbers], Generic[_Literal]):
    """The needs that a literal meets, made when a text first has it: most texts have few."""

    def __init__(self, make: Callable[[_Literal], Numbers]) -> None:
        super().__init__()
        self._make: Callable[[_Literal], Numbers] = make

    def __missing__(self, literal: _Literal) -> Numbers:
        bits = self[literal] = self._make(literal)
        return bits
