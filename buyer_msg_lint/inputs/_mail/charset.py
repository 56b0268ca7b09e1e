"""From bytes to text, each character mapped to where its bytes were written."""

from __future__ import annotations

import codecs

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._html.encoding import codec_named
from buyer_msg_lint.spans import MappedText, Rewriter

_UTF16 = {"utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}
_ASCII = frozenset({"", "us-ascii", "ascii"})


def codec_of(charset: str) -> str | None:
    """Return the name of the codec of a charset; None for one that is not known."""
    name = charset.strip().lower()
    return _UTF16.get(name) or codec_named(name)


def text_of(data: bytes, charset: str) -> str:
    """Return the text of bytes; raises NotCheckedError if the charset is not known or does not fit."""
    try:
        return data.decode(_chosen(charset))
    except UnicodeDecodeError as error:
        raise _misfit(charset, data.count(b"\n", 0, error.start) + 1) from None


def _chosen(charset: str) -> str:
    """Return the codec to read with; what claims ASCII, or nothing, is UTF-8 or cannot be read."""
    if charset.strip().lower() in _ASCII:
        return "utf-8"
    codec = codec_of(charset)
    if codec is None:
        raise NotCheckedError(f"names the charset '{charset[:40]}', which is not known; send it as UTF-8")
    return codec


def _misfit(charset: str, line: int) -> NotCheckedError:
    claimed = (
        "names no charset and is not UTF-8" if charset.strip().lower() in _ASCII else f"is not {charset}"
    )
    return NotCheckedError(f"{claimed}: a byte of its line {line} cannot be decoded; send it as UTF-8")


class Decoder:
    """Decodes bytes as they come, each with its place, into a text mapped to what was written."""

    def __init__(self, written: MappedText, charset: str) -> None:
        self._written = written
        self._charset = charset
        self._pen = Rewriter(written)
        self._decoder = codecs.getincrementaldecoder(_chosen(charset))()
        self._rest = self._decoder.getstate()
        self._since: int | None = None

    def plain(self, start: int, end: int) -> None:
        """Take over characters that stand for the bytes that they are."""
        text = self._written.text[start:end]
        if text.isascii() and self._decoder.getstate() == self._rest:
            self._pen.keep(start, end)
            return
        for at, byte in enumerate(text.encode("latin-1"), start):
            self.byte(byte, at, at + 1)

    def block(self, data: bytes, start: int, end: int) -> None:
        """Decode bytes that all stand at one place."""
        for byte in data:
            self.byte(byte, start, end)

    def byte(self, value: int, start: int, end: int) -> None:
        """Decode one byte; a character maps to the places of all its bytes."""
        since = start if self._since is None else self._since
        text = self._decode(bytes((value,)), start)
        self._since = None if text else since
        self._pen.replace(since, end, text)

    def done(self) -> MappedText:
        """Return the text; raises NotCheckedError if it ends in half a character."""
        self._decode(b"", len(self._written.text), final=True)
        return self._pen.done()

    def _decode(self, data: bytes, at: int, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError:
            raise _misfit(self._charset, self._written.text.count("\n", 0, at) + 1) from None
