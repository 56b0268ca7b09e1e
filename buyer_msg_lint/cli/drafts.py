"""What the command was asked to lint, draft by draft, and what comes of each, in order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from buyer_msg_lint.api import Linted, Linter, shown_path
from buyer_msg_lint.api.linted import Each, one_by_one
from buyer_msg_lint.cli.complaints import complain
from buyer_msg_lint.cli.context import given_columns
from buyer_msg_lint.cli.paths import STDIN, Found, find
from buyer_msg_lint.cli.progress import Progress
from buyer_msg_lint.cli.settings import Chosen, Linters
from buyer_msg_lint.inputs import is_table
from buyer_msg_lint.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.inputs.tables import Columns
    from buyer_msg_lint.rendering.values import Row

STDIN_NAME = "<stdin>"


class Draft(NamedTuple):
    """A draft, None for standard input, and what lints it."""

    path: Path | None
    chosen: Chosen


class Tasks(NamedTuple):
    """What is to be done: the drafts, their linters, and what the paths led to."""

    drafts: list[Draft]
    linters: list[Linter]
    found: Found
    rows: tuple[Row, ...] = ()
    """The values that templates are filled with."""


def find_tasks(options: argparse.Namespace, linters: Linters) -> Tasks:
    """Return the drafts that the paths lead to, each with its linter."""
    found = find([path for path in options.paths if path != STDIN])
    stdin = Path(options.stdin_filename or STDIN_NAME)
    drafts = [Draft(None, linters.choose(stdin))] if STDIN in options.paths else []
    drafts += [Draft(path, linters.choose(path)) for path in found.files]
    used = dict.fromkeys(draft.chosen.linter for draft in drafts)
    return Tasks(drafts, list(used) or [linters.choose(stdin).linter], found)


def linted(options: argparse.Namespace, tasks: Tasks, context: Context) -> Iterator[Linted]:
    """Yield what comes of each draft: standard input, then what cannot be read, then the files in order."""
    stdin = [draft.chosen for draft in tasks.drafts if draft.path is None]
    numbers = {linter: number for number, linter in enumerate(tasks.linters)}
    files = [File(path, numbers[chosen.linter], chosen.defaults) for path, chosen in tasks.drafts if path]
    job = FileJob(tuple(tasks.linters), context, tuple(options.attach))
    with _each(options, tasks) as each:
        many = _Many(options, context, tasks, each)
        for chosen in stdin:
            yield from many.from_stdin(chosen)
        for path, reason in tasks.found.refused:
            yield Linted(not_checked(shown_path(path), reason), None)
        for of_many, some in groupby(files, lambda file: bool(tasks.rows) or is_table(str(file.path))):
            if of_many:
                for file in some:
                    yield from many.from_file(file)
            else:
                yield from each(job, some)


@contextmanager
def _each(options: argparse.Namespace, tasks: Tasks) -> Iterator[Each]:
    """Provide what lints one message after the other or, by several processes, many at once."""
    if options.jobs == 1:
        yield one_by_one
        return
    from buyer_msg_lint.cli.jobs import Workers

    with Workers(tasks.linters, options.jobs) as workers:
        yield workers.each


class File(NamedTuple):
    """A file, its linter by its number, and what holds where nobody says something else."""

    path: Path
    linter: int
    defaults: Context


@dataclass(frozen=True, slots=True)
class FileJob:
    """What is done with each file that is one message."""

    linters: tuple[Linter, ...]
    context: Context
    attachments: tuple[str, ...]

    def linted(self, file: File) -> Linted:
        """Return what comes of a file."""
        linter = self.linters[file.linter]
        return linter.linted_file(file.path, self.context, file.defaults, attachments=self.attachments)

    def lost(self, file: File, reason: str) -> Linted:
        """Return what comes of a file that was never linted."""
        return Linted(not_checked(shown_path(file.path), reason), None)

    def size(self, _: File) -> int:
        """Tell that nothing of a file has to be sent: whoever lints it reads it."""
        return 0


class _Settings(TypedDict):
    """What holds for all messages of a file, as a linter takes it."""

    attachments: tuple[str, ...]
    columns: Columns | None
    watcher: Progress
    each: Each


@dataclass(frozen=True, slots=True)
class _Many:
    """Lints files that hold many messages, or are filled to be many: told as they come, by this process."""

    options: argparse.Namespace
    context: Context
    tasks: Tasks
    each: Each

    def from_file(self, file: File) -> Iterator[Linted]:
        """Yield what comes of the rows of a table, or of a template and what it is filled with."""
        linter = self.tasks.linters[file.linter]
        if self.tasks.rows:
            yield from linter.linted_values(
                file.path,
                self.tasks.rows,
                self.context,
                file.defaults,
                attachments=self.options.attach,
                each=self.each,
            )
            return
        progress = Progress(shown_path(file.path), _size(file.path), complain)
        settings = self._settings(progress)
        yield from _watched(
            linter.linted_messages(file.path, self.context, file.defaults, **settings), progress
        )

    def from_stdin(self, chosen: Chosen) -> Iterator[Linted]:
        """Yield what comes of standard input, which may be a table."""
        name = shown_path(self.options.stdin_filename or STDIN_NAME)
        if sys.stdin is None:
            yield Linted(not_checked(name, "standard input is closed"), None)
            return
        progress = Progress(name, None, complain)
        settings = self._settings(progress)
        linter, defaults = chosen
        yield from _watched(
            linter.linted_stream(sys.stdin.buffer, name, self.context, defaults, **settings), progress
        )

    def _settings(self, progress: Progress) -> _Settings:
        return {
            "attachments": tuple(self.options.attach),
            "columns": given_columns(self.options),
            "watcher": progress,
            "each": self.each,
        }


def _watched(linted: Iterable[Linted], progress: Progress) -> Iterator[Linted]:
    """Pass on what is linted; the bar makes room for what is said of a message."""
    for one in linted:
        progress.row()
        if one.verdict.violations or one.verdict.not_checked is not None:
            progress.clear()
        yield one
    progress.clear()


def _size(path: Path) -> int | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def not_checked(path: str, reason: str) -> Verdict:
    """Return the report of a draft that was not checked, with the reason."""
    return Verdict(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason)
