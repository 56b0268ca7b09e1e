"""What comes of one message, and the files that it comes from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.given import Given, Reading
from buyer_msg_lint.inputs import check_size, read_bytes
from buyer_msg_lint.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from buyer_msg_lint.report import Report

File = str | os.PathLike[str] | tuple[str, bytes]
"""A file that goes with a message: its path, or its name and bytes."""


class Linted(NamedTuple):
    """A verdict and the source that its places are in; None where there was nothing to read."""

    verdict: Verdict
    source: str | None

    @property
    def report(self) -> Report:
        """The verdict as callers know it."""
        from buyer_msg_lint.report import report_of

        return report_of(self.verdict)


Lint = Callable[[Reading, Given, str | None, tuple[File, ...]], Linted]
"""Lints what is read, with what is known of it, its path, and the files that go with it."""


Thing = TypeVar("Thing")
Sent_contra = TypeVar("Sent_contra", contravariant=True)


class Job(Protocol[Sent_contra]):
    """What is done with each of many things, a row or a path; it and they may be sent to another process."""

    def linted(self, thing: Sent_contra, /) -> Linted:
        """Return what comes of a thing; whatever is wrong with it is told in the report."""
        ...

    def lost(self, thing: Sent_contra, reason: str, /) -> Linted:
        """Return what comes of a thing that was never linted, for a reason."""
        ...

    def size(self, thing: Sent_contra, /) -> int:
        """Return about how many characters have to be sent with a thing."""
        ...


class Each(Protocol):
    """Whoever does a job with each of many things, as ``one_by_one`` does, or several at once."""

    def __call__(self, job: Job[Thing], things: Iterable[Thing], /) -> Iterator[Linted]:
        """Yield what comes of each thing, in order; raises what the things raise, after those before it."""
        ...


def one_by_one(job: Job[Thing], things: Iterable[Thing]) -> Iterator[Linted]:
    """Do a job with one thing after the other, each as it is asked for."""
    return map(job.linted, things)


def not_checked(path: str | None, reason: str) -> Linted:
    """Return what comes of a message that could not be checked, with the reason in one line."""
    reason = " ".join(reason.split())
    return Linted(Verdict(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason), None)


def crash(error: Exception) -> str:
    """Return the reason for a message whose linting failed as it never should."""
    return f"the linter failed ({type(error).__name__}: {error}); please report this"


def read_file(file: File, most: int) -> tuple[str, bytes]:
    """Return the name and bytes of a file; raises NotCheckedError if it is too large or cannot be read."""
    if isinstance(file, tuple):
        return file[0], check_size(file[1], most)
    try:
        return PurePath(shown_path(file)).name, read_bytes(Path(file), most)
    except NotCheckedError as error:
        raise NotCheckedError(f"the attachment {shown_path(file)}: {error}") from None


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be shown; bytes that are no text become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")
