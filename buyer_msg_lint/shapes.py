"""Shapes of a text: one byte a character, by what kind it is. Looking at them is a hundred times cheaper."""

from __future__ import annotations

from collections.abc import Mapping


class Shape:
    """A table from characters to bytes; what is not named becomes a blank.

    All that is not ASCII, and the question mark, becomes ``other``.

    >>> Shape({"ab": "x", "1": "0"}).of("a1-b")
    b'x0 x'
    """

    def __init__(self, kinds: Mapping[str, str], *, other: str = " ") -> None:
        table = bytearray(b" " * 256)
        for characters, kind in kinds.items():
            for character in characters:
                table[ord(character)] = ord(kind)
        table[ord("?")] = ord(other)
        self._table = bytes(table)

    def of(self, text: str) -> bytes:
        """Return the shape of a text, as long as the text."""
        return text.encode("ascii", "replace").translate(self._table)


def places_of(piece: bytes, shape: bytes) -> list[tuple[int, int]]:
    """Return where a piece stands in a shape, in order and apart."""
    places, length = [], len(piece)
    at = shape.find(piece)
    while at >= 0:
        places.append((at, at + length))
        at = shape.find(piece, at + length)
    return places
