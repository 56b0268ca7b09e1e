"""Drafts linted by several processes at once; what comes back is in the order of the drafts.

A process that ends before its drafts are done takes none of them along: each is told as not checked.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from buyer_msg_lint.api import Linted, Linter, shown_path
from buyer_msg_lint.context import Context
from buyer_msg_lint.report import Outcome, Report

_LARGEST_SHARE = 64
"""So many drafts a process is given at once at most, and so many times, that none waits for another."""
_SHARES_EACH = 8
_AHEAD = 3
"""So many shares a process are done or begun before the first of them is asked for."""


class Job(NamedTuple):
    """A draft, its linter by its number, and what holds where nobody says something else."""

    path: Path
    linter: int
    defaults: Context


@dataclass(frozen=True)
class Work:
    """What every process knows: the linters, and what all drafts have in common."""

    linters: tuple[Linter, ...]
    context: Context
    attachments: tuple[str, ...] = field(default=())

    def linted(self, job: Job) -> Linted:
        """Lint a draft."""
        linter = self.linters[job.linter]
        return linter.linted_file(job.path, self.context, job.defaults, attachments=self.attachments)


def linted(work: Work, jobs: Sequence[Job], processes: int) -> Iterator[Linted]:
    """Yield what comes of each draft, in order; with one process, or one draft, without starting any."""
    if min(processes, len(jobs)) <= 1:
        yield from map(work.linted, jobs)
        return
    # Started anew, not forked: alike on all systems, and safe beside threads.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(processes, len(jobs)), mp_context=fresh, initializer=_begin, initargs=(work,)
    ) as pool:
        try:
            yield from in_order(pool, _share, _shares(jobs, processes), processes * _AHEAD)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def in_order(
    pool: Executor,
    do: Callable[[Sequence[Job]], list[Linted]],
    shares: Iterator[Sequence[Job]],
    ahead: int,
) -> Iterator[Linted]:
    """Yield what comes of shares that a pool does, in their order, so many of them ahead."""
    begun: deque[tuple[Sequence[Job], Future[list[Linted]] | None]] = deque()
    for share in shares:
        begun.append((share, _begun(pool, do, share)))
        if len(begun) >= ahead:
            yield from _result(*begun.popleft())
    while begun:
        yield from _result(*begun.popleft())


def _begun(
    pool: Executor, do: Callable[[Sequence[Job]], list[Linted]], share: Sequence[Job]
) -> Future[list[Linted]] | None:
    """Hand a share to the pool; None if the pool is broken."""
    try:
        return pool.submit(do, share)
    except BrokenExecutor:
        return None


def _result(share: Sequence[Job], future: Future[list[Linted]] | None) -> list[Linted]:
    try:
        return future.result() if future else list(map(_lost, share))
    except BrokenExecutor:
        return list(map(_lost, share))


def _lost(job: Job) -> Linted:
    path = shown_path(job.path)
    reason = "a process that --jobs started ended before it was done; try again without --jobs"
    return Linted(Report(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason), None)


def _shares(jobs: Sequence[Job], processes: int) -> Iterator[Sequence[Job]]:
    size = max(1, min(_LARGEST_SHARE, len(jobs) // (processes * _SHARES_EACH)))
    return (jobs[at : at + size] for at in range(0, len(jobs), size))


_WORK: list[Work] = []
"""What this process knows, once it is one of the pool's; it is sent once, not with each share."""


def _begin(work: Work) -> None:
    _WORK.append(work)


def _share(jobs: Sequence[Job]) -> list[Linted]:
    return list(map(_WORK[0].linted, jobs))
