"""YAML as policy authors write it, with the place of every key and value.

Only plain data is read: mappings, lists, text, true, false, null. Numbers, dates, ``yes`` and ``no`` stay
text, so that a language called ``no`` is no surprise. Doubled keys, aliases, tags, deep nesting are mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from buyer_msg_lint.errors import Mistake

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_BYTES = 1 << 20
_MAX_DEPTH = 30

Loc = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | bool | None


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file's data and where each part of it stands (1-based line and column)."""

    name: str
    data: Data
    keys: dict[Loc, tuple[int, int]]
    values: dict[Loc, tuple[int, int]]

    def mistake(self, loc: Loc, problem: str, *, at_key: bool = False) -> Mistake:
        """Return a mistake at ``loc``, or at the nearest enclosing part that has a place."""
        places = self.keys if at_key else self.values
        while loc and loc not in places:
            loc = loc[:-1]
        return Mistake(self.name, *places.get(loc, (1, 1)), problem)


def read_yaml(path: Path, name: str) -> YamlFile | list[Mistake]:
    """Read a file; return it, or its mistakes. ``name`` is what messages call it."""
    try:
        text = _text(path)
    except _RefusedError as refused:
        return [Mistake(name, *refused.place, refused.problem)]
    return read_yaml_text(text, name)


def read_yaml_text(text: str, name: str) -> YamlFile | list[Mistake]:
    """Read a text; return its data, or its mistakes. ``name`` is what messages call it."""
    reader = _Reader(name)
    try:
        return reader.read(text)
    except _RefusedError as refused:
        mistake = Mistake(name, *refused.place, refused.problem)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        # Newer parsers look far ahead, and meet their own bound before ours.
        too_deep = "nesting depth" in str(error.problem)
        problem = "is nested too deep" if too_deep else f"is not valid YAML: {error.problem}"
        mistake = Mistake(name, *place, problem)
    except yaml.YAMLError as error:
        mistake = Mistake(name, 1, 1, f"is not valid YAML: {' '.join(str(error).split())}")
    return [*reader.mistakes, mistake]


class _RefusedError(Exception):
    """Nothing more of the file can be read."""

    def __init__(self, problem: str, place: tuple[int, int] = (1, 1)) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _RefusedError(f"cannot be read: {error.strerror}") from None
    if len(raw) > _MAX_BYTES:
        raise _RefusedError(f"is larger than {_MAX_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _RefusedError(f"is not UTF-8 (byte {error.start})", (line, 1)) from None


class _Reader:
    """Makes data of the parser's events; they keep aliases apart and cannot nest too deep for the stack."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._keys: dict[Loc, tuple[int, int]] = {}
        self._values: dict[Loc, tuple[int, int]] = {}
        self._events: Iterator[yaml.Event] = iter(())
        self.mistakes: list[Mistake] = []

    def read(self, text: str) -> YamlFile | list[Mistake]:
        """Return the file's data, or its mistakes; raises _RefusedError or YAMLError where reading ends."""
        self._events = yaml.parse(text, Loader=_LOADER)
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _RefusedError("is empty")
        data = self._value(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _RefusedError("holds more than one document", _place(after))
        return self.mistakes or YamlFile(self._name, data, self._keys, self._values)

    def _value(self, event: yaml.Event, loc: Loc) -> Data:
        self._values[loc] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (*name) are not read; write it out")
            return None
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(event, f"tags ({tag}) are not read")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(loc) >= _MAX_DEPTH:
            raise _RefusedError("is nested too deep", _place(event))
        return self._list(loc) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(loc)

    def _list(self, loc: Loc) -> list[Data]:
        data: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            data.append(self._value(event, (*loc, len(data))))
        return data

    def _mapping(self, loc: Loc) -> dict[str, Data]:
        data: dict[str, Data] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self._refuse(key, "a key must be plain text")
                self._value(key, (*loc, ""))
                self._value(next(self._events), (*loc, ""))
                continue
            at = (*loc, key.value)
            if key.value in data:
                first = self._keys[at][0]
                self._refuse(key, f"key '{key.value}' is there twice (first in line {first})")
            self._keys.setdefault(at, _place(key))
            data[key.value] = self._value(next(self._events), at)
        return data

    def _refuse(self, event: yaml.Event, problem: str) -> None:
        self.mistakes.append(Mistake(self._name, *_place(event), problem))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _scalar(event: yaml.ScalarEvent) -> str | bool | None:
    if not event.style and event.value in _PLAIN:
        return _PLAIN[event.value]
    return str(event.value)
