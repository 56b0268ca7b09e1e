"""Excel workbooks: each sheet is a table, its first row that is not blank the header.

Places count in the text of a cell, which is a part of its own, named as ``Sheet1!C17``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from buyer_msg_lint.document import Part
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Cell, Row
from buyer_msg_lint.spans import MappedText, Rewriter

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

SUFFIXES = (".xlsx", ".xlsm")

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SHEETS = "xl/worksheets/"
_OLD_FORM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_IN_MEMORY = 64 << 20
"""The largest pieces that are not read row by row: the table of texts, the styles."""
_MOST_IN_ALL = 1 << 30
_MOST_PIECES = 10_000
_MOST_ROWS = 1 << 20
"""As many as Excel itself takes."""
_MOST_COLUMNS = 1_000
_LONGEST_ROW = 4 << 20
"""In bytes of its XML; openpyxl holds a row in memory at a time."""
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_NO_ELEMENT = re.compile(rb"<!|<\?(?!xml\s)")
_OVERLAP = 64


def holds(head: bytes) -> bool:  # noqa: ARG001 - all files of these endings are tables
    """Tell that every such file is a table."""
    return True


def rows(file: Stream, suffix: str, most: int) -> Iterator[Row]:  # noqa: ARG001 - cells have a bound of their own
    """Yield the rows of every sheet; raises NotCheckedError for what is no workbook, or too large a one."""
    whole = _whole(file)
    _refuse_other_kinds(whole)
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise NotCheckedError(
            "is an Excel workbook, which is read with: pip install 'buyer-msg-lint[tables]'"
        ) from None
    try:
        _refuse_long_rows(whole)
        book = load_workbook(whole, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield from _sheet_rows(sheet)
    except NotCheckedError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged workbook fails anywhere in openpyxl
        raise NotCheckedError(
            f"is no Excel workbook that can be read ({type(error).__name__}: {error}); save it anew as .xlsx"
        ) from None


def _whole(file: Stream) -> BinaryIO:
    """Return a file that is read in any order: itself, or, of a pipe, a copy."""
    if file.seekable():
        return cast("BinaryIO", file)
    copy = SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115 - it lives as long as its rows
    while piece := file.read(1 << 16):
        copy.write(piece)
        if copy.tell() > _MOST_IN_ALL:
            raise NotCheckedError(f"is larger than {_MOST_IN_ALL >> 20} MB; save it as .csv")
    copy.seek(0)
    return cast("BinaryIO", copy)


def _refuse_other_kinds(file: BinaryIO) -> None:
    """Raise NotCheckedError, with the reason, for what openpyxl should not be given."""
    if file.read(len(_OLD_FORM)) == _OLD_FORM:
        raise NotCheckedError("is encrypted, or in Excel's old format; save it without a password as .xlsx")
    file.seek(0)
    try:
        pieces = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NotCheckedError(f"is no Excel workbook, whatever its name says: {error}") from None
    file.seek(0)
    if len(pieces) > _MOST_PIECES or sum(piece.file_size for piece in pieces) > _MOST_IN_ALL:
        raise NotCheckedError("unpacks to more than a workbook of messages would; save it as .csv")
    for piece in pieces:
        if piece.file_size > _MOST_IN_MEMORY and not piece.filename.startswith(_SHEETS):
            raise NotCheckedError(
                f"holds a piece, {piece.filename}, of more than {_MOST_IN_MEMORY >> 20} MB; save it as .csv"
            )
        if piece.flag_bits & 1:
            raise NotCheckedError("is encrypted; save it without a password")


def _refuse_long_rows(book: BinaryIO) -> None:
    """Raise NotCheckedError for a sheet with a row, or anything else, that would fill the memory."""
    archive = zipfile.ZipFile(book)
    for piece in archive.infolist():
        if piece.file_size > _LONGEST_ROW and piece.filename.startswith(_SHEETS):
            _refuse_long_rows_of(archive, piece)
    book.seek(0)


def _refuse_long_rows_of(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> None:
    with archive.open(sheet) as file:
        row, at, last = 0, 0, b""
        while piece := file.read(1 << 20):
            seen = last + piece
            if _NO_ELEMENT.search(seen):
                raise NotCheckedError(
                    "has a sheet with comments or CDATA, whose rows cannot be told; save it as .csv"
                )
            for found in _ROW.finditer(seen):
                row = at + found.start()
            if at + len(seen) - row > _LONGEST_ROW:
                raise NotCheckedError(
                    f"has a sheet with a row of more than {_LONGEST_ROW >> 20} MB; save it as .csv"
                )
            last = seen[-_OVERLAP:]
            at += len(seen) - len(last)


def _sheet_rows(sheet: Worksheet) -> Iterator[Row]:
    names: tuple[str, ...] = ()
    # The size that a sheet states is often wrong; its rows tell.
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS:
            raise NotCheckedError(f"has a sheet, {sheet.title}, of more than {_MOST_ROWS:,} rows")
        if all(value is None or str(value).strip() == "" for value in values):
            continue
        if not names:
            names = _names(values)
        else:
            yield _row(sheet.title, number, names, values)


def _names(values: tuple[object, ...]) -> tuple[str, ...]:
    names = ["" if value is None else str(value).strip() for value in values[:_MOST_COLUMNS]]
    while not names[-1]:
        names.pop()
    return tuple(names)


def _row(sheet: str, number: int, names: tuple[str, ...], values: tuple[object, ...]) -> Row:
    from openpyxl.utils import get_column_letter

    problem = None
    if any(value is not None for value in values[len(names) :]):
        problem = f"has more cells than the header, which has {len(names)}"

    def cell(index: int) -> Cell:
        value = values[index] if index < len(values) else None
        if value is None:
            return Cell(MappedText.identity(""), None)
        if not isinstance(value, str):
            return Cell(None, _plain(value))
        content = _unescaped(value)
        return Cell(content, content.text, Part(f"{sheet}!{get_column_letter(index + 1)}{number}", value))

    return Row(number, names, cell, sheet=sheet, problem=problem)


def _unescaped(written: str) -> MappedText:
    """Return the text that Excel shows: a workbook may write any character by its number, ``_x000D_``."""
    pen = Rewriter(MappedText.identity(written))
    at = 0
    for escape in _ESCAPE.finditer(written):
        pen.keep(at, escape.start())
        pen.replace(*escape.span(), chr(int.from_bytes(bytes.fromhex(escape[1]))))
        at = escape.end()
    pen.keep(at, len(written))
    return pen.done()


def _plain(value: object) -> object:
    """Return a number, moment or truth value as one would type it."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
