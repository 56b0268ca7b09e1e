"""The items of a YAML list, read event by event; nothing in it is ever made into an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yaml import CSafeLoader, ScalarEvent, YAMLError

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.tables import Cell, Row
from buyer_msg_lint.inputs.tables._window import Window
from buyer_msg_lint.inputs.tables._yaml_text import scalar_text
from buyer_msg_lint.spans import MappedText, Origin

_MOST_LEVELS = 8
_NOTHING = ("", "~", "null", "Null", "NULL")


def yaml_rows(window: Window) -> Iterator[Row]:
    """Yield a row for each item; raises NotCheckedError for what is no list that can be read."""
    feed = _Feed(window)
    try:
        loader = CSafeLoader(feed)
        yield from _items(loader, feed)
    except YAMLError as error:
        raise feed.refusal or NotCheckedError(_said(error)) from None


class _Event(NamedTuple):
    """What the parser tells: its kind, a scalar's value and style, its offsets, its line from 1."""

    kind: str
    value: str
    style: str | None
    start: int
    end: int
    line: int


class _Feed:
    """Gives a parser the text of a window, and keeps what it has read from where the window stands."""

    def __init__(self, window: Window) -> None:
        self.refusal: NotCheckedError | None = None
        self._window = window
        self._given = 0

    def read(self, size: int = 1 << 14, /) -> str:
        """Return the next characters, "" at the end, or where the file cannot be read any further."""
        window = self._window
        if self._given == len(window.text) and not window.ended:
            before = window.at
            try:
                window.more()
            except NotCheckedError as error:
                self.refusal = error
                return ""
            self._given -= before
        piece = window.text[self._given : self._given + size]
        self._given += len(piece)
        return piece

    def go_to(self, offset: int) -> Origin:
        """Move the window to an offset of the file and return that place."""
        self._window.take(self._window.at + offset - self._window.origin.offset)
        return self._window.origin

    def text(self, end: int) -> str:
        """Return the text from the window's place to an offset of the file."""
        at = self._window.at
        return self._window.text[at : at + end - self._window.origin.offset]


def _items(loader: CSafeLoader, feed: _Feed) -> Iterator[Row]:
    _next(loader, feed)
    if _next(loader, feed).kind != "DocumentStart" or _next(loader, feed).kind != "SequenceStart":
        raise NotCheckedError("is no list of messages; a table in YAML is a list")
    number = 0
    while (event := _next(loader, feed)).kind != "SequenceEnd":
        number += 1
        origin = feed.go_to(event.start)
        events = [event, *_rest_of(event, loader, feed)]
        yield _row(number, events, feed.text(events[-1].end), origin)
    _next(loader, feed)
    if _next(loader, feed).kind != "StreamEnd":
        raise NotCheckedError("holds more than one YAML document; a table is one list")


def _next(loader: CSafeLoader, feed: _Feed) -> _Event:
    event = loader.get_event()
    if feed.refusal:
        raise feed.refusal
    if event is None or event.start_mark is None or event.end_mark is None:
        raise NotCheckedError("is no YAML that can be read: it breaks off")
    value, style = (event.value, event.style or None) if isinstance(event, ScalarEvent) else ("", None)
    kind = type(event).__name__.removesuffix("Event")
    return _Event(kind, value, style, event.start_mark.index, event.end_mark.index, event.start_mark.line + 1)


def _rest_of(opening: _Event, loader: CSafeLoader, feed: _Feed) -> Iterator[_Event]:
    """Yield the events of an item behind its first."""
    depth = _step(opening)
    while depth:
        event = _next(loader, feed)
        depth += _step(event)
        if depth > _MOST_LEVELS:
            raise NotCheckedError(f"is nested too deep at line {event.line}")
        yield event


def _step(event: _Event) -> int:
    return event.kind.endswith("Start") - event.kind.endswith("End")


def _row(number: int, events: list[_Event], source: str, origin: Origin) -> Row:
    values: dict[str, tuple[_Event, object]] = {}
    problem = None
    try:
        values = _values(events)
    except NotCheckedError as error:
        problem = str(error)
    names = tuple(values)

    def cell(index: int) -> Cell:
        event, value = values[names[index]]
        if value is None:
            return Cell(MappedText.identity(""), None)
        if event.kind != "Scalar":
            return Cell(None, value)
        start = event.start - origin.offset
        raw = source[start : event.end - origin.offset]
        return Cell(scalar_text(raw, start, event.style, event.value), event.value)

    return Row(number, names, cell, source, origin, problem=problem)


def _values(events: list[_Event]) -> dict[str, tuple[_Event, object]]:
    """Return the members of an item, each with its first event and its value; a bare text is called ""."""
    first = events[0]
    if first.kind == "Scalar":
        return {"": (first, _value([first]))}
    if first.kind != "MappingStart":
        raise NotCheckedError("is neither a mapping nor a text")
    values: dict[str, tuple[_Event, object]] = {}
    at = 1
    while at < len(events) - 1:
        key = events[at]
        if key.kind != "Scalar":
            raise NotCheckedError(f"has a key that is no text, at line {key.line}")
        if key.value in values:
            raise NotCheckedError(f"has the key '{key.value}' twice, at line {key.line}")
        end = _end_of(events, at + 1)
        values[key.value] = (events[at + 1], _value(events[at + 1 : end]))
        at = end
    return values


def _end_of(events: list[_Event], at: int) -> int:
    """Return where the value that starts with an event ends."""
    depth = 0
    while True:
        depth += _step(events[at])
        at += 1
        if not depth:
            return at


def _value(events: list[_Event]) -> object:
    """Return a text, a list of texts, or None; raises NotCheckedError for what stands for something else."""
    first = events[0]
    alias = next((event for event in events if event.kind == "Alias"), None)
    if alias is not None:
        raise NotCheckedError(
            f"has an alias, which stands for something else, at line {alias.line}; write it out"
        )
    if first.kind == "Scalar":
        return None if first.style is None and first.value in _NOTHING else first.value
    if first.kind == "SequenceStart":
        return tuple(event.value for event in events if event.kind == "Scalar")
    return {}


def _said(error: YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it breaks off"
    where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return f"is no YAML that can be read: {problem}{where}"
