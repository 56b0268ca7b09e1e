"""Tables: files that hold many messages, each in a row of its own.

A table is a module here with ``SUFFIXES``, the file name endings that it reads, ``holds``, and ``rows``,
which yields row after row and keeps none. What its columns mean is told here, for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules
from typing import NamedTuple, Protocol, cast

from buyer_msg_lint.document import Content, Document, Part, Record, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import check_size
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables._columns import Chosen, Columns, choose, context_fields, listed
from buyer_msg_lint.inputs.tables._context import Told, with_told
from buyer_msg_lint.inputs.text import refuse_no_text
from buyer_msg_lint.spans import MappedText, Origin

__all__ = [
    "HEAD",
    "Asked",
    "Cell",
    "Columns",
    "Draft",
    "Row",
    "Table",
    "Watcher",
    "context_fields",
    "is_table",
    "read_rows",
    "table_for",
    "with_told",
]

HEAD = 1 << 12
"""How many bytes tell whether a file is a table."""
_ROW_LENGTH = 8
"""How many times as long as a message a row may be, in characters."""


class Cell(NamedTuple):
    """What stands in a cell: its text, with places in the row's source or in a part, and its value.

    ``content`` is None for what is no text: a number, a list.
    """

    content: MappedText | None
    value: object
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, its place and source in the file, the names of its cells.

    ``cell`` returns the cell of an index; it may raise NotCheckedError. ``problem`` tells why the whole row
    cannot be read. A list of bare texts has rows of one cell, named "".
    """

    number: int
    names: tuple[str, ...]
    cell: Callable[[int], Cell]
    source: str = ""
    origin: Origin = field(default_factory=Origin)
    sheet: str | None = None
    problem: str | None = None


class Table(Protocol):
    """What each module of this package is."""

    SUFFIXES: tuple[str, ...]

    def holds(self, head: bytes) -> bool:
        """Tell by its first bytes whether a file of these endings is a table, and no single message."""
        ...

    def rows(self, file: Stream, suffix: str, most: int) -> Iterator[Row]:
        """Yield the rows, header and blank ones left out, none with more than ``most`` characters.

        Raises NotCheckedError, with the reason, where the file cannot be read any further.
        """
        ...


class Watcher(Protocol):
    """Whoever wants to know how the reading of a table goes on."""

    def note(self, text: str) -> None:
        """Take a line about what was guessed or left out."""
        ...

    def read(self, count: int) -> None:
        """Take how many more bytes were read."""
        ...


class Asked(NamedTuple):
    """How a table is read: its path, columns, largest message in bytes, whether it holds templates."""

    path: str
    columns: Columns
    most: int
    template: bool


class Draft(NamedTuple):
    """A message of a table: its row, its document or why there is none, what the row tells of its context."""

    record: Record
    document: Document | NotCheckedError
    told: Mapping[str, Told]


def is_table(path: str) -> bool:
    """Tell by its name whether a file may be a table."""
    return PurePath(path).suffix.lower() in _tables()


def table_for(path: str, head: bytes) -> Table | None:
    """Return what reads a file as a table, by its ending and first bytes; None if it is a single message."""
    table = _tables().get(PurePath(path).suffix.lower())
    return table if table is not None and table.holds(head) else None


def read_rows(table: Table, file: Stream, asked: Asked, note: Callable[[str], None]) -> Iterator[Draft]:
    """Yield the messages of a table, as they are read; ``note`` takes what was guessed.

    Raises NotCheckedError if the table has no column of messages, no message, or cannot be read any further.
    """
    reading = _Reading(asked, note)
    for row in table.rows(file, PurePath(asked.path).suffix.lower(), asked.most * _ROW_LENGTH):
        yield from reading.drafts(row)
    reading.finish()


class _Reading:
    """Reads the rows of one table by the columns that were asked for, or are found in its head."""

    def __init__(self, asked: Asked, note: Callable[[str], None]) -> None:
        self._asked = asked
        self._note = note
        self._met = False
        self._chosen: dict[str | None, Chosen] = {}
        self._refused: dict[str | None, NotCheckedError] = {}

    def drafts(self, row: Row) -> Iterator[Draft]:
        """Yield the message of a row; none for a sheet that has no column of messages."""
        if row.sheet in self._refused:
            return
        if row.problem is not None:
            self._met = True
            yield Draft(self._record(row), NotCheckedError(row.problem), {})
            return
        try:
            chosen = self._chosen_for(row)
        except NotCheckedError as error:
            if row.sheet is None:
                raise
            self._refused[row.sheet] = error
            return
        self._met = True
        try:
            yield self._draft(row, chosen)
        except NotCheckedError as error:
            yield Draft(self._record(row), error, {})

    def finish(self) -> None:
        """Say which sheets have no messages; raises NotCheckedError if nothing in the table has."""
        if not self._met:
            raise next(
                iter(self._refused.values()), NotCheckedError("holds no rows; there is nothing to check")
            )
        for sheet in self._refused:
            self._note(f"sheet '{sheet}' is not linted; it has no column of messages")

    def _chosen_for(self, row: Row) -> Chosen:
        if row.sheet not in self._chosen:
            chosen = choose(self._asked.columns, row.names)
            self._chosen[row.sheet] = chosen
            if chosen.guessed:
                where = "" if row.sheet is None else f"sheet '{row.sheet}': "
                self._note(f"{where}{chosen.guessed}")
        return self._chosen[row.sheet]

    def _record(self, row: Row) -> Record:
        chosen = self._chosen.get(row.sheet)
        return Record(row.number, chosen.text or None if chosen else None, row.sheet, row.origin)

    def _draft(self, row: Row, chosen: Chosen) -> Draft:
        segments = [self._segment(SegmentKind.BODY, row, chosen.text)]
        if not segments[0].content.text.strip():
            raise NotCheckedError("is empty; there is nothing to check")
        if chosen.subject is not None and chosen.subject in row.names:
            segments.insert(0, self._segment(SegmentKind.SUBJECT, row, chosen.subject))
        told = {
            context: Told(name, row.cell(row.names.index(name)).value)
            for context, name in chosen.context.items()
            if name in row.names
        }
        document = Document(
            self._asked.path, row.source, tuple(segments), self._asked.template, record=self._record(row)
        )
        return Draft(self._record(row), _as_template(document) if document.template else document, told)

    def _segment(self, kind: SegmentKind, row: Row, name: str) -> Segment:
        if name not in row.names:
            raise NotCheckedError(f"has no '{name}'; it has {listed(row.names)}")
        content, value, part = row.cell(row.names.index(name))
        if content is None:
            raise NotCheckedError(f"has no text in '{name}' but {type(value).__name__} {value!r:.40}")
        refuse_no_text(content.text)
        if len(content.text) * 4 > self._asked.most:
            check_size(content.text.encode(), self._asked.most)
        return Segment(kind, content, part)


def _as_template(document: Document) -> Document:
    """Return a row without the blocks of a template engine; a cell of a workbook has no place for them."""
    from buyer_msg_lint.inputs._templates import read_template, refuse_blocks

    if any(segment.part for segment in document.segments):
        refuse_blocks(document)
        return document
    return read_template(
        document, [(segment.content, _reader(segment.kind)) for segment in document.segments]
    )


def _reader(kind: SegmentKind) -> Callable[[MappedText], Content]:
    return partial(_content, kind)  # which another process can be sent


def _content(kind: SegmentKind, text: MappedText) -> Content:
    return Content((Segment(kind, text),))


@cache
def _tables() -> dict[str, Table]:
    names = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    modules = [cast("Table", import_module(f"{__name__}.{name}")) for name in names]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}
