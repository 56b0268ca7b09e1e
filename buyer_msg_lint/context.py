"""What the caller knows beside the text: marketplace, message type, order, tracking numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

AUTO = "auto"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Context(BaseModel):
    """What a caller knows about a message; whatever is None is unknown, and nothing is guessed.

    Rules that need an unknown field are listed in ``Report.not_evaluated``. Raises pydantic's
    ValidationError for unknown fields and wrong types.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    marketplace: Text | None = None
    """Domain (amazon.com), country code (US) or marketplace id (ATVPDKIKX0DER)."""
    message_type: Text = AUTO
    """A type of the rules folder, such as ``replacement``, or ``auto`` to recognise it from the text."""
    order_id: Text | None = None
    """The order that the message is about; other order numbers in the text are then violations."""
    tracking_numbers: tuple[Text, ...] | None = None
    """The tracking numbers of the order's shipments; others in the text are then violations."""
    template: bool | None = None
    """Whether placeholders are filled later; None lets the file name decide (``.j2``, ``.liquid``, ...)."""


class Marketplace(BaseModel):
    """One marketplace, as the rules folder knows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    id: Text
    domain: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    languages: Annotated[tuple[Text, ...], "the first is the default"]

    def answers_to(self, name: str) -> bool:
        """Tell whether ``name`` is this marketplace's domain, country code, or id, in any case."""
        return name.casefold() in {self.domain.casefold(), self.country.casefold(), self.id.casefold()}
