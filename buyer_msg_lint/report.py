"""What comes out: violations, each at its exact place, and the outcome of a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

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


class _Frozen(BaseModel):
    """Made with ``model_construct`` of values that are right: what checks them takes long to build."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(_Frozen):
    """Where a rule comes from, and when that was read (ISO year, month, or day)."""

    name: str
    url: str | None = None
    read: str | None = None


class Edit(_Frozen):
    """Put ``text`` in the place of ``source[start:end]``."""

    start: int
    end: int
    text: str


class Fix(_Frozen):
    """Edits that repair a violation together; ``safe`` ones keep what the message means."""

    edits: tuple[Edit, ...]
    safe: bool


class Violation(_Frozen):
    """A rule broken at a place; a violation of the whole message has no place.

    Offsets are 0-based, half-open, in code points of the source; lines and columns are 1-based.
    """

    rule: str
    category: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    excerpt: str | None = None
    """The source text at the span."""
    reads_as: str | None = None
    """What the excerpt says once undisguised; None where it says so plainly."""
    disguise: tuple[str, ...] = ()
    """How it is disguised: ``look-alikes``, ``split-letters``, ...; empty where it is plain."""
    segment: SegmentKind | None = None
    """What it stands in: ``body``, ``subject``, ``hidden``, ...; None for the whole message and markup."""
    part: str | None = None
    """The part of the message in whose own text the places count; None where they count in the file."""
    branch: str | None = None
    """The branch of a template that it stands in."""
    fix: Fix | None = None
    why: str
    instead: str
    source: tuple[Source, ...]


class NotEvaluated(_Frozen):
    """A rule that could not be decided, and the context field that is missing."""

    rule: str
    missing: str


class Unverifiable(_Frozen):
    """What a template leaves open: nobody can know what a message will have in the place."""

    what: str
    """``link``, ``signature``, or ``include`` (what another file holds)."""
    names: tuple[str, ...]
    """The placeholders or blocks, as written."""
    line: int
    column: int
    """The first place, both from 1."""


class Report(_Frozen):
    """A message's outcome.

    Violations are ordered by start, end, rule; those of the whole message come first, those in parts with a
    text of their own last, part by part. A message that could be looked at in part only is not checked, and
    has the violations that were found.
    """

    path: str | None = None
    record: Record | None = None
    """Which row of a table the message is; None for a file that is one message."""
    outcome: Outcome
    not_checked: str | None = None
    """Why the message was not checked; None if it was."""
    message_type: str | None = None
    """The type that the message was checked as; None if none was given or recognised."""
    violations: tuple[Violation, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    filled_with: str | None = None
    """The values that a template was filled with, by their place: ``orders.csv row 3``."""
    unverifiable: tuple[Unverifiable, ...] = ()
    """What a template leaves open, each kind once; no failure."""

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

    def plus(self, report: Report) -> Summary:
        """Return the figures with one more report counted."""
        severities = [violation.severity for violation in report.violations]
        return Summary(
            messages=self.messages + 1,
            clean=self.clean + (report.outcome is Outcome.CLEAN),
            violations=self.violations + (report.outcome is Outcome.VIOLATIONS),
            not_checked=self.not_checked + (report.outcome is Outcome.NOT_CHECKED),
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
