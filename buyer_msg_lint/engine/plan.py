"""A policy made ready to look with: which patterns a text can match at all, found in one pass.

The literals that patterns need are looked up among the words of a text; those that are parts of words, or of
scripts without blanks, are found by one Aho-Corasick automaton. A pattern is tried only on texts that hold a
literal of each set that it needs; patterns compile when they are first tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy.compiled import CompiledRule, CompiledType, Policy
from buyer_msg_lint.policy.matching import (
    OPEN_END,
    Pattern,
    Regex,
    WordIndex,
    deadline,
    word_at_start,
    words_of,
)
from buyer_msg_lint.policy.model import Find, Look, Part, Require
from buyer_msg_lint.spans import Span


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A pattern in the plan: tried on a text only when the text meets every set of literals it needs."""

    pattern: Pattern
    needs: frozenset[int]

    def spans(self, text: str, pieces: Iterable[Piece]) -> Iterator[Span]:
        """Yield where the pattern stands in a text: a phrase is looked for in these pieces, a regex in all.

        Raises NotCheckedError past its time limit.
        """
        try:
            if isinstance(self.pattern, Regex):
                yield from self.pattern.spans(text)
                return
            for piece in pieces:
                for span in self.pattern.spans(piece.index):
                    yield Span(piece.start + span.start, piece.start + span.end)
        except TimeoutError:
            which = f": {self.pattern.source[:80]}" if isinstance(self.pattern, Regex) else ""
            raise NotCheckedError(f"a pattern ran past its time limit{which}") from None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a view that no phrase reaches over, where it begins, and what could match in it."""

    start: int
    index: WordIndex
    possible: Probes


Probes = frozenset[Probe]


def looks_elsewhere(look: Look) -> bool:
    """Tell whether a rule or part looks for more than patterns."""
    return look.detector is not None or bool(look.placeholders)


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part of a group, with its patterns in the plan."""

    look: Part
    patterns: Probes

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether the part could be found in a text in which these probes could match."""
        return looks_elsewhere(self.look) or not possible.isdisjoint(self.patterns)


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group of parts that count only side by side."""

    within: str
    parts: dict[str, PlannedPart]
    mark: str | None

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether all parts could be found in a text in which these probes could match."""
        return all(part.may_be_in(possible) for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule with its patterns in the plan."""

    compiled: CompiledRule
    look: Find | Require
    patterns: Probes
    groups: tuple[PlannedGroup, ...]
    over: Probes
    sentence: Probes
    message: Probes

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether the rule could find anything in a text in which these probes could match."""
        return (
            looks_elsewhere(self.look)
            or not possible.isdisjoint(self.patterns)
            or any(group.may_be_in(possible) for group in self.groups)
        )


@dataclass(frozen=True, slots=True)
class PlannedType:
    """A message type with its patterns in the plan."""

    compiled: CompiledType
    recognise: Probes
    unless: Probes


class Plan:
    """Everything the engine asks of a policy, made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._sets: dict[frozenset[str], int] = {}
        self._probes: dict[Pattern, Probe] = {}
        self.rules = tuple(self._rule(rule) for rule in policy.rules)
        self.types = tuple(
            PlannedType(kind, self._plan(kind.recognise), self._plan(kind.unless)) for kind in policy.types
        )
        self._needing: dict[int, list[Probe]] = defaultdict(list)
        self._needing_nothing = frozenset(probe for probe in self._probes.values() if not probe.needs)
        for pattern, probe in self._probes.items():
            if pattern.required:
                self._needing[self._sets[pattern.required[0]]].append(probe)
        self._regexes = [probe for probe in self._probes.values() if isinstance(probe.pattern, Regex)]
        self._words, parts = self._sets_by_literal()
        self._parts = list(parts.values())
        self._automaton = AhoCorasick(list(parts), matchkind=MatchKind.Standard)

    def possible(self, text: str) -> tuple[tuple[Piece, ...], Probes]:
        """Return the pieces of a folded text, and the probes that could match in any of them, or over all."""
        until = deadline()
        pieces: list[Piece] = []
        met_anywhere: set[int] = set()
        at = 0
        for part in self.split(text):
            met = self._met(part)
            met_anywhere |= met
            pieces.append(Piece(at, WordIndex(part, until), self.meeting(met)))
            at += len(part) + 1
        over_all = frozenset(probe for probe in self._regexes if probe.needs <= met_anywhere)
        return tuple(pieces), over_all.union(*(piece.possible for piece in pieces))

    def split(self, text: str) -> list[str]:
        """Split a folded text at the ends of its paragraphs, over which no phrase reaches."""
        return text.split("\n")

    def meeting(self, met: AbstractSet[int]) -> Probes:
        """Return the probes whose sets of literals are all met."""
        buckets = (self._needing[number] for number in met & self._needing.keys())
        return self._needing_nothing.union(
            probe for bucket in buckets for probe in bucket if probe.needs <= met
        )

    def _met(self, text: str) -> set[int]:
        """Return the numbers of the sets of which a literal is in a text."""
        words = self._words
        parts = {part for part, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return set().union(
            *(words[word] for word in words_of(text) & words.keys()), *(self._parts[part] for part in parts)
        )

    def all_probes(self) -> tuple[Probe, ...]:
        """Return every probe of the plan."""
        return tuple(self._probes.values())

    def _rule(self, compiled: CompiledRule) -> PlannedRule:
        rule = compiled.rule
        look = rule.find or rule.require
        if look is None:
            raise ValueError(f"rule {rule.id} looks for nothing")
        excuses = compiled.excuses
        groups = tuple(
            PlannedGroup(
                group.within,
                {
                    name: PlannedPart(part.look, self._plan(part.patterns))
                    for name, part in group.parts.items()
                },
                group.mark,
            )
            for group in compiled.groups
        )
        return PlannedRule(
            compiled,
            look,
            self._plan(compiled.patterns),
            groups,
            self._plan(excuses.over),
            self._plan(excuses.sentence),
            self._plan(excuses.message),
        )

    def _plan(self, patterns: Iterable[Pattern]) -> Probes:
        return frozenset(self._probe(pattern) for pattern in patterns)

    def _probe(self, pattern: Pattern) -> Probe:
        if pattern not in self._probes:
            numbers = (self._sets.setdefault(literals, len(self._sets)) for literals in pattern.required)
            self._probes[pattern] = Probe(pattern, frozenset(numbers))
        return self._probes[pattern]

    def _sets_by_literal(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Return the sets of each literal that is a whole word, and of each that may be part of one."""
        words: dict[str, list[int]] = defaultdict(list)
        parts: dict[str, list[int]] = defaultdict(list)
        for literals, number in self._sets.items():
            for literal in sorted(literals):
                table = words if word_at_start(literal) == literal else parts
                table[literal.removesuffix(OPEN_END)].append(number)
        return words, parts
