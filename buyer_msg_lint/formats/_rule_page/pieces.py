"""What a page about a rule is made of, whatever it is rendered as."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Code:
    """What is written as it stands: an id, a key, a phrase."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address."""

    text: str
    url: str


Line = tuple[str | Code | Link, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as an example; ``marked`` if its «marks» are no part of it; ``note`` tells its context."""

    text: str
    marked: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that stand below one that introduces them."""

    intro: str
    lines: tuple[Line, ...]


Block = Line | Listing | Sample


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; ``key`` is its name in any language."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """All that is told about a rule in one language: its id and title, what it is, then its sections."""

    rule: str
    title: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]


def joined(lines: tuple[Line, ...], separator: str = ", ") -> Line:
    """Return lines as one, with a separator between them."""
    pieces = [piece for line in lines for piece in (separator, *line)]
    return tuple(pieces[1:])


def codes(texts: tuple[str, ...], separator: str = ", ") -> Line:
    """Return texts that are written as they stand, as one line."""
    return joined(tuple((Code(text),) for text in texts), separator)


def filled(template: str, **fields: Line) -> Line:
    """Return a template as a line, each name in braces replaced by its pieces."""
    pieces: list[str | Code | Link] = []
    for number, part in enumerate(_FIELD.split(template)):
        pieces += fields[part] if number % 2 else (part,)
    return tuple(piece for piece in pieces if piece)
