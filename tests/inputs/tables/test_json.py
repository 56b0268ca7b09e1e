from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row, json_list, jsonl

MOST = 1 << 20
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def listed(text: str, most: int = MOST) -> list[Row]:
    return list(json_list.rows(Stream(io.BytesIO(text.encode())), ".json", most))


def lines(text: str) -> list[Row]:
    return list(jsonl.rows(Stream(io.BytesIO(text.encode())), ".jsonl", MOST))


def texts(row: Row) -> list[str | None]:
    contents = [row.cell(index).content for index in range(len(row.names))]
    return [None if content is None else content.text for content in contents]


@pytest.mark.parametrize(
    ("head", "table"),
    [
        pytest.param(b'{"text": "a"}', False, id="an object"),
        pytest.param(b"", False, id="nothing"),
        pytest.param(b"hello [", False, id="text"),
        pytest.param(b" \n[", True, id="a list"),
        pytest.param("[]".encode("utf-8-sig"), True, id="a list behind a mark"),
        pytest.param("\n[]".encode("utf-16"), True, id="a list in UTF-16"),
        pytest.param(b"\xfe\xff" + "\n[]".encode("utf-16-be"), True, id="a list in the other UTF-16"),
    ],
)
def test_a_list_is_a_table_and_an_object_a_message(head: bytes, *, table: bool) -> None:
    assert json_list.holds(head) is table


def test_items_are_rows_each_at_its_place() -> None:
    found = listed('[\n  {"a": "x", "b": 3},\r\n  "y", null]\n')
    assert [(row.number, row.origin.line, row.origin.column, row.problem) for row in found] == [
        (1, 2, 3, None),
        (2, 3, 3, None),
        (3, 3, 8, "is neither an object nor a text"),
    ]
    assert [texts(row) for row in found[:2]] == [["x", None], ["y"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param('["a"', "ends within its list; its last item begins at line 1, column 2", id="no end"),
        pytest.param(
            '["a"]\n["b"]', "goes on after the end of its list, at line 2, column 1", id="a second list"
        ),
        pytest.param(
            '["a', "ends within its list; its last item begins at line 1, column 2", id="half a text"
        ),
    ],
)
def test_a_broken_list_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as refused:
        listed(text)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        pytest.param("", "is no JSON that can be read: Expecting value at line 1, column 7", id="nothing"),
        pytest.param(
            '{"a": "x", "a": "y"}',
            "is no JSON that can be read: the key 'a' stands there twice",
            id="a doubled key",
        ),
        pytest.param(
            "[" * 50_000 + "]" * 50_000,
            "is no JSON that can be read: it is nested too deep at line 1, column 15",
            id="a nesting bomb",
        ),
        pytest.param(
            '{"a": nul}', "is no JSON that can be read: Expecting value at line 1, column 13", id="a word"
        ),
    ],
)
def test_a_broken_item_is_a_row_with_a_problem_between_rows_that_are_read(item: str, problem: str) -> None:
    found = listed(f'["x", {item}, "y"]')
    assert [row.problem for row in found] == [None, problem, None]


def test_lines_are_rows_and_blank_ones_none() -> None:
    found = lines('{"a": "x"}\r\n\n  "y"\nno\n')
    assert [(row.number, row.origin.line, row.origin.column) for row in found] == [
        (1, 1, 1),
        (3, 3, 3),
        (4, 4, 1),
    ]
    assert [row.problem for row in found] == [
        None,
        None,
        "is no JSON that can be read: Expecting value at line 4, column 1",
    ]


@given(st.lists(TEXT), st.booleans(), st.sampled_from([None, 2]))
def test_texts_come_through_at_their_places(items: list[str], plain: bool, indent: int | None) -> None:  # noqa: FBT001 - hypothesis gives it
    source = json.dumps(items, ensure_ascii=plain, indent=indent)
    found = listed(source)
    assert [texts(row) for row in found] == [[item] for item in items]
    for row in found:
        content = row.cell(0).content
        assert content is not None
        for at, char in enumerate(content.text):
            start, end = content.source_span(at, at + 1)
            written = source[row.origin.offset + start : row.origin.offset + end]
            assert json.loads(f'"{written}"', strict=False) == char


@given(st.lists(st.dictionaries(TEXT, TEXT, min_size=1)))
def test_lines_are_what_the_standard_module_reads(items: list[dict[str, str]]) -> None:
    found = lines("\n".join(map(json.dumps, items)))
    assert [dict(zip(row.names, texts(row), strict=True)) for row in found] == items


@given(st.text(st.sampled_from('[]{}",: \\ua1\n\r'), max_size=40))
def test_any_list_is_rows_or_not_checked(text: str) -> None:
    try:
        found = listed(f"[{text}")
    except NotCheckedError:
        return
    try:
        items = json.loads(f"[{text}")
    except ValueError:
        return
    assert len(found) == len(items)


def test_reading_a_long_row_in_many_pieces_stays_linear() -> None:
    (row,) = listed(json.dumps(["x" * 3_000_000]), 1 << 22)
    content = row.cell(0).content
    assert content is not None
    assert len(content.text) == 3_000_000
