"""Shortens letters that are drawn out: ``revieeeew``, ``pleeease``, ``staaaar``."""

from __future__ import annotations

import re
from functools import cache

import regex
from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._readings import both

DISGUISE = "stretched"

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OFTEN_DOUBLE = "el"
_STRETCH = lazy_pattern(r"(\p{L})\1{2,}+")
_NOT_ASCII_STRETCH = lazy_pattern(r"([^\W\d_\x00-\x7f])\1\1")
_HAN = lazy_pattern(r"\p{Han}|\p{Hangul}|\p{Hiragana}|\p{Katakana}")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _triples() -> AhoCorasick:
    return AhoCorasick([letter * 3 for letter in _LETTERS])


def applies(text: str) -> bool:
    """Tell whether a letter stands three times in a row inside a word."""
    if not _triples().find_matches_as_indexes(text) and (
        text.isascii() or not _NOT_ASCII_STRETCH.search(text)
    ):
        return False
    return any(_is_in_word(text, stretch) for stretch in _STRETCH.finditer(text))


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with each drawn-out letter once, then again with it twice (``feeeedback``).

    A third reading doubles only the letters that are double most often, for texts that draw out others too.
    """
    readings = both(_shortened(folded, ""), _shortened(folded, _LETTERS))
    return both(readings, _shortened(folded, _OFTEN_DOUBLE))


def _shortened(folded: MappedText, doubled: str) -> MappedText:
    text, pen, at = folded.text, Rewriter(folded), 0
    for stretch in _STRETCH.finditer(text):
        if _is_in_word(text, stretch):
            to = 2 if stretch[1] in doubled else 1
            pen.keep(at, stretch.start() + to - 1)
            pen.replace(stretch.start() + to - 1, stretch.end(), stretch[1])
            at = stretch.end()
    if at == 0:
        return folded
    pen.keep(at, len(text))
    return pen.done()


def _is_in_word(text: str, stretch: regex.Match[str]) -> bool:
    """Tell whether a stretch has other letters beside it: ``www``, ``xxx`` and ``aaa`` have none."""
    start, end = stretch.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not _HAN.match(stretch[0]) and bool(_LETTER.match(before) or _LETTER.match(after))
