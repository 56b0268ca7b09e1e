from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.errors import Mistake, nearest
from buyer_msg_lint.policy.yaml_file import YamlFile, read_yaml


def read(folder: Path, text: str | bytes) -> YamlFile | list[Mistake]:
    path = folder / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path, "file.yaml")


def data_of(folder: Path, text: str | bytes) -> object:
    file = read(folder, text)
    assert isinstance(file, YamlFile), file
    return file.data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        pytest.param(
            "no: 1\non: 2\nyes: 3\n", {"no": "1", "on": "2", "yes": "3"}, id="no, on and yes are names"
        ),
        pytest.param(
            "a: no\nb: on\nc: Off\n", {"a": "no", "b": "on", "c": "Off"}, id="no, on and off are text"
        ),
        pytest.param("a: 2024-12\nb: 2024-12-01\n", {"a": "2024-12", "b": "2024-12-01"}, id="dates are text"),
        pytest.param(
            "a: 1\nb: 0.10\nc: 0x1F\nd: 1_000\n",
            {"a": "1", "b": "0.10", "c": "0x1F", "d": "1_000"},
            id="numbers are text",
        ),
        pytest.param("a: 'true'\nb: \"null\"\n", {"a": "true", "b": "null"}, id="in quotes all is text"),
        pytest.param("a: true\nb: false\n", {"a": True, "b": False}, id="true and false are values"),
        pytest.param(
            "a: null\nb: ~\nc:\n", {"a": None, "b": None, "c": None}, id="null, ~ and nothing are no value"
        ),
        pytest.param("[a, {b: [c]}]", ["a", {"b": ["c"]}], id="lists and mappings nest"),
        pytest.param("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}, id="a block keeps its lines"),
        pytest.param("a: &x b\n", {"a": "b"}, id="an anchor that nobody uses is nothing"),
        pytest.param(b"\xef\xbb\xbfa: b\n", {"a": "b"}, id="a byte order mark is passed over"),
        pytest.param("a: 好评 ⭐\n", {"a": "好评 ⭐"}, id="any script is text"),
        pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="lines may end as on Windows"),
        pytest.param("a: " + "[" * 28 + "]" * 28, None, id="28 lists in each other are not too deep"),
    ],
)
def test_plain_data_is_read_as_it_is_written(tmp_path: Path, text: str | bytes, data: object) -> None:
    found = data_of(tmp_path, text)
    assert data is None or found == data


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        pytest.param(
            "a: 1\nb: 2\na: 3\n", ["3:1: key 'a' is there twice (first in line 1)"], id="a doubled key"
        ),
        pytest.param(
            "x:\n  a: 1\n  b: {c: 1, c: 2}\n",
            ["3:13: key 'c' is there twice (first in line 3)"],
            id="a doubled key deep inside",
        ),
        pytest.param(
            "a: &x b\nc: *x\n", ["2:4: aliases (*name) are not read; write it out"], id="an alias of a text"
        ),
        pytest.param(
            "a: &x [b]\nc:\n  - *x\n",
            ["3:5: aliases (*name) are not read; write it out"],
            id="an alias of a list",
        ),
        pytest.param(
            "a: &x [*x]\n", ["1:8: aliases (*name) are not read; write it out"], id="a list in itself"
        ),
        pytest.param(
            "a: &x {b: 1}\nc:\n  <<: *x\n",
            ["3:7: aliases (*name) are not read; write it out"],
            id="a merged mapping",
        ),
        pytest.param("a: !!int 5\n", ["1:4: tags (tag:yaml.org,2002:int) are not read"], id="a tag"),
        pytest.param("? [a]\n: b\nc: 1\n", ["1:3: a key must be plain text"], id="a list as key"),
        pytest.param("a: 1\n---\nb: 2\n", ["2:1: holds more than one document"], id="two documents"),
        pytest.param("", ["1:1: is empty"], id="nothing"),
        pytest.param("# only a remark\n\n", ["1:1: is empty"], id="a remark only"),
        pytest.param("a: 1\n\tb: 2\n", None, id="a tab before a key"),
        pytest.param("a: [1, 2\nb: 3\n", None, id="a list left open"),
        pytest.param('a: "one\n', None, id="a text left open"),
        pytest.param("a: b: c\n", None, id="two colons"),
        pytest.param("a: {b: \x01}\n", None, id="a control character"),
        pytest.param(b"a: 1\nb: \xff\n", ["2:1: is not UTF-8 (byte 8)"], id="bytes that are not UTF-8"),
        pytest.param(
            "a: 1\na: 2\nb: *x\n",
            [
                "2:1: key 'a' is there twice (first in line 1)",
                "3:4: aliases (*name) are not read; write it out",
            ],
            id="several mistakes at once",
        ),
        pytest.param(
            "a: 1\na: 2\nb: [\n",
            [
                "2:1: key 'a' is there twice (first in line 1)",
                "4:1: is not valid YAML: did not find expected node content",
            ],
            id="mistakes before the place where reading ends",
        ),
    ],
)
def test_what_is_not_plain_data_is_told_at_its_place(
    tmp_path: Path, text: str | bytes, mistakes: list[str] | None
) -> None:
    found = read(tmp_path, text)
    assert isinstance(found, list)
    assert found
    if mistakes is not None:
        assert list(map(str, found)) == [f"file.yaml:{mistake}" for mistake in mistakes]
    else:
        assert "is not valid YAML: " in str(found[-1])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("[" * 500, "1:31", id="lists"),
        pytest.param("{a: " * 100_000, "1:121", id="mappings"),
        pytest.param("- " * 100_000, "1:61", id="lists in blocks"),
        pytest.param("[" * 31 + "]" * 31, "1:31", id="31 closed lists"),
    ],
)
def test_deep_nesting_is_refused_and_never_a_crash(tmp_path: Path, text: str, place: str) -> None:
    assert list(map(str, read(tmp_path, text))) == [f"file.yaml:{place}: is nested too deep"]  # type: ignore[arg-type]


def test_nesting_past_the_bound_of_any_parser_is_told_in_the_same_words(tmp_path: Path) -> None:
    assert [one.problem for one in read(tmp_path, "[" * 100_000)] == ["is nested too deep"]  # type: ignore[union-attr]


def test_a_file_past_the_limit_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, b"a: " + b"b" * (1 << 20))
    assert found == [Mistake("file.yaml", 1, 1, "is larger than 1,048,576 bytes")]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert read_yaml(tmp_path / "none.yaml", "none.yaml") == [
        Mistake("none.yaml", 1, 1, "cannot be read: No such file or directory")
    ]


TEXT = """\
a: 1
list:
  - x
  - 好评: y
    long key : [p, q]
"""


@pytest.mark.parametrize(
    ("loc", "at_key", "place"),
    [
        pytest.param(("a",), True, (1, 1), id="a key"),
        pytest.param(("a",), False, (1, 4), id="its value"),
        pytest.param(("list", 0), False, (3, 5), id="an item"),
        pytest.param(("list", 1, "好评"), False, (4, 9), id="columns count code points"),
        pytest.param(("list", 1, "long key", 1), False, (5, 20), id="an item on one line"),
        pytest.param(("list", 1, "none"), False, (4, 5), id="what is not there is told at what holds it"),
        pytest.param(("list", 7, "none"), True, (2, 1), id="and at its key"),
        pytest.param((), False, (1, 1), id="the whole file"),
    ],
)
def test_each_part_has_its_place(
    tmp_path: Path,
    loc: tuple[str | int, ...],
    *,
    at_key: bool,
    place: tuple[int, int],
) -> None:
    file = read(tmp_path, TEXT)
    assert isinstance(file, YamlFile)
    assert file.mistake(loc, "wrong", at_key=at_key) == Mistake("file.yaml", *place, "wrong")


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        pytest.param("phrases", ("phrase",), "; did you mean 'phrase'?", id="a near name"),
        pytest.param("zzz", ("b", "a"), "; known: a, b", id="no near name among few"),
        pytest.param("zzz", tuple(f"k{number}" for number in range(40)), "", id="no near name among many"),
        pytest.param("zzz", (), "", id="nothing is known"),
    ],
)
def test_the_nearest_known_name_is_offered(name: str, known: tuple[str, ...], hint: str) -> None:
    assert nearest(name, known) == hint


@given(
    st.one_of(st.binary(max_size=200), st.text(st.sampled_from("ab:-[]{}#&*!|>'\"\n\t %@,?~1"), max_size=60))
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes | str) -> None:
    found = read(tmp_path_factory.getbasetemp(), raw)
    if isinstance(found, list):
        assert found
        assert all(
            mistake.line >= 1 and mistake.column >= 1 and "\n" not in str(mistake) for mistake in found
        )
