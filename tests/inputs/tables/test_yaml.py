from __future__ import annotations

import io

import pytest
import yaml as standard
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row, yaml

MOST = 1 << 20
PIECES = ["a", "b ", " ", "\n", "\n\n", "é", "😀", "'", '"', "\\", "- ", ":", "#", "\t"]
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
BLOCKS = """\
# c
- plain text
  goes on

  here
- 'single ''q'' 😀
  fold'
- "dq \\u0041 \\
   cont \\x41 \\n
   x"
- |
  lit

    more
  end

- >-
  fold
  ed

  para
    more
  back
- |2+
    x

- >+
  a

  b

- é ü
"""


def rows(text: str, most: int = MOST) -> list[Row]:
    return list(yaml.rows(Stream(io.BytesIO(text.encode())), ".yaml", most))


def texts(row: Row) -> list[str | None]:
    contents = [row.cell(index).content for index in range(len(row.names))]
    return [None if content is None else content.text for content in contents]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_way_of_writing_a_text_is_read_as_the_parser_reads_it(line_end: str) -> None:
    source = BLOCKS.replace("\n", line_end)
    items = standard.load(source, standard.BaseLoader)  # noqa: S506 - it makes texts only
    assert [texts(row) for row in rows(source)] == [[item] for item in items]


def test_a_word_of_a_block_stands_at_its_place() -> None:
    source = "- order: 1\n  message: |\n    Hello,\n\n    write to me\n"
    (row,) = rows(source)
    content = row.cell(1).content
    assert content is not None
    start = content.text.index("write")
    span = content.source_span(start, start + 5)
    assert source[row.origin.offset + span.start : row.origin.offset + span.end] == "write"


def test_an_escape_stands_at_its_whole_place() -> None:
    (row,) = rows('- "a\\u0040b"\n')
    content = row.cell(0).content
    assert content is not None
    assert row.source[slice(*content.source_span(1, 2))] == "\\u0040"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("text: a\n", "is no list of messages; a table in YAML is a list", id="a mapping"),
        pytest.param("", "is no list of messages; a table in YAML is a list", id="nothing"),
        pytest.param("- a\n---\n- b\n", "holds more than one YAML document; a table is one list", id="two"),
        pytest.param("- " + "[" * 500 + "]" * 500, "is nested too deep at line 1", id="a nesting bomb"),
        pytest.param("- 'a", "is no YAML that can be read: found unexpected end of stream", id="no end"),
        pytest.param(
            "- a\0b\n", "is no YAML that can be read: control characters are not allowed", id="a NUL"
        ),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as refused:
        rows(text)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        pytest.param("[a, b]", "is neither a mapping nor a text", id="a list"),
        pytest.param("*x", "is neither a mapping nor a text", id="an alias"),
        pytest.param(
            "{m: *x}",
            "has an alias, which stands for something else, at line 2; write it out",
            id="an alias within",
        ),
        pytest.param("{m: a, m: b}", "has the key 'm' twice, at line 2", id="a doubled key"),
        pytest.param("{[a]: b}", "has a key that is no text, at line 2", id="a list for a key"),
    ],
)
def test_an_item_that_is_no_row_has_a_problem(item: str, problem: str) -> None:
    found = rows(f"- &x before\n- {item}\n- after\n")
    assert [row.problem for row in found] == [None, problem, None]


@given(
    st.lists(TEXT, min_size=1),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
    st.sampled_from([5, 80]),
)
def test_what_the_standard_module_writes_is_read_with_places(
    items: list[str],
    style: str | None,
    unicode: bool,  # noqa: FBT001 - hypothesis gives it
    width: int,
) -> None:
    source = standard.dump(items, default_style=style, allow_unicode=unicode, width=width)
    found = rows(source)
    assert [texts(row) for row in found] == [[item] for item in items]
    for row in found:
        content = row.cell(0).content
        assert content is not None
        for at, char in enumerate(content.text):
            start, end = content.source_span(at, at + 1)
            written = row.source[start:end]
            assert written == char or written[0] in "\\'\"\n \t"


@given(st.text(st.sampled_from("-: \n'\"|>&*[]{}#a\\!%\r")))
def test_any_text_is_rows_or_not_checked(text: str) -> None:
    try:
        found = rows(text)
        for row in found:
            if row.problem is None:
                texts(row)
    except NotCheckedError as error:
        assert str(error)  # noqa: PT017 - one of two right ways
