"""A YAML list of mappings or texts; read event by event, nothing in it is ever made into an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from yaml import (
    CSafeLoader,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.tables import Cell, Row
from buyer_msg_lint.inputs.tables._window import Window
from buyer_msg_lint.inputs.tables._yaml_text import scalar_text
from buyer_msg_lint.spans import MappedText, Origin

SUFFIXES = (".yaml", ".yml")

_MOST_LEVELS = 8
_NOTHING = ("", "~", "null", "Null", "NULL")


def holds(head: bytes) -> bool:  # noqa: ARG001 - all files of these endings are tables
    """Tell that every such file is a table."""
    return True


def rows(file: BinaryIO, suffix: str, most: int) -> Iterator[Row]:  # noqa: ARG001 - every ending means the same
    """Yield a row for each item of the list."""
    feed = _Feed(Window(file, most))
    try:
        loader = CSafeLoader(feed)
        yield from _items(loader, feed)
    except YAMLError as error:
        raise feed.refusal or NotCheckedError(_said(error)) from None


class _Feed:
    """Gives a parser the text of a window, and keeps what it has read of the item at which the window stands."""

    def __init__(self, window: Window) -> None:
        self.refusal: NotCheckedError | None = None
        self._window = window
        self._given = 0

    def read(self, size: int) -> str:
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
    _next(loader, feed)
    if not isinstance(_next(loader, feed), SequenceStartEvent):
        raise NotCheckedError("is no list of messages; a table in YAML is a list")
    number = 0
    while not isinstance(event := _next(loader, feed), SequenceEndEvent):
        number += 1
        origin = feed.go_to(event.start_mark.index)
        events = [event, *_rest_of(event, loader, feed)]
        yield _row(number, events, feed.text(events[-1].end_mark.index), origin)
    _next(loader, feed)
    if loader.check_event() and type(_next(loader, feed)).__name__ != "StreamEndEvent":
        raise NotCheckedError("holds more than one YAML document; a table is one list")


def _next(loader: CSafeLoader, feed: _Feed) -> Event:
    event = loader.get_event()
    if feed.refusal:
        raise feed.refusal
    return event


def _rest_of(opening: Event, loader: CSafeLoader, feed: _Feed) -> Iterator[Event]:
    """Yield the events of an item behind its first."""
    depth = _step(opening)
    while depth:
        event = _next(loader, feed)
        depth += _step(event)
        if depth > _MOST_LEVELS:
            raise NotCheckedError(f"is nested too deep at line {event.start_mark.line + 1}")
        yield event


def _step(event: Event) -> int:
    opens = isinstance(event, MappingStartEvent | SequenceStartEvent)
    return opens - isinstance(event, MappingEndEvent | SequenceEndEvent)


def _row(number: int, events: list[Event], source: str, origin: Origin) -> Row:
    values: dict[str, tuple[Event, object]] = {}
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
        if not isinstance(event, ScalarEvent):
            return Cell(None, value)
        start, end = event.start_mark.index - origin.offset, event.end_mark.index - origin.offset
        return Cell(scalar_text(source[start:end], start, event.style or None, event.value), event.value)

    return Row(number, names, cell, source, origin, problem=problem)


def _values(events: list[Event]) -> dict[str, tuple[Event, object]]:
    """Return the members of an item, each with its first event and its value; a bare text is called ""."""
    first = events[0]
    if isinstance(first, ScalarEvent):
        return {"": (first, _value([first]))}
    if not isinstance(first, MappingStartEvent):
        raise NotCheckedError("is neither a mapping nor a text")
    values: dict[str, tuple[Event, object]] = {}
    at = 1
    while at < len(events) - 1:
        key = events[at]
        if not isinstance(key, ScalarEvent):
            raise NotCheckedError(f"has a key that is no text, at line {key.start_mark.line + 1}")
        if key.value in values:
            raise NotCheckedError(f"has the key '{key.value}' twice, at line {key.start_mark.line + 1}")
        end = _end_of(events, at + 1)
        values[key.value] = (events[at + 1], _value(events[at + 1 : end]))
        at = end
    return values


def _end_of(events: list[Event], at: int) -> int:
    """Return where the value that starts with an event ends."""
    depth = 0
    while True:
        depth += _step(events[at])
        at += 1
        if not depth:
            return at


def _value(events: list[Event]) -> object:
    """Return a text, a list of texts, or None; raises NotCheckedError for what stands for something else."""
    first = events[0]
    if isinstance(first, ScalarEvent):
        return None if not first.style and first.value in _NOTHING else first.value
    if isinstance(first, SequenceStartEvent):
        return tuple(event.value for event in events if isinstance(event, ScalarEvent))
    if isinstance(first, MappingStartEvent):
        return {}
    raise NotCheckedError(
        f"stands for something elsewhere (an alias), at line {first.start_mark.line + 1}; write it out"
    )


def _said(error: YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it breaks off"
    where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return f"is no YAML that can be read: {problem}{where}"
