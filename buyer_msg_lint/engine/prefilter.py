"""Which patterns a text could match at all, told by the words without which they cannot.

Sets of patterns are bits of one integer, so that a text costs one step for each of its words, whatever the
number of rules. What is told is never too little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from buyer_msg_lint.policy.bits import Numbers
from buyer_msg_lint.policy.needs import Met, Needs, text_of

NOTHING_MET: Met = (0, 0, 0)


class Prefilter:
    """Tells for texts which patterns, by their numbers, could match."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._known = needs.words
        self._met_by_all = needs.met_by_all
        self._meeting = _Meeting(needs)

    def look_over(self, text: str, sentences: Collection[frozenset[str]]) -> tuple[Met, Numbers]:
        """Return what a folded text meets, and the patterns that could match in one of its sentences.

        A sentence is given by its words and pairs of words; what may be part of a word counts for all.
        """
        parts = self._plain_parts if text.isascii() else self._parts
        one, two, three = either(self._met_by(parts.found_in(text)), self._met_by_all)
        first_anywhere, second_anywhere, third_anywhere, possible = one, two, three, 0
        self._known.read_for(sentences)
        for sentence in sentences:
            first, second, third = self._met_by(self._known.among(sentence))
            possible |= (first | one) & (second | two) & (third | three)
            first_anywhere |= first
            second_anywhere |= second
            third_anywhere |= third
        return (first_anywhere, second_anywhere, third_anywhere), possible

    def _met_by(self, literals: Iterable[str]) -> Met:
        meeting = self._meeting
        first = second = third = 0
        # Written out, since this loop takes most of the time of a quiet text.
        for literal in literals:
            one, two, three = meeting[literal]
            if one:
                first |= one
            if two:
                second |= two
            if three:
                third |= three
        return first, second, third

    def possible(self, met: Met) -> Numbers:
        """Return the patterns whose needs are all met."""
        return met[0] & met[1] & met[2]

    @cached_property
    def _plain_parts(self) -> _Parts:
        """The parts of words that a text in ASCII may hold: few, and soon ready to look for."""
        return _Parts(tuple(self._needs.plain_parts))

    @cached_property
    def _parts(self) -> _Parts:
        return _Parts((*self._needs.plain_parts, *self._needs.other_parts))


def either(one: Met, other: Met) -> Met:
    """Return what either of two texts meets."""
    return one[0] | other[0], one[1] | other[1], one[2] | other[2]


class _Parts:
    """Literals that may be part of a word, looked for all at once."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts
        self._automaton = AhoCorasick(list(map(text_of, parts)), matchkind=MatchKind.Standard)

    def found_in(self, text: str) -> set[str]:
        parts = self._parts
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return {parts[number] for number, _, _ in found}


class _Meeting(dict[str, Met]):
    """The needs that each literal meets, made when a text first has it: most texts have few."""

    def __init__(self, needs: Needs) -> None:
        super().__init__()
        self._needs = needs

    def __missing__(self, literal: str) -> Met:
        met = self[literal] = self._needs.met_by(literal)
        return met
