"""A policy made ready to look with: its patterns numbered, and which of them a text can match at all.

A pattern is tried only on texts that hold what it needs (``prefilter``); patterns compile when they are first
tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from buyer_msg_lint.engine.facts import Facts, missing_fact, ruled_out, unknown_moment
from buyer_msg_lint.engine.prefilter import NOTHING_MET, Met, Numbers, Prefilter, bits_of, either, numbers_in
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy.compiled import CompiledRule, CompiledType, Policy
from buyer_msg_lint.policy.matching import Pattern, Regex, WordIndex, deadline, is_cjk
from buyer_msg_lint.policy.model import Find, Limit, Look, Part, Require, Rule
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
    limits: tuple[tuple[Rule, Limit], ...]
    """Those of the limits that may be decided, the message known."""
    undecided: tuple[NotEvaluated, ...]
    """In order of rule."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a view that no phrase reaches over, where it begins, and what could match in it."""

    start: int
    index: WordIndex
    possible: Probes


def in_order(undecided: Iterable[NotEvaluated]) -> tuple[NotEvaluated, ...]:
    """Return what could not be decided, in order of rule."""
    return tuple(sorted(undecided, key=attrgetter("rule")))


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
    def looks_elsewhere(self) -> bool:
        """Whether it has no part that is looked for by patterns alone."""
        return looks_elsewhere(self.surest.look)

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
        for needed in self._needs:  # noqa: SIM110 - asked for every group of most texts
            if not possible & needed:
                return False
        return True


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
    def follows_up(self) -> bool:
        """Whether it may be broken only after certain earlier messages."""
        return any(group.earlier for group in self.groups)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A rule that a message could break, and those of its groups that could be found there."""

    planned: PlannedRule
    groups: tuple[PlannedGroup, ...]


@dataclass(frozen=True, slots=True)
class PlannedType:
    """A message type with its patterns in the plan."""

    compiled: CompiledType
    recognise: Probes
    unless: Probes


class _Leads(dict[int, tuple[Numbers, Numbers]]):
    """By pattern: the rules that are broken where it matches, and the groups that it could be a part of.

    The groups of all rules are numbered here; each is looked for by its surest part. What a pattern leads to
    is worked out when a text first has it: most patterns never are met.
    """

    def __init__(self, rules: Sequence[PlannedRule]) -> None:
        super().__init__()
        self._rules = rules
        self.groups = [(number, group) for number, rule in enumerate(rules) for group in rule.groups]
        self.elsewhere = bits_of([at for at, (_, group) in enumerate(self.groups) if group.looks_elsewhere])
        """The groups that only detectors lead to."""
        self.patterns: Probes = 0
        """The patterns that lead to anything."""
        self.asking: dict[str, Numbers] = defaultdict(int)
        """By detector: the rules that could be broken where it finds something."""
        for number, rule in enumerate(rules):
            self.patterns |= rule.patterns
            for detector in _asks(rule.look):
                self.asking[detector] |= 1 << number
        for number, group in self.groups:
            self.patterns |= group.surest.patterns
            for detector in _asks(group.surest.look):
                self.asking[detector] |= 1 << number

    def __missing__(self, pattern: int) -> tuple[Numbers, Numbers]:
        led = self[pattern] = (
            bits_of([number for number, rule in enumerate(self._rules) if rule.patterns >> pattern & 1]),
            bits_of(
                [at for at, (_, group) in enumerate(self.groups) if group.surest.patterns >> pattern & 1]
            ),
        )
        return led


class Plan:
    """Everything the engine asks of a policy, made once."""

    def __init__(self, policy: Policy, needs: Needs | None = None) -> None:
        """Make a plan; ``needs``, if given, were made of these patterns, and perhaps of others."""
        self.policy = policy
        needs = needs or Needs(policy.patterns())
        self.patterns = needs.patterns
        self._numbers = {pattern: number for number, pattern in enumerate(needs.patterns)}
        self._limits = [(one.rule, one.rule.limit) for one in policy.rules if one.rule.limit is not None]
        self.rules = tuple(self._rule(rule) for rule in policy.rules if rule.rule.limit is None)
        self.types = tuple(
            PlannedType(kind, self._plan(kind.recognise), self._plan(kind.unless)) for kind in policy.types
        )
        self._regexes = bits_of(
            [number for number, pattern in enumerate(self.patterns) if isinstance(pattern, Regex)]
        )
        self.sure = bits_of(needs.sure())
        """The patterns that match wherever they could."""
        self._prefilter = Prefilter(needs)
        self._standings: dict[tuple[object, ...], Standing] = {}
        looks = [rule.look for rule in self.rules]
        self._required = bits_of([at for at, look in enumerate(looks) if isinstance(look, Require)])
        self._of_marks = bits_of(
            [at for at, look in enumerate(looks) if isinstance(look, Find) and look.marks]
        )
        self._leads = _Leads(self.rules)

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
        undecided = [
            NotEvaluated(rule=self.rules[number].compiled.rule.id, missing=field)
            for number, field in missing.items()
            if field is not None
        ]
        limits: list[tuple[Rule, Limit]] = []
        for rule, limit in self._limits:
            if not ruled_out(rule, facts):
                field = missing_fact(rule, facts) or unknown_moment(limit, facts)
                if field is None:
                    limits.append((rule, limit))
                else:
                    undecided.append(NotEvaluated(rule=rule.id, missing=field))
        return Standing(
            bits_of([number for number, field in missing.items() if field is None]),
            tuple(limits),
            in_order(undecided),
        )

    def detectors_of(self, holding: Numbers) -> Iterator[str]:
        """Yield the detectors that are asked where these rules hold."""
        return (detector for detector, rules in self._leads.asking.items() if rules & holding)

    def suspects(
        self, possible: Probes, holding: Numbers, finds: Callable[[str], bool], *, marked: bool
    ) -> Iterator[Suspect]:
        """Yield, in order, those of the rules that could be broken where these patterns could match.

        ``finds`` tells whether a detector finds anything, ``marked`` whether the message is marked.
        """
        leads = self._leads
        asked = self._required | (self._of_marks if marked else 0)
        groups = leads.elsewhere
        for detector, rules in leads.asking.items():
            if rules & holding & ~asked and finds(detector):
                asked |= rules
        for pattern in numbers_in(possible & leads.patterns):
            rules, of_rules = leads[pattern]
            asked |= rules
            groups |= of_rules
        complete: dict[int, list[PlannedGroup]] = defaultdict(list)
        for number in numbers_in(groups):
            rule, group = leads.groups[number]
            if holding >> rule & 1 and group.may_be_in(possible):
                complete[rule].append(group)
                asked |= not group.looks_elsewhere and 1 << rule
        for number in sorted(numbers_in(asked & holding)):
            yield Suspect(self.rules[number], tuple(complete.get(number, ())))

    def possible(self, text: str) -> tuple[tuple[Piece, ...], Probes]:
        """Return the pieces of a folded text, and the patterns that could match in any, or over all."""
        until = deadline()
        pieces: list[Piece] = []
        met_anywhere, possible = NOTHING_MET, 0
        at = 0
        for part in self.split(text):
            index = self.index(part, until)
            met = self._prefilter.met(part, index.order.literals if index.order else literals(tokens(part)))
            pieces.append(Piece(at, index, self.meeting(met)))
            met_anywhere = either(met_anywhere, met)
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

    def meeting(self, met: Met) -> Probes:
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
        return bits_of([self._numbers[pattern] for pattern in patterns])


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
