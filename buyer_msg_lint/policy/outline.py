"""What the engine goes by of a rule: plain frozen types, made of the models that rules folders are read into.

The models check what people write and take long to load; a policy that was kept does without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.moments import Duration
from buyer_msg_lint.verdict import Basis, Severity

if TYPE_CHECKING:
    from buyer_msg_lint.context import Channel, Initiative
    from buyer_msg_lint.policy import model
    from buyer_msg_lint.policy.model import KnownField, Measure, TimeField

TEXT_KINDS = (SegmentKind.BODY, SegmentKind.SUBJECT)
"""What rules look at unless they say otherwise."""

MESSAGE_FIELD = re.compile(r"\{([a-z_]+)\}")
"""What a rule's message may name: ``{match}`` and the traits of its detector."""

_FOUND_AS_BODY = frozenset((SegmentKind.HIDDEN, SegmentKind.ALTERNATIVE, SegmentKind.ATTACHMENT))
_NO_LIMITS: Mapping[Measure, tuple[int, int]] = {}
_NO_TRAITS: Mapping[str, tuple[str, ...]] = {}


class Said(NamedTuple):
    """A text in each language that the linter speaks."""

    en: str
    zh: str

    def speak(self, locale: str) -> str:
        """Return the text in ``locale``, ``en`` or ``zh``."""
        return self.zh if locale == "zh" else self.en


class Conditions(NamedTuple):
    """When a rule holds; every one that is given must agree."""

    message_type: tuple[str, ...] | None = None
    not_message_type: tuple[str, ...] | None = None
    marketplace: tuple[str, ...] | None = None
    initiative: Initiative | None = None
    channel: Channel | None = None
    template: bool | None = None


class Look(NamedTuple):
    """What a rule, or a part of one, looks for beside patterns."""

    detector: str | None = None
    only: Mapping[str, tuple[str, ...]] = _NO_TRAITS
    except_: Mapping[str, tuple[str, ...]] = _NO_TRAITS
    placeholders: tuple[str, ...] = ()
    differs_from: KnownField | None = None
    marks: tuple[str, ...] = ()
    required: bool = False
    """Whether the rule is broken where nothing is found, not where something is."""

    @property
    def elsewhere(self) -> bool:
        """Whether anything beside patterns is looked for in the text."""
        return self.detector is not None or bool(self.placeholders)


class Bound(NamedTuple):
    """A limit: on the time from ``since`` to ``until``, or on what is measured of a message."""

    since: TimeField | None = None
    until: TimeField = "sent_at"
    measure: Measure | None = None
    most: int | None = None
    least: int | None = None
    longest: Duration | None = None
    shortest: Duration | None = None
    warn_after: Duration | None = None
    among: tuple[str, ...] = ()


class Repair(NamedTuple):
    """How a violation can be repaired."""

    remove: Literal["match", "sentence"] | None = None
    replace: str | None = None
    safe: bool = False


class RuleOutline(NamedTuple):
    """A rule as it holds in a policy, without its wordings, which are patterns, and its examples."""

    id: str
    severity: Severity
    message: Said
    why: Said
    instead: Said
    source: tuple[Basis, ...]
    applies_to: tuple[SegmentKind, ...]
    when: Conditions
    look: Look
    limit: Bound | None = None
    fix: Repair | None = None

    @property
    def category(self) -> str:
        """The rule's topic, the part of its id before the slash."""
        return self.id.partition("/")[0]

    def looks_at(self, kind: SegmentKind) -> bool:
        """Tell whether the rule looks at segments of a kind.

        What is forbidden in the body is so where a buyer does not see it at once; what must be there must be
        seen.
        """
        if kind in self.applies_to:
            return True
        found_there = kind in _FOUND_AS_BODY and SegmentKind.BODY in self.applies_to
        return found_there and not self.look.required


class TypeOutline(NamedTuple):
    """A message type as the engine knows it: what it is by its nature, and its limits."""

    id: str
    initiative: Initiative | None = None
    channel: Channel | None = None
    limits: Mapping[Measure, tuple[int, int]] = _NO_LIMITS


def outline(rule: model.Rule) -> RuleOutline:
    """Return the outline of a rule."""
    return RuleOutline(
        rule.id,
        rule.severity,
        _said(rule.message),
        _said(rule.why),
        _said(rule.instead),
        tuple(Basis(one.name, one.url, one.read) for one in rule.source),
        rule.applies_to,
        _conditions(rule.when),
        look_of(rule.find or rule.require),
        _bound(rule.limit) if rule.limit else None,
        Repair(rule.fix.remove, rule.fix.replace, rule.fix.safe) if rule.fix else None,
    )


def look_of(look: model.Look | None) -> Look:
    """Return what a rule or part looks for beside patterns."""
    from buyer_msg_lint.policy import model

    if look is None:
        return Look()
    of_rule = look if isinstance(look, model.Find) else None
    return Look(
        look.detector,
        look.only,
        look.except_,
        look.placeholders,
        of_rule.differs_from if of_rule else None,
        of_rule.marks if of_rule else (),
        isinstance(look, model.Require),
    )


def _said(text: model.LocalText) -> Said:
    return Said(text.en, text.zh)


def _conditions(when: model.When) -> Conditions:
    return Conditions(
        when.message_type,
        when.not_message_type,
        when.marketplace,
        when.initiative,
        when.channel,
        when.template,
    )


def _bound(limit: model.Limit) -> Bound:
    from buyer_msg_lint.policy.model import read_number

    if limit.since is not None:
        return Bound(
            limit.since,
            limit.until,
            longest=limit.duration("most"),
            shortest=limit.duration("least"),
            warn_after=limit.duration("warn_after"),
        )
    return Bound(
        measure=limit.measure,
        most=read_number(limit.most) if limit.most else None,
        least=read_number(limit.least) if limit.least else None,
        among=limit.among,
    )
