"""What is known of a message as a whole when its rules are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.document import AttachedFile, Document
from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.policy.outline import Bound, Conditions, RuleOutline, TypeOutline

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context, Initiative
    from buyer_msg_lint.policy.model import KnownField


class Facts(NamedTuple):
    """The context, and what follows from it and from the text; None is unknown."""

    context: Context
    kind: TypeOutline | None
    marketplace: Marketplace | None
    template: bool
    files: tuple[AttachedFile, ...] | None = None
    """The files that go with the message."""

    @property
    def message_type(self) -> str | None:
        """The message type's id."""
        return self.kind.id if self.kind else None

    @property
    def initiative(self) -> Initiative | None:
        """Who wrote first: as the context says, else as the message type is by its nature."""
        return self.context.initiative or (self.kind.initiative if self.kind else None)

    @property
    def channel(self) -> str | None:
        """The way that the message goes: as the context says, else the only one of its message type."""
        return self.context.channel or (self.kind.channel if self.kind else None)

    def known(self, field: KnownField) -> tuple[str, ...] | None:
        """Return the values that ``differs_from`` compares with."""
        match field:
            case "order_id":
                return None if self.context.order_id is None else (self.context.order_id,)
            case "tracking_numbers":
                return self.context.tracking_numbers
            case "carrier":
                return None if self.context.carrier is None else (self.context.carrier,)
            case "languages":
                return self._languages

    @property
    def outline(self) -> tuple[object, ...]:
        """All that decides whether rules hold: messages with the same outline are under the same rules."""
        context = self.context
        return (
            self.kind and self.kind.id,
            self.marketplace and self.marketplace.id,
            self.template,
            self.files is None,
            context.initiative,
            context.channel,
            *(field for field, value in context if value is not None),
        )

    @property
    def _languages(self) -> tuple[str, ...] | None:
        if self.context.language is not None:
            return (self.context.language,)
        return self.marketplace.languages if self.marketplace else None


def attached(context: Context, document: Document) -> tuple[AttachedFile, ...] | None:
    """Return the files that go with a message: its own, and others that the context names."""
    named = context.attachments
    if named is None:
        return document.attachments
    own = document.attachments or ()
    there = {file.name for file in own}
    return own + tuple(AttachedFile(file.name, file.size) for file in named if file.name not in there)


def missing_fact(rule: RuleOutline, facts: Facts) -> str | None:
    """Return the context field without which the rule cannot be decided, if it is missing."""
    when = rule.when
    if when.message_type is not None and facts.message_type is None:
        return "message_type"
    if when.marketplace is not None and facts.marketplace is None:
        return "marketplace"
    if when.initiative is not None and facts.initiative is None:
        return "initiative"
    if when.channel is not None and facts.channel is None:
        return "channel"
    field = rule.look.differs_from
    if field is not None and facts.known(field) is None:
        return "buyer_locale" if field == "languages" else field
    return None


def unknown_moment(limit: Bound, facts: Facts) -> str | None:
    """Return the field of the context that a limit on time measures from or to, if it is missing."""
    if limit.since is None:
        return None
    fields = (limit.since, limit.until)
    return next((field for field in fields if getattr(facts.context, field) is None), None)


def ruled_out(rule: RuleOutline, facts: Facts) -> bool:
    """Tell whether what is known of a message keeps the rule from holding; what is missing does not."""
    when = rule.when
    return _wrong_kind(when, facts.message_type) or (
        (
            when.marketplace is not None
            and facts.marketplace is not None
            and not any(map(facts.marketplace.answers_to, when.marketplace))
        )
        or _differs(when.initiative, facts.initiative)
        or _differs(when.channel, facts.channel)
        or (when.template is not None and facts.template != when.template)
    )


def _wrong_kind(when: Conditions, kind: str | None) -> bool:
    return (when.message_type is not None and kind is not None and kind not in when.message_type) or (
        when.not_message_type is not None and kind in when.not_message_type
    )


def _differs(asked: str | None, known: str | None) -> bool:
    return asked is not None and known is not None and asked != known
