"""A template filled with rows of values, each linted as the message that it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from buyer_msg_lint.api.linted import Lint, Linted, not_checked
from buyer_msg_lint.context import NOTHING_KNOWN, Context
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.given import Given
from buyer_msg_lint.rendering.filled import Filled
from buyer_msg_lint.report import Outcome, Report, Severity


@dataclass(frozen=True, slots=True)
class Filling:
    """What is done with a filled template: what came of the template itself, and what is known of it."""

    lint: Lint
    whole: Report
    known: Context
    fail_on: Severity

    def linted(self, filled: Filled) -> Linted:
        """Return what comes of a filled template, less what the template has itself."""
        row, result = filled

        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - it is filled
            if isinstance(result, NotCheckedError):
                raise NotCheckedError(f"{row.name}: {result}")
            return result

        given = Given(self.known.model_copy(update={"template": None}), NOTHING_KNOWN)
        report, source = self.lint(read, given, self.whole.path, ())
        told = {(one.rule, one.start, one.end) for one in self.whole.violations}
        kept = tuple(one for one in report.violations if (one.rule, one.start, one.end) not in told)
        fails = any(one.severity.at_least(self.fail_on) for one in kept)
        changes: dict[str, object] = {"filled_with": row.name, "violations": kept}
        if report.outcome is Outcome.VIOLATIONS and not fails:
            changes["outcome"] = Outcome.CLEAN
        return Linted(report.model_copy(update=changes), source)

    def lost(self, filled: Filled, reason: str) -> Linted:
        """Return what comes of a filled template that was never linted."""
        report, source = not_checked(self.whole.path, reason)
        return Linted(report.model_copy(update={"filled_with": filled.row.name}), source)

    def size(self, filled: Filled) -> int:
        """Return about how many characters have to be sent with a filled template."""
        return 0 if isinstance(filled.document, NotCheckedError) else len(filled.document.source)
