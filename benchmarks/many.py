"""Many messages: how many times faster two processes are than one, by the clock on the wall."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.cold_start import environment
from benchmarks.messages import LONG, MESSAGES

_COUNT = 3_000
_ROUNDS = 2


class _Run(NamedTuple):
    """What a run took: seconds by the clock, seconds of processor time, megabytes of the largest process."""

    seconds: float
    processor: float
    megabytes: float


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a number of processes; the processes' own start counts."""
    heads = ("seconds", "times as fast as one", "processor seconds", "megabytes at most, each process")
    yield "what is linted", "processes", *heads
    messages = [message for message in MESSAGES.values() if message is not LONG]
    many = [messages[number % len(messages)] for number in range(_COUNT)]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
        files, table = Path(folder, "files"), Path(folder, "messages.csv")
        files.mkdir()
        for number, message in enumerate(many):
            (files / f"{number:05}.txt").write_text(message, encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["message"], *([message] for message in many)])
        yield from _rows(f"a folder of {_COUNT:,} files", files, kept)
        yield from _rows(f"a table of {_COUNT:,} rows", table, kept)


def _rows(name: str, path: Path, kept: str) -> Iterator[tuple[str, ...]]:
    runs: dict[int, list[_Run]] = {1: [], 2: []}
    for _ in range(_ROUNDS):
        for jobs, found in runs.items():
            found.append(_run(path, kept, jobs))
    one = min(runs[1]).seconds
    for jobs, found in runs.items():
        best = min(found)
        figures = f"{best.seconds:.2f}", f"{one / best.seconds:.2f}", f"{best.processor:.2f}"
        yield name, str(jobs), *figures, f"{best.megabytes:.0f}"


_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
run = subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(run.returncode, time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""A small process between: the memory of a large one would count as that of what it starts."""


def _run(path: Path, kept: str, jobs: int) -> _Run:
    command = ("-m", "buyer_msg_lint", "--policy", "amazon", "--jobs", str(jobs), str(path))
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _MEASURE, *command],
        check=True,
        capture_output=True,
        text=True,
        env=environment(kept),
    )
    status, *figures = told.stdout.split()
    if status not in ("0", "1"):
        raise RuntimeError(f"the command ended with {status}")
    return _Run(*map(float, figures))
