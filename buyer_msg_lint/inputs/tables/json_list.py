"""A JSON list of objects or texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row
from buyer_msg_lint.inputs.tables._json_rows import json_row
from buyer_msg_lint.inputs.tables._window import Window

SUFFIXES = (".json",)

_BLANK = re.compile(r"[ \t\r\n]*+")
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|["\[\]{},]', re.DOTALL)
_BEFORE_LIST = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t\r\n]*\["
    rb"|\xff\xfe(?:[ \t\r\n]\x00)*\[\x00"
    rb"|\xfe\xff(?:\x00[ \t\r\n])*\x00\["
)


def holds(head: bytes) -> bool:
    """Tell whether the file begins as a list does; an object is a single message."""
    return _BEFORE_LIST.match(head) is not None


def rows(file: Stream, suffix: str, most: int) -> Iterator[Row]:  # noqa: ARG001 - every ending means the same
    """Yield a row for each item of the list."""
    window = Window(file, most)
    number = 0
    _skip_blanks(window)
    closed = _opens_empty(window)
    while not closed:
        number += 1
        _skip_blanks(window)
        origin = window.origin
        source = window.take(_item_end(window))
        closed = window.text[window.at] == "]"
        window.take(window.at + 1)
        yield json_row(number, source.rstrip(" \t\r\n"), origin)
    _skip_blanks(window)
    if window.at < len(window.text):
        where = window.origin
        raise NotCheckedError(
            f"goes on after the end of its list, at line {where.line}, column {where.column}"
        )


def _opens_empty(window: Window) -> bool:
    """Go past the bracket that opens the list; tell whether it is closed at once."""
    window.take(window.at + 1)
    _skip_blanks(window)
    if not window.text.startswith("]", window.at):
        return False
    window.take(window.at + 1)
    return True


def _skip_blanks(window: Window) -> None:
    while True:
        end = _BLANK.match(window.text, window.at).end()  # type: ignore[union-attr] # it matches everywhere
        if end < len(window.text) or window.ended:
            window.take(end)
            return
        # Half a line end stays, so that its other half is not counted as another.
        window.take(end - window.text.endswith("\r", window.at, end))
        window.more()


def _item_end(window: Window) -> int:
    """Return where the item at which the window stands ends: at a comma, or at the end of the list."""
    while True:
        end = _found_end(window.text, window.at)
        if end is not None:
            return end
        if window.ended:
            raise NotCheckedError(f"ends within its list; its last item begins {_place(window)}")
        window.more()


def _found_end(text: str, at: int) -> int | None:
    depth = 0
    for sign in _SIGN.finditer(text, at):
        if sign[0] == '"':
            return None
        if not depth and sign[0] in ",]":
            return sign.start()
        depth += (sign[0] in "[{") - (sign[0] in "]}")
    return None


def _place(window: Window) -> str:
    return f"at line {window.origin.line}, column {window.origin.column}"
