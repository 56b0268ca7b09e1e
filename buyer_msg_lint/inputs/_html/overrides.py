"""What declarations change of how mail looks by itself: alignment, lines, fonts, colours, margins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from buyer_msg_lint.inputs._html.appearance import Appearance, longhands
from buyer_msg_lint.inputs._html.css import Declaration
from buyer_msg_lint.inputs._html.lengths import share_of_room
from buyer_msg_lint.spans import Span

_AS_AROUND = frozenset(("", "currentcolor", "inherit", "initial", "normal", "revert", "unset"))
_NOT_ALIGNED = _AS_AROUND | {"left", "match-parent", "start"}
_KINDS = {"line-height": "line-height", "font-family": "font-family", "color": "font-color"}
_SIDES = ("margin-left", "margin-right")
_WIDEST_MARGIN = 20.0


def overrides(declared: Iterable[Declaration]) -> Iterator[tuple[str, str, Span]]:
    """Yield each override, as the kind of mark, the value, and the place in the source."""
    centring: dict[Span, set[str]] = {}
    for one in declared:
        for longhand in longhands(one):
            kind = _KINDS.get(longhand.name)
            if kind and longhand.value not in _AS_AROUND:
                yield kind, longhand.value, longhand.span
            elif longhand.name == "text-align" and longhand.value not in _NOT_ALIGNED:
                yield "alignment", longhand.value, longhand.span
            elif longhand.name in _SIDES and longhand.value == "auto":
                centring.setdefault(longhand.span, set()).add(longhand.name)
    # Margins say it together, in one declaration or in two.
    if {side for sides in centring.values() for side in sides} == set(_SIDES):
        yield "alignment", "auto", min(centring)


def wide_margins(declared: Iterable[Declaration], around: Appearance) -> Iterator[tuple[str, float, Span]]:
    """Yield each margin at the side that takes more than a fifth of the width: value, percent, place."""
    told: set[Span] = set()
    for one in declared:
        for longhand in longhands(one):
            if longhand.name not in _SIDES or longhand.span in told:
                continue
            share = share_of_room(longhand.value, font_size=around.font_size, room=around.room)
            if share is not None and share > _WIDEST_MARGIN:
                told.add(longhand.span)
                yield longhand.value, share, longhand.span
