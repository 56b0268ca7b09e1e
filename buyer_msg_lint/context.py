"""What the caller knows beside the text: marketplace, message type, order, dates, earlier messages."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from buyer_msg_lint.known import AUTO
from buyer_msg_lint.moments import Moment, is_before, read_moment

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
When = Annotated[Moment, BeforeValidator(read_moment)]
Initiative = Literal["proactive", "reply"]
Channel = Literal["message-centre", "email", "api"]

_NO_LATER = (
    ("purchased_at", "delivered_at"),
    ("purchased_at", "completed_at"),
    ("purchased_at", "sent_at"),
    ("delivered_at", "return_requested_at"),
    ("last_buyer_message_at", "sent_at"),
    ("return_requested_at", "sent_at"),
    ("claim_received_at", "sent_at"),
)
"""Pairs of moments of which the first cannot come after the second."""


_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


def _locale(text: str) -> str:
    if _LOCALE.fullmatch(text) is None:
        raise ValueError(f"'{text}' is no locale; give a language (de), or one with a country (de-DE, en_GB)")
    return text


class _Known(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class EarlierMessage(_Known):
    """A message that was sent on the same order before."""

    message_type: Text
    """A type of the rules folder, such as ``review-request``."""
    sent_at: When | None = None
    sender: Literal["seller", "buyer"] = "seller"


class Attachment(_Known):
    """A file that goes with the message."""

    name: Text
    """The file's name, with its ending."""
    size: Annotated[int, Field(ge=0)] | None = None
    """In bytes."""


class Context(BaseModel):
    """What a caller knows about a message; whatever is None is unknown, and nothing is guessed.

    Rules that need an unknown field are listed in ``Report.not_evaluated``. Moments are times with a zone, or
    dates alone, each as text (ISO 8601) or as ``datetime`` and ``date``. Raises pydantic's ValidationError
    for unknown fields, wrong types, times without a zone, and moments that contradict each other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    marketplace: Text | None = None
    """Domain (amazon.com), country code (US) or marketplace id (ATVPDKIKX0DER)."""
    message_type: Text = AUTO
    """A type of the rules folder, such as ``replacement``, or ``auto`` to recognise it from the text."""
    initiative: Initiative | None = None
    """``proactive`` if the seller writes first, ``reply`` if the message answers the buyer."""
    channel: Channel | None = None
    """The way that the message goes: ``message-centre``, ``email`` or ``api``."""
    buyer_locale: Annotated[str, AfterValidator(_locale)] | None = None
    """The buyer's language of preference: ``de``, ``de-DE``, ``en_GB``."""
    order_id: Text | None = None
    """The order that the message is about; other order numbers in the text are then violations."""
    tracking_numbers: tuple[Text, ...] | None = None
    """The tracking numbers of the order's shipments; others in the text are then violations."""
    carrier: Text | None = None
    """Who carries the shipment; another carrier named in the text is then a violation."""
    purchased_at: When | None = None
    delivered_at: When | None = None
    completed_at: When | None = None
    """When the order was completed: shipped and done for the marketplace."""
    last_buyer_message_at: When | None = None
    """When the buyer's message came that this one answers."""
    return_requested_at: When | None = None
    claim_received_at: When | None = None
    """When the claim or warning came that this message answers."""
    sent_at: When | None = None
    """When the message is sent, or was."""
    earlier_messages: tuple[EarlierMessage, ...] | None = None
    """The messages sent on the order before; an empty list says that there were none."""
    attachments: tuple[Attachment, ...] | None = None
    """The files that go with the message; an empty list says that there are none."""
    seller_names: tuple[Text, ...] | None = None
    """What the seller and its brands are called."""
    seller_domains: tuple[Text, ...] | None = None
    """The seller's own domains: ``acme-lamps.example``."""
    template: bool | None = None
    """Whether placeholders are filled later; None lets the file name decide (``.j2``, ``.liquid``, ...)."""
    placeholders: dict[Text, Text] | None = None
    """What placeholders of the caller's own stand for, by their names: ``{"ref": "order-id"}``."""

    @model_validator(mode="after")
    def _moments_agree(self) -> Self:
        for first, second in _NO_LATER:
            one, other = getattr(self, first), getattr(self, second)
            if one is not None and other is not None and is_before(other, one):
                raise ValueError(f"{second} ({other}) comes before {first} ({one})")
        return self

    def told(self) -> dict[str, Any]:
        """Return the fields that were given and say something."""
        given = {
            field: getattr(self, field) for field in Context.model_fields if field in self.model_fields_set
        }
        return {field: value for field, value in given.items() if value is not None}

    def over(self, other: Context) -> Context:
        """Return what either tells; where both do, this one, and the placeholders of both.

        Raises ValidationError if the moments of the two contradict each other.
        """
        if not other.model_fields_set:
            return self
        told = other.told() | self.told()
        if self.placeholders and other.placeholders:
            told["placeholders"] = other.placeholders | self.placeholders
        return Context.model_validate(told)

    @property
    def language(self) -> str | None:
        """The language of the buyer's locale, as ISO 639-1 code."""
        return self.buyer_locale[:2] if self.buyer_locale else None
