"""Views: a segment's text rewritten for looking, every character still mapped to its source."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast

from buyer_msg_lint.spans import MappedText


class View(Protocol):
    """What each module of this package that undoes a disguise of the folded text is."""

    def applies(self, text: str) -> bool:
        """Tell at a glance whether the view would change the folded text."""
        ...

    def rewrite(self, folded: MappedText) -> MappedText:
        """Return the text with the disguise undone."""
        ...


@cache
def load_view(name: str) -> View:
    """Return the view of that name."""
    return cast("View", import_module(f"{__name__}.{name.replace('-', '_')}"))


def disguises(excerpt: str) -> tuple[str, ...]:
    """Name how an excerpt of a source is disguised."""
    return ()
