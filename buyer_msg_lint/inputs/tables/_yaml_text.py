"""The text of a YAML scalar, every character at its place in the file.

Each way of writing one has its own rules of what a line break, a quote and a backslash stand for. What comes
out is compared with what the YAML parser read, and refused where the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import MappedText, Rewriter

_BREAK = r"(?:\r\n|\n|\r|\x85)"
_FOLD = rf"[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_ESCAPED = rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*|.)"
_REWRITTEN = {
    None: re.compile(_FOLD),
    "'": re.compile(rf"''|{_FOLD}"),
    '"': re.compile(rf"{_ESCAPED}|{_FOLD}", re.DOTALL),
}
_BREAKS = re.compile(_BREAK)
_HEADER = re.compile(rf"[|>][+\-]?(?P<indent>[1-9]?)[+\-]?[ \t]*(?:#[^\r\n\x85]*)?{_BREAK}")
_LINE = re.compile(rf"(?P<blank> *)(?P<text>[^\r\n\x85]*)(?P<end>{_BREAK}|\Z)")
_SHORT = {
    "0": "\0",
    "a": "\x07",
    "b": "\x08",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\x0b",
    "f": "\x0c",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


class _Line(NamedTuple):
    """A line of a block: where its text starts behind the indent, where it ends, where its line end does."""

    start: int
    text_end: int
    end: int


def scalar_text(raw: str, offset: int, style: str | None, value: str) -> MappedText:
    """Return the text of a scalar written as ``raw`` at an offset of the source, and read as ``value``.

    ``style`` is YAML's: None for plain, ``'`` and ``"`` for quoted, ``|`` and ``>`` for blocks. Raises
    NotCheckedError if it is written in a way whose places are not known.
    """
    mapped = MappedText.identity(raw, offset)
    for content in _blocks(raw, mapped) if style in ("|", ">") else (_flow(raw, mapped, style),):
        if content.text == value:
            return content
        if content.text.startswith(value) and not content.text[len(value) :].strip("\n"):
            pen = Rewriter(content)
            pen.keep(0, len(value))
            return pen.done()
    raise NotCheckedError("is written in a rare form of YAML; write it as a block with |")


def _flow(raw: str, mapped: MappedText, style: str | None) -> MappedText:
    """Return a plain or quoted scalar's text: lines folded, escapes resolved."""
    pen = Rewriter(mapped)
    at, end = (0, len(raw)) if style is None else (1, len(raw) - 1)
    for found in _REWRITTEN[style].finditer(raw, at, end):
        pen.keep(at, found.start())
        pen.replace(*found.span(), _meant(found[0]))
        at = found.end()
    pen.keep(at, end)
    return pen.done()


def _meant(written: str) -> str:
    if written == "''":
        return "'"
    breaks = len(_BREAKS.findall(written))
    if written[0] != "\\":
        return "\n" * (breaks - 1) or " "
    if breaks:
        return "\n" * (breaks - 1)
    if len(written) > 2:  # noqa: PLR2004 - a backslash and one sign
        number = int.from_bytes(bytes.fromhex(written[2:]))
        return chr(number) if number <= 0x10FFFF else ""  # noqa: PLR2004 - the last character there is
    return _SHORT.get(written[1], "")


def _blocks(raw: str, mapped: MappedText) -> Iterator[MappedText]:
    """Yield a block's text with all its line ends, by each indent that it may have."""
    header = _HEADER.match(raw)
    if header is None:
        return
    lines = list(_LINE.finditer(raw, header.end()))
    first = next((len(line["blank"]) for line in lines if line["text"]), 0)
    for indent in range(first + 1) if header["indent"] else (first,):
        yield _block(raw, mapped, [_behind(line, indent) for line in lines], folded=raw[0] == ">")


def _behind(line: re.Match[str], indent: int) -> _Line:
    start = min(line.start() + indent, line.end("text"))
    return _Line(start, line.end("text"), line.end())


def _block(raw: str, mapped: MappedText, lines: list[_Line], *, folded: bool) -> MappedText:
    pen = Rewriter(mapped)
    before: _Line | None = None
    blank: list[_Line] = []
    for line in lines:
        if line.start == line.text_end:
            blank.append(line)
            continue
        if before is not None:
            joins = folded and raw[before.start] not in " \t" and raw[line.start] not in " \t"
            if not joins:
                pen.replace(before.text_end, before.end, "\n")
            elif not blank:
                pen.replace(before.text_end, before.end, " ")
        _put_breaks(pen, blank)
        blank = []
        pen.keep(line.start, line.text_end)
        before = line
    if before is not None and before.end > before.text_end:
        pen.replace(before.text_end, before.end, "\n")
    _put_breaks(pen, blank)
    return pen.done()


def _put_breaks(pen: Rewriter, lines: list[_Line]) -> None:
    for line in lines:
        if line.end > line.text_end:
            pen.replace(line.text_end, line.end, "\n")
