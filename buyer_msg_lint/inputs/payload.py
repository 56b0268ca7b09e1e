r"""A message as it is sent to the Messaging API: ``{"text": "...", "attachments": [{"fileName": "..."}]}``.

Places are those of the file: an escape (``\n``, ``\u00e9``) is one character of the text, and its whole
range in the file is the character's place.
Source of the form: models/messaging-api-model/messaging.json of amzn/selling-partner-api-models.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from buyer_msg_lint.document import AttachedFile, Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.text import decode, read_body, refuse_no_text
from buyer_msg_lint.spans import LineIndex, MappedText, Rewriter, Span

SUFFIXES = (".json",)
IN_FOLDERS = False
"""Few of the JSON files of a folder are messages; those that are, are named."""
MARKS: Mapping[str, Mapping[str, str]] = {}

_KEYS = ("text", "attachments", "coverageStartDate", "coverageEndDate")
_ATTACHMENT_KEYS = ("uploadDestinationId", "fileName")
_MOST_LEVELS = 4
_BLANK = re.compile(r"[ \t\r\n]*")
_OPENING = re.compile(r'[\[{]|"(?:[^"\\]|\\.)*+"|[\]}]', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)


def read(data: bytes, path: str | None, *, template: bool) -> Document:
    """Return the document of a payload; a payload without a text has an empty body.

    Raises NotCheckedError, with the place, if it is no JSON object of the API's form.
    """
    source = decode(data)
    members = _members(source)
    text, attachments = members.get("text"), members.get("attachments")
    if text is None and attachments is None:
        raise NotCheckedError('is no payload of the Messaging API; it needs "text" or "attachments"')
    body = _unescaped(source, text[1]) if text else MappedText.identity("")
    files = _files(attachments[0] if attachments else [])
    document = Document(path, source, read_body(body).segments, template, files)
    if not template:
        return document
    from buyer_msg_lint.inputs._templates import read_template

    return read_template(document, [(body, read_body)])


def _members(source: str) -> dict[str, tuple[object, Span]]:
    """Return the values of a JSON object, each with its range, quotes included."""
    try:
        _check_depth(source)
        members = dict(_read_members(source))
    except ValueError as error:
        raise NotCheckedError(f"is no JSON object that can be read: {error}") from None
    for key, (value, _) in members.items():
        if key not in _KEYS:
            raise NotCheckedError(
                f"has the key '{key}'; a payload of the Messaging API has {', '.join(_KEYS)}"
            )
        if key != "attachments" and not isinstance(value, str):
            raise NotCheckedError(f'"{key}" must be text')
    return members


def _check_depth(source: str) -> None:
    """Raise ValueError for what is nested so deep that reading it might not end well."""
    depth = 0
    for sign in _OPENING.finditer(source):
        depth += (sign[0] in "[{") - (sign[0] in "]}")
        if depth > _MOST_LEVELS:
            raise ValueError(f"it is nested too deep {_place(source, sign.start())}")


def _read_members(source: str) -> Iterator[tuple[str, tuple[object, Span]]]:
    decoder = json.JSONDecoder()
    at = _expect(source, "{", 0)
    seen: set[str] = set()
    while not source.startswith("}", at):
        start = _expect(source, '"', at, keep=True)
        key, at = decoder.raw_decode(source, start)
        if key in seen:
            raise ValueError(f"the key '{key}' stands there twice")
        seen.add(key)
        start = _expect(source, ":", at)
        value, end = decoder.raw_decode(source, start)
        yield key, (value, Span(start, end))
        at = _BLANK.match(source, end).end()  # type: ignore[union-attr] # it matches everywhere
        if not source.startswith("}", at):
            at = _expect(source, ",", at)
            _expect(source, '"', at, keep=True)
    rest = _BLANK.match(source, at + 1).end()  # type: ignore[union-attr] # it matches everywhere
    if rest != len(source):
        raise ValueError(f"something follows its end {_place(source, rest)}")


def _expect(source: str, sign: str, at: int, *, keep: bool = False) -> int:
    """Return where the text goes on after a sign and blanks, or, to keep it, where the sign stands."""
    at = _BLANK.match(source, at).end()  # type: ignore[union-attr] # it matches everywhere
    if not source.startswith(sign, at):
        raise ValueError(f"{sign} is expected {_place(source, at)}")
    return at if keep else _BLANK.match(source, at + 1).end()  # type: ignore[union-attr] # as above


def _place(source: str, at: int) -> str:
    where = LineIndex(source).position(min(at, len(source)))
    return f"at line {where.line}, column {where.column}"


def _unescaped(source: str, literal: Span) -> MappedText:
    """Return the text of a string literal, every character mapped to its place in the source."""
    inner = Span(literal.start + 1, literal.end - 1)
    pen = Rewriter(MappedText.identity(source[inner.start : inner.end], inner.start))
    at = 0
    raw = source[inner.start : inner.end]
    for escape in _ESCAPE.finditer(raw):
        pen.keep(at, escape.start())
        pen.replace(*escape.span(), json.loads(f'"{escape[0]}"'))
        at = escape.end()
    pen.keep(at, len(raw))
    text = pen.done()
    refuse_no_text(text.text)
    return text


def _files(attachments: object) -> tuple[AttachedFile, ...]:
    if not isinstance(attachments, list):
        raise NotCheckedError('"attachments" must be a list')
    return tuple(map(_file, attachments))


def _file(attachment: object) -> AttachedFile:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("fileName"), str):
        raise NotCheckedError('each attachment needs a "fileName", which is text')
    for key in attachment:
        if key not in _ATTACHMENT_KEYS:
            raise NotCheckedError(
                f"an attachment has the key '{key}'; it may have {', '.join(_ATTACHMENT_KEYS)}"
            )
    return AttachedFile(attachment["fileName"])
