"""Turns text of upside-down letters the right way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._characters.turned import SURE, TURNED

_FEWEST_KINDS = 2
_WORD = "[" + re.escape("".join(TURNED)) + "]+"
_RUN = re.compile(rf"(?<!\w){_WORD}(?!\w)(?:[ ,.'-]{{1,2}}{_WORD}(?!\w))*+")
_PIECE = re.compile(r"[^ ]+")
_UPRIGHT_WORDS = frozenset(("us", "on", "so", "no", "do", "is", "up"))
"""Words between turned ones that show that each was turned by itself, the order kept."""


def may_be_turned(strange: AbstractSet[str]) -> bool:
    """Tell by the characters of a text that are not ASCII whether some of it is upside down."""
    return len(strange & SURE.keys()) >= _FEWEST_KINDS


def upright(mapped: MappedText) -> MappedText:
    """Return the text with each run of upside-down words read from its end, in upright letters."""
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for start, end in turned_runs(text):
        pen.keep(at, start)
        for place in range(end - 1, start - 1, -1):
            letter = TURNED.get(text[place], text[place])
            if letter == text[place]:
                pen.keep(place, place + 1)
            else:
                pen.replace(place, place + 1, letter)
        at = end
    pen.keep(at, len(text))
    return pen.done()


def turned_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of upside-down text, from the first word with a turned letter to the last such."""
    for run in _RUN.finditer(text):
        telling = [piece for piece in _PIECE.finditer(run[0]) if not SURE.keys().isdisjoint(piece[0])]
        if len(SURE.keys() & set(run[0])) < _FEWEST_KINDS:
            continue
        if not _UPRIGHT_WORDS.isdisjoint(run[0].split(" ")):
            yield from ((run.start() + piece.start(), run.start() + piece.end()) for piece in telling)
        else:
            yield run.start() + telling[0].start(), run.start() + telling[-1].end()
