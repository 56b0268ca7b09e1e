"""A policy made ready to look with: its patterns numbered, and which of them a text can match at all.

A pattern is tried only on texts that hold what it needs (``prefilter``); patterns compile when they are first
tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import or_

from buyer_msg_lint.engine.facts import Facts, missing_fact, ruled_out
from buyer_msg_lint.engine.prefilter import Numbers, Prefilter, bits_of, numbers_in
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy.compiled import CompiledRule, CompiledType, Policy
from buyer_msg_lint.policy.matching import Pattern, Regex, WordIndex, deadline, is_cjk
from buyer_msg_lint.policy.model import Find, Look, Part, Require
from buyer_msg_lint.policy.needs import Needs
from buyer_msg_lint.policy.word_order import literals, tokens
from buyer_msg_lint.report import NotEvaluated
from buyer_msg_lint.spans import Span

Probes = Numbers
"""A set of patterns of a plan, each a bit by its number."""

_LONGEST_PIECE = 4_000
"""Paragraphs are looked at together up to so many characters, or the numbers for places grow long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules, by bits of their numbers, that hold for a message, and those that cannot be decided."""

    holding: Numbers
    undecided: tuple[NotEvaluated, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a view that no phrase reaches over, where it begins, and what could match in it."""

    start: int
    index: WordIndex
    possible: Probes


def looks_elsewhere(look: Look) -> bool:
    """Tell whether a rule or part looks for more than patterns."""
    return look.detector is not None or bool(look.placeholders)


def _asks(look: Look) -> Iterator[str]:
    """Yield the detectors that a rule or part asks."""
    if look.detector is not None:
        yield look.detector
    if look.placeholders:
        yield "placeholder"


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part of a group, with its patterns in the plan."""

    look: Part
    patterns: Probes


@dataclass(frozen=True)
class PlannedGroup:
    """A group of parts that count only side by side."""

    within: str
    parts: dict[str, PlannedPart]
    mark: str | None
    earlier: tuple[str, ...] = ()

    @cached_property
    def _needs(self) -> tuple[Probes, ...]:
        """The patterns of each part that looks for nothing else."""
        return tuple(part.patterns for part in self.parts.values() if not looks_elsewhere(part.look))

    @cached_property
    def surest(self) -> PlannedPart:
        """The part by which the group is looked for, since it needs all: of patterns only, and of fewest."""
        return min(
            self.parts.values(),
            key=lambda part: (looks_elsewhere(part.look), part.patterns.bit_count()),
        )

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether all parts could be found in a text in which these patterns could match."""
        return all(map(possible.__and__, self._needs))


@dataclass(frozen=True)
class PlannedRule:
    """A rule with its patterns in the plan."""

    compiled: CompiledRule
    look: Find | Require
    patterns: Probes
    groups: tuple[PlannedGroup, ...]
    over: Probes
    sentence: Probes
    message: Probes

    @cached_property
    def _looks_elsewhere(self) -> bool:
        return looks_elsewhere(self.look)

    @cached_property
    def follows_up(self) -> bool:
        """Whether it may be broken only after certain earlier messages."""
        return any(group.earlier for group in self.groups)

    @property
    def found_by(self) -> Probes:
        """The patterns of which one matches wherever it is broken, if no detector finds anything."""
        return reduce(or_, (group.surest.patterns for group in self.groups), self.patterns)

    @property
    def asks(self) -> frozenset[str]:
        """The detectors of which one finds something wherever it is broken, if none of the patterns match."""
        looks = (self.look, *(group.surest.look for group in self.groups))
        return frozenset(chain.from_iterable(map(_asks, looks)))

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether the rule could find anything in a text in which these patterns could match."""
        return (
            self._looks_elsewhere
            or possible & self.patterns != 0
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

    def __init__(self, policy: Policy, needs: Needs | None = None) -> None:
        """Make a plan; ``needs``, if given, were made of these patterns, and perhaps of others."""
        self.policy = policy
        patterns = needs.patterns if needs else ()
        self._numbers: dict[Pattern, int] = {pattern: number for number, pattern in enumerate(patterns)}
        self.limits = tuple(rule.rule for rule in policy.rules if rule.rule.limit is not None)
        self.rules = tuple(self._rule(rule) for rule in policy.rules if rule.rule.limit is None)
        self.types = tuple(
            PlannedType(kind, self._plan(kind.recognise), self._plan(kind.unless)) for kind in policy.types
        )
        self.patterns: tuple[Pattern, ...] = tuple(self._numbers)
        self._regexes = bits_of(
            [number for number, pattern in enumerate(self.patterns) if isinstance(pattern, Regex)]
        )
        if needs is None or len(needs.patterns) < len(self.patterns):
            needs = Needs(self.patterns)
        self._prefilter = Prefilter(needs, len(self.patterns))
        self._standings: dict[tuple[object, ...], Standing] = {}
        looks = [rule.look for rule in self.rules]
        self._required = bits_of([at for at, look in enumerate(looks) if isinstance(look, Require)])
        self._of_marks = bits_of(
            [at for at, look in enumerate(looks) if isinstance(look, Find) and look.marks]
        )
        self._asking: dict[str, Numbers] = defaultdict(int)
        self._rules_with: dict[int, Numbers] = defaultdict(int)
        for number, rule in enumerate(self.rules):
            for detector in rule.asks:
                self._asking[detector] |= 1 << number
            for pattern in numbers_in(rule.found_by):
                self._rules_with[pattern] |= 1 << number
        self._telling = bits_of(list(self._rules_with))

    def standing(self, facts: Facts) -> Standing:
        """Return which rules hold where this is known, whatever the text; worked out once."""
        standing = self._standings.get(facts.outline)
        if standing is None:
            standing = self._standings[facts.outline] = self._stand(facts)
        return standing

    def _stand(self, facts: Facts) -> Standing:
        missing = {
            number: missing_fact(planned.compiled.rule, facts)
            for number, planned in enumerate(self.rules)
            if not ruled_out(planned.compiled.rule, facts)
        }
        return Standing(
            bits_of([number for number, field in missing.items() if field is None]),
            tuple(
                NotEvaluated(rule=self.rules[number].compiled.rule.id, missing=field)
                for number, field in missing.items()
                if field is not None
            ),
        )

    def detectors_of(self, holding: Numbers) -> Iterator[str]:
        """Yield the detectors that are asked where these rules hold."""
        return (detector for detector, rules in self._asking.items() if rules & holding)

    def rules_for(
        self, possible: Probes, holding: Numbers, finds: Callable[[str], bool], *, marked: bool
    ) -> Iterator[PlannedRule]:
        """Yield, in order, those of the rules that could be broken where these patterns could match.

        ``finds`` tells whether a detector finds anything, ``marked`` whether the message is marked.
        """
        asked = self._required | (self._of_marks if marked else 0)
        for detector, rules in self._asking.items():
            if rules & holding & ~asked and finds(detector):
                asked |= rules
        for pattern in numbers_in(possible & self._telling):
            asked |= self._rules_with[pattern]
        return (self.rules[number] for number in sorted(numbers_in(asked & holding)))

    def possible(self, text: str) -> tuple[tuple[Piece, ...], Probes]:
        """Return the pieces of a folded text, and the patterns that could match in any, or over all."""
        until = deadline()
        pieces: list[Piece] = []
        met_anywhere = possible = 0
        at = 0
        for part in self.split(text):
            index = self.index(part, until)
            met = self._prefilter.met(part, index.order.literals if index.order else literals(tokens(part)))
            pieces.append(Piece(at, index, self.meeting(met)))
            met_anywhere |= met
            possible |= pieces[-1].possible
            at += len(part) + 1
        return tuple(pieces), possible | (self.meeting(met_anywhere) & self._regexes)

    def split(self, text: str) -> Iterable[str]:
        """Split a folded text at the ends of paragraphs, over which no phrase reaches."""
        if len(text) <= _LONGEST_PIECE and not is_cjk(text):
            return (text,)
        return _in_pieces(text.split("\n"))

    def index(self, text: str, until: float) -> WordIndex:
        """Return the words of a piece, to look for phrases in."""
        return WordIndex(text, until)

    def meeting(self, met: Numbers) -> Probes:
        """Return the patterns all of whose sets of literals are met."""
        return self._prefilter.possible(met)

    def spans(self, number: int, text: str, pieces: Iterable[Piece]) -> Iterator[Span]:
        """Yield where a pattern stands in a text: a phrase is looked for in these pieces, a regex in all.

        Raises NotCheckedError past its time limit.
        """
        pattern = self.patterns[number]
        try:
            if isinstance(pattern, Regex):
                yield from pattern.spans(text)
                return
            for piece in pieces:
                if piece.possible >> number & 1:
                    for span in pattern.spans(piece.index):
                        yield Span(piece.start + span.start, piece.start + span.end)
        except TimeoutError:
            which = f": {pattern.source[:80]}" if isinstance(pattern, Regex) else ""
            raise NotCheckedError(f"a pattern ran past its time limit{which}") from None

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
                group.earlier,
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
        numbers = self._numbers
        return bits_of([numbers.setdefault(pattern, len(numbers)) for pattern in patterns])


def _in_pieces(paragraphs: Iterable[str]) -> Iterator[str]:
    """Join paragraphs to pieces of some length; those in scripts without blanks stand alone."""
    together: list[str] = []
    length = 0
    for paragraph in paragraphs:
        alone = is_cjk(paragraph)
        if together and (alone or length + len(paragraph) > _LONGEST_PIECE):
            yield "\n".join(together)
            together, length = [], 0
        if alone:
            yield paragraph
        else:
            together.append(paragraph)
            length += len(paragraph) + 1
    if together:
        yield "\n".join(together)
