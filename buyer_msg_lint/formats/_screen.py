"""Text on a terminal: what is safe to print there, how wide it is, how a long line is cut to fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.views._characters.hidden import HIDDEN

_GRAPHEME = lazy_pattern(r"\X")
_TAB = "    "
CUT = "…"
"""What stands where a line was cut."""
_JOINERS = "\u200d\ufe0e\ufe0f"
_UNSEEN = HIDDEN | {"\u2800"}
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_LEAST_BEFORE = 12
_DOTTED_CIRCLE = "\u25cc"

Cells = list[str]
"""A line in pieces, each shown by a terminal as one: a letter with its marks, or ``<U+200B>``."""


def visible(text: str) -> str:
    """Return a text that is safe to print on one line: control and invisible characters are spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(cells(text))


def cells(text: str) -> Cells:
    """Return a text piece by piece, safe to print on one line."""
    if text.isascii() and text.isprintable():
        return list(text)
    return [_shown(cluster) for cluster in _GRAPHEME.findall(text)]


def columns(pieces: Sequence[str]) -> int:
    """Return how many columns of a terminal visible pieces take."""
    whole = "".join(pieces)
    return len(whole) if whole.isascii() else sum(map(_width, pieces))


def padded(text: str, width: int) -> str:
    """Return a visible text with blanks up to ``width`` columns."""
    return text + " " * (width - columns([text]))


def cropped(before: Cells, marked: Cells, after: Cells, room: int) -> tuple[Cells, Cells, Cells]:
    """Cut a line that is wider than ``room`` columns so that its marked part stays in sight."""
    if columns(before) + columns(marked) + columns(after) <= room:
        return before, marked, after
    marked_room = room - min(columns(before), _LEAST_BEFORE)
    if columns(marked) > marked_room:
        marked, after = shortened(marked, marked_room), []
    rest = room - columns(marked)
    before = _tail(before, max(rest // 2, rest - columns(after)))
    return before, marked, shortened(after, rest - columns(before))


def shortened(pieces: Cells, room: int) -> Cells:
    """Cut a text to ``room`` columns, from its start."""
    width = columns(pieces)
    if width <= room:
        return pieces
    if width == len(pieces) and "".join(pieces).isascii():
        return [*pieces[: room - 1], CUT] if room > 0 else []
    kept = 0
    left = room - 1
    while kept < len(pieces) and left >= _width(pieces[kept]):
        left -= _width(pieces[kept])
        kept += 1
    return [*pieces[:kept], CUT] if room > 0 else []


def _shown(cluster: str) -> str:
    if cluster.isascii() and cluster.isprintable():
        return cluster
    return _spelled(cluster)


@lru_cache(maxsize=4096)
def _spelled(cluster: str) -> str:
    if cluster == "\t":
        return _TAB
    picture = any(unicodedata.category(char) == "So" or char == "\u20e3" for char in cluster)
    shown = "".join(
        char if (picture and char in _JOINERS) or not _is_unseen(char) else f"<U+{ord(char):04X}>"
        for char in cluster
    )
    return _DOTTED_CIRCLE + shown if unicodedata.combining(shown[0]) else shown


def _width(piece: str) -> int:
    if piece.isascii():
        return len(piece)
    from wcwidth import wcswidth

    return max(0, wcswidth(piece))


def _is_unseen(char: str) -> bool:
    return char in _UNSEEN or unicodedata.category(char) in _UNPRINTABLE


def _tail(pieces: Cells, room: int) -> Cells:
    return shortened(pieces[::-1], room)[::-1]
