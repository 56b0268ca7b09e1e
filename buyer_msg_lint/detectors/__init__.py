"""Detectors: each finds one kind of thing in a view of a text.

A detector is a module here, named as rules name it (``email-address`` is ``email_address.py``), with two
functions: ``may_find(text)``, a cheap look, and ``find(text, look)``. It looks at text that is already folded
(lower case, no look-alikes, no invisible characters) and says what it found, where in that text, and with
which traits; whether that is a violation is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.spans import Span

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context


_NO_TRAITS: Mapping[str, str] = {}


class Hit(NamedTuple):
    """A thing found in ``text[start:end]`` of a view.

    ``value`` is the thing in its plain form (``https://example.com``, ``112-1234567-1234567``); ``traits``
    are what rules may ask about it (``kind``, ``host``, ``carrier``), each a plain string.
    """

    start: int
    end: int
    value: str
    traits: Mapping[str, str] = _NO_TRAITS

    @property
    def span(self) -> Span:
        """The range in the view's text."""
        return Span(self.start, self.end)


class Look(NamedTuple):
    """What a detector may ask for beside the text it looks at.

    ``cased`` is the same text, character for character, before lower-casing. ``hits(name)`` gives what
    another detector found in the same text, found once however many ask.
    """

    cased: str
    context: Context
    marketplace: Marketplace | None
    hits: Callable[[str], tuple[Hit, ...]]


SOURCE = ("source",)


class Detector(Protocol):
    """What each module of this package is."""

    TRAITS: Mapping[str, str]
    """Each trait of its hits with one line on what it holds; rules may name these and no others."""
    VIEWS: tuple[str, ...]
    """The views, beside the folded one, that it looks through, each over the one before it.

    ``SOURCE`` instead: it looks at the text as it is written, and at nothing else.
    """

    def may_find(self, text: str) -> bool:
        """Tell at a glance whether there may be anything to find; never no where ``find`` finds something.

        Most texts hold none of most things, so this is what they pay for; it takes no more than a
        microsecond or two for a message, and ``find`` takes the same look first.
        """
        ...

    def find(self, text: str, look: Look) -> Iterable[Hit]:
        """Yield what is found in ``text``, in order of start, without overlaps."""
        ...


@cache
def detector_names() -> tuple[str, ...]:
    """Return the names that rules may use, sorted."""
    modules = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in modules))


@cache
def load_detector(name: str) -> Detector:
    """Return the detector of that name; raises KeyError if there is none."""
    if name not in detector_names():
        raise KeyError(name)
    return cast("Detector", import_module(f"{__name__}.{name.replace('-', '_')}"))
