from __future__ import annotations

import csv as standard
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row, csv

MOST = 1 << 20
SIGNS = st.text(st.sampled_from('ab,;"\n\r\té😀 '), max_size=40)


def rows(text: str | bytes, suffix: str = ".csv", most: int = MOST) -> list[Row]:
    data = text.encode() if isinstance(text, str) else text
    return list(csv.rows(Stream(io.BytesIO(data)), suffix, most))


def texts(row: Row) -> list[str]:
    contents = [row.cell(index).content for index in range(len(row.names))]
    return [content.text for content in contents if content is not None]


def test_a_header_alone_has_no_rows() -> None:
    assert rows("id,message\n") == []


@pytest.mark.parametrize(
    ("text", "names", "cells"),
    [
        pytest.param("a,b\n1,2", ("a", "b"), ["1", "2"], id="commas"),
        pytest.param("a;b\n1;2,3", ("a", "b"), ["1", "2,3"], id="semicolons, with a comma in a cell"),
        pytest.param("a\tb\n1\tx, y; z", ("a", "b"), ["1", "x, y; z"], id="tabs"),
        pytest.param("a|b\n1|2", ("a", "b"), ["1", "2"], id="bars"),
        pytest.param("sep=;\na,x;b\n1;2", ("a,x", "b"), ["1", "2"], id="the line of a spreadsheet"),
        pytest.param("message\nHello", ("message",), ["Hello"], id="one column"),
        pytest.param(" a , b \n1 , 2", ("a", "b"), ["1 ", " 2"], id="blanks stay in cells, not in names"),
        pytest.param('a,b\n1,"x ""y"" z"', ("a", "b"), ["1", 'x "y" z'], id="doubled quotes"),
        pytest.param('a,b\n1,"x\r\ny"', ("a", "b"), ["1", "x\r\ny"], id="a line break in a cell"),
        pytest.param('a,b\n1,x "y" z', ("a", "b"), ["1", 'x "y" z'], id="quotes inside a plain cell"),
        pytest.param('a,b\n1,"x"y', ("a", "b"), ["1", "xy"], id="text behind a quote"),
        pytest.param("a,b\n1,", ("a", "b"), ["1", ""], id="an empty last cell at the end"),
        pytest.param("\n\na,b\n1,2", ("a", "b"), ["1", "2"], id="blank lines first"),
    ],
)
def test_a_row_is_read(text: str, names: tuple[str, ...], cells: list[str]) -> None:
    (row,) = rows(text)
    assert (row.names, texts(row), row.problem) == (names, cells, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a,b\n1", "has 1 cells where the header has 2", id="too few"),
        pytest.param("a,b\n1,2,3", "has 3 cells where the header has 2", id="too many"),
        pytest.param(
            'a,b\n1,"2\n3,4\n',
            "has a quote that is never closed; the rest of the file is in it",
            id="a quote",
        ),
    ],
)
def test_a_row_that_is_not_like_the_header_has_a_problem(text: str, problem: str) -> None:
    assert [row.problem for row in rows(text)] == [problem]


def test_the_rows_around_a_ragged_one_are_read() -> None:
    found = rows("a,b\n1,2\n3\n5,6\n")
    assert [(row.number, row.problem is None) for row in found] == [(2, True), (3, False), (4, True)]


def test_rows_count_as_a_spreadsheet_counts_them_and_stand_at_their_lines() -> None:
    found = rows('a,b\r\n\r\n1,"x\r\ny"\r\n,\r\n2,z\r\n')
    assert [(row.number, row.origin.line, row.origin.offset) for row in found] == [(3, 3, 7), (5, 6, 20)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"a,b\n1,2\n3,\xe9\n",
            "is not valid UTF-8: byte 10 (line 3) cannot be decoded; save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            b"\xff\xfea\0,\0b\0\n\0\x00\xd8",
            "is not valid UTF-16: byte 10 (line 2) cannot be decoded; save the file as UTF-8",
            id="half a pair",
        ),
        pytest.param(b'a,"b\n1,2\n', "has a header whose quote is never closed, at line 1", id="a header"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(data: bytes, reason: str) -> None:
    with pytest.raises(NotCheckedError) as refused:
        rows(data)
    assert str(refused.value) == reason


def test_the_rows_before_what_cannot_be_decoded_are_read() -> None:
    read = csv.rows(Stream(io.BytesIO(b"a,b\n1,2\n3,\xe9\n")), ".csv", MOST)
    assert texts(next(read)) == ["1", "2"]
    with pytest.raises(NotCheckedError):
        next(read)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_with_a_mark_is_read_and_the_mark_does_not_count(encoding: str) -> None:
    (row,) = rows("é,b\n好,2\n".encode(encoding))
    assert (row.names, texts(row), row.origin.offset) == (("é", "b"), ["好", "2"], 4)


def test_a_row_that_does_not_end_is_not_read_to_its_end() -> None:
    with pytest.raises(
        NotCheckedError, match=r"has a row at line 2 that does not end within 1,000 characters"
    ):
        rows('a,b\n1,"' + "x" * 1_000_000, most=1000)


@example('""\t')
@given(SIGNS)
def test_cells_are_what_the_standard_module_reads(text: str) -> None:
    source = f"x,y\n{text}"
    lines = list(standard.reader(io.StringIO(source, newline="")))
    found = rows(f"sep=,\n{source}")
    if found and found[-1].problem and "never closed" in found[-1].problem:
        found.pop()
        lines.pop()
    lines = [line for line in lines if any(map(str.strip, line))]
    assert [len(row.names) if row.problem is None else None for row in found] == [
        len(line) if len(line) == 2 else None for line in lines[1:]
    ]
    assert [texts(row) for row in found if row.problem is None] == [
        line for line in lines[1:] if len(line) == 2
    ]


@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_of_a_cell_stands_at_its_place_in_the_file(
    cells: list[tuple[str, str]], line_end: str
) -> None:
    written = io.StringIO()
    standard.writer(written, lineterminator=line_end, quoting=standard.QUOTE_ALL).writerows(
        [("x", "y"), *cells]
    )
    source = written.getvalue()
    for row in rows(source):
        for index in range(2):
            content = row.cell(index).content
            assert content is not None
            for at, char in enumerate(content.text):
                start, end = content.source_span(at, at + 1)
                assert source[row.origin.offset + start : row.origin.offset + end] in (char, char * 2)


@given(st.binary(max_size=60))
def test_any_bytes_are_rows_or_not_checked(data: bytes) -> None:
    try:
        found = rows(data)
    except NotCheckedError as error:
        assert "\n" not in str(error)  # noqa: PT017 - one of two right ways
    else:
        assert all(row.names for row in found)
