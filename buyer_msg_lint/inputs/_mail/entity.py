"""Entities: a header and a body, of which a multipart holds more entities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._mail.fields import Field, Value, read_fields, read_value
from buyer_msg_lint.spans import Span

_MOST_BOUNDARY = 200


@dataclass(frozen=True)
class Entity:
    """A mail or a part of one: where its fields and its body stand in the file.

    ``number`` tells which part it is: ``2.1`` is the first of the second; it is empty for the whole mail.
    """

    raw: str
    number: str
    fields: tuple[Field, ...]
    body: Span

    def field(self, name: str) -> Field | None:
        """Return the first field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def value(self, name: str) -> Value:
        """Return what the first field of that name says, with its parameters."""
        field = self.field(name)
        return read_value("" if field is None else self.raw[slice(*field.value)])

    @cached_property
    def content_type(self) -> Value:
        """What the body is: ``text/plain`` unless it says otherwise."""
        value = self.value("content-type")
        return value if "/" in value.said else Value("text/plain", value.parameters)

    @property
    def encoding(self) -> str:
        """The transfer encoding, in lower case."""
        return self.value("content-transfer-encoding").said

    @property
    def text(self) -> str:
        """The body as it is written."""
        return self.raw[slice(*self.body)]

    @cached_property
    def name(self) -> str | None:
        """The file name, if it has one."""
        named = self.value("content-disposition").parameters.get("filename")
        return named or self.content_type.parameters.get("name") or None

    @property
    def is_file(self) -> bool:
        """Whether it goes with the message as a file, and is not shown in it."""
        return self.value("content-disposition").said == "attachment" or self.name is not None


@dataclass(frozen=True, slots=True)
class Parts:
    """The entities of a multipart, what stands before and after them, and what is wrong with it, if so."""

    entities: tuple[Entity, ...]
    outside: tuple[Span, ...]
    problem: str | None


def read_entity(raw: str, span: Span, number: str) -> Entity:
    """Return the entity that a range holds."""
    fields, body = read_fields(raw, span)
    return Entity(raw, number, fields, Span(body, span.end))


def parts_of(entity: Entity) -> Parts:
    """Return the parts of a multipart. Raises NotCheckedError if they cannot be told apart."""
    boundary = entity.content_type.parameters.get("boundary", "").rstrip()
    if not boundary or len(boundary) > _MOST_BOUNDARY:
        raise NotCheckedError("names no boundary between its parts; save the mail again")
    lines = list(_delimiter(boundary).finditer(entity.raw, *entity.body))
    if not lines:
        raise NotCheckedError(
            "holds no parts: the boundary that it names stands nowhere; save the mail again"
        )
    closed = next((number for number, line in enumerate(lines) if line["closing"]), None)
    last = len(lines) - 1 if closed is None else closed
    starts = [line.end() for line in lines[:last]]
    ends = [_before(entity.raw, line) for line in lines[1 : last + 1]]
    problem = None
    after = Span(lines[last].end(), entity.body.end)
    if closed is None:
        starts, ends = [*starts, lines[-1].end()], [*ends, entity.body.end]
        after = Span(entity.body.end, entity.body.end)
        problem = "is cut off: the boundary that ends its parts is missing; save the mail again"
    prefix = f"{entity.number}." if entity.number else ""
    found = tuple(
        read_entity(entity.raw, Span(start, max(start, end)), f"{prefix}{number}")
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )
    return Parts(found, (Span(entity.body.start, lines[0].start()), after), problem)


def _delimiter(boundary: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\r\n])--{re.escape(boundary)}(?P<closing>--)?[ \t]*+(?:\r\n|\n|\r|\Z)")


def _before(raw: str, line: re.Match[str]) -> int:
    """Return the end of what stands before a boundary; the line break before it belongs to it."""
    end = line.start()
    return end - 2 if raw[end - 2 : end] == "\r\n" else end - 1
