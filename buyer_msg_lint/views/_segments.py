"""Tells the words apart in letters that have no gaps between words: ``whatsappme``, ``givemefivestars``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LONGEST_WORD = 16
_LONGEST_UNKNOWN = 32
_LONGEST_RUN = 400
_KNOWN_SHARE = 2

# What a reading costs: few and long words win, and letters of no known word rather stay together.
_WORD, _LEET_WORD, _UNKNOWN, _UNKNOWN_LETTER = 2, 5, 8, 3
_LEET = tuple(str.maketrans("034567@$1", "oeasgtas" + one) for one in "il")


@cache
def _words() -> frozenset[str]:
    text = Path(__file__).with_name("_segment_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.split("\n") if not line.startswith("#") for word in line.split())


def is_known(word: str) -> bool:
    """Tell whether phrases of rules hold this word."""
    return word in _words()


def word_starts(letters: str) -> tuple[int, ...]:
    """Return where words begin in ``letters``, the first at 0; none if they are not made of known words.

    Letters of no known word, such as a name, stay together; they may be half of all.
    """
    if not letters or len(letters) > _LONGEST_RUN:
        return ()
    best, back = [0], [0]
    for end in range(1, len(letters) + 1):
        reach = range(max(0, end - _LONGEST_UNKNOWN), end)
        cost, start = min((best[start] + _cost(letters[start:end]), start) for start in reach)
        best.append(cost)
        back.append(start)
    starts, end, unknown = [], len(letters), 0
    while end:
        start = back[end]
        starts.append(start)
        unknown += (end - start) * (_cost(letters[start:end]) >= _UNKNOWN)
        end = start
    return tuple(reversed(starts)) if unknown * _KNOWN_SHARE <= len(letters) else ()


def _cost(letters: str) -> int:
    if letters.isdecimal() or (len(letters) <= _LONGEST_WORD and letters in _words()):
        return _WORD
    if len(letters) <= _LONGEST_WORD and not letters.isalpha() and any(map(str.isalpha, letters)):
        spelled = (letters.translate(table) for table in _LEET)
        if any(word in _words() for word in spelled):
            return _LEET_WORD
    return _UNKNOWN + _UNKNOWN_LETTER * len(letters)
