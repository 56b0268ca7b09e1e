"""What is known where nobody tells anything, and the marketplaces: plain, since most runs need no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

AUTO = "auto"

FIELDS = (
    "marketplace",
    "message_type",
    "initiative",
    "channel",
    "buyer_locale",
    "order_id",
    "tracking_numbers",
    "carrier",
    "purchased_at",
    "delivered_at",
    "completed_at",
    "last_buyer_message_at",
    "return_requested_at",
    "claim_received_at",
    "sent_at",
    "earlier_messages",
    "attachments",
    "seller_names",
    "seller_domains",
    "template",
    "placeholders",
)
"""The fields of a context, in order."""


class _NothingKnown:
    """Stands for a ``Context`` that tells nothing, in all that the linter asks of one."""

    __slots__ = ()
    message_type = AUTO
    language = None
    model_fields_set: frozenset[str] = frozenset()

    def __getattr__(self, name: str) -> None:
        if name not in FIELDS:
            raise AttributeError(name)

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return ((field, getattr(self, field)) for field in FIELDS)

    def __reduce__(self) -> str:
        return "NOTHING_KNOWN"

    def told(self) -> dict[str, Any]:
        return {}

    def over(self, other: Context) -> Context:
        return other

    def model_copy(self, *, update: Mapping[str, Any]) -> Context:
        from buyer_msg_lint.context import Context

        return Context().model_copy(update=update)


NOTHING_KNOWN: Final = cast("Context", _NothingKnown())
"""The context of a caller who tells nothing; what checks that callers tell is not loaded for it."""


class OrderIdForm(NamedTuple):
    """A form of order numbers: a pattern of the whole number, and one invented number."""

    pattern: str
    example: str

    def fits(self, order_id: str) -> bool:
        """Tell whether an order number is of this form."""
        return re.fullmatch(self.pattern, order_id, re.IGNORECASE | re.ASCII) is not None


class Marketplace(NamedTuple):
    """One marketplace, as the rules folder knows it."""

    name: str
    id: str
    domain: str
    country: str
    languages: tuple[str, ...]
    """The first is the default."""
    aliases: tuple[str, ...] = ()
    """Other codes that its country goes by: ``UK``."""
    family: str = ""
    """The file of marketplaces that it stands in: ``amazon``."""
    order_ids: tuple[OrderIdForm, ...] = ()
    """The forms of its order numbers; none where they are not known."""

    def answers_to(self, name: str) -> bool:
        """Tell whether ``name`` is this marketplace's domain, country code, alias, or id, in any case."""
        names = (self.domain, self.country, self.id, *self.aliases)
        return name.casefold() in {known.casefold() for known in names}
