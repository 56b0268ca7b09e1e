"""Makes a planned policy of a compiled one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from buyer_msg_lint.engine.planned import (
    PlannedGroup,
    PlannedPart,
    PlannedPolicy,
    PlannedRule,
    PlannedType,
    Probes,
)
from buyer_msg_lint.policy.bits import bits_of
from buyer_msg_lint.policy.compiled import CompiledRule, Group, Policy
from buyer_msg_lint.policy.matching import Pattern
from buyer_msg_lint.policy.needs import Needs
from buyer_msg_lint.policy.outline import look_of, outline


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
            PlannedType(
                kind.outline,
                numbering.probes(kind.recognise),
                numbering.probes((*kind.unless, *kind.foreign)),
            )
            for kind in policy.types
        ),
        policy.marketplaces,
        needs,
        numbering.probes(policy.foreign_excuses()),
    )


class _Numbering(NamedTuple):
    numbers: Mapping[Pattern, int]

    def probes(self, patterns: Iterable[Pattern]) -> Probes:
        return bits_of([self.numbers[pattern] for pattern in patterns])

    def rule(self, compiled: CompiledRule) -> PlannedRule:
        excuses = compiled.excuses + compiled.foreign
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
