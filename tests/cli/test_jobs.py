from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.api import Linted
from buyer_msg_lint.cli.jobs import Job, Work, in_order, linted
from buyer_msg_lint.context import Context
from buyer_msg_lint.report import Outcome, Report
from tests.cli.conftest import BAD, GOOD, Lint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for number in range(7):
        (drafts / f"{number}.txt").write_text(BAD if number % 3 else GOOD, encoding="utf-8")
    (drafts / "8.txt").write_bytes(b"\xff\xfe\xff")
    return drafts


def test_the_output_is_the_same_in_the_same_order(lint: Lint, folder: Path) -> None:
    one = lint("--format", "json", folder)
    assert lint("--format", "json", "--jobs", "2", folder) == one
    assert one.status == 2


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_a_number_of_processes_is_above_zero(lint: Lint, good: str, jobs: str) -> None:
    result = lint("--jobs", jobs, good)
    assert result.status == 2
    assert f"argument --jobs: '{jobs}' is not a whole number above 0" in result.err


class Pool(Executor):
    """A pool that does its shares at once, and breaks at one of them."""

    def __init__(self, breaks_at: int, *, refuses: bool) -> None:
        self.begun = 0
        self._breaks_at = breaks_at
        self._refuses = refuses

    def submit(self, do: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.begun += 1
        if self._refuses and self.begun > self._breaks_at:
            raise BrokenExecutor
        future: Future[Any] = Future()
        if self.begun == self._breaks_at:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(do(*args))
        return future


def shares(count: int) -> list[list[Job]]:
    return [[Job(Path(f"{number}{name}.txt"), 0, Context()) for name in "ab"] for number in range(count)]


def clean(share: Sequence[Job]) -> list[Linted]:
    return [Linted(Report(path=str(job.path), outcome=Outcome.CLEAN), "") for job in share]


@pytest.mark.parametrize(
    ("refuses", "lost"),
    [
        pytest.param(False, ["1a.txt", "1b.txt"], id="one share is lost"),
        pytest.param(True, ["1a.txt", "1b.txt", "2a.txt", "2b.txt"], id="no more is taken"),
    ],
)
def test_what_a_process_lost_is_not_checked(refuses: bool, lost: list[str]) -> None:  # noqa: FBT001 - a parameter
    reports = [one.report for one in in_order(Pool(2, refuses=refuses), clean, iter(shares(3)), 9)]
    assert [one.path for one in reports] == ["0a.txt", "0b.txt", "1a.txt", "1b.txt", "2a.txt", "2b.txt"]
    assert [one.path for one in reports if one.outcome is Outcome.NOT_CHECKED] == lost
    assert {one.not_checked for one in reports if one.path in lost} == {
        "a process that --jobs started ended before it was done; try again without --jobs"
    }


def test_only_so_many_shares_are_begun_before_the_first_is_asked_for() -> None:
    pool = Pool(0, refuses=False)
    results = in_order(pool, clean, iter(shares(9)), 3)
    next(results)
    assert pool.begun == 3


class Deadly:
    """What ends the process that lints with it."""

    def linted_file(self, *_: object, **__: object) -> Linted:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.mark.skipif(sys.platform == "win32", reason="processes end in another way there")
def test_a_process_that_is_killed_leaves_nothing_unsaid() -> None:
    work = Work((Deadly(),), Context())  # type: ignore[arg-type] # as much of a linter as is asked for
    results = list(linted(work, [job for share in shares(3) for job in share], 2))
    assert [one.report.outcome for one in results] == [Outcome.NOT_CHECKED] * 6
