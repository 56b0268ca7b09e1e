"""Many files: how many times faster two processes are than one, by the clock on the wall."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.cold_start import environment
from benchmarks.messages import LONG, MESSAGES

_FILES = 400
_ROUNDS = 2


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a number of processes; the processes' own start counts."""
    yield "processes", "times as fast as one"
    messages = [message for message in MESSAGES.values() if message is not LONG]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
        for number in range(_FILES):
            Path(folder, f"{number:05}.txt").write_text(messages[number % len(messages)], encoding="utf-8")
        times: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(_ROUNDS):
            for jobs, seconds in times.items():
                seconds.append(_seconds(folder, kept, jobs))
    for jobs, seconds in times.items():
        yield str(jobs), f"{min(times[1]) / min(seconds):.2f}"


def _seconds(folder: str, kept: str, jobs: int) -> float:
    command = (sys.executable, "-m", "buyer_msg_lint", "--policy", "amazon", "--jobs", str(jobs), folder)
    start = perf_counter()
    subprocess.run(command, check=False, capture_output=True, env=environment(kept))  # noqa: S603 - our own
    return perf_counter() - start
