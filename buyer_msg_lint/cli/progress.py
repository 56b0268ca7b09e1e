"""How far a table is read, on a terminal's standard error: a bar, or a count where the size is not known."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

_CELLS = 24
_SECONDS_BETWEEN = 0.2


class Progress:
    """Draws how far a file is read; nothing where standard error is no terminal.

    ``size`` is the file's in bytes, None if unknown; ``note`` takes lines about what was guessed.
    """

    def __init__(self, name: str, size: int | None, tell: Callable[[str], None]) -> None:
        self._name = name
        self._size = size
        self._tell = tell
        self._read = 0
        self._rows = 0
        self._drawn = 0
        self._last = time.monotonic()
        self._shown = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def note(self, text: str) -> None:
        """Say a line about the file."""
        self.clear()
        self._tell(f"lint: note: {self._name}: {text}")

    def read(self, count: int) -> None:
        """Count bytes."""
        self._read += count

    def row(self) -> None:
        """Count a row, and draw if it is time."""
        self._rows += 1
        if self._shown and time.monotonic() - self._last >= _SECONDS_BETWEEN:
            self._draw()

    def clear(self) -> None:
        """Take the bar away, so that something else can be written."""
        if self._drawn:
            sys.stderr.write(f"\r{'':{self._drawn}}\r")
            sys.stderr.flush()
            self._drawn = 0

    def _draw(self) -> None:
        self._last = time.monotonic()
        text = f"{self._name}: {self._rows:,} rows"
        if self._size:
            part = min(1.0, self._read / self._size)
            done = int(part * _CELLS)
            text = f"[{'#' * done}{'.' * (_CELLS - done)}] {part:4.0%}  {text}"
        sys.stderr.write(f"\r{text:{self._drawn}}")
        sys.stderr.flush()
        self._drawn = max(self._drawn, len(text))
