"""Shouting: sentences in capitals, and rows of exclamation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.patterns import lazy_pattern

TRAITS: Mapping[str, str] = {"kind": "capitals or exclamation"}
VIEWS: tuple[str, ...] = SOURCE

_CAPITALS = lazy_pattern(
    r"(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}'’]{0,30}(?:[ ,;:&/-]{1,3}\p{Lu}[\p{Lu}'’]{0,30}){3,60}+(?![\p{L}\p{N}])"
)
_EXCLAMATION = lazy_pattern(r"[!！]{3,200}")
_FEWEST_LETTERS = 14
_ORDINARY_WORDS = 2
_ORDINARY_LENGTH = 4


def find(text: str, look: Look) -> Iterator[Hit]:  # noqa: ARG001 - the signature of detectors
    """Yield runs of at least four words in capitals, and of at least three exclamation marks."""
    found = [Hit(*run.span(), run[0], {"kind": "exclamation"}) for run in _EXCLAMATION.finditer(text)]
    for run in _CAPITALS.finditer(text):
        words = [word for word in run[0].replace("/", " ").replace("-", " ").split() if word.isalpha()]
        long = sum(len(word) >= _ORDINARY_LENGTH for word in words)
        if sum(map(len, words)) >= _FEWEST_LETTERS and long >= _ORDINARY_WORDS:
            found.append(Hit(*run.span(), run[0], {"kind": "capitals"}))
    yield from sorted(found, key=lambda hit: hit.start)
