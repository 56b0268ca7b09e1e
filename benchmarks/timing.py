"""Timing that holds on a busy machine: processor time, the best of several rounds, sides by turns."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

Task = Callable[[], object]
_LEAST = 0.002
"""Seconds that one round of a task should take, so that the clock's grain does not count."""


def best_times(*tasks: Task, rounds: int = 15) -> list[float]:
    """Return the seconds of processor time that each task takes at best, all tasks by turns."""
    counts = [_count(task) for task in tasks]
    best = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for number, (task, count) in enumerate(zip(tasks, counts, strict=True)):
            best[number] = min(best[number], _time(task, count) / count)
    return best


def _time(task: Task, count: int) -> float:
    start = thread_time()
    for _ in range(count):
        task()
    return thread_time() - start


def _count(task: Task) -> int:
    task()  # the first time loads and compiles
    return max(1, int(_LEAST / max(_time(task, 1), 1e-6)))
