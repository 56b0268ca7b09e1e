"""Views: a segment's text rewritten for looking, every character still mapped to its source.

``plain`` shows what a reader sees, in plain characters; ``folded`` is that in lower case on one line. Every
other module here is a view over the folded text that undoes one kind of disguise, destructively: it has
``applies(text)``, a cheap look, ``rewrite(folded)``, and ``DISGUISE``, the id of what it undoes. Where a
disguise can be read in two ways, the other reading follows as paragraphs of its own, mapped alike.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from buyer_msg_lint.spans import MappedText

_BASES = frozenset(("plain", "folded"))


class View(Protocol):
    """What each module of this package that undoes a disguise of the folded text is."""

    DISGUISE: str
    """The short id of the disguise that it undoes."""

    def applies(self, text: str) -> bool:
        """Tell at a glance whether the view may change the folded text; never no where it does.

        Ordinary text pays for this alone, so it is cheap rather than exact.
        """
        ...

    def rewrite(self, folded: MappedText) -> MappedText:
        """Return the text with the disguise undone; the very same map where there is none."""
        ...


@cache
def view_names() -> tuple[str, ...]:
    """Return the names of the views over the folded text, sorted."""
    modules = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in modules if name not in _BASES))


@cache
def load_view(name: str) -> View:
    """Return the view of that name; raises KeyError if there is none."""
    if name not in view_names():
        raise KeyError(name)
    return cast("View", import_module(f"{__name__}.{name.replace('-', '_')}"))


def disguises(excerpt: str, reads: str | None = None) -> tuple[str, ...]:
    """Name how an excerpt of a source is disguised, in short ids such as ``look-alikes``; none if plain.

    ``reads`` is what the excerpt was found to read, in lower case, where that is known.
    """
    from buyer_msg_lint.views import _disguises

    return _disguises.disguises(excerpt, reads)
