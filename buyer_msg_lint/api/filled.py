"""A template filled with rows of values, each linted as the message that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyer_msg_lint.api.linted import Lint, Linted, not_checked
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.given import Given
from buyer_msg_lint.known import NOTHING_KNOWN
from buyer_msg_lint.rendering.filled import Filled
from buyer_msg_lint.verdict import Outcome, Severity, Verdict

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context


@dataclass(frozen=True, slots=True)
class Filling:
    """What is done with a filled template: what came of the template itself, and what is known of it."""

    lint: Lint
    whole: Verdict
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
        verdict, source = self.lint(read, given, self.whole.path, ())
        told = {(one.rule, one.start, one.end) for one in self.whole.violations}
        kept = tuple(one for one in verdict.violations if (one.rule, one.start, one.end) not in told)
        fails = any(one.severity.at_least(self.fail_on) for one in kept)
        passes = verdict.outcome is Outcome.VIOLATIONS and not fails
        outcome = Outcome.CLEAN if passes else verdict.outcome
        return Linted(verdict._replace(filled_with=row.name, violations=kept, outcome=outcome), source)

    def lost(self, filled: Filled, reason: str) -> Linted:
        """Return what comes of a filled template that was never linted."""
        verdict, source = not_checked(self.whole.path, reason)
        return Linted(verdict._replace(filled_with=filled.row.name), source)

    def size(self, filled: Filled) -> int:
        """Return about how many characters have to be sent with a filled template."""
        return 0 if isinstance(filled.document, NotCheckedError) else len(filled.document.source)
