"""Shortens letters that are drawn out: ``revieeeew``, ``pleeease``, ``staaaar``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._readings import both

DISGUISE = "stretched"

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OFTEN_DOUBLE = "el"
_STRETCH = lazy_pattern(r"(\p{L})\1{2,}+")
_THREE_OTHERS = re.compile(r"[^\x00-\x7f]{3}")
_NOT_ASCII_STRETCH = lazy_pattern(r"([^\W\d_\x00-\x7f])\1\1")
_HAN = lazy_pattern(r"\p{Han}|\p{Hangul}|\p{Hiragana}|\p{Katakana}")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _triples() -> AhoCorasick:
    return AhoCorasick([letter * 3 for letter in _LETTERS])


def applies(text: str) -> bool:
    """Tell whether a letter stands three times in a row."""
    return bool(_triples().find_matches_as_indexes(text)) or _has_other_triple(text)


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with each drawn-out letter once, then again with it twice (``feeeedback``).

    A third reading doubles only the letters that are double most often, for texts that draw out others too.
    """
    stretches = list(_stretches(folded.text))
    if not stretches:
        return folded
    readings = both(_shortened(folded, stretches, ""), _shortened(folded, stretches, _LETTERS))
    return both(readings, _shortened(folded, stretches, _OFTEN_DOUBLE))


def _has_other_triple(text: str) -> bool:
    if text.isascii() or not _THREE_OTHERS.search(text):
        return False
    return _NOT_ASCII_STRETCH.search(text) is not None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of drawn-out letters inside words."""
    if _has_other_triple(text):
        found = [stretch.span() for stretch in _STRETCH.finditer(text)]
    else:
        found = list(_ascii_stretches(text))
    return (stretch for stretch in found if _is_in_word(text, *stretch))


def _ascii_stretches(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for _, start, end in _triples().find_matches_as_indexes(text):
        if start >= done:
            stretch = _STRETCH.match(text, start)
            done = stretch.end() if stretch else end
            yield start, done


def _shortened(folded: MappedText, stretches: Sequence[tuple[int, int]], doubled: str) -> MappedText:
    text, pen, at = folded.text, Rewriter(folded), 0
    for start, end in stretches:
        to = 2 if text[start] in doubled else 1
        pen.keep(at, start + to - 1)
        pen.replace(start + to - 1, end, text[start])
        at = end
    pen.keep(at, len(text))
    return pen.done()


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch has other letters beside it: ``www``, ``xxx`` and ``aaa`` have none."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not _HAN.match(text, start) and bool(_LETTER.match(before) or _LETTER.match(after))
