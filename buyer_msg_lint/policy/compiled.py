"""A policy ready for the engine: its rules with their phrases as patterns, settings applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal

from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.policy.matching import Pattern
from buyer_msg_lint.policy.outline import TypeOutline

if TYPE_CHECKING:
    from buyer_msg_lint.policy.model import Part, Rule

Patterns = tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One part of a group: its patterns, and what else it looks for."""

    look: Part
    patterns: Patterns


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that count only side by side; ``mark`` names the part that is the place.

    ``earlier`` names message types of which one must have been sent on the order before.
    """

    within: Literal["sentence", "neighbours", "message"]
    parts: Mapping[str, GroupPart]
    mark: str | None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excuses:
    """Patterns that excuse a match: over it, in its sentence, anywhere in the message."""

    over: Patterns = ()
    sentence: Patterns = ()
    message: Patterns = ()

    def __add__(self, other: Excuses) -> Excuses:
        """Return the excuses of both."""
        return Excuses(self.over + other.over, self.sentence + other.sentence, self.message + other.message)

    def all(self) -> Patterns:
        """Return what excuses, wherever it must stand."""
        return self.over + self.sentence + self.message


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule as it holds in a policy, with everything that it looks for."""

    rule: Rule
    patterns: Patterns
    groups: tuple[Group, ...]
    excuses: Excuses
    foreign: Excuses = field(default_factory=Excuses)
    """What language files say excuses; it excuses no English text."""


@dataclass(frozen=True, slots=True)
class CompiledType:
    """A message type, and the wording by which it is recognised."""

    outline: TypeOutline
    recognise: Patterns
    unless: Patterns
    foreign: Patterns = ()
    """What language files say it is not recognised by; in English text, it is all the same."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds: rules in order of id, types in order of rank, the marketplaces that are known."""

    id: str
    rules: tuple[CompiledRule, ...]
    types: tuple[CompiledType, ...]
    marketplaces: tuple[Marketplace, ...]

    def patterns(self) -> Patterns:
        """Return every pattern once."""
        found: dict[Pattern, None] = {}
        for rule in self.rules:
            parts = (part.patterns for group in rule.groups for part in group.parts.values())
            found |= dict.fromkeys(chain(rule.patterns, *parts, rule.excuses.all(), rule.foreign.all()))
        for kind in self.types:
            found |= dict.fromkeys((*kind.recognise, *kind.unless, *kind.foreign))
        return tuple(found)

    def foreign_excuses(self) -> frozenset[Pattern]:
        """Return the patterns that excuse in other languages only."""
        foreign = chain(*(rule.foreign.all() for rule in self.rules), *(kind.foreign for kind in self.types))
        own = chain(*(rule.excuses.all() for rule in self.rules), *(kind.unless for kind in self.types))
        return frozenset(foreign) - frozenset(own)
