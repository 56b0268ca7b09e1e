"""Front matter: a block of YAML between ``---`` and ``---`` at the head of a draft, no part of the message.

Only where it stands is told here; what it says is read where YAML and contexts are known.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import MappedText, Span

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")


class Draft(NamedTuple):
    """A draft in two: the range of its front matter's YAML, if it has one, and the message."""

    front_matter: Span | None
    message: MappedText


def split(source: str) -> Draft:
    """Return the front matter and the message; raises NotCheckedError if the front matter has no end."""
    opening = _OPENING.match(source) if source.startswith("---") else None
    if opening is None:
        return Draft(None, MappedText.identity(source))
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        raise NotCheckedError(
            "opens front matter in line 1 that no line '---' closes; close it, or begin with another line"
        )
    yaml = Span(opening.end(), closing.start())
    return Draft(yaml, MappedText.identity(source[closing.end() :], closing.end()))
