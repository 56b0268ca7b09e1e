"""What comes of a message, plain: what the linter makes and passes on; ``report`` has the same for callers.

Nothing here needs pydantic, whose loading would be much of the time of a command that checks one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from buyer_msg_lint.document import Record, SegmentKind


class Severity(StrEnum):
    """How grave a violation is; errors fail a run, the others only when asked."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        """Tell whether this severity is as grave as ``other`` or graver."""
        return self.rank <= other.rank


class Outcome(StrEnum):
    """What a lint came to. ``NOT_CHECKED`` is never clean, and wins over violations in a run."""

    CLEAN = "clean"
    VIOLATIONS = "violations"
    NOT_CHECKED = "not_checked"

    @property
    def exit_code(self) -> int:
        """Return 0, 1 or 2, the exit status of a run with this outcome."""
        return list(Outcome).index(self)


class Basis(NamedTuple):
    """Where a rule comes from, and when that was read, as ``report.Source``."""

    name: str
    url: str | None = None
    read: str | None = None


class Change(NamedTuple):
    """Put ``text`` in the place of ``source[start:end]``."""

    start: int
    end: int
    text: str


class Mending(NamedTuple):
    """Changes that repair a violation together, as ``report.Fix``."""

    edits: tuple[Change, ...]
    safe: bool


class Finding(NamedTuple):
    """A rule broken at a place, field by field what ``report.Violation`` is."""

    rule: str
    category: str
    severity: Severity
    message: str
    why: str
    instead: str
    source: tuple[Basis, ...]
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    excerpt: str | None = None
    reads_as: str | None = None
    disguise: tuple[str, ...] = ()
    segment: SegmentKind | None = None
    part: str | None = None
    branch: str | None = None
    fix: Mending | None = None


class LeftOpen(NamedTuple):
    """What a template leaves open, as ``report.Unverifiable``."""

    what: str
    names: tuple[str, ...]
    line: int
    column: int


class Undecided(NamedTuple):
    """A rule that could not be decided, and the context field that is missing."""

    rule: str
    missing: str


class Verdict(NamedTuple):
    """A message's outcome, field by field what ``report.Report`` is."""

    path: str | None = None
    record: Record | None = None
    outcome: Outcome = Outcome.NOT_CHECKED
    not_checked: str | None = None
    message_type: str | None = None
    violations: tuple[Finding, ...] = ()
    not_evaluated: tuple[Undecided, ...] = ()
    filled_with: str | None = None
    unverifiable: tuple[LeftOpen, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the message was checked and nothing in it fails."""
        return self.outcome is Outcome.CLEAN


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's figures: messages by outcome, violations by severity."""

    messages: int = 0
    clean: int = 0
    violations: int = 0
    not_checked: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    def plus(self, verdict: Verdict) -> Summary:
        """Return the figures with one more message counted."""
        severities = [violation.severity for violation in verdict.violations]
        return Summary(
            messages=self.messages + 1,
            clean=self.clean + (verdict.outcome is Outcome.CLEAN),
            violations=self.violations + (verdict.outcome is Outcome.VIOLATIONS),
            not_checked=self.not_checked + (verdict.outcome is Outcome.NOT_CHECKED),
            errors=self.errors + severities.count(Severity.ERROR),
            warnings=self.warnings + severities.count(Severity.WARNING),
            infos=self.infos + severities.count(Severity.INFO),
        )

    @property
    def outcome(self) -> Outcome:
        """The outcome of the run: not checked wins over violations; a run of nothing is not checked."""
        if self.not_checked or not self.messages:
            return Outcome.NOT_CHECKED
        return Outcome.VIOLATIONS if self.violations else Outcome.CLEAN
