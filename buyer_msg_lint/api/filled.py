"""A template filled with rows of values, each linted as the message that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from buyer_msg_lint.api.linted import Lint, Linted, not_checked
from buyer_msg_lint.context import Context
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError
from buyer_msg_lint.front_matter import Given
from buyer_msg_lint.rendering.filled import filled
from buyer_msg_lint.rendering.values import Row
from buyer_msg_lint.report import Outcome, Report, Severity


@dataclass(frozen=True, slots=True)
class Filling:
    """A template to be filled: what came of the template itself, and what is known of it."""

    lint: Lint
    whole: Report
    known: Context
    fail_on: Severity

    def linted(self, document: Document, rows: Sequence[Row], most: int) -> Iterator[Linted]:
        """Yield what comes of the template filled with each row, none of more than ``most`` bytes."""
        try:
            for row, result in filled(document, rows, most):
                yield self._linted(row, result)
        except BuyerMsgLintError as error:
            yield not_checked(self.whole.path, str(error))

    def _linted(self, row: Row, result: Document | NotCheckedError) -> Linted:
        """Return what comes of a filled template, less what the template has itself."""

        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - it is filled
            if isinstance(result, NotCheckedError):
                raise NotCheckedError(f"{row.name}: {result}")
            return result

        given = Given(self.known.model_copy(update={"template": None}), Context())
        report, source = self.lint(read, given, self.whole.path, ())
        told = {(one.rule, one.start, one.end) for one in self.whole.violations}
        kept = tuple(one for one in report.violations if (one.rule, one.start, one.end) not in told)
        fails = any(one.severity.at_least(self.fail_on) for one in kept)
        changes: dict[str, object] = {"filled_with": row.name, "violations": kept}
        if report.outcome is Outcome.VIOLATIONS and not fails:
            changes["outcome"] = Outcome.CLEAN
        return Linted(report.model_copy(update=changes), source)
