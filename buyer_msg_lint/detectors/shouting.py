"""Shouting: sentences in capitals, and rows of exclamation marks."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape

TRAITS: Mapping[str, str] = {"kind": "capitals or exclamation"}
VIEWS: tuple[str, ...] = SOURCE

_CAPITALS = lazy_pattern(
    r"(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}'’]{0,30}(?:[ ,;:&/-]{1,3}\p{Lu}[\p{Lu}'’]{0,30}){3,60}+(?![\p{L}\p{N}])"
)
_EXCLAMATION = lazy_pattern(r"[!！]{3,200}")
_SHAPE = Shape({string.ascii_uppercase: "A"}, other="A")
_LONG_WORD = b"A" * 4
_FEWEST_LETTERS = 14
_ORDINARY_WORDS = 2
_ORDINARY_LENGTH = 4


def may_find(text: str) -> bool:
    """Tell whether there are three exclamation marks in a row, or four capitals."""
    return _may_exclaim(text) or _LONG_WORD in _SHAPE.of(text)


def _may_exclaim(text: str) -> bool:
    return "!!!" in text or "！" in text


def find(text: str, look: Look) -> Iterator[Hit]:  # noqa: ARG001 - the signature of detectors
    """Yield runs of at least four words in capitals, and of at least three exclamation marks."""
    found = []
    if _may_exclaim(text):
        found += [Hit(*run.span(), run[0], {"kind": "exclamation"}) for run in _EXCLAMATION.finditer(text)]
    found += _in_capitals(text) if _LONG_WORD in _SHAPE.of(text) else ()
    yield from sorted(found, key=lambda hit: hit.start)


def _in_capitals(text: str) -> Iterator[Hit]:
    for run in _CAPITALS.finditer(text):
        words = [word for word in run[0].replace("/", " ").replace("-", " ").split() if word.isalpha()]
        long = sum(len(word) >= _ORDINARY_LENGTH for word in words)
        if sum(map(len, words)) >= _FEWEST_LETTERS and long >= _ORDINARY_WORDS:
            yield Hit(*run.span(), run[0], {"kind": "capitals"})
