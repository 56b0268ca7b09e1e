"""What attributes and elements say of how they look, as declarations: ``bgcolor``, ``<font>``, ``<center>``.

Source: https://html.spec.whatwg.org/multipage/rendering.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.inputs._html.colours import parse_colour, parse_old_colour
from buyer_msg_lint.inputs._html.elements import BLOCKS, KEEP_BLANKS, NEVER_SHOWN, TABLE_CELLS, WITH_MARGINS
from buyer_msg_lint.inputs._html.lengths import old_length

_USUAL_SIZES = {
    "h1": "2em",
    "h2": "1.5em",
    "h3": "1.17em",
    "h5": "0.83em",
    "h6": "0.67em",
    "big": "larger",
    "small": "smaller",
    "sub": "smaller",
    "sup": "smaller",
}
_FONT_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_USUAL_FONT_SIZE = 3
_LINK_COLOUR = "#0000ee"
_SIDES = ("margin-left", "margin-right")
_FONTS = frozenset(("basefont", "font"))
_FLOATING = frozenset(("embed", "iframe", "img", "input", "object"))


def usual_style(name: str) -> Iterator[tuple[str, str]]:
    """Yield how browsers show an element whose author says nothing, as names and values."""
    if name in NEVER_SHOWN:
        yield "display", "none"
    elif name in TABLE_CELLS:
        yield "display", "table-cell"
    elif name in BLOCKS:
        yield "display", "block"
    if name in WITH_MARGINS:
        yield "margin-top", "1em"
        yield "margin-bottom", "1em"
    if name in _USUAL_SIZES:
        yield "font-size", _USUAL_SIZES[name]
    if name in KEEP_BLANKS:
        yield "white-space", KEEP_BLANKS[name]


def hints(name: str, values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what an element's name and attributes declare: attribute (empty for the name), name, value."""
    if name == "center":
        yield "", "text-align", "center"
    for attribute, value in values.items():
        for said, plain in _said(name, attribute, value.strip().lower()):
            yield attribute, said, plain


def unnoted(name: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what attributes declare that is no matter of style: what is hidden, and the colour of links."""
    if "hidden" in values or (name == "dialog" and "open" not in values):
        yield "display", "none"
    if name == "input" and values.get("type", "").lower() == "hidden":
        yield "display", "none"
    if name == "a" and "href" in values:
        yield "color", _LINK_COLOUR
    if name == "bdo" and values.get("dir", "").lower() == "rtl":
        yield "unicode-bidi", "bidi-override"
        yield "direction", "rtl"


def _said(name: str, attribute: str, value: str) -> Iterator[tuple[str, str]]:
    if not value:
        return
    if name in _FONTS:
        yield from _of_font(attribute, value)
    match attribute:
        case "align" if name == "table":
            yield from ((side, "auto") for side in _SIDES if value == "center")
        case "align" if name not in _FLOATING:
            yield "text-align", "center" if value == "middle" else value
        case "bgcolor":
            yield from _colour("background-color", value)
        case "text" if name == "body":
            yield from _colour("color", value)
        case "background":
            yield "background-image", f'url("{value}")'
        case "width" | "height":
            length = old_length(value)
            if length:
                yield attribute, length


def _of_font(attribute: str, value: str) -> Iterator[tuple[str, str]]:
    match attribute:
        case "color":
            yield from _colour("color", value)
        case "face":
            yield "font-family", value
        case "size":
            yield from _font_size(value)


def _colour(declared: str, value: str) -> Iterator[tuple[str, str]]:
    colour = parse_old_colour(value)
    if parse_colour(value) is not None:
        yield declared, value
    elif colour is not None:
        yield declared, f"#{int(colour.red):02x}{int(colour.green):02x}{int(colour.blue):02x}"


def _font_size(value: str) -> Iterator[tuple[str, str]]:
    digits = value.lstrip("+-")[:1]
    if not digits.isdecimal():
        return
    size = int(digits)
    if value.startswith("+"):
        size = _USUAL_FONT_SIZE + size
    elif value.startswith("-"):
        size = _USUAL_FONT_SIZE - size
    yield "font-size", _FONT_SIZES[min(max(size, 1), len(_FONT_SIZES)) - 1]
