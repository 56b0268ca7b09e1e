"""The command ``lint``: what it is asked goes to the linter, what comes back to standard output."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import buyer_msg_lint
from buyer_msg_lint.api import Linted, Linter, environment_locale, shown_path
from buyer_msg_lint.cli import about
from buyer_msg_lint.cli.arguments import parser
from buyer_msg_lint.cli.paths import STDIN, Found, find
from buyer_msg_lint.context import Context
from buyer_msg_lint.errors import BuyerMsgLintError
from buyer_msg_lint.formats import Run, load_format
from buyer_msg_lint.report import Outcome, Report, Summary

_INTERRUPTED = 130
_FAILED = Outcome.NOT_CHECKED.exit_code


def run() -> NoReturn:
    """Run the command with the process's arguments; no traceback ever reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; what was not delivered does not count as checked.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = _FAILED
    except Exception as error:  # noqa: BLE001 - a crash is a run not checked
        _complain(f"lint: failed ({type(error).__name__}: {error}); please report this")
        status = _FAILED
    raise SystemExit(status)


def main(argv: Sequence[str]) -> int:
    """Run the command; return its exit status, 0 clean, 1 violations, 2 not checked."""
    options = parser(_prog(), buyer_msg_lint.__version__).parse_args(argv)
    try:
        linter = _linter(options)
        if about.asked(options):
            return about.tell(options, linter)
        if not options.paths:
            _complain("lint: nothing to check; name files or folders, or - for standard input; see lint --help")
            return _FAILED
        context = _context(options)
        linter.check_context(context)
    except BuyerMsgLintError as error:
        return _refuse(options, str(error))
    return _lint(options, linter, context)


def _prog() -> str:
    name = Path(sys.argv[0]).name
    return "lint" if name in ("__main__.py", "") else name


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


def _context(options: argparse.Namespace) -> Context:
    return Context(
        marketplace=options.marketplace,
        message_type=options.type,
        order_id=options.order_id,
        tracking_numbers=options.tracking_number,
        template=options.template,
    )


def _lint(options: argparse.Namespace, linter: Linter, context: Context) -> int:
    found = find([path for path in options.paths if path != STDIN])
    rules = tuple(rule.id for rule in linter.rules)
    linted = _linted(options, linter, context, found)
    status = _write(options, linted, linter.policy_id, rules, linter.locale)
    if found.passed_over:
        shown = ", ".join(shown_path(path) for path in found.passed_over[:3])
        more = ", ..." if len(found.passed_over) > 3 else ""  # noqa: PLR2004 - enough to recognise them by
        count = len(found.passed_over)
        _complain(f"lint: note: {count} in the folders are no messages by their names: {shown}{more}; name them to lint them")
    return status


def _linted(options: argparse.Namespace, linter: Linter, context: Context, found: Found) -> Iterator[Linted]:
    if STDIN in options.paths:
        data = sys.stdin.buffer.read(options.max_bytes + 1)
        yield linter.linted_bytes(data, options.stdin_filename or "<stdin>", context)
    for folder, reason in found.refused:
        yield Linted(_not_checked(shown_path(folder), reason), None)
    for path in found.files:
        yield linter.linted_file(path, context)


def _refuse(options: argparse.Namespace, reason: str) -> int:
    """Tell that nothing could be checked: on standard error, and in the format that was asked for."""
    _complain("\n".join(f"lint: {line}" if _is_bare(line) else line for line in reason.split("\n")))
    if options.format != "text":
        first = reason.partition("\n")[0]
        linted = [Linted(_not_checked(shown_path(path), first), None) for path in options.paths]
        _write(options, linted, options.policy, (), options.locale or environment_locale(), complain=False)
    return _FAILED


def _is_bare(line: str) -> bool:
    return ".yaml:" not in line


def _write(  # noqa: PLR0913 - a run is what these are together
    options: argparse.Namespace,
    linted: Iterable[Linted],
    policy: str,
    rules: tuple[str, ...],
    locale: str,
    *,
    complain: bool = True,
) -> int:
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
            self.summary = self.summary.plus(one.report)
            if one.report.not_checked is not None and self._complain:
                _complain(f"{one.report.path}: not checked: {one.report.not_checked}")
            yield one


def _not_checked(path: str, reason: str) -> Report:
    return Report(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason)


def _complain(text: str) -> None:
    from buyer_msg_lint.formats.text import visible

    sys.stdout.flush()
    print("\n".join(visible(line) for line in text.split("\n")), file=sys.stderr)


def _wants_color() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
