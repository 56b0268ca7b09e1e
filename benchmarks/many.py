"""Many files: how many times faster two processes are than one, by the clock on the wall."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter

from benchmarks.messages import LONG, MESSAGES
from buyer_msg_lint.cli import main

_FILES = 400
_ROUNDS = 2


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a number of processes; the processes' own start counts."""
    yield "processes", "times as fast as one"
    messages = [message for message in MESSAGES.values() if message is not LONG]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_FILES):
            Path(folder, f"{number:05}.txt").write_text(messages[number % len(messages)], encoding="utf-8")
        times = {jobs: [_seconds(folder, jobs) for _ in range(_ROUNDS)] for jobs in (1, 2)}
    for jobs, seconds in times.items():
        yield str(jobs), f"{min(times[1]) / min(seconds):.2f}"


def _seconds(folder: str, jobs: int) -> float:
    start = perf_counter()
    with redirect_stdout(io.StringIO()):
        main(["--policy", "amazon", "--jobs", str(jobs), folder])
    return perf_counter() - start
