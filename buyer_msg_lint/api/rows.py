"""The messages of a table, linted as they are read: each row by itself, whatever is wrong with another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from buyer_msg_lint.api.linted import Each, File, Lint, Linted, crash, not_checked
from buyer_msg_lint.document import Document, Record
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError
from buyer_msg_lint.given import Given
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Asked, Columns, Draft, Table, Watcher, read_rows, with_told


class Rows:
    """The rows of a table to be linted, none with a message of more than ``max_bytes``."""

    def __init__(self, job: RowJob, max_bytes: int, columns: Columns | None, watcher: Watcher | None) -> None:
        self._job = job
        self._max_bytes = max_bytes
        self._columns = columns
        self._watcher = watcher
        self._last: Record | None = None

    def linted(self, table: Table, stream: Stream, each: Each) -> Iterator[Linted]:
        """Yield what comes of each row; one more, *not checked*, where the table cannot be read further."""
        path = self._job.path
        try:
            yield from each(self._job, self._followed(self._drafts(table, stream)))
        except NotCheckedError as error:
            behind = f"; nothing after {self._last} was checked" if self._last else ""
            yield not_checked(path, f"{error}{behind}")
        except Exception as error:  # noqa: BLE001 - a crash is a table not checked, never a clean one
            yield not_checked(path, crash(error))

    def _followed(self, drafts: Iterator[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            self._last = draft.record
            yield draft

    def _drafts(self, table: Table, stream: Stream) -> Iterator[Draft]:
        own = self._columns or Columns()
        given = self._job.given
        # What the caller knows is not taken from a column unless the column was named.
        settled = dict.fromkeys(given.context.told(), "")
        asked = Asked(
            self._job.path,
            replace(own, context={**settled, **own.context}),
            self._max_bytes,
            bool(given.context.over(given.defaults).template),
        )
        return read_rows(table, stream, asked, self._watcher.note if self._watcher else _unheard)


@dataclass(frozen=True, slots=True)
class RowJob:
    """What is done with each row of a table."""

    lint: Lint
    path: str
    given: Given
    files: tuple[File, ...]

    def linted(self, draft: Draft) -> Linted:
        """Return what comes of a row."""

        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - a row tells by its table
            if isinstance(draft.document, NotCheckedError):
                raise draft.document
            return draft.document

        try:
            given = Given(with_told(self.given.context, draft.told), self.given.defaults)
            linted = self.lint(read, given, self.path, self.files)
        except BuyerMsgLintError as error:
            linted = not_checked(self.path, str(error))
        return _of(draft, linted)

    def lost(self, draft: Draft, reason: str) -> Linted:
        """Return what comes of a row that was never linted."""
        return _of(draft, not_checked(self.path, reason))

    def size(self, draft: Draft) -> int:
        """Return about how many characters have to be sent with a row."""
        return 0 if isinstance(draft.document, NotCheckedError) else len(draft.document.source)


def _of(draft: Draft, linted: Linted) -> Linted:
    """Return what came of a row with its place in the table."""
    if linted.verdict.record is not None:
        return linted
    return linted._replace(verdict=linted.verdict._replace(record=draft.record))


def _unheard(text: str) -> None:
    """Take a note that nobody asked for."""
