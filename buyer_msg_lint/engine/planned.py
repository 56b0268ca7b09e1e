"""A policy with its patterns numbered: what is kept of one, and what plans are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from buyer_msg_lint.context import Marketplace
from buyer_msg_lint.engine.prefilter import Numbers, bits_of
from buyer_msg_lint.policy.compiled import CompiledRule, Group, Policy
from buyer_msg_lint.policy.matching import Pattern
from buyer_msg_lint.policy.needs import Needs
from buyer_msg_lint.policy.outline import Look, RuleOutline, TypeOutline, look_of, outline

Probes = Numbers
"""A set of patterns of a policy, each a bit by its number."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part of a group, with its patterns in the plan."""

    look: Look
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
        return self.surest.look.elsewhere

    @cached_property
    def _needs(self) -> tuple[Probes, ...]:
        """The patterns of each part that looks for nothing else."""
        return tuple(part.patterns for part in self.parts.values() if not part.look.elsewhere)

    @cached_property
    def surest(self) -> PlannedPart:
        """The part by which the group is looked for, since it needs all: of patterns only, and of fewest."""
        return min(
            self.parts.values(),
            key=lambda part: (part.look.elsewhere, part.patterns.bit_count()),
        )

    def may_be_in(self, possible: Probes) -> bool:
        """Tell whether all parts could be found in a text in which these patterns could match."""
        for needed in self._needs:  # noqa: SIM110 - asked for every group of most texts
            if not possible & needed:
                return False
        return True


@dataclass(frozen=True)
class PlannedRule:
    """A rule, the patterns that break it, its groups, and the patterns that excuse, by where they must be."""

    rule: RuleOutline
    patterns: Probes
    groups: tuple[PlannedGroup, ...]
    over: Probes
    sentence: Probes
    message: Probes

    @cached_property
    def follows_up(self) -> bool:
        """Whether it may be broken only after certain earlier messages."""
        return any(group.earlier for group in self.groups)


@dataclass(frozen=True)
class PlannedType:
    """A message type, the patterns by which it is recognised, and those by which it is not."""

    outline: TypeOutline
    recognise: Probes
    unless: Probes


@dataclass(frozen=True)
class PlannedPolicy:
    """What holds: rules in order of id, limits apart, types in order of rank, and what the patterns need.

    The number of a pattern is its place in ``needs.patterns``.
    """

    id: str
    rules: tuple[PlannedRule, ...]
    limits: tuple[RuleOutline, ...]
    types: tuple[PlannedType, ...]
    marketplaces: tuple[Marketplace, ...]
    needs: Needs

    @property
    def outlines(self) -> tuple[RuleOutline, ...]:
        """All rules and limits, in order of id."""
        return tuple(sorted((*(one.rule for one in self.rules), *self.limits), key=lambda rule: rule.id))

    def only(self, rule_ids: frozenset[str]) -> PlannedPolicy:
        """Return the policy with these of its rules."""
        return replace(
            self,
            rules=tuple(one for one in self.rules if one.rule.id in rule_ids),
            limits=tuple(rule for rule in self.limits if rule.id in rule_ids),
        )


def planned(policy: Policy) -> PlannedPolicy:
    """Return a policy with its patterns numbered."""
    needs = Needs(policy.patterns())
    numbers = {pattern: number for number, pattern in enumerate(needs.patterns)}
    numbering = _Numbering(numbers)
    return PlannedPolicy(
        policy.id,
        tuple(numbering.rule(rule) for rule in policy.rules if rule.rule.limit is None),
        tuple(outline(rule.rule) for rule in policy.rules if rule.rule.limit is not None),
        tuple(
            PlannedType(kind.outline, numbering.probes(kind.recognise), numbering.probes(kind.unless))
            for kind in policy.types
        ),
        policy.marketplaces,
        needs,
    )


@dataclass(frozen=True)
class _Numbering:
    numbers: Mapping[Pattern, int]

    def probes(self, patterns: Iterable[Pattern]) -> Probes:
        return bits_of([self.numbers[pattern] for pattern in patterns])

    def rule(self, compiled: CompiledRule) -> PlannedRule:
        excuses = compiled.excuses
        return PlannedRule(
            outline(compiled.rule),
            self.probes(compiled.patterns),
            tuple(map(self._group, compiled.groups)),
            self.probes(excuses.over),
            self.probes(excuses.sentence),
            self.probes(excuses.message),
        )

    def _group(self, group: Group) -> PlannedGroup:
        parts = {
            name: PlannedPart(look_of(part.look), self.probes(part.patterns))
            for name, part in group.parts.items()
        }
        return PlannedGroup(group.within, parts, group.mark, group.earlier)
