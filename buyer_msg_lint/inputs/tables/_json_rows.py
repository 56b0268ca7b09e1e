"""From one JSON value, an object or a bare text, to a row."""

from __future__ import annotations

from buyer_msg_lint.inputs._json_places import Json
from buyer_msg_lint.inputs.tables import Cell, Row
from buyer_msg_lint.spans import MappedText, Origin, Span

_MOST_LEVELS = 8
_BARE = ("",)


def json_row(number: int, source: str, origin: Origin) -> Row:
    """Return the row that a JSON value is; what cannot be read is a row with a problem.

    ``source`` has no blanks around it.
    """
    json = Json(source, origin)
    try:
        json.check_depth(_MOST_LEVELS)
        if source.startswith("{"):
            members = dict(json.members())
        else:
            value = json.value()
            if not isinstance(value, str):
                return _unread(number, source, origin, "is neither an object nor a text")
            members = {"": (value, Span(0, len(source)))}
    except ValueError as error:
        return _unread(number, source, origin, f"is no JSON that can be read: {error}")
    names = tuple(members)
    return Row(number, names, lambda index: _cell(json, *members[names[index]]), source, origin)


def _cell(json: Json, value: object, place: Span) -> Cell:
    if isinstance(value, str):
        return Cell(json.text(place), value)
    return Cell(MappedText.identity("") if value is None else None, value)


def _unread(number: int, source: str, origin: Origin, problem: str) -> Row:
    return Row(number, _BARE, lambda _: Cell(None, None), source, origin, problem=problem)
