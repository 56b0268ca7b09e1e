"""What the command is asked goes to the linter, what comes back to standard output."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import buyer_msg_lint
from buyer_msg_lint.api import DEFAULT_POLICY, Linted, Linter, environment_locale, shown_path
from buyer_msg_lint.cli.arguments import asks_about_rules, parser
from buyer_msg_lint.cli.complaints import complain
from buyer_msg_lint.cli.context import given_columns, given_context
from buyer_msg_lint.cli.drafts import STDIN_NAME, Tasks, find_tasks, linted, not_checked
from buyer_msg_lint.cli.paths import STDIN, find
from buyer_msg_lint.cli.settings import Linters, shown
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError, PolicyError, UsageError
from buyer_msg_lint.formats import Run, load_format
from buyer_msg_lint.formats._screen import visible
from buyer_msg_lint.inputs import most_bytes, read_bytes
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.verdict import Outcome, Summary

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.rendering.values import Row

_FAILED = Outcome.NOT_CHECKED.exit_code
_PASSED_OVER_SHOWN = 3


def exit_status() -> int:
    """Run the command with the process's arguments; return its exit status, whatever happens."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    status = _status(sys.argv[1:])
    if status != Outcome.CLEAN.exit_code:
        _leave_output()
    return status


def main(argv: Sequence[str]) -> int:
    """Run the command; return its exit status, 0 clean, 1 violations, 2 not checked."""
    options = _options(argv)
    try:
        _check_options(options)
        linters = Linters(options, _linter)
        if asks_about_rules(options):
            from buyer_msg_lint.cli import about

            settings = linters.settings(Path(STDIN_NAME))
            return about.tell(options, _linter(linters.options(settings)))
        given = given_context(options)
        context = given.context
        given_columns(options)
        if options.show_settings:
            return _show_settings(options, linters, context)
        tasks = find_tasks(options, linters)
        rows = _values(options.values) if options.values else ()
        for linter in tasks.linters:
            given.check(linter.check_context)
        if options.timing:
            return _time(options, tasks, context)
    except PolicyError as error:
        return _refuse(options, [str(mistake) for mistake in error.mistakes])
    except BuyerMsgLintError as error:
        return _refuse(options, [f"lint: {error}"])
    return _lint(options, tasks._replace(rows=rows), context)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; options may stand between paths, and all after ``--`` are paths."""
    end = argv.index("--") if "--" in argv else len(argv)
    options = parser(_prog(), buyer_msg_lint.__version__).parse_intermixed_args(argv[:end])
    options.paths = [*options.paths, *argv[end + 1 :]]
    return options


def _status(argv: Sequence[str]) -> int:
    if sys.stdout is None:
        return _crashed("standard output is closed; nobody would read what is found")
    try:
        try:
            status = main(argv)
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else _FAILED
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone; what was not delivered does not count as checked.
        return _FAILED
    except OSError as error:
        return _crashed(f"the output could not be written: {error.strerror}")
    except Exception as error:  # noqa: BLE001 - a crash is a run not checked
        return _crashed(f"failed ({type(error).__name__}: {error}); please report this")
    return status


def _crashed(reason: str) -> int:
    with contextlib.suppress(OSError):
        complain(f"lint: {' '.join(reason.split())}", flush=False)
    return _FAILED


def _leave_output() -> None:
    """Give up what cannot be delivered, or the interpreter would complain of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _prog() -> str:
    name = Path(sys.argv[0]).name
    return "lint" if name in ("__main__.py", "") else name


def _check_options(options: argparse.Namespace) -> None:
    """Raise UsageError for options that would leave something unchecked that the user believes checked."""
    if asks_about_rules(options) and options.paths:
        raise UsageError("lists and explanations take no files; ask for them apart from linting")
    if not asks_about_rules(options) and not options.paths:
        raise UsageError("nothing to check; name files or folders, or - for standard input; see lint --help")
    if options.values and STDIN in options.paths:
        raise UsageError("--values fills templates in files, not on standard input")
    if not all(options.rules):
        raise UsageError("--rules needs a folder; its name is empty")


def _linter(options: argparse.Namespace) -> Linter:
    return Linter(
        options.policy,
        options.rules,
        options.locale,
        select=options.select,
        ignore=options.ignore,
        fail_on=options.fail_on,
        max_bytes=options.max_bytes,
    )


def _show_settings(options: argparse.Namespace, linters: Linters, context: Context) -> int:
    """Print what is set for each draft; return the exit status."""
    found = find(options.paths)
    for path, reason in found.refused:
        complain(f"{shown_path(path)}: {reason}")
    status = (Outcome.NOT_CHECKED if found.refused else Outcome.CLEAN).exit_code
    for path in found.files:
        try:
            sys.stdout.write("".join(f"{visible(line)}\n" for line in shown(path, linters, options, context)))
        except NotCheckedError as error:
            status = _FAILED
            complain(f"{shown_path(path)}: {error}")
    return status


def _values(name: str) -> tuple[Row, ...]:
    from buyer_msg_lint.rendering.values import read_values

    return read_values(Path(name))


def _stdin(max_bytes: int) -> bytes:
    """Return what is on standard input, no more than one byte above what may be read."""
    if sys.stdin is None:
        raise NotCheckedError("standard input is closed")
    return Stream(sys.stdin.buffer).read(max_bytes + 1)


def _time(options: argparse.Namespace, tasks: Tasks, context: Context) -> int:
    """Print where the time goes for each draft; return the exit status."""
    from buyer_msg_lint.cli.timing import table

    refused = list(tasks.found.refused)
    for path, (linter, defaults) in tasks.drafts:
        name = path or Path(options.stdin_filename or STDIN_NAME)
        try:
            most = most_bytes(shown_path(name), options.max_bytes)
            data = _stdin(most) if path is None else read_bytes(path, most)
            lines = table(data, shown_path(name), linter, context, defaults)
            sys.stdout.write("".join(f"{visible(line)}\n" for line in lines))
        except NotCheckedError as error:
            refused.append((name, str(error)))
    for path, reason in refused:
        complain(f"{shown_path(path)}: {reason}")
    return (Outcome.NOT_CHECKED if refused else Outcome.CLEAN).exit_code


def _lint(options: argparse.Namespace, tasks: Tasks, context: Context) -> int:
    _collect_garbage()
    policies = ", ".join(dict.fromkeys(linter.policy_id for linter in tasks.linters))
    rules = tuple(sorted({rule for linter in tasks.linters for rule in linter.rule_ids}))
    status = _write(options, linted(options, tasks, context), policies, rules, tasks.linters[0].locale)
    passed_over = tasks.found.passed_over
    if passed_over:
        shown = ", ".join(shown_path(path) for path in passed_over[:_PASSED_OVER_SHOWN])
        more = ", ..." if len(passed_over) > _PASSED_OVER_SHOWN else ""
        count = f"{len(passed_over)} in the folders"
        complain(f"lint: note: {count} not linted, no messages by their names: {shown}{more}")
    return status


def _collect_garbage() -> None:
    """Look for garbage again, if ``run`` has turned that off, but not among what was loaded until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _refuse(options: argparse.Namespace, reasons: Sequence[str]) -> int:
    """Tell that nothing could be checked: on standard error, and in the format that was asked for."""
    complain(*reasons)
    if options.format != "text":
        reason = "; ".join(line.removeprefix("lint: ") for line in reasons)
        names = {STDIN: options.stdin_filename or STDIN_NAME}
        paths = (names.get(path, path) for path in dict.fromkeys(options.paths))
        refused = [Linted(not_checked(shown_path(path), reason), None) for path in paths]
        policy = options.policy or DEFAULT_POLICY
        _write(options, refused, policy, (), options.locale or environment_locale(), complain=False)
    return _FAILED


def _write(  # noqa: PLR0913 - a run is what these are together
    options: argparse.Namespace,
    linted: Iterable[Linted],
    policy: str,
    rules: tuple[str, ...],
    locale: str,
    *,
    complain: bool = True,
) -> int:
    if options.format != "text" and isinstance(sys.stdout, io.TextIOWrapper):
        # Programs read UTF-8, whatever the terminal of this machine speaks.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    tally = _Tally(linted, complain=complain)
    shown = Run(
        messages=tally,
        version=buyer_msg_lint.__version__,
        policy=policy,
        rules=rules,
        locale=locale,
        color=_wants_color(),
        width=shutil.get_terminal_size((100, 24)).columns,
    )
    for piece in load_format(options.format).render(shown):
        sys.stdout.write(piece)
    return tally.summary.outcome.exit_code


class _Tally:
    """Passes reports on to a format, counts them, and tells on standard error what was not checked."""

    def __init__(self, linted: Iterable[Linted], *, complain: bool) -> None:
        self._linted = linted
        self._complain = complain
        self.summary = Summary()

    def __iter__(self) -> Iterator[Linted]:
        for one in self._linted:
            self.summary = self.summary.plus(one.verdict)
            if one.verdict.not_checked is not None and self._complain:
                record = f", {one.verdict.record}" if one.verdict.record else ""
                complain(f"{one.verdict.path}{record}: not checked: {one.verdict.not_checked}")
            yield one


def _wants_color() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
