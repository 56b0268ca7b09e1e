"""``python -m benchmarks``: measures all, and writes the tables into README.md beside this file."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import cold_start, growth, many, speed

_README = Path(__file__).with_name("README.md")
_MARK = "<!-- what follows is made by `python -m benchmarks` -->"


def main() -> None:
    """Measure all and write what was found."""
    text = "\n".join(_sections())
    head = _README.read_text(encoding="utf-8").partition(_MARK)[0]
    _README.write_text(f"{head}{_MARK}\n\n{text}\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _sections() -> Iterator[str]:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    today = datetime.now(UTC).date()
    yield f"{today}, {python}, {platform.machine()}, {os.cpu_count()} cores.\n"
    yield "### One message, warm: times as fast as langdetect.detect\n"
    yield _table(speed.rows())
    yield "### A process of its own\n"
    yield _table(cold_start.rows())
    yield "### Many files: `lint --jobs`\n"
    yield _table(many.rows())
    yield "### Growth with the length of the text\n"
    yield _table(growth.length_rows())
    yield "### Growth with the number of rules\n"
    yield _table(growth.rule_rows())


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
