"""``python -m benchmarks.tables [MEGABYTES]``: memory and rows a second over a large CSV file.

The file, 1,024 MB unless asked otherwise, is never on the disk: its rows go through a pipe into a process of
its own, first only to be read, then to be linted; ``--lint-megabytes`` tells how much of it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.messages import MESSAGES

_READ = """
import sys
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import csv
for row in csv.rows(Stream(sys.stdin.buffer), ".csv", 1 << 23):
    row.cell(2)
"""
_LINT = "lint", "-", "--stdin-filename", "big.csv", "--policy", "amazon", "--fail-on", "error"
_BLOCK = 1 << 20


class Figures(NamedTuple):
    """What a run took: rows, seconds, and the process's largest resident set in megabytes."""

    rows: int
    seconds: float
    megabytes: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Memory and rows a second over a large CSV file.")
    parser.add_argument("megabytes", nargs="?", type=int, default=1024)
    parser.add_argument("--lint-megabytes", type=int, default=5)
    asked = parser.parse_args()
    lint = [sys.executable, "-m", "buyer_msg_lint", *_LINT[1:]]
    for name, size, command in (
        ("read", asked.megabytes, [sys.executable, "-c", _READ]),
        ("lint", asked.lint_megabytes, lint),
    ):
        found = _run(command, size << 20)
        sys.stdout.write(
            f"{name}: {size:,} MB, {found.rows:,} rows, {found.rows / found.seconds:,.0f} rows a second, "
            f"at most {found.megabytes:.0f} MB of memory\n"
        )


def _run(command: Sequence[str], size: int) -> Figures:
    """Feed a table of at least that many bytes to a command."""
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - commands of this module
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        if run.stdin is None:
            raise RuntimeError("a process without standard input")
        rows = 0
        for count, block in _blocks(size):
            run.stdin.write(block)
            rows += count
        run.stdin.close()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {run.returncode}")
    return Figures(rows, time.perf_counter() - started, used.ru_maxrss / 1024)


def _blocks(size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the table in blocks of whole rows, each with how many it has."""
    quoted = [message.replace('"', '""') for message in MESSAGES.values()]
    rows = [f'{number},"a note, quoted","{text}"\n' for number, text in enumerate(quoted)]
    once = "".join(rows).encode()
    times = max(1, _BLOCK // len(once))
    block = once * times
    yield 0, b"id,note,message\n"
    for _ in range(max(1, size // len(block))):
        yield len(rows) * times, block


if __name__ == "__main__":
    main()
