"""What a draft's front matter tells: its context and its subject, every mistake at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from buyer_msg_lint.context import Context, Text
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import Mistake, NotCheckedError, UsageError
from buyer_msg_lint.policy.pack import as_model
from buyer_msg_lint.policy.yaml_file import YamlFile, read_yaml_text
from buyer_msg_lint.spans import LineIndex, MappedText, Rewriter, Span

_SHORT = {"type": "message_type", "locale": "buyer_locale"}
"""Fields of the context by the names that front matter also knows them by."""
_SUBJECT = "subject"
_YAML_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_QUOTED = re.compile(r'"(?P<double>(?:[^"\\\r\n]|\\.)*+)"|\'(?P<single>(?:[^\'\r\n]|\'\')*+)\'')
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)|''")
_NO_FRONT_MATTER = "; if no front matter is meant, begin with another line than '---'"
_NAME = "<text>"


class _FrontMatter(Context):
    """The keys of front matter: those of a context, two of them also by a shorter name, and the subject."""

    model_config = ConfigDict(defer_build=True)

    type: Text | None = None
    locale: Text | None = None
    subject: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        for short, field in _SHORT.items():
            if {short, field} <= self.model_fields_set:
                raise ValueError(f"'{short}' is '{field}'; give one of them")
        return self


@dataclass(frozen=True, slots=True)
class Told:
    """What front matter tells: the context, where each key stands, and the subject, mapped to the source."""

    context: Context
    places: Mapping[str, str]
    subject: MappedText | None


def read_front_matter(document: Document, span: Span, check: Callable[[Context], object]) -> Told:
    """Read the front matter in a range of a document's source.

    ``check`` raises UsageError for a context that names what does not exist. Raises NotCheckedError with
    every mistake, each with line and column.
    """
    name = document.path or _NAME
    source = document.source
    odd = _YAML_LINE_ENDS.search(source, *span)
    if odd is not None:
        mistake = _at(source, name, odd.start(), "is a line break for YAML only; write \\n, or take it out")
        raise NotCheckedError(str(mistake))
    # The line of the opening stays, empty, so that lines are those of the draft.
    file = read_yaml_text("\n" + source[slice(*span)], name)
    loaded, mistakes = as_model(file, _FrontMatter)
    if loaded is None or isinstance(file, list):
        hint = "" if isinstance(file, list) or isinstance(file.data, dict) else _NO_FRONT_MATTER
        raise NotCheckedError("; ".join(map(str, sorted(mistakes))) + hint)
    context = _context(loaded.model)
    keys = {_SHORT.get(key, key): key for key in loaded.model.model_fields_set}
    mistakes = [file.mistake((keys[field],), said) for field, said in unknown_names(context, check)]
    if mistakes:
        raise NotCheckedError("; ".join(map(str, sorted(mistakes))))
    subject = loaded.model.subject
    return Told(
        context,
        {field: file.mistake((key,), "", at_key=True).place for field, key in keys.items()},
        None if subject is None else _subject(source, file, subject),
    )


def _context(model: _FrontMatter) -> Context:
    keys = model.model_fields_set - {_SUBJECT}
    return Context.model_validate({_SHORT.get(key, key): getattr(model, key) for key in keys})


def unknown_names(context: Context, check: Callable[[Context], object]) -> Iterator[tuple[str, str]]:
    """Yield each field that names a type, marketplace, order or placeholder that cannot be, and the reason.

    ``check`` raises UsageError for a context that names what does not exist.
    """
    told = context.told()
    for field in ("marketplace", "message_type", "order_id", "earlier_messages", "placeholders"):
        if field not in told:
            continue
        beside = {"marketplace": told["marketplace"]} if field == "order_id" and "marketplace" in told else {}
        try:
            check(Context.model_validate({field: told[field], **beside}))
        except UsageError as error:
            yield field, str(error)
            if field == "marketplace":
                return


def _subject(source: str, file: YamlFile, subject: str) -> MappedText:
    """Return the subject, every character mapped to its place in the source.

    Raises NotCheckedError, with the place, if it does not stand on one line.
    """
    line, column = file.values[(_SUBJECT,)]
    start = LineIndex(source).line_span(line).start + column - 1
    mapped = _scalar(source, start, subject)
    if mapped.text != subject:
        raise NotCheckedError(
            str(Mistake(file.name, line, column, "subject: must stand on one line, plain or in quotes"))
        )
    return mapped


def _scalar(source: str, start: int, value: str) -> MappedText:
    quoted = _QUOTED.match(source, start)
    if quoted is None:
        return MappedText.identity(source[start : start + len(value)], start)
    inner = Span(start + 1, quoted.end() - 1)
    raw = source[slice(*inner)]
    pen = Rewriter(MappedText.identity(raw, inner.start))
    at = 0
    for escape in _ESCAPE.finditer(raw):
        if (escape[0] == "''") == (quoted["single"] is None):
            continue
        pen.keep(at, escape.start())
        pen.replace(*escape.span(), "'" if escape[0] == "''" else _unescaped(escape[0]))
        at = escape.end()
    pen.keep(at, len(raw))
    return pen.done()


def _unescaped(escape: str) -> str:
    """Return the character of an escape in double quotes; of those that JSON does not know, the sign."""
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:
        return escape[1:]


def _at(source: str, name: str, offset: int, problem: str) -> Mistake:
    place = LineIndex(source).position(offset)
    return Mistake(name, place.line, place.column, problem)
