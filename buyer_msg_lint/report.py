"""What comes out: violations, each at its exact place, and the outcome of a message."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from buyer_msg_lint.document import Record, SegmentKind
from buyer_msg_lint.verdict import Basis, Finding, Mending, Outcome, Severity, Undecided, Verdict

__all__ = [
    "Edit",
    "Fix",
    "NotEvaluated",
    "Outcome",
    "Report",
    "Severity",
    "Source",
    "Unverifiable",
    "Violation",
    "report_of",
    "violation_of",
]


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


def report_of(verdict: Verdict) -> Report:
    """Return what comes of a message as callers know it."""
    models = {
        "violations": tuple(map(violation_of, verdict.violations)),
        "not_evaluated": _not_evaluated(verdict.not_evaluated),
        "unverifiable": tuple(Unverifiable.model_construct(**one._asdict()) for one in verdict.unverifiable),
    }
    return Report.model_construct(**verdict._asdict() | models)


def violation_of(finding: Finding) -> Violation:
    """Return a broken rule as callers know it."""
    models = {"source": _sources(finding.source), "fix": _fix(finding.fix) if finding.fix else None}
    return Violation.model_construct(**finding._asdict() | models)


def _fix(mending: Mending) -> Fix:
    return Fix.model_construct(
        edits=tuple(Edit.model_construct(**one._asdict()) for one in mending.edits), safe=mending.safe
    )


@lru_cache(maxsize=64)
def _not_evaluated(undecided: tuple[Undecided, ...]) -> tuple[NotEvaluated, ...]:
    # The same ones for most messages.
    return tuple(NotEvaluated.model_construct(rule=one.rule, missing=one.missing) for one in undecided)


@lru_cache(maxsize=256)
def _sources(bases: tuple[Basis, ...]) -> tuple[Source, ...]:
    return tuple(Source.model_construct(name=one.name, url=one.url, read=one.read) for one in bases)
