"""YAML as policy authors write it, with the place of every key and value.

Only plain data is read: mappings, lists, text, true, false, null. Numbers, dates, ``yes`` and ``no`` stay
text, so that a language called ``no`` is no surprise. Doubled keys, aliases and deep nesting are mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
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


def nearest(name: str, known: list[str] | tuple[str, ...]) -> str:
    """Return ``"; did you mean 'x'?"`` for the known name nearest to ``name``, or what there is."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(sorted(known))}" if len(known) <= 30 else ""  # noqa: PLR2004 - a line's worth


def read_yaml(path: Path, name: str) -> YamlFile | list[Mistake]:
    """Read a file; return it, or its mistakes. ``name`` is what messages call it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Mistake(name, 1, 1, f"cannot be read: {error.strerror}")]
    if len(raw) > _MAX_BYTES:
        return [Mistake(name, 1, 1, f"is larger than {_MAX_BYTES:,} bytes")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [Mistake(name, line, 1, f"is not UTF-8 (byte {error.start})")]
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return [Mistake(name, *place, f"is not valid YAML: {error.problem}")]
    except yaml.YAMLError as error:
        return [Mistake(name, 1, 1, f"is not valid YAML: {' '.join(str(error).split())}")]
    if root is None:
        return [Mistake(name, 1, 1, "is empty")]
    return _Constructor(name).read(root)


class _Constructor:
    def __init__(self, name: str) -> None:
        self.file = YamlFile(name, None, {}, {})
        self.mistakes: list[Mistake] = []
        self._seen: set[int] = set()

    def read(self, root: yaml.Node) -> YamlFile | list[Mistake]:
        data = self._value(root, ())
        if self.mistakes:
            return self.mistakes
        return YamlFile(self.file.name, data, self.file.keys, self.file.values)

    def _value(self, node: yaml.Node, loc: Loc) -> Data:
        self.file.values[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if len(loc) > _MAX_DEPTH:
            self._refuse(node, "is nested too deep")
            return None
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._seen:
            self._refuse(node, "aliases (*name) are not read; write it out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, loc)

    def _mapping(self, node: yaml.Node, loc: Loc) -> Data:
        data: dict[str, Data] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(key, "a key must be plain text")
                continue
            at = (*loc, key.value)
            if key.value in data:
                first = self.file.keys[at][0]
                self._refuse(key, f"key '{key.value}' is there twice (first in line {first})")
                continue
            self.file.keys[at] = (key.start_mark.line + 1, key.start_mark.column + 1)
            data[key.value] = self._value(value, at)
        return data

    def _refuse(self, node: yaml.Node, problem: str) -> None:
        self.mistakes.append(
            Mistake(self.file.name, node.start_mark.line + 1, node.start_mark.column + 1, problem)
        )


def _scalar(node: yaml.ScalarNode) -> str | bool | None:
    if not node.style and node.value in _PLAIN:
        return _PLAIN[node.value]
    return str(node.value)
