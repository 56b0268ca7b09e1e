"""From what could match in a text to the rules that could be broken by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from buyer_msg_lint.engine.planned import PlannedGroup, PlannedRule, Probes
from buyer_msg_lint.policy.bits import Numbers, bits_of, numbers_in
from buyer_msg_lint.policy.outline import Look


class Suspect(NamedTuple):
    """A rule that a message could break, and those of its groups that could be found there."""

    planned: PlannedRule
    groups: tuple[PlannedGroup, ...]


class Leads(dict[int, tuple[Numbers, Numbers]]):
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
        looks = [rule.rule.look for rule in rules]
        self._required = bits_of([at for at, look in enumerate(looks) if look.required])
        self._of_marks = bits_of([at for at, look in enumerate(looks) if look.marks])
        for number, rule in enumerate(rules):
            self.patterns |= rule.patterns
            for detector in _asks(rule.rule.look):
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

    def suspects(
        self, possible: Probes, holding: Numbers, finds: Callable[[str], bool], *, marked: bool
    ) -> Iterator[Suspect]:
        """Yield, in order, those of the rules that could be broken where these patterns could match.

        ``finds`` tells whether a detector finds anything, ``marked`` whether the message is marked.
        """
        asked = self._required | (self._of_marks if marked else 0)
        groups = self.elsewhere
        for detector, rules in self.asking.items():
            if rules & holding & ~asked and finds(detector):
                asked |= rules
        for pattern in numbers_in(possible & self.patterns):
            rules, of_rules = self[pattern]
            asked |= rules
            groups |= of_rules
        complete: dict[int, list[PlannedGroup]] = defaultdict(list)
        for number in numbers_in(groups):
            rule, group = self.groups[number]
            if holding >> rule & 1 and group.may_be_in(possible):
                complete[rule].append(group)
                asked |= not group.looks_elsewhere and 1 << rule
        for number in sorted(numbers_in(asked & holding)):
            yield Suspect(self._rules[number], tuple(complete.get(number, ())))


def _asks(look: Look) -> Iterator[str]:
    """Yield the detectors that a rule or part asks."""
    if look.detector is not None:
        yield look.detector
    if look.placeholders:
        yield "placeholder"
