"""What patterns cannot match without, by literal: made once for a policy, and kept with it.

A pattern needs a literal of each of several sets, the rarest first; the rank of a set is its *level*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from buyer_msg_lint.policy.bits import Numbers, bits_of
from buyer_msg_lint.policy.matching import Pattern, Phrase, Regex, is_of_words
from buyer_msg_lint.policy.pattern_table import PatternTable
from buyer_msg_lint.policy.rarity import OPEN_END, share_of
from buyer_msg_lint.policy.shelves import Shelves

LEVELS = 3
"""So many of the sets that a pattern needs are looked at: a fourth rules out hardly more."""

_USUAL = 0.1
"""The share of messages from which on a set of literals is one of usual words."""

_WORDS_ALONE = re.compile(r"\([a-z]+(?:\|[a-z]+)*\)|[a-z]+")
_PARTED = "\0"
"""What parts things in a long text; no literal holds it."""

Met = tuple[Numbers, Numbers, Numbers]
"""The patterns, by their numbers, whose first need is met, whose second is, and whose third is."""


class Needs:
    """The needs that each literal meets: words and pairs of words, and what may be part of a word.

    The number of a pattern is its place in ``patterns``, those that most messages hold a literal of first, so
    that sets of the numbers which are met often are short.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = PatternTable(sorted(patterns, key=_commonness, reverse=True))
        self.regexes = bits_of([at for at, one in enumerate(self.patterns) if isinstance(one, Regex)])
        """The patterns that are no phrases."""
        self.sure = bits_of([number for number, one in enumerate(self.patterns) if _is_sure(one)])
        """The patterns that match wherever a literal that they need is: a word, or one of several."""
        self.over_breaks = self.regexes | bits_of(
            [
                at
                for at, one in enumerate(self.patterns)
                if isinstance(one, Phrase) and one.reaches_over_breaks
            ]
        )
        """The patterns that may match over the end of a sentence."""
        sets: dict[frozenset[str], list[int]] = defaultdict(list)
        missing: list[int] = []
        for number, pattern in enumerate(self.patterns):
            for level, literals in enumerate(pattern.required[:LEVELS]):
                sets[literals].append(number * LEVELS + level)
            missing += (number * LEVELS + level for level in range(len(pattern.required), LEVELS))
        self.met_by_all = _by_level(missing)
        """The levels that patterns have no need at: every text meets them."""
        self._sets = _PARTED.join(" ".join(map(str, codes)) for codes in sets.values())
        holders: dict[str, list[int]] = defaultdict(list)
        for number, literals in enumerate(sets):
            for literal in filter(None, literals):
                holders[literal].append(number)
        of = {literal: " ".join(map(str, numbers)) for literal, numbers in holders.items()}
        words = {literal: of.pop(literal) for literal in list(filter(is_of_words, of))}
        self.words = Shelves(words)
        """The literals that are words or pairs of words."""
        self._kept_parts = {
            plain: _Parts.of({part: holding for part, holding in of.items() if part.isascii() == plain})
            for plain in (True, False)
        }

    @cached_property
    def plain_parts(self) -> Mapping[str, str]:
        """The literals in ASCII that may be part of a word; each stands for its text without the open end."""
        return self._kept_parts[True].split()

    @cached_property
    def other_parts(self) -> Mapping[str, str]:
        """Those that are not in ASCII."""
        return self._kept_parts[False].split()

    def met_by(self, literal: str) -> Met:
        """Return the needs that a literal meets."""
        sets = self._split_sets
        parts = self.plain_parts if literal.isascii() else self.other_parts
        holders = parts.get(literal) or self.words[literal]
        return _by_level([int(code) for number in holders.split() for code in sets[int(number)].split()])

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name not in _READ_WHEN_ASKED_FOR}

    @cached_property
    def _split_sets(self) -> list[str]:
        return self._sets.split(_PARTED)


_READ_WHEN_ASKED_FOR = ("_split_sets", "plain_parts", "other_parts")


class _Parts(NamedTuple):
    """Literals and the sets that hold them, as two long texts, which load quicker than as many short ones."""

    literals: str
    holders: str

    @classmethod
    def of(cls, parts: Mapping[str, str]) -> _Parts:
        return cls(_PARTED.join(parts), _PARTED.join(parts.values()))

    def split(self) -> Mapping[str, str]:
        if not self.literals:
            return {}
        return dict(zip(self.literals.split(_PARTED), self.holders.split(_PARTED), strict=True))


def _by_level(codes: Iterable[int]) -> Met:
    numbers: tuple[list[int], ...] = ([], [], [])
    for code in codes:
        number, level = divmod(code, LEVELS)
        numbers[level].append(number)
    first, second, third = map(bits_of, numbers)
    return first, second, third


def _is_sure(pattern: Pattern) -> bool:
    return isinstance(pattern, Phrase) and _WORDS_ALONE.fullmatch(pattern.text) is not None


def _commonness(pattern: Pattern) -> tuple[float, float]:
    """Order patterns by how many messages hold what they need: other languages have no usual words."""
    shares = [share_of(literals) for literals in pattern.required[:LEVELS]] or [float("inf")]
    return min(max(shares), _USUAL), min(shares)


def text_of(part: str) -> str:
    """Return the text that stands wherever a part of a word does."""
    return part.removesuffix(OPEN_END)
