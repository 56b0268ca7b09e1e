from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from buyer_msg_lint.api import Linted
from buyer_msg_lint.cli.jobs import Workers, in_order, in_shares
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.verdict import Outcome, Verdict
from tests.cli.conftest import BAD, GOOD, Lint

TEXTS = [BAD if number % 3 else GOOD for number in range(40)]
YAML = "".join(f"- {{message: {json.dumps(text)}}}\n" for text in TEXTS)
LINES = "".join(json.dumps({"message": text}) + "\n" for text in TEXTS)
CSV = "id,message\n" + "".join(f'{number},"{text}"\n' for number, text in enumerate(TEXTS))


def folder() -> None:
    Path("drafts").mkdir()
    for number, text in enumerate(TEXTS):
        Path(f"drafts/{number:02}.txt").write_text(text, encoding="utf-8")
    Path("drafts/07.txt").write_bytes(b"\xff\xfe\xff")


def files(**texts: str) -> Callable[[], None]:
    def write() -> None:
        for name, text in texts.items():
            Path(name.replace("_", ".")).write_text(text, encoding="utf-8")

    return write


def workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: list[list[Any]] = [["id", "message"], *([1, text] for text in TEXTS), [1], [2, 3]]
    for row in rows:
        sheet.append(row)
    book.save("m.xlsx")


@pytest.mark.parametrize(
    ("write", "args", "status"),
    [
        pytest.param(folder, ["drafts"], 2, id="a folder with a file that cannot be read"),
        pytest.param(files(m_csv=CSV), ["m.csv"], 1, id="CSV"),
        pytest.param(files(m_csv=f"{CSV}7\n8,\n"), ["m.csv"], 2, id="CSV with bad rows"),
        pytest.param(files(m_csv=f'{CSV}7,"open'), ["m.csv"], 2, id="CSV that is cut off"),
        pytest.param(files(m_csv="id,message\n1,Hello\n"), ["m.csv"], 0, id="CSV of one row"),
        pytest.param(files(m_csv="id,name\n1,Hello\n"), ["m.csv"], 2, id="CSV without messages"),
        pytest.param(files(m_jsonl=f'{LINES}{{"message": 3}}\n{{\n'), ["m.jsonl"], 2, id="JSON lines"),
        pytest.param(files(m_yaml=YAML), ["m.yaml"], 1, id="YAML"),
        pytest.param(files(m_yaml=f"{YAML}- {{message: [}}\n"), ["m.yaml"], 2, id="YAML that is broken"),
        pytest.param(workbook, ["m.xlsx"], 2, id="a workbook"),
        pytest.param(
            files(m_csv=CSV, a_txt=BAD, z_txt=GOOD),
            ["a.txt", "m.csv", "nowhere.txt", "z.txt"],
            2,
            id="a table between files",
        ),
        pytest.param(
            files(m_csv="message\n" + "Hello {{ name }} of help@example.com\n" * 9),
            ["--template", "m.csv"],
            1,
            id="templates in rows",
        ),
        pytest.param(
            files(m_j2="Hello {{ name }}, it is glass.\n", o_csv="name\n" + "Eve\nwww.example.com\n" * 9),
            ["m.j2", "--values", "o.csv"],
            1,
            id="a template and values",
        ),
        pytest.param(
            files(m_j2="Hello {{ name }}, it is glass.\n", o_yaml="- {name: Eve}\n- {nam: Eve}\n" * 5),
            ["m.j2", "--values", "o.yaml"],
            2,
            id="values of which some do not fit",
        ),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_output_is_the_same_in_the_same_order(
    lint: Lint, write: Callable[[], None], args: list[str], status: int, form: str
) -> None:
    write()
    one = lint("--format", form, *args)
    assert one.status == status
    for jobs in "23":
        assert lint("--format", form, "--jobs", jobs, *args) == one


def test_a_table_on_standard_input_is_split_too(lint: Lint) -> None:
    args = ("--stdin-filename", "m.csv", "-")
    one = lint(*args, stdin=CSV.encode())
    assert lint("--jobs", "2", *args, stdin=CSV.encode()) == one
    assert one.status == 1


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


class Clean:
    """A job that finds nothing wrong with any path."""

    def linted(self, path: str) -> Linted:
        return Linted(Verdict(path=path, outcome=Outcome.CLEAN), "")

    def lost(self, path: str, reason: str) -> Linted:
        return Linted(Verdict(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason), None)

    def size(self, path: str) -> int:
        return len(path)


def clean(share: Sequence[str]) -> list[Linted]:
    return list(map(Clean().linted, share))


def shares(count: int) -> list[list[str]]:
    return [[f"{number}a.txt", f"{number}b.txt"] for number in range(count)]


@pytest.mark.parametrize(
    ("refuses", "lost"),
    [
        pytest.param(False, ["1a.txt", "1b.txt"], id="one share is lost"),
        pytest.param(True, ["1a.txt", "1b.txt", "2a.txt", "2b.txt"], id="no more is taken"),
    ],
)
def test_what_a_process_lost_is_not_checked(refuses: bool, lost: list[str]) -> None:  # noqa: FBT001 - a parameter
    results = in_order(Pool(2, refuses=refuses), Clean(), clean, iter(shares(3)), 9)
    reports = [one.report for one in results]
    assert [one.path for one in reports] == ["0a.txt", "0b.txt", "1a.txt", "1b.txt", "2a.txt", "2b.txt"]
    assert [one.path for one in reports if one.outcome is Outcome.NOT_CHECKED] == lost
    assert {one.not_checked for one in reports if one.path in lost} == {
        "a process that --jobs started ended before it was done; try again without --jobs"
    }


def test_only_so_many_shares_are_begun_before_the_first_is_asked_for() -> None:
    pool = Pool(0, refuses=False)
    results = in_order(pool, Clean(), clean, iter(shares(9)), 3)
    next(results)
    assert pool.begun == 3


def test_a_table_is_read_no_further_than_some_shares_ahead() -> None:
    read = 0

    def rows() -> Iterator[str]:
        nonlocal read
        for number in range(100_000):
            read = number
            yield "x"

    with Workers([], 2) as workers:
        results = workers.each(Clean(), rows())
        for _ in range(500):
            next(results)
        assert read < 500 + 2 * 4 * 32


@pytest.mark.parametrize(
    ("things", "sizes"),
    [
        pytest.param(["x"] * 100, [2, 4, 8, 16, 32, 32, 6], id="short ones, few at first"),
        pytest.param(["x" * 200_000] * 5, [2, 2, 1], id="long ones"),
        pytest.param(["x"], [1], id="one alone"),
        pytest.param([], [], id="none"),
    ],
)
def test_a_share_holds_so_many_messages_and_so_much_text(things: list[str], sizes: list[int]) -> None:
    assert [len(share) for share in in_shares(Clean(), iter(things))] == sizes


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_what_ends_the_reading_is_raised_after_all_before_it(count: int) -> None:
    def rows() -> Iterator[str]:
        yield from map(str, range(count))
        raise NotCheckedError("the file ends in the middle")

    told = []

    def tell() -> None:
        with Workers([], 2) as workers:
            for one in workers.each(Clean(), rows()):
                told.append(one.verdict.path)  # noqa: PERF401 - what comes before the end counts

    with pytest.raises(NotCheckedError, match="in the middle"):
        tell()
    assert told == [str(number) for number in range(count)]


class Deadly(Clean):
    """A job that ends the process that does it."""

    def linted(self, path: str) -> Linted:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError(path)


@pytest.mark.skipif(sys.platform == "win32", reason="processes end in another way there")
def test_a_process_that_is_killed_leaves_nothing_unsaid() -> None:
    with Workers([], 2) as workers:
        results = list(workers.each(Deadly(), map(str, range(6))))
    assert [one.verdict.path for one in results] == list("012345")
    assert {one.verdict.outcome for one in results} == {Outcome.NOT_CHECKED}
