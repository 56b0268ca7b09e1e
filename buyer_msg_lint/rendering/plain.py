"""Templates without an engine: each placeholder gives way to the value of its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look
from buyer_msg_lint.detectors.placeholder import find, name_in
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import MappedText, Rewriter


def fill(content: MappedText, values: Mapping[str, Any]) -> MappedText:
    """Return a text with values in the place of its placeholders, each mapped to the whole placeholder.

    Raises NotCheckedError for a placeholder that no value has the name of.
    """
    told = dict(_flat(values))
    text = content.text
    look = Look(text, Context(placeholders=dict.fromkeys(told, "unknown")), None, lambda _: ())
    pen, at = Rewriter(content), 0
    for hit in find(text, look):
        name = name_in(hit.value)
        if name not in told:
            raise NotCheckedError(f"cannot be filled: there is no value for {text[hit.start : hit.end]}")
        pen.keep(at, hit.start)
        # In two pieces: a value as long as its placeholder stands in its place as a whole all the same.
        pen.replace(hit.start, hit.end, told[name][:1])
        pen.replace(hit.start, hit.end, told[name][1:])
        at = hit.end
    pen.keep(at, len(text))
    return pen.done()


def _flat(values: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Return texts by name, those of a level below with a point: ``order.id``."""
    flat: list[tuple[str, str]] = []
    for key, value in values.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{above}{key}.")
        elif isinstance(value, str | int):
            flat.append((f"{above}{key}", str(value)))
    return flat
