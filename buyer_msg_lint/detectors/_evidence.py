"""The places of words without which a detector finds nothing, all looked for in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    import regex

Place = tuple[int, int]


class Evidence:
    """Words, or other pieces of folded text, by what they are evidence of; found wherever they stand."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for kind, pieces in words.items():
            for piece in dict.fromkeys(pieces):
                self._kinds[piece].append(kind)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._kinds))

    @cached_property
    def _kinds_of(self) -> list[list[str]]:
        return list(self._kinds.values())

    def is_in(self, text: str) -> bool:
        """Tell whether any of the words is in a text."""
        return bool(self._automaton.find_matches_as_indexes(text))

    def kinds(self, text: str) -> frozenset[str]:
        """Return the kinds that a word in a text speaks for."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return frozenset(kind for word, _, _ in found for kind in self._kinds_of[word])

    def places(self, text: str) -> dict[str, list[Place]]:
        """Return where the words stand that speak for a kind, in order; kinds without any are left out."""
        places: dict[str, list[Place]] = defaultdict(list)
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for kind in self._kinds_of[word]:
                places[kind].append((start, end))
        return places


def windows(places: Iterable[Place], back: int, on: int, length: int) -> Iterator[Place]:
    """Yield the ranges that reach so far back and on from the places, in order and apart."""
    start = end = -1
    for first, last in sorted(places):
        if end < 0 or first - back > end:
            if end > 0:
                yield start, end
            start = max(0, first - back)
        end = max(end, min(length, last + on))
    if end > 0:
        yield start, end


def meeting(one: Iterable[Place], other: Iterable[Place]) -> Iterator[Place]:
    """Yield what two rows of ranges have in common, each row in order and apart."""
    others = iter(other)
    held = next(others, None)
    for start, end in one:
        while held and held[0] < end:
            if start < held[1]:
                yield max(start, held[0]), min(end, held[1])
            if held[1] > end:
                break
            held = next(others, None)


def other_characters(text: str) -> str:
    """Return the characters of a text that are not ASCII, each once, in no order."""
    return "" if text.isascii() else "".join(set(_NOT_ASCII.findall(text)))


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_OTHER_DIGIT = lazy_pattern(r"(?V1)[\d--[0-9]]")


def has_digit(text: str) -> bool:
    """Tell whether a text holds a digit of any script."""
    # Spelled out, as this is asked of every text, and a loop takes three times as long.
    return (
        "0" in text
        or "1" in text
        or "2" in text
        or "3" in text
        or "4" in text
        or "5" in text
        or "6" in text
        or "7" in text
        or "8" in text
        or "9" in text
        or has_other_digit(text)
    )


def has_other_digit(text: str) -> bool:
    """Tell whether a text holds a digit that is not one of ASCII."""
    return not text.isascii() and _OTHER_DIGIT.search(text) is not None


def matches_near(
    pattern: regex.Pattern[str], text: str, places: Iterable[Place], reach: Place
) -> Iterator[regex.Match[str]]:
    """Yield the matches of a pattern that lie within reach of the places: so far back, so far on."""
    for start, end in windows(places, *reach, len(text)):
        yield from pattern.finditer(text, start, end)
