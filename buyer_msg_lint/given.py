"""A draft as read, and what is known of it: by the caller, by its front matter, by settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context


class Reading(Protocol):
    """Reads a draft, as a template or not; None lets the kind of draft decide."""

    def __call__(self, *, template: bool | None) -> Document:
        """Return the document; raises NotCheckedError with the reason if there is none."""
        ...


class Given(NamedTuple):
    """What the caller knows, which wins over front matter, and what holds where neither says something."""

    context: Context
    defaults: Context


def read_draft(read: Reading, given: Given, check: Callable[[Context], object]) -> tuple[Document, Context]:
    """Read a draft; return it with all that is known of it.

    Front matter wins over the defaults, the caller's context over both. ``check`` raises UsageError for a
    context that names what does not exist. Raises NotCheckedError with every mistake in the front matter.
    """
    known = _over(given.context, given.defaults)
    document = read(template=known.template)
    if document.front_matter is None:
        return document, known
    # Few drafts have any, and what reads YAML is loaded for those only.
    from buyer_msg_lint.front_matter import read_front_matter

    told = read_front_matter(document, document.front_matter, check)
    known = _over(given.context, _over(told.context, given.defaults))
    if known.template is not None and known.template != document.template:
        document = read(template=known.template)
    if told.subject is not None:
        from buyer_msg_lint.inputs._templates import with_subject

        document = with_subject(document, told.subject)
    return document, known


def _over(context: Context, below: Context) -> Context:
    if not below.model_fields_set:
        return context
    if not context.model_fields_set:
        return below
    from pydantic import ValidationError

    try:
        return context.over(below)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise NotCheckedError(f"what is known of it contradicts itself: {problem}") from None
