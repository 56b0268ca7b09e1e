"""Comma-, semicolon-, tab- or bar-separated tables, as spreadsheets write them.

Read as Python's csv module reads them, every character with its place: a quote opens a cell only at its
start, two quotes are one, cells in quotes may hold line breaks. What lies between cells is told by looking,
or by the line ``sep=;`` that spreadsheets put first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Cell, Row
from buyer_msg_lint.inputs.tables._window import Window
from buyer_msg_lint.spans import MappedText, Origin, Rewriter

SUFFIXES = (".csv", ".tsv", ".tab")

_DELIMITERS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_EMPTY = re.compile(r'\s*+|"\s*+"\s*+')
_SEPARATOR_LINE = re.compile(r"sep=([^\w\s\"]|\t)(?:\r\n|\n|\r)", re.IGNORECASE)
_LOOKED_AT = 50


class _Field(NamedTuple):
    """A cell's range in the row's source, and where its part in quotes ends: at its start if it has none."""

    start: int
    quoted_end: int
    end: int


class _Line(NamedTuple):
    """A row as it stands in the file; ``open`` tells that a quote in it is never closed."""

    source: str
    origin: Origin
    fields: tuple[_Field, ...]
    open: bool = False


def holds(head: bytes) -> bool:  # noqa: ARG001 - all files of these endings are tables
    """Tell that every such file is a table."""
    return True


def rows(file: Stream, suffix: str, most: int) -> Iterator[Row]:
    """Yield the rows below the header."""
    window = Window(file, most)
    delimiter = _told_delimiter(window) or _seen_delimiter(window, suffix)
    names: tuple[str, ...] = ()
    for number, line in enumerate(_lines(window, delimiter), 1):
        if _is_blank(line):
            continue
        if names:
            yield _row(number, names, line)
        elif line.open:
            raise NotCheckedError(f"has a header whose quote is never closed, at line {line.origin.line}")
        else:
            names = tuple(_content(line, field).text.strip() for field in line.fields)


def _row(number: int, names: tuple[str, ...], line: _Line) -> Row:
    problem = None
    if line.open:
        problem = "has a quote that is never closed; the rest of the file is in it"
    elif len(line.fields) != len(names):
        problem = f"has {len(line.fields)} cells where the header has {len(names)}"

    def cell(index: int) -> Cell:
        content = _content(line, line.fields[index])
        return Cell(content, content.text)

    return Row(number, names, cell, line.source, line.origin, problem=problem)


def _is_blank(line: _Line) -> bool:
    return all(_EMPTY.fullmatch(line.source, field.start, field.end) for field in line.fields)


def _content(line: _Line, field: _Field) -> MappedText:
    """Return the text of a cell, doubled quotes one, each at its place."""
    raw = line.source[field.start : field.end]
    mapped = MappedText.identity(raw, field.start)
    if field.quoted_end == field.start:
        return mapped
    pen = Rewriter(mapped)
    at, closing = 1, field.quoted_end - field.start - 1
    while (doubled := raw.find('""', at, closing)) >= 0:
        pen.keep(at, doubled)
        pen.replace(doubled, doubled + 2, '"')
        at = doubled + 2
    pen.keep(at, closing)
    pen.keep(closing + 1, len(raw))
    return pen.done()


def _told_delimiter(window: Window) -> str | None:
    """Return what the first line says lies between cells, and leave that line."""
    told = _SEPARATOR_LINE.match(window.text)
    if told is None:
        return None
    window.take(told.end())
    return told[1]


def _seen_delimiter(window: Window, suffix: str) -> str:
    """Return what sets most rows apart as it does the header; a file of one column has any."""
    likeliest = "\t" if suffix in (".tsv", ".tab") else ","

    def fits(delimiter: str) -> tuple[float, int, bool]:
        counts = [len(fields) for fields in _sample(window.text, delimiter)]
        cells = counts[0] if counts else 0
        if cells < 2:  # noqa: PLR2004 - one cell is no row of cells
            return (0, 0, delimiter == likeliest)
        return (counts.count(cells) / len(counts), cells, delimiter == likeliest)

    return max(_DELIMITERS, key=fits)


def _sample(text: str, delimiter: str) -> Iterator[tuple[_Field, ...]]:
    """Yield the cells of the first whole rows."""
    at = 0
    for _ in range(_LOOKED_AT):
        scanned = _scan(text, at, delimiter, ended=False)
        if scanned is None:
            return
        fields, at = scanned
        if fields[0].end > fields[0].start or len(fields) > 1:
            yield fields


def _lines(window: Window, delimiter: str) -> Iterator[_Line]:
    """Yield row after row; raises NotCheckedError for one that is too long."""
    while True:
        scanned = _scan(window.text, window.at, delimiter, ended=window.ended)
        origin = window.origin
        if scanned is not None:
            fields, end = scanned
            source = window.take(end)
            yield _Line(source[: fields[-1].end], origin, fields)
        elif not window.ended:
            window.more()
        else:
            rest = window.take(len(window.text))
            if rest:
                yield _Line(rest, origin, (_Field(0, 0, len(rest)),), open=True)
            return


def _scan(text: str, at: int, delimiter: str, *, ended: bool) -> tuple[tuple[_Field, ...], int] | None:
    """Return the cells of the row that starts at an offset, and where the next one does.

    None if the text does not hold the whole row; ``ended`` tells that no more of it will come.
    """
    fields: list[_Field] = []
    start = at
    plain = _plain_until(delimiter)
    while start < len(text) or (fields and ended):
        quoted_end = start
        if text.startswith('"', start):
            quoted = _QUOTED.match(text, start)
            if quoted is None:
                return None
            quoted_end = quoted.end()
        end = plain.match(text, quoted_end).end()  # type: ignore[union-attr] # it matches everywhere
        if end == len(text) and not ended:
            return None
        fields.append(_Field(start - at, quoted_end - at, end - at))
        if not text.startswith(delimiter, end):
            return _closed(text, tuple(fields), end, ended=ended)
        start = end + 1
    return None


def _closed(
    text: str, fields: tuple[_Field, ...], end: int, *, ended: bool
) -> tuple[tuple[_Field, ...], int] | None:
    line_end = _LINE_END.match(text, end)
    if line_end is None:
        return fields, end
    half = line_end[0] == "\r" and line_end.end() == len(text) and not ended
    return None if half else (fields, line_end.end())


@cache
def _plain_until(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
