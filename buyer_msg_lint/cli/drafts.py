"""What the command was asked to lint, draft by draft, and what comes of each, in order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from buyer_msg_lint.api import Linted, Linter, shown_path
from buyer_msg_lint.cli import jobs
from buyer_msg_lint.cli.complaints import complain
from buyer_msg_lint.cli.context import given_columns
from buyer_msg_lint.cli.paths import STDIN, Found, find
from buyer_msg_lint.cli.progress import Progress
from buyer_msg_lint.cli.settings import Chosen, Linters
from buyer_msg_lint.context import Context
from buyer_msg_lint.inputs.tables import is_table
from buyer_msg_lint.rendering.values import Row
from buyer_msg_lint.report import Outcome, Report

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
    for path, (linter, defaults) in tasks.drafts:
        if path is None:
            yield from _linted_stdin(options, linter, context, defaults)
    for path, reason in tasks.found.refused:
        yield Linted(not_checked(shown_path(path), reason), None)
    work = jobs.Work(tuple(tasks.linters), context, tuple(options.attach))
    numbers = {linter: number for number, linter in enumerate(tasks.linters)}
    files = [jobs.Job(path, numbers[linter], defaults) for path, (linter, defaults) in tasks.drafts if path]
    # What one file makes many messages of is told as they come, by this process.
    for many, some in groupby(files, lambda file: bool(tasks.rows) or is_table(str(file.path))):
        if many:
            for file in some:
                yield from _linted_many(options, tasks, file, context)
        else:
            yield from jobs.linted(work, list(some), options.jobs)


def _linted_many(
    options: argparse.Namespace, tasks: Tasks, file: jobs.Job, context: Context
) -> Iterator[Linted]:
    linter = tasks.linters[file.linter]
    if tasks.rows:
        yield from linter.linted_values(
            file.path, tasks.rows, context, file.defaults, attachments=options.attach
        )
    else:
        yield from _linted_table(options, file.path, linter, context, file.defaults)


def _linted_table(
    options: argparse.Namespace, path: Path, linter: Linter, context: Context, defaults: Context
) -> Iterator[Linted]:
    progress = Progress(shown_path(path), _size(path), complain)
    linted = linter.linted_messages(
        path,
        context,
        defaults,
        attachments=options.attach,
        columns=given_columns(options),
        watcher=progress,
    )
    yield from _watched(linted, progress)


def _linted_stdin(
    options: argparse.Namespace, linter: Linter, context: Context, defaults: Context
) -> Iterator[Linted]:
    name = shown_path(options.stdin_filename or STDIN_NAME)
    if sys.stdin is None:
        yield Linted(not_checked(name, "standard input is closed"), None)
        return
    progress = Progress(name, None, complain)
    linted = linter.linted_stream(
        sys.stdin.buffer,
        name,
        context,
        defaults,
        attachments=options.attach,
        columns=given_columns(options),
        watcher=progress,
    )
    yield from _watched(linted, progress)


def _watched(linted: Iterable[Linted], progress: Progress) -> Iterator[Linted]:
    """Pass on what is linted; the bar makes room for what is said of a message."""
    for one in linted:
        progress.row()
        if one.report.violations or one.report.not_checked is not None:
            progress.clear()
        yield one
    progress.clear()


def _size(path: Path) -> int | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def not_checked(path: str, reason: str) -> Report:
    """Return the report of a draft that was not checked, with the reason."""
    return Report(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason)
