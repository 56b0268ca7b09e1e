"""Colours as style sheets and old attributes name them, and whether one can be read on another.

Sources: https://drafts.csswg.org/css-color/, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMED = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b
darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969
dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22
fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080
green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c
indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00
lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2
lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a
lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff
maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500
orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee
palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd
powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1
saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347
turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00
yellowgreen 9acd32
"""
_WORDS = _NAMED.split()
_NAMES = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
_HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})")
_FUNCTION = re.compile(r"(?P<name>rgb|hsl)a?\((?P<values>[^()]{1,80})\)")
_NUMBER = re.compile(r"[-+]?(?:\d{1,6}(?:\.\d{0,9})?|\.\d{1,9})")
_OLD_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})")
_HEX_DIGITS = frozenset("0123456789abcdef")
_DIGITS = 2
_READABLE = 1.25
"""The least ratio of contrast; below it, a text that nobody looks for is not seen."""
_DARK = 0.04045
_TRANSPARENT = 0.1


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255; ``alpha`` from 0 (nothing to be seen) to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: Colour) -> Colour:
        """Return what is seen of this colour on another."""
        mixed = (
            self.alpha * one + (1 - self.alpha) * other
            for one, other in zip(self[:3], below[:3], strict=True)
        )
        return Colour(*mixed)


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)
NONE = Colour(0, 0, 0, 0)


def is_readable(text: Colour, background: Colour) -> bool:
    """Tell whether text of a colour can be told from what is behind it."""
    if text.alpha < _TRANSPARENT:
        return False
    lights = sorted((_light(text.over(background)), _light(background)))
    return (lights[1] + 0.05) / (lights[0] + 0.05) >= _READABLE


def parse_colour(value: str) -> Colour | None:
    """Return the colour that a style sheet names in lower case; None if that is none."""
    if value == "transparent":
        return NONE
    if value in _NAMES:
        return _hex(_NAMES[value])
    if _HEX.fullmatch(value):
        return _hex(value[1:])
    function = _FUNCTION.fullmatch(value)
    return _function(function["name"], function["values"]) if function else None


def parse_old_colour(value: str) -> Colour | None:
    """Return the colour that an attribute such as ``bgcolor`` names; any text is one, as for browsers.

    Source: https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#legacy-colors
    """
    value = value.strip().lower()
    if not value or value == "transparent":
        return None
    if value in _NAMES or _OLD_HEX.fullmatch(value):
        return parse_colour(value)
    digits = "".join(char if char in _HEX_DIGITS else "0" for char in value[:128].removeprefix("#"))
    digits += "0" * (-len(digits) % 3)
    third = max(len(digits) // 3, 1)
    parts = [digits[at : at + third][-8:] or "0" for at in range(0, 3 * third, third)]
    while len(parts[0]) > _DIGITS and all(part.startswith("0") for part in parts):
        parts = [part[1:] for part in parts]
    return Colour(*(int(part[:_DIGITS], 16) for part in parts))


def _hex(digits: str) -> Colour:
    if len(digits) < 3 * _DIGITS:
        digits = "".join(char * 2 for char in digits)
    red, green, blue, *alpha = (int(digits[at : at + 2], 16) for at in range(0, len(digits), 2))
    return Colour(red, green, blue, alpha[0] / 255 if alpha else 1.0)


def _function(name: str, values: str) -> Colour | None:
    parts = values.replace(",", " ").replace("/", " ").split()
    if len(parts) not in {3, 4}:
        return None
    numbers = [_NUMBER.match(part) for part in parts]
    found = [float(number[0]) for number in numbers if number]
    if len(found) != len(parts):
        return None
    alpha = 1.0
    for number, part in zip(found[3:], parts[3:], strict=True):
        alpha = number / (100 if part.endswith("%") else 1)
    alpha = min(max(alpha, 0.0), 1.0)
    if name == "rgb":
        shares = (
            value * 2.55 if part.endswith("%") else value for part, value in zip(parts, found, strict=True)
        )
        red, green, blue = [min(max(share, 0.0), 255.0) for share in shares][:3]
        return Colour(red, green, blue, alpha)
    import colorsys

    red, green, blue = colorsys.hls_to_rgb(found[0] % 360 / 360, _share(found[2]), _share(found[1]))
    return Colour(red * 255, green * 255, blue * 255, alpha)


def _share(percent: float) -> float:
    return min(max(percent / 100, 0.0), 1.0)


def _light(colour: Colour) -> float:
    """Return the relative luminance, as WCAG defines it."""
    parts = []
    for part in colour[:3]:
        share = part / 255
        parts.append(share / 12.92 if share <= _DARK else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
