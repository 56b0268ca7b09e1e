"""What patterns cannot match without, by literal: made once for a policy, and kept with it.

A pattern needs a literal of each of several sets, the rarest first; the rank of a set is its *level*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from buyer_msg_lint.policy.matching import Pattern, Phrase, is_of_words
from buyer_msg_lint.policy.pattern_table import PatternTable
from buyer_msg_lint.policy.rarity import OPEN_END, share_of

LEVELS = 3
"""So many of the sets that a pattern needs are looked at: a fourth rules out hardly more."""

_USUAL = 0.1
"""The share of messages from which on a set of literals is one of usual words."""

_WORDS_ALONE = re.compile(r"\([a-z]+(?:\|[a-z]+)*\)|[a-z]+")
_PARTED = "\0"
"""What parts the things in a long text; no literal holds it."""

Need = tuple[int, int]
"""The number of a pattern, and a level of it."""


class Needs:
    """The needs that each literal meets: words and pairs of words, and what may be part of a word.

    The number of a pattern is its place in ``patterns``, those that most messages hold a literal of first, so
    that sets of the numbers which are met often are short.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        patterns = sorted(patterns, key=_commonness, reverse=True)
        self.patterns = PatternTable(patterns)
        sets: dict[frozenset[str], list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            for level, literals in enumerate(pattern.required[:LEVELS]):
                sets[literals].append(number * LEVELS + level)
        self._sets = [" ".join(map(str, codes)) for codes in sets.values()]
        self._missing = " ".join(
            str(number * LEVELS + level)
            for number, pattern in enumerate(patterns)
            for level in range(len(pattern.required), LEVELS)
        )
        holders: dict[str, list[int]] = defaultdict(list)
        for number, literals in enumerate(sets):
            for literal in literals:
                holders[literal].append(number)
        self._holders: Mapping[str, str] = {
            literal: " ".join(map(str, numbers)) for literal, numbers in holders.items()
        }
        named = list(filter(None, self._holders))
        self._sure = " ".join(str(number) for number, pattern in enumerate(patterns) if _is_sure(pattern))
        self.words = frozenset(filter(is_of_words, named))
        """The literals that are words or pairs of words."""
        self.parts = tuple(literal for literal in named if literal not in self.words)
        """The literals that may be part of a word; each stands for its text without the open end."""

    def met_by(self, literal: str) -> Iterator[Need]:
        """Yield the needs that a literal meets."""
        for number in self._holders[literal].split():
            yield from _needs(self._sets[int(number)])

    def met_by_all(self) -> Iterator[Need]:
        """Yield the levels that patterns have no need at: every text meets them."""
        return _needs(self._missing)

    def sure(self) -> list[int]:
        """Return the patterns that match wherever a literal that they need is: a word, or one of several."""
        return list(map(int, self._sure.split()))

    def regexes(self) -> list[int]:
        """Return the patterns that are no phrases."""
        return self.patterns.regexes()

    def __getstate__(self) -> tuple[PatternTable, str, int, str, str, str, str]:
        """Return all as a few long texts, which load many times faster than as many small things."""
        literals = [*self.words, *self.parts]
        holders = [self._holders[literal] for literal in literals]
        texts = tuple(map(_PARTED.join, (literals, holders, self._sets)))
        return self.patterns, texts[0], len(self.words), texts[1], texts[2], self._missing, self._sure

    def __setstate__(self, kept: tuple[PatternTable, str, int, str, str, str, str]) -> None:
        self.patterns, literals, words, holders, sets, self._missing, self._sure = kept
        named = literals.split(_PARTED) if literals else []
        self._holders = dict(zip(named, holders.split(_PARTED) if holders else (), strict=True))
        self._sets = sets.split(_PARTED)
        self.words, self.parts = frozenset(named[:words]), tuple(named[words:])


def _is_sure(pattern: Pattern) -> bool:
    return isinstance(pattern, Phrase) and _WORDS_ALONE.fullmatch(pattern.text) is not None


def _commonness(pattern: Pattern) -> tuple[float, float]:
    """Order patterns by how many messages hold what they need: other languages have no usual words."""
    shares = [share_of(literals) for literals in pattern.required[:LEVELS]] or [float("inf")]
    return min(max(shares), _USUAL), min(shares)


def _needs(codes: str) -> Iterator[Need]:
    for code in codes.split():
        yield divmod(int(code), LEVELS)


def text_of(part: str) -> str:
    """Return the text that stands wherever a part of a word does."""
    return part.removesuffix(OPEN_END)
