"""Header fields: where they stand, what they say, and their parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._mail.charset import codec_of
from buyer_msg_lint.inputs._mail.encoded_words import decoded
from buyer_msg_lint.spans import MappedText, Span

MOST_BYTES = 256 << 10
MOST_FIELDS = 1_000
_LINE = re.compile(r"[^\r\n]*+(?P<end>\r\n|\n|\r|\Z)")
_FIELD = re.compile(r"(?P<name>[!-9;-~]++)[ \t]*+:")
_MAILBOX_LINE = re.compile(r">?From ")
_PARAMETER = re.compile(
    r";\s*+(?P<name>[^\s=;]{1,200})\s*+=\s*+(?:\"(?P<quoted>(?:[^\"\\]|\\.)*+)\"?|(?P<bare>[^;]*+))",
    re.DOTALL,
)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_CONTINUED = re.compile(r"(?P<name>[^*]+)(?:\*(?P<number>\d{1,3}))?(?P<encoded>\*?)")
_FOLD = re.compile(r"[\r\n]++[ \t]*+")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: its name in lower case, and where its value stands, folds included."""

    name: str
    value: Span


@dataclass(frozen=True, slots=True)
class Value:
    """A value such as ``text/plain; charset=utf-8``: what it says, and its parameters by name."""

    said: str
    parameters: Mapping[str, str]


def read_fields(raw: str, span: Span) -> tuple[tuple[Field, ...], int]:
    """Return the header fields at the start of a range, and where the body begins.

    What is no field ends the header, as mail programs read it. Raises NotCheckedError if there are too many.
    """
    fields: list[Field] = []
    at = span.start
    while at < span.end:
        line = _LINE.match(raw, at, span.end)
        if line is None or line.start("end") == at:
            at = line.end() if line else at
            break
        field = _FIELD.match(raw, at, span.end)
        if raw[at] in " \t" and fields:
            fields[-1] = Field(fields[-1].name, Span(fields[-1].value.start, line.start("end")))
        elif field:
            fields.append(Field(field["name"].lower(), Span(field.end(), line.start("end"))))
        elif fields or not _MAILBOX_LINE.match(raw, at):
            break
        at = line.end()
        if len(fields) > MOST_FIELDS or at - span.start > MOST_BYTES:
            raise NotCheckedError("has a header that is too long to be read")
    return tuple(fields), at


def read_value(written: str) -> Value:
    """Return a value with its parameters, as RFC 2231 and RFC 2047 encode them, and as people write them."""
    unfolded = _FOLD.sub(" ", written)
    said, _, rest = unfolded.partition(";")
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(f";{rest}"):
        name = _CONTINUED.fullmatch(found["name"].lower())
        if name:
            quoted = found["quoted"]
            text = found["bare"].strip() if quoted is None else _QUOTED_PAIR.sub(r"\1", quoted)
            several = pieces.setdefault(name["name"], {})
            several.setdefault(int(name["number"] or 0), (text, bool(name["encoded"])))
    return Value(said.strip().lower(), {name: _joined(several) for name, several in pieces.items()})


def _joined(pieces: Mapping[int, tuple[str, bool]]) -> str:
    """Return a parameter that may be written in several pieces, some of them encoded."""
    texts = [pieces[number] for number in sorted(pieces)]
    if not any(encoded for _, encoded in texts):
        return decoded(MappedText.identity(shown("".join(text for text, _ in texts)))).text
    charset = ""
    if texts[0][1] and texts[0][0].count("'") > 1:
        charset, _, first = texts[0][0].split("'", 2)
        texts[0] = (first, True)
    data = b"".join(_bytes(texts))
    return data.decode(codec_of(charset) or "utf-8", "replace")


def _bytes(texts: Iterable[tuple[str, bool]]) -> Iterable[bytes]:
    for text, encoded in texts:
        yield unquote_to_bytes(text) if encoded else text.encode("latin-1", "replace")


def shown(raw: str) -> str:
    """Return what bytes of a header say: UTF-8 where they are that, else Latin-1."""
    if raw.isascii():
        return raw
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return raw
