"""JSON with places: the members of an object and the text of a string, each where it stands in its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from buyer_msg_lint.spans import LineIndex, MappedText, Origin, Rewriter, Span

_BLANK = re.compile(r"[ \t\r\n]*")
_OPENING = re.compile(r'[\[{]|"(?:[^"\\]|\\.)*+"|[\]}]', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)


class Json:
    """A source of JSON that begins at a place of its file; what is wrong is a ValueError that says where."""

    def __init__(self, source: str, origin: Origin | None = None) -> None:
        self._source = source
        self._origin = origin or Origin()
        self._decoder = json.JSONDecoder()

    def check_depth(self, most: int) -> None:
        """Raise ValueError for what is nested so deep that reading it might not end well."""
        depth = 0
        for sign in _OPENING.finditer(self._source):
            depth += (sign[0] in "[{") - (sign[0] in "]}")
            if depth > most:
                raise ValueError(f"it is nested too deep {self._place(sign.start())}")

    def members(self) -> Iterator[tuple[str, tuple[object, Span]]]:
        """Yield the members of the object that the source is, each value with its range, quotes included."""
        at = self._expect("{", 0)
        seen: set[str] = set()
        while not self._source.startswith("}", at):
            start = self._expect('"', at, keep=True)
            key, at = self._value(start)
            if key in seen:
                raise ValueError(f"the key '{key}' stands there twice")
            seen.add(str(key))
            start = self._expect(":", at)
            value, end = self._value(start)
            yield str(key), (value, Span(start, end))
            at = self._after_blanks(end)
            if not self._source.startswith("}", at):
                at = self._expect(",", at)
                self._expect('"', at, keep=True)
        self._expect_end(at + 1)

    def value(self) -> object:
        """Return the one value that the source is, without blanks before it."""
        value, end = self._value(0)
        self._expect_end(end)
        return value

    def text(self, literal: Span) -> MappedText:
        """Return the text of a string literal, every character mapped to its place in the source."""
        inner = Span(literal.start + 1, literal.end - 1)
        raw = self._source[inner.start : inner.end]
        pen = Rewriter(MappedText.identity(raw, inner.start))
        at = 0
        for escape in _ESCAPE.finditer(raw):
            pen.keep(at, escape.start())
            pen.replace(*escape.span(), json.loads(f'"{escape[0]}"'))
            at = escape.end()
        pen.keep(at, len(raw))
        return pen.done()

    def _value(self, start: int) -> tuple[object, int]:
        try:
            return self._decoder.raw_decode(self._source, start)
        except json.JSONDecodeError as error:
            raise ValueError(f"{error.msg} {self._place(error.pos)}") from None

    def _expect_end(self, at: int) -> None:
        rest = self._after_blanks(at)
        if rest != len(self._source):
            raise ValueError(f"something follows its end {self._place(rest)}")

    def _expect(self, sign: str, at: int, *, keep: bool = False) -> int:
        """Return where the text goes on after a sign and blanks, or, to keep it, where the sign stands."""
        at = self._after_blanks(at)
        if not self._source.startswith(sign, at):
            raise ValueError(f"{sign} is expected {self._place(at)}")
        return at if keep else self._after_blanks(at + 1)

    def _after_blanks(self, at: int) -> int:
        return _BLANK.match(self._source, at).end()  # type: ignore[union-attr] # it matches everywhere

    def _place(self, at: int) -> str:
        within = LineIndex(self._source).position(min(at, len(self._source)))
        where = self._origin.position(within)
        return f"at line {where.line}, column {where.column}"
