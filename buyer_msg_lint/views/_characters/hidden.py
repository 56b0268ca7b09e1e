"""Characters that are not seen: zero-width, fillers, directional, variation selectors, tags; and marks."""

from __future__ import annotations

from typing import Final


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def character_class(characters: frozenset[str]) -> str:
    """Return the characters as a bracketed class of a regular expression."""
    return "[" + "".join(rf"\U{ord(character):08x}" for character in sorted(characters)) + "]"


HIDDEN: Final = _characters(
    (0xAD, 0xAD),  # soft hyphen
    (0x34F, 0x34F),  # combining grapheme joiner
    (0x61C, 0x61C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian selectors and separator
    (0x200B, 0x200F),  # zero-width space, joiners, directional marks
    (0x202A, 0x202E),  # directional embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, directional isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags and more variation selectors
)

OVERRIDE: Final = "\u202e"
"""Right-to-left override: shows what follows in reverse."""

KEYCAP: Final = "\u20e3"

REGIONAL: Final = _characters((0x1F1E6, 0x1F1FF))

STRIKES: Final = _characters((0x305, 0x305), (0x332, 0x338), (0x33F, 0x33F), (0x20D0, 0x20F0))
"""Marks that cross out, underline, overline or enclose a character."""

MARKS: Final = STRIKES | _characters(
    (0x300, 0x34E),
    (0x350, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0x3099, 0x309A),
    (0xFE20, 0xFE2F),
)
"""Marks that any script may use."""
