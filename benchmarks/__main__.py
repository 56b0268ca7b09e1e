"""``python -m benchmarks [SECTION ...]``: measures; without a section all, and writes README.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import cold_start, growth, many, speed

_README = Path(__file__).with_name("README.md")
_MARK = "<!-- what follows is made by `python -m benchmarks` -->"
_CPUS = Path("/proc/cpuinfo")
_SECTIONS: dict[str, tuple[str, Callable[[], Iterable[tuple[str, ...]]]]] = {
    "speed": ("One message, warm, against langdetect.detect", speed.rows),
    "spread": (
        "Generated messages, warm, against langdetect.detect on each: times as fast",
        speed.spread_rows,
    ),
    "lint-many": ("`lint_many` over the generated messages: microseconds a message", speed.many_rows),
    "start": ("A process of its own", cold_start.rows),
    "jobs": ("Many messages: `lint --jobs`", many.rows),
    "length": ("Growth with the length of the text", growth.length_rows),
    "rules": ("Growth with the number of rules", growth.rule_rows),
}


def main() -> None:
    """Measure what is asked for, all if nothing is; the tables of the README come from one run of all."""
    asker = argparse.ArgumentParser(description="Measure; without a section, all, and write README.md.")
    asker.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(_SECTIONS))
    asked: Sequence[str] = asker.parse_args().sections
    if unknown := [name for name in asked if name not in _SECTIONS]:
        asker.error(f"there is no section '{unknown[0]}'; there are {', '.join(_SECTIONS)}")
    told = [f"{_machine()}\n"]
    for piece in _told(asked or list(_SECTIONS)):
        sys.stdout.write(f"{piece}\n")
        sys.stdout.flush()
        told.append(piece)
    if not asked:
        text = "\n".join(told)
        head = _README.read_text(encoding="utf-8").partition(_MARK)[0]
        _README.write_text(f"{head}{_MARK}\n\n{text}\n", encoding="utf-8")


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    lines = _CPUS.read_text(encoding="utf-8").splitlines() if _CPUS.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    name = next(models, platform.machine())
    return f"{datetime.now(UTC).date()}, {python}, {name}, {os.cpu_count()} cores."


def _told(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        title, rows = _SECTIONS[name]
        yield f"### {title}\n"
        yield _table(rows())


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
