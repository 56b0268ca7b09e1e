"""How an element looks, as far as it decides what a reader sees: shown or hidden, sizes, colours, blanks.

Source: the CSS modules on display, visibility, colours, fonts and positions. A value that is not understood
is left out, as browsers do; then text counts as seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from buyer_msg_lint.inputs._html.colours import BLACK, WHITE, Colour, is_readable, parse_colour
from buyer_msg_lint.inputs._html.css import Declaration
from buyer_msg_lint.inputs._html.lengths import USUAL_SIZE, pixels, size_of_font
from buyer_msg_lint.spans import Span

SMALLEST_SIZE = 1.0
"""The size in pixels up to which text cannot be read at all."""
_FAINTEST = 0.1
_SOLID = 0.9
_FAR_LEFT = -500.0
_FAR_RIGHT = 5000.0
_NO_ROOM = 1.0
_IN_LINE = frozenset(
    ("contents", "inline", "inline-block", "inline-flex", "inline-grid", "inline-table", "none", "ruby")
)
_APART = frozenset(
    (
        "block",
        "flex",
        "flow-root",
        "grid",
        "list-item",
        "table",
        "table-caption",
        "table-column",
        "table-column-group",
        "table-footer-group",
        "table-header-group",
        "table-row",
        "table-row-group",
        "-webkit-box",
    )
)
_DISPLAYS = _IN_LINE | _APART | {"table-cell"}
_WHITE_SPACES = frozenset(("break-spaces", "normal", "nowrap", "pre", "pre-line", "pre-wrap"))
_NUMBER = re.compile(r"(\d{0,9}(?:\.\d{0,9})?)(%?)")
_FILTER = re.compile(r"opacity\(\s*(\d{0,9}(?:\.\d{0,9})?%?)\s*\)")
_FONT = re.compile(
    r"(?:[-\w ]+ )??(?P<size>[\d.]+(?:px|pt|em|rem|%|ex|cm|mm|in|pc)|0(?![.\w])"
    r"|(?:xx?x?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*(?P<line>[\w.%]+))?\s+(?P<family>\S.*)"
)
_CLIPPED = re.compile(
    r"rect\((?:\s*+[01](?:px)?+[\s,]*+){4}\)|inset\((?:[5-9]\d|100)%.*\)|(?:circle|ellipse)\(0.*\)"
    r"|polygon\((?:\s*+0(?:px|%)?+[\s,]*+)++\)"
)
_SCALED = re.compile(r"scale(?:x|y)?\(\s*0(?:\.0\d*)?\s*[,)]|translate(?:x|y)?\(\s*-\d{4,}")
_SIDES = ("top", "right", "bottom", "left")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Appearance:
    """How an element and, unless they say otherwise, those in it look."""

    display: str = "inline"
    is_shown: bool = True
    is_visible: bool = True
    font_size: float = USUAL_SIZE
    size_at: Span | None = None
    """Where the size of the font is declared; None where nobody did."""
    colour: Colour = BLACK
    background: Colour | None = WHITE
    """None where an image lies behind the text, so that nobody can tell."""
    white_space: str = "normal"
    is_reversed: bool = False
    room: float | None = None
    """The width in pixels that there is, if it is known."""
    has_margins: bool = False

    @property
    def hides_text(self) -> bool:
        """Whether a reader cannot see text of this look."""
        if not self.is_shown or not self.is_visible or self.font_size <= SMALLEST_SIZE:
            return True
        return self.background is not None and not is_readable(self.colour, self.background)

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.display in _APART

    @property
    def is_cell(self) -> bool:
        """Whether it stands beside others of its row."""
        return self.display == "table-cell"


class Style:
    """The declarations for one element, each longhand's in the order in which they win."""

    def __init__(self, declared: Iterable[Declaration]) -> None:
        self._declared: dict[str, list[Declaration]] = defaultdict(list)
        for declaration in declared:
            for longhand in longhands(declaration):
                self._declared[longhand.name].append(longhand)

    def read(self, name: str, reader: Callable[[str], _Value | None]) -> _Value | None:
        """Return the strongest value of a property that can be read; None if there is none."""
        found = self.told(name, reader)
        return found[0] if found else None

    def told(self, name: str, reader: Callable[[str], _Value | None]) -> tuple[_Value, Span] | None:
        """Return the strongest value of a property that can be read, and where it stands."""
        for declaration in reversed(self._declared.get(name, ())):
            value = reader(declaration.value)
            if value is not None:
                return value, declaration.span
        return None

    def text(self, name: str) -> str:
        """Return the strongest value of a property as it is written; empty if there is none."""
        return self.read(name, str) or ""


def longhands(declaration: Declaration) -> Iterator[Declaration]:
    """Yield what a shorthand stands for; any other declaration is what it is."""
    parts = declaration.value.split()
    match declaration.name:
        case "margin" | "padding" if 1 <= len(parts) <= len(_SIDES):
            for side, value in zip(_SIDES, _four(parts), strict=True):
                yield replace(declaration, name=f"{declaration.name}-{side}", value=value)
        case "inset" if 1 <= len(parts) <= len(_SIDES):
            for side, value in zip(_SIDES, _four(parts), strict=True):
                yield replace(declaration, name=side, value=value)
        case "background":
            yield from _background(declaration, parts)
        case "font":
            yield from _font(declaration)
        case "-webkit-text-fill-color":
            yield replace(declaration, name="color")
        case "overflow-x" | "overflow-y":
            yield replace(declaration, name="overflow")
        case _:
            yield declaration


def appearance(style: Style, around: Appearance) -> Appearance:
    """Return how an element looks that stands in one which looks like ``around``."""
    size = style.told("font-size", lambda value: size_of_font(value, around.font_size))
    font_size = size[0] if size else around.font_size
    display = style.read("display", _among(_DISPLAYS)) or "inline"
    if display in _IN_LINE and display not in {"contents", "none"} and _is_taken_out(style):
        display = "block"
    colour = style.read("color", parse_colour) or around.colour
    return Appearance(
        display=display,
        is_shown=around.is_shown and display != "none" and not _is_put_away(style, display, font_size),
        is_visible=_visibility(style, around),
        font_size=font_size,
        size_at=size[1] if size else around.size_at,
        colour=colour,
        background=_behind(style, around),
        white_space=style.read("white-space", _among(_WHITE_SPACES)) or around.white_space,
        is_reversed=_is_reversed(style),
        room=_room(style, around, font_size),
        has_margins=_has_margins(style),
    )


def _four(parts: list[str]) -> tuple[str, ...]:
    """Return the values for top, right, bottom, left, of which a shorthand may leave out the last ones."""
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    bottom = parts[2] if len(parts) > 2 else top  # noqa: PLR2004 - the third of four sides
    return (top, right, bottom, parts[3] if len(parts) > 3 else right)  # noqa: PLR2004 - the fourth


def _background(declaration: Declaration, parts: list[str]) -> Iterator[Declaration]:
    value = declaration.value
    image = "url(" in value or "gradient(" in value
    yield replace(declaration, name="background-image", value=value if image else "none")
    functions = [value] if value.startswith(("rgb", "hsl")) else []
    for part in (*parts, *functions):
        if parse_colour(part) is not None:
            yield replace(declaration, name="background-color", value=part)
            return
    yield replace(declaration, name="background-color", value="transparent")


def _font(declaration: Declaration) -> Iterator[Declaration]:
    found = _FONT.fullmatch(declaration.value)
    if found is None:
        return
    for name, group in (("font-size", "size"), ("line-height", "line"), ("font-family", "family")):
        if found[group]:
            yield replace(declaration, name=name, value=found[group])


def _among(known: frozenset[str]) -> Callable[[str], str | None]:
    return lambda value: value if value in known else None


def _is_taken_out(style: Style) -> bool:
    return style.text("float") in {"left", "right"} or style.text("position") in {"absolute", "fixed"}


def _visibility(style: Style, around: Appearance) -> bool:
    said = style.read("visibility", _among(frozenset(("collapse", "hidden", "initial", "visible"))))
    return around.is_visible if said is None else said in {"initial", "visible"}


def _behind(style: Style, around: Appearance) -> Colour | None:
    if style.text("background-image") not in {"", "initial", "none"}:
        return None
    colour = style.read("background-color", parse_colour)
    if colour is None or colour.alpha < _FAINTEST:
        return around.background
    if colour.alpha >= _SOLID:
        return Colour(*colour[:3])
    return None if around.background is None else colour.over(around.background)


def _room(style: Style, around: Appearance, font_size: float) -> float | None:
    rooms = [around.room] if around.room is not None else []
    for name in ("width", "max-width"):
        width = style.read(name, lambda value: pixels(value, font_size=font_size, whole=around.room))
        if width:
            rooms.append(width)
    return min(rooms, default=None)


def _has_margins(style: Style) -> bool:
    return any(style.text(f"margin-{side}") not in {"", "0", "0px"} for side in ("bottom", "top"))


def _is_reversed(style: Style) -> bool:
    return style.text("direction") == "rtl" and style.text("unicode-bidi") in {
        "bidi-override",
        "isolate-override",
    }


def _is_put_away(style: Style, display: str, font_size: float) -> bool:
    """Tell whether an element is not to be seen: transparent, cut off, squeezed, or out of the window."""
    return (
        _is_transparent(style)
        or style.text("content-visibility") == "hidden"
        or any(_CLIPPED.fullmatch(style.text(name)) for name in ("clip", "clip-path"))
        or _SCALED.search(style.text("transform")) is not None
        or _is_squeezed(style, display, font_size)
        or _is_far_away(style, font_size)
    )


def _is_transparent(style: Style) -> bool:
    filtered = _FILTER.search(style.text("filter"))
    shares = [style.read("opacity", _share), _share(filtered[1]) if filtered else None]
    return any(share is not None and share < _FAINTEST for share in shares)


def _share(value: str) -> float | None:
    found = _NUMBER.fullmatch(value)
    if found is None or found[1] in {"", "."}:
        return None
    return float(found[1]) / (100 if found[2] else 1)


def _is_squeezed(style: Style, display: str, font_size: float) -> bool:
    if display in {"contents", "inline"} or style.text("overflow") not in {"clip", "hidden"}:
        return False
    sizes = (
        style.read(name, lambda value: pixels(value, font_size=font_size))
        for name in ("width", "max-width", "height", "max-height")
    )
    return any(size is not None and size <= _NO_ROOM for size in sizes)


def _is_far_away(style: Style, font_size: float) -> bool:
    names = ["margin-left", "margin-top", "text-indent"]
    if style.text("position") in {"absolute", "fixed", "relative"}:
        names += _SIDES
    lengths = (style.read(name, lambda value: pixels(value, font_size=font_size)) for name in names)
    return any(length is not None and not _FAR_LEFT < length < _FAR_RIGHT for length in lengths)
