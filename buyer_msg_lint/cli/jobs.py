"""Messages linted by several processes at once; what comes back is in the order of the messages.

A process that ends before its messages are done takes none of them along: each is told as not checked.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import chain
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self, TypeVar

from buyer_msg_lint.api import Linter
from buyer_msg_lint.api.linted import Job, Linted

Thing = TypeVar("Thing")
_FIRST_SHARE = 2
_LARGEST_SHARE = 32
"""A process is given so many messages at once: few at first, so that all have something to do soon."""
_MOST_CHARACTERS = 1 << 18
_AHEAD = 3
"""So many shares a process are done or begun before the first of them is asked for."""
_LOST = "a process that --jobs started ended before it was done; try again without --jobs"


class Workers:
    """Processes that lint, begun once there is more than one message to lint; use it in ``with``."""

    def __init__(self, linters: Sequence[Linter], processes: int) -> None:
        self._linters = tuple(linters)
        self._processes = processes
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, job: Job[Thing], things: Iterable[Thing]) -> Iterator[Linted]:
        """Yield what comes of each thing, in order; raises what the things raise, after those before it."""
        shares = in_shares(job, things)
        first = next(shares, [])
        if len(first) > 1:
            self._pool = self._pool or self._begin()
            do = partial(_share, _packed(job, self._linters))
            yield from in_order(self._pool, job, do, chain([first], shares), self._processes * _AHEAD)
            return
        for share in chain([first], shares):
            yield from map(job.linted, share)

    def _begin(self) -> Executor:
        return ProcessPoolExecutor(
            self._processes, mp_context=_context(), initializer=_ready, initargs=(self._linters,)
        )


def _context() -> BaseContext:
    """Return how processes begin: as copies that have loaded all already, where that is safe.

    It is so on Linux, and while no other thread may hold what a copy would wait for.
    """
    copies = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copies else "spawn")


def in_shares(job: Job[Thing], things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """Yield things together, one alone only if it is the last; raises what the things raise, at the end."""
    share: list[Thing] = []
    most, characters = _FIRST_SHARE, 0
    try:
        for thing in things:
            share.append(thing)
            characters += job.size(thing)
            if len(share) == most or (characters >= _MOST_CHARACTERS and len(share) > 1):
                yield share
                share, characters, most = [], 0, min(2 * most, _LARGEST_SHARE)
    except Exception:
        if share:
            yield share
        raise
    if share:
        yield share


def in_order(
    pool: Executor,
    job: Job[Thing],
    do: Callable[[Sequence[Thing]], list[Linted]],
    shares: Iterator[Sequence[Thing]],
    ahead: int,
) -> Iterator[Linted]:
    """Yield what comes of the shares of a job that a pool does, in their order, so many of them ahead."""
    begun: deque[tuple[Sequence[Thing], Future[list[Linted]] | None]] = deque()
    problem = None
    while True:
        try:
            share = next(shares, None)
        except Exception as error:  # noqa: BLE001 - it is raised once all before it is told
            share, problem = None, error
        if share is None:
            break
        begun.append((share, _begun(pool, do, share)))
        if len(begun) >= ahead:
            yield from _result(job, *begun.popleft())
    while begun:
        yield from _result(job, *begun.popleft())
    if problem is not None:
        raise problem


def _begun(
    pool: Executor, do: Callable[[Sequence[Thing]], list[Linted]], share: Sequence[Thing]
) -> Future[list[Linted]] | None:
    """Hand a share to the pool; None if the pool is broken."""
    try:
        return pool.submit(do, share)
    except BrokenExecutor:
        return None


def _result(job: Job[Thing], share: Sequence[Thing], future: Future[list[Linted]] | None) -> list[Linted]:
    try:
        if future is not None:
            return future.result()
    except BrokenExecutor:
        pass
    return [job.lost(thing, _LOST) for thing in share]


class _Pickler(pickle.Pickler):
    """Writes a linter as its number: every process has its own."""

    def __init__(self, file: io.BytesIO, linters: Sequence[Linter]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = {id(linter): number for number, linter in enumerate(linters)}

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: int) -> Linter:
        return _LINTERS[pid]


def _packed(job: Job[Thing], linters: Sequence[Linter]) -> bytes:
    file = io.BytesIO()
    _Pickler(file, linters).dump(job)
    return file.getvalue()


_LINTERS: list[Linter] = []
"""The linters of this process, once it is one of the pool's; they are sent once, not with each share."""


def _ready(linters: Sequence[Linter]) -> None:
    # Whoever interrupts the command means this process too, and wants to read nothing of it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _LINTERS[:] = linters
    gc.freeze()


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Job[object]:
    job: Job[object] = _Unpickler(io.BytesIO(packed)).load()
    return job


def _share(packed: bytes, things: Sequence[object]) -> list[Linted]:
    return list(map(_unpacked(packed).linted, things))
