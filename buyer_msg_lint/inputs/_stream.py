"""The bytes of a file that is read piece by piece: what it begins with can be looked at first."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from buyer_msg_lint.errors import NotCheckedError


class Stream(io.RawIOBase):
    """A file, a pipe among them, that tells how many bytes were read of it.

    Raises NotCheckedError with the reason where it cannot be read.
    """

    def __init__(self, file: BinaryIO, told: Callable[[int], None] | None = None) -> None:
        self._file = file
        self._told = told
        self._held = b""

    def head(self, size: int) -> bytes:
        """Return the first bytes, which stay to be read."""
        self._held = self._read(size)
        return self._held

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell whether it can be read in any order."""
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of a file that is read in any order."""
        if self._held and whence == io.SEEK_CUR:
            offset -= len(self._held)
        self._held = b""
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, as many as were asked for unless the file ends."""
        held, self._held = (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        rest = -1 if size < 0 else size - len(held)
        data = held + (self._read(rest) if rest else b"")
        if self._told is not None:
            self._told(len(data))
        return data

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (OSError, ValueError) as error:
            raise NotCheckedError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading; raises NotCheckedError with the reason if it cannot be."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotCheckedError("there is no such file") from None
    except IsADirectoryError:
        raise NotCheckedError("is a folder, not a file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotCheckedError(f"cannot be read: {reason}") from None
