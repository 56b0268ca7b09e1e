from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.document import Part
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row, xlsx

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>'
    "</worksheet>"
)


def workbook(*lines: list[object], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line in lines:
        sheet.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def rows(data: bytes) -> list[Row]:
    return list(xlsx.rows(Stream(io.BytesIO(data)), ".xlsx", 1 << 20))


def refusal(data: bytes) -> str:
    with pytest.raises(NotCheckedError) as refused:
        rows(data)
    return str(refused.value)


def replaced(data: bytes, name: str, text: str) -> bytes:
    """Return a workbook with a piece of it written anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for piece in old.namelist():
            new.writestr(piece, text if piece == name else old.read(piece))
    return made.getvalue()


def test_a_cell_is_a_part_of_its_own_named_as_excel_names_it() -> None:
    (row,) = rows(workbook(["id", "message"], [None, None], [7, "Hello\nyou"]))
    cell = row.cell(1)
    assert (row.number, row.sheet, row.names) == (3, "Sheet1", ("id", "message"))
    assert cell.content is not None
    assert (cell.content.text, cell.part) == ("Hello\nyou", Part("Sheet1!B3", "Hello\nyou"))


def test_characters_that_a_workbook_writes_by_number_are_read_at_their_places() -> None:
    (row,) = rows(workbook(["message"], ["Pay_x0050_al_x005F_x"]))
    content = row.cell(0).content
    assert content is not None
    assert content.text == "PayPal_x"
    assert content.source_span(3, 4) == (3, 10)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param(7, "7", id="a whole number"),
        pytest.param(7.0, "7", id="a whole number with a fraction of nothing"),
        pytest.param(7.5, "7.5", id="a number"),
        pytest.param(datetime(2026, 11, 24), "2026-11-24", id="a date"),  # noqa: DTZ001 - Excel knows no zones
        pytest.param(datetime(2026, 11, 24, 9, 30), "2026-11-24T09:30:00", id="a time"),  # noqa: DTZ001 - as above
    ],
)
def test_what_is_no_text_has_its_value_as_one_types_it(value: object, read: str) -> None:
    (row,) = rows(workbook(["x"], [value]))
    assert (row.cell(0).content, row.cell(0).value) == (None, read)


def test_a_row_may_be_shorter_than_the_header_but_no_longer() -> None:
    short, long = rows(workbook(["a", "b"], ["x"], ["x", "y", "z"]))
    assert short.cell(1).content is not None
    assert (short.problem, long.problem) == (None, "has more cells than the header, which has 2")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"id,message\n1,Hello\n", "is no Excel workbook, whatever its name says: ", id="a CSV file"
        ),
        pytest.param(b"", "is no Excel workbook, whatever its name says: ", id="nothing"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "is encrypted, or in Excel's old format; save it without a password as .xlsx",
            id="an encrypted or old workbook",
        ),
        pytest.param(
            workbook(["message"])[:-40], "is no Excel workbook, whatever its name says: ", id="no end"
        ),
        pytest.param(
            replaced(workbook(["message"], ["x"]), "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"),
            "is no Excel workbook that can be read (",
            id="a broken sheet",
        ),
        pytest.param(
            replaced(workbook(["message"], ["x"]), "xl/styles.xml", " " * ((64 << 20) + 1)),
            "holds a piece, xl/styles.xml, of more than 64 MB; save it as .csv",
            id="a decompression bomb",
        ),
        pytest.param(
            replaced(
                workbook(["message"], ["x"]),
                "xl/worksheets/sheet1.xml",
                '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
                + "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 50 + "'>" for n in range(1, 9))
                + "]>"
                + SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&a8;</t></is></c></row>'),
            ),
            "is no Excel workbook that can be read (",
            id="an entity bomb",
        ),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert refusal(data).startswith(reason)


ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>{}</t></is></c></row>'


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        pytest.param(ROW.format("x" * (5 << 20)), "has a sheet with a row of more than 4 MB", id="text"),
        pytest.param(
            f'<row r="2">{"<c/>" * (5 << 18)}</row>', "has a sheet with a row of more than 4 MB", id="cells"
        ),
        pytest.param("<x/>" * (5 << 18), "has a sheet with a row of more than 4 MB", id="what is no row"),
        pytest.param(
            ROW.format(f"<![CDATA[{'<row >' * (1 << 20)}]]>"),
            "has a sheet with comments or CDATA, whose rows cannot be told",
            id="text that looks like rows",
        ),
        pytest.param(
            f"<!--{'<row >' * (1 << 20)}-->",
            "has a sheet with comments or CDATA, whose rows cannot be told",
            id="a comment that looks like rows",
        ),
    ],
)
def test_a_row_that_would_fill_the_memory_is_refused_before_it_is_read(rest: str, reason: str) -> None:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>message</t></is></c></row>'
    data = replaced(workbook(["message"]), "xl/worksheets/sheet1.xml", SHEET.format(head + rest))
    assert refusal(data) == f"{reason}; save it as .csv"


def test_a_large_sheet_of_common_rows_is_read() -> None:
    lines = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{"x" * 1000}</t></is></c></row>'
        for number in range(1, 5002)
    )
    data = replaced(workbook(["message"]), "xl/worksheets/sheet1.xml", SHEET.format(lines))
    assert len(rows(data)) == 5000


def test_a_row_far_beyond_what_excel_takes_ends_the_reading() -> None:
    row = '<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row>'
    reason = refusal(replaced(workbook(["message"]), "xl/worksheets/sheet1.xml", SHEET.format(row)))
    assert reason == "has a sheet, Sheet1, of more than 1,048,576 rows"


def test_without_openpyxl_it_is_not_checked_and_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    reason = refusal(workbook(["message"]))
    assert reason == "is an Excel workbook, which is read with: pip install 'buyer-msg-lint[tables]'"


WHOLE = workbook(["message"], ["x"])


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)))
@settings(max_examples=40)
def test_any_bytes_and_any_damage_are_rows_or_not_checked(data: bytes, at: int) -> None:
    for damaged in (data, WHOLE[:at] + data + WHOLE[at + len(data) :]):
        try:
            rows(damaged)
        except NotCheckedError as error:
            assert str(error)  # noqa: PT017 - one of two right ways
