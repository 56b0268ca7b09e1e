"""Values that templates are filled with: a set or several in a YAML file, or a row of a CSV file each."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from buyer_msg_lint.errors import Mistake, NotCheckedError, PolicyError
from buyer_msg_lint.inputs import MAX_BYTES, read_bytes
from buyer_msg_lint.inputs.text import decode
from buyer_msg_lint.policy.yaml_file import Data, read_yaml_text

MOST_ROWS = 10_000
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_SUFFIXES = (".yaml", ".yml", ".csv")

Values = dict[str, Any]


class Row(NamedTuple):
    """One set of values, and where it stands: ``orders.csv row 3``."""

    name: str
    values: Values


def read_values(path: Path) -> tuple[Row, ...]:
    """Return the sets of values of a file, at least one.

    Whole numbers are numbers, all else is text. A point in a column's name goes down one level: ``order.id``.
    Raises PolicyError with every mistake, each with line and column.
    """
    name = str(path)
    if path.suffix.lower() not in _SUFFIXES:
        raise _mistake(name, 1, f"values are read from {', '.join(_SUFFIXES)} files")
    try:
        text = decode(read_bytes(path, MAX_BYTES))
    except NotCheckedError as error:
        raise _mistake(name, 1, str(error)) from None
    rows = tuple(_of_csv(text, name) if path.suffix.lower() == ".csv" else _of_yaml(text, name))
    if not rows:
        raise _mistake(name, 1, "holds no values")
    if len(rows) > MOST_ROWS:
        raise _mistake(name, 1, f"holds more than {MOST_ROWS:,} sets of values")
    return rows


def _of_yaml(text: str, name: str) -> Iterator[Row]:
    file = read_yaml_text(text, name)
    if isinstance(file, list):
        raise PolicyError(tuple(file))
    if isinstance(file.data, dict):
        yield Row(name, _plain(file.data))
        return
    if not isinstance(file.data, list):
        raise PolicyError((file.mistake((), "must be keys with values, or a list of such sets"),))
    for number, values in enumerate(file.data):
        if not isinstance(values, dict):
            raise PolicyError((file.mistake((number,), "must be keys with values"),))
        yield Row(f"{name} set {number + 1}", _plain(values))


def _plain(data: Data) -> Any:  # noqa: ANN401 - values are of any kind
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return _number(data) if isinstance(data, str) else data


def _number(text: str) -> str | int:
    """Return a whole number as one if it is written as it would be shown: templates can compare it."""
    return int(text) if _NUMBER.fullmatch(text) else text


def _of_csv(text: str, name: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        head = [column.strip() for column in next(reader, [])]
        if not all(head) or len(set(head)) < len(head):
            raise _mistake(name, 1, "each column needs a name of its own in the first line")
        for number, cells in enumerate(reader, start=2):
            if not cells:
                continue
            if len(cells) != len(head):
                raise _mistake(name, reader.line_num, f"has {len(cells)} cells, not {len(head)}")
            yield Row(f"{name} row {number}", _nested(zip(head, cells, strict=True), name))
    except csv.Error as error:
        raise _mistake(name, reader.line_num, f"is not valid CSV: {error}") from None


def _nested(cells: Iterator[tuple[str, str]] | zip[tuple[str, str]], name: str) -> Values:
    values: Values = {}
    for column, cell in cells:
        *folders, last = column.split(".")
        at = values
        for folder in folders:
            at = at.setdefault(folder, {})
            if not isinstance(at, dict):
                raise _mistake(name, 1, f"column '{column}' goes below '{folder}', which has a value itself")
        at[last] = _number(cell)
    return values


def _mistake(name: str, line: int, problem: str) -> PolicyError:
    return PolicyError((Mistake(name, line, 1, problem),))
