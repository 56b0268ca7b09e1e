"""Plain text: UTF-8, with or without a byte order mark, or UTF-16 with one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from buyer_msg_lint.document import Content, Document, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._beginning import refuse_other_kinds
from buyer_msg_lint.inputs._front_matter import split
from buyer_msg_lint.spans import MappedText

SUFFIXES = (".txt", ".text", ".md", ".markdown")
IN_FOLDERS = True
MARKS: Mapping[str, Mapping[str, str]] = {}
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(data: bytes, path: str | None, *, template: bool) -> Document:
    """Return the document of a plain-text file; a byte order mark does not count in its offsets.

    Raises NotCheckedError if it is no text, or begins as another kind of file does.
    """
    refuse_other_kinds(data)
    return from_text(decode(data), path, template=template)


def from_text(text: str, path: str | None = None, *, template: bool = False) -> Document:
    """Return the document of a text, which may be empty; raises NotCheckedError if it is no text at all."""
    refuse_no_text(text)
    front_matter, message = split(text)
    document = Document(path, text, read_body(message).segments, template, front_matter=front_matter)
    if not template:
        return document
    from buyer_msg_lint.inputs._templates import read_template

    return read_template(document, [(message, read_body)])


def read_body(message: MappedText) -> Content:
    """Return a text as the body of a message."""
    return Content((Segment(SegmentKind.BODY, message),))


def refuse_no_text(text: str) -> None:
    """Raise NotCheckedError if something in a string is no text: half a character, or NUL."""
    surrogate = None if text.isascii() else _SURROGATE.search(text)
    if surrogate:
        raise NotCheckedError(f"is not valid Unicode: half a surrogate pair at offset {surrogate.start()}")
    if "\0" in text:
        raise NotCheckedError(f"is not text: a NUL character at offset {text.index(chr(0))}")


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark; raises NotCheckedError if it is none."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf16 else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = "UTF-16" if utf16 else "UTF-8"
        line = data.count(b"\n", 0, error.start) + 1
        raise NotCheckedError(
            f"is not valid {name}: byte {error.start} (line {line}) cannot be decoded; save the file as UTF-8"
        ) from None
