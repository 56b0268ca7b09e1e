"""The text of a file as far as it is needed: decoded while it is read, each piece with its place."""

from __future__ import annotations

import codecs

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.spans import Origin

_PIECE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Window:
    """A part of a file's text that moves on: what lies before ``at`` may be forgotten when more is read.

    ``origin`` is the place of ``at`` in the file; a byte order mark does not count. ``ended`` tells that the
    file has no more. ``most`` is how long what is looked at may get.
    """

    def __init__(self, file: Stream, most: int) -> None:
        self.text = ""
        self.at = 0
        self.origin = Origin()
        self.ended = False
        self._most = most
        self._file = file
        self._broken: NotCheckedError | None = None
        head = file.read(_PIECE)
        self._bytes_before, self._encoding = next(
            ((len(mark), name) for mark, name in _MARKS if head.startswith(mark)), (0, "utf-8")
        )
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._take(head[self._bytes_before :])

    def more(self) -> None:
        """Read on, at least as much as is held, so that looking at a long row again and again stays linear.

        ``at`` is 0 afterwards. Raises NotCheckedError if the file cannot be decoded there, or what is held is
        too long for a row.
        """
        if self._broken:
            raise self._broken
        self.text, self.at = self.text[self.at :], 0
        if len(self.text) > self._most:
            raise NotCheckedError(
                f"has a row at line {self.origin.line} that does not end within {self._most:,} characters; "
                "close its quotes, or raise the limit with --max-bytes"
            )
        self._take(self._file.read(max(_PIECE, len(self.text))))

    def take(self, end: int) -> str:
        """Return the text from ``at`` to an offset, and move there; it may not end in half a line end."""
        taken = self.text[self.at : end]
        self.origin = self.origin.past(taken)
        self.at = end
        return taken

    def _take(self, data: bytes) -> None:
        held = len(self._decoder.getstate()[0])
        try:
            self.text += self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            self.text += error.object[: error.start].decode(self._encoding)
            self._broken = self._refusal(self._bytes_before - held + error.start)
        self._bytes_before += len(data)
        self.ended = not data and self._broken is None

    def _refusal(self, byte: int) -> NotCheckedError:
        name = "UTF-8" if self._encoding == "utf-8" else "UTF-16"
        line = self.origin.past(self.text[self.at :]).line
        return NotCheckedError(
            f"is not valid {name}: byte {byte} (line {line}) cannot be decoded; save the file as UTF-8"
        )
