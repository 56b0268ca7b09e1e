"""Sets of numbers as the bits of one integer: a union or an intersection is one step, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Numbers = int
"""A set of numbers, each a bit."""


def numbers_in(numbers: Numbers) -> Iterator[int]:
    """Yield the numbers of a set, the highest first."""
    while numbers:
        highest = numbers.bit_length() - 1
        yield highest
        numbers ^= 1 << highest


def bits_of(numbers: Sequence[int]) -> Numbers:
    """Return the set of these numbers."""
    # Set in bytes, since each step on a long integer copies all of it.
    content = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        content[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(content, "little")
