"""The messages of a table, linted as they are read: each row by itself, whatever is wrong with another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from buyer_msg_lint.api.linted import File, Lint, Linted, crash, not_checked
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError
from buyer_msg_lint.front_matter import Given
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Asked, Columns, Draft, Table, Watcher, read_rows, with_told


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table to be linted; none may hold a message of more than ``max_bytes``."""

    lint: Lint
    path: str
    max_bytes: int
    columns: Columns | None
    given: Given
    files: tuple[File, ...]
    watcher: Watcher | None

    def linted(self, table: Table, stream: Stream) -> Iterator[Linted]:
        """Yield what comes of each row; one more, *not checked*, where the table cannot be read further."""
        last = None
        try:
            for draft in self._drafts(table, stream):
                last = draft.record
                yield self._linted(draft)
        except NotCheckedError as error:
            behind = f"; nothing after {last} was checked" if last else ""
            yield not_checked(self.path, f"{error}{behind}")
        except Exception as error:  # noqa: BLE001 - a crash is a table not checked, never a clean one
            yield not_checked(self.path, crash(error))

    def _drafts(self, table: Table, stream: Stream) -> Iterator[Draft]:
        own = self.columns or Columns()
        # What the caller knows is not taken from a column unless the column was named.
        settled = dict.fromkeys(self.given.context.told(), "")
        asked = Asked(
            self.path,
            replace(own, context={**settled, **own.context}),
            self.max_bytes,
            bool(self.given.context.over(self.given.defaults).template),
        )
        return read_rows(table, stream, asked, self.watcher.note if self.watcher else _unheard)

    def _linted(self, draft: Draft) -> Linted:
        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - a row tells by its table
            if isinstance(draft.document, NotCheckedError):
                raise draft.document
            return draft.document

        try:
            given = Given(with_told(self.given.context, draft.told), self.given.defaults)
            linted = self.lint(read, given, self.path, self.files)
        except BuyerMsgLintError as error:
            linted = not_checked(self.path, str(error))
        if linted.report.record is None:
            linted = linted._replace(report=linted.report.model_copy(update={"record": draft.record}))
        return linted


def _unheard(text: str) -> None:
    """Take a note that nobody asked for."""
