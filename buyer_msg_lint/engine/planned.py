"""A policy with its patterns numbered: what is kept of one, and what plans are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.policy.bits import Numbers
from buyer_msg_lint.policy.needs import Needs
from buyer_msg_lint.policy.outline import Look, RuleOutline, TypeOutline

Probes = Numbers
"""A set of patterns of a policy, each a bit by its number."""


class PlannedPart(NamedTuple):
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


class PlannedType(NamedTuple):
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
    foreign: Probes
    """The patterns by which language files excuse: they say nothing of English text."""

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
