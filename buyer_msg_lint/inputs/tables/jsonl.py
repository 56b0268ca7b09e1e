"""JSON Lines: an object, or a text, in each line."""

from __future__ import annotations

from collections.abc import Iterator

from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row
from buyer_msg_lint.inputs.tables._json_rows import json_row
from buyer_msg_lint.inputs.tables._window import Window

SUFFIXES = (".jsonl", ".ndjson")
_BLANKS = " \t\r"


def holds(head: bytes) -> bool:  # noqa: ARG001 - all files of these endings are tables
    """Tell that every such file is a table."""
    return True


def rows(file: Stream, suffix: str, most: int) -> Iterator[Row]:  # noqa: ARG001 - every ending means the same
    """Yield a row for each line that is not blank."""
    window = Window(file, most)
    number = 0
    while (end := _line_end(window)) > window.at:
        number += 1
        origin = window.origin
        line = window.take(end)
        source = line.strip(_BLANKS + "\n")
        if source:
            yield json_row(number, source, origin.past(line[: line.index(source)]))


def _line_end(window: Window) -> int:
    """Return where the line at which the window stands ends, its line end included."""
    while True:
        end = window.text.find("\n", window.at)
        if end >= 0:
            return end + 1
        if window.ended:
            return len(window.text)
        window.more()
