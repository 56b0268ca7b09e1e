"""A YAML list of mappings or texts."""

from __future__ import annotations

from collections.abc import Iterator

from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Row
from buyer_msg_lint.inputs.tables._window import Window

SUFFIXES = (".yaml", ".yml")


def holds(head: bytes) -> bool:  # noqa: ARG001 - all files of these endings are tables
    """Tell that every such file is a table."""
    return True


def rows(file: Stream, suffix: str, most: int) -> Iterator[Row]:  # noqa: ARG001 - every ending means the same
    """Yield a row for each item of the list."""
    from buyer_msg_lint.inputs.tables._yaml_items import yaml_rows

    yield from yaml_rows(Window(file, most))
