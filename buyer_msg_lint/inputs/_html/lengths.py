"""Lengths and sizes of fonts as style sheets and old attributes write them, in pixels.

Source: https://drafts.csswg.org/css-values/#lengths, https://drafts.csswg.org/css-fonts/#font-size-prop
"""

from __future__ import annotations

import re

USUAL_SIZE = 16.0
_WIDEST_SCREEN = 1920.0
_LENGTH = re.compile(r"(?P<number>[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))(?P<unit>[a-z]{1,4}|%)?")
_PIXELS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "rem": USUAL_SIZE,
    "vw": _WIDEST_SCREEN / 100,
    "vh": 10.8,
}
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2}
_KEYWORDS = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
    "initial": USUAL_SIZE,
}
_RELATIVE = {"smaller": 1 / 1.2, "larger": 1.2, "inherit": 1.0, "unset": 1.0}


def pixels(value: str, *, font_size: float = USUAL_SIZE, whole: float | None = None) -> float | None:
    """Return a length in pixels, percents of ``whole``; None if it is no length, or ``whole`` is unknown."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    number, unit = float(found["number"]), found["unit"]
    if number == 0:
        return 0.0
    if unit == "%":
        return None if whole is None else number / 100 * whole
    if unit in _OF_FONT:
        return number * _OF_FONT[unit] * font_size
    return number * _PIXELS[unit] if unit in _PIXELS else None


def percent(value: str) -> float | None:
    """Return the figure of a percentage, or of a share of the window's width."""
    found = _LENGTH.fullmatch(value)
    return float(found["number"]) if found and found["unit"] in {"%", "vw"} else None


def share_of_room(value: str, *, font_size: float, room: float | None) -> float | None:
    """Return how many percent of the room a width takes; without known room, of the widest usual screen."""
    share = percent(value)
    if share is not None:
        return share
    length = pixels(value, font_size=font_size)
    return None if length is None else length / (room or _WIDEST_SCREEN) * 100


def size_of_font(value: str, parent: float) -> float | None:
    """Return the size of a font in pixels; None if the value is none."""
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    if value in _RELATIVE:
        return parent * _RELATIVE[value]
    size = pixels(value, font_size=parent, whole=parent)
    return size if size is not None and size >= 0 else None


def old_length(value: str) -> str | None:
    """Return the length that an attribute such as ``width="50%"`` writes; digits alone are pixels."""
    found = _LENGTH.match(value.strip())
    if found is None:
        return None
    return found["number"] + ("%" if found["unit"] == "%" else "px")
