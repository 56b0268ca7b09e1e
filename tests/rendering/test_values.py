from __future__ import annotations

from pathlib import Path

import pytest

from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.rendering.values import Row, read_values


def rows(folder: Path, name: str, text: str) -> tuple[Row, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return tuple(Row(row.name.removeprefix(f"{folder}/"), row.values) for row in read_values(path))


def test_a_mapping_is_one_set(tmp_path: Path) -> None:
    text = (
        "order: {id: 112-1234567-7654321, count: 2}\nname: 'Anna'\nlate: false\nitems: [a, 1]\nzip: 01234\n"
    )
    values = {
        "order": {"id": "112-1234567-7654321", "count": 2},
        "name": "Anna",
        "late": False,
        "items": ["a", 1],
        "zip": "01234",
    }
    assert rows(tmp_path, "v.yaml", text) == (Row("v.yaml", values),)


def test_a_list_is_several(tmp_path: Path) -> None:
    told = rows(tmp_path, "v.yml", "- {a: x}\n- {a: y}\n")
    assert told == (Row("v.yml set 1", {"a": "x"}), Row("v.yml set 2", {"a": "y"}))


def test_each_row_of_a_table_is_a_set(tmp_path: Path) -> None:
    told = rows(tmp_path, "o.csv", 'name,order.id,order.n\n"Anna, B",112,3\n\nEve,,\n')
    assert told == (
        Row("o.csv row 2", {"name": "Anna, B", "order": {"id": 112, "n": 3}}),
        Row("o.csv row 4", {"name": "Eve", "order": {"id": "", "n": ""}}),
    )


@pytest.mark.parametrize(
    ("name", "text", "mistake"),
    [
        ("v.yaml", "a: *x\n", ":1:4: aliases (*name) are not read; write it out"),
        ("v.yaml", "text\n", ":1:1: must be keys with values, or a list of such sets"),
        ("v.yaml", "- a: 1\n- text\n", ":2:3: must be keys with values"),
        ("v.yaml", "[]\n", ":1:1: holds no values"),
        ("v.txt", "a: 1\n", ":1:1: values are read from .yaml, .yml, .csv files"),
        ("o.csv", "", ":1:1: holds no values"),
        ("o.csv", "a,\n1,2\n", ":1:1: each column needs a name of its own in the first line"),
        ("o.csv", "a,b\n", ":1:1: holds no values"),
        ("o.csv", "a,a\n1,2\n", ":1:1: each column needs a name of its own in the first line"),
        ("o.csv", "a,b\n1\n", ":2:1: has 1 cells, not 2"),
        ("o.csv", 'a,b\n1,"x\n', ":2:1: is not valid CSV: unexpected end of data"),
        ("o.csv", "a,a.b\n1,2\n", ":1:1: column 'a.b' goes below 'a', which has a value itself"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, name: str, text: str, mistake: str) -> None:
    with pytest.raises(PolicyError) as told:
        rows(tmp_path, name, text)
    assert str(told.value) == f"{tmp_path / name}{mistake}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="there is no such file"):
        read_values(tmp_path / "v.yaml")
