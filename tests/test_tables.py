"""Tables through the API: every row a message of its own, at its place, with what its cells tell."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from buyer_msg_lint import Context, Linter, Outcome, Report
from buyer_msg_lint.document import Record
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.inputs.tables import Columns, csv
from buyer_msg_lint.moments import ACCEPTED
from buyer_msg_lint.spans import Origin

LINTER = Linter("amazon", select=["contact/email-address", "identifiers/order-id-mismatch"], locale="en")
HELLO = "Thank you for your question about the lid."
MAIL = "Please write to a.lund@example.com today."


class Heard:
    """Takes notes and counts bytes."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.bytes = 0

    def note(self, text: str) -> None:
        self.notes.append(text)

    def read(self, count: int) -> None:
        self.bytes += count


Lint = Callable[..., list[Report]]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    def run(
        text: str, name: str = "orders.csv", *, context: Context | None = None, columns: Columns | None = None
    ) -> list[Report]:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return list(LINTER.lint_messages(path, context, columns=columns))

    return run


def test_a_row_is_a_message_named_by_row_and_column_with_places_of_the_file(lint: Lint) -> None:
    first, second = lint(f'id,Message\n1,{HELLO}\n2,"Hello ""you""\n{MAIL}"\n')
    assert (first.outcome, first.record) == (Outcome.CLEAN, Record(2, "Message", None, Origin(11, 2, 1)))
    assert second.record == Record(3, "Message", None, Origin(56, 3, 1))
    (found,) = second.violations
    assert (found.excerpt, found.line, found.column) == ("a.lund@example.com", 4, 17)
    assert (found.start, found.end) == (89, 107)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        pytest.param(
            "id,note",
            "has no column that is called as messages are; it has the columns 'id', 'note'; name one with"
            " --text-column",
            id="no such name",
        ),
        pytest.param(
            "Message,Reply",
            "has several columns that may hold the messages, the columns 'Message', 'Reply'; name one with"
            " --text-column",
            id="two such names",
        ),
    ],
)
def test_a_table_whose_messages_are_not_known_is_not_checked_as_a_whole(
    lint: Lint, header: str, reason: str
) -> None:
    (report,) = lint(f"{header}\n1,{HELLO}\n2,{HELLO}\n")
    assert (report.record, report.not_checked) == (None, reason)


def test_a_named_column_that_is_not_there_is_not_checked_with_those_that_are(lint: Lint) -> None:
    (report,) = lint(f"id,message\n1,{HELLO}\n", columns=Columns("Reply"))
    assert report.not_checked == "has no column 'Reply'; it has the columns 'id', 'message'"


def test_a_header_alone_is_not_checked(lint: Lint) -> None:
    assert [report.not_checked for report in lint("message\n")] == [
        "holds no rows; there is nothing to check"
    ]


def test_a_row_without_a_message_is_not_checked_and_the_others_are(lint: Lint) -> None:
    reports = lint(f"id,message\n1,{HELLO}\n2,\n3\n4,{HELLO}\n")
    assert [report.not_checked for report in reports] == [
        None,
        "is empty; there is nothing to check",
        "has 1 cells where the header has 2",
        None,
    ]


def test_what_cannot_be_decoded_ends_the_table_and_says_what_was_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(f"message\n{HELLO}\ncaf".encode() + b"\xe9\n")
    first, last = LINTER.lint_messages(path)
    assert first.ok
    assert last.not_checked == (
        "is not valid UTF-8: byte 54 (line 3) cannot be decoded; save the file as UTF-8; nothing after row 2,"
        " column message was checked"
    )


def test_a_column_tells_the_context_of_its_row(lint: Lint) -> None:
    text = "Order ID,message\n112-1234567-7654321,About order 112-1234567-7654321.\n"
    right, wrong = lint(f"{text}112-1234567-1111111,About order 112-1234567-7654321.\n")
    assert right.ok
    assert [found.rule for found in wrong.violations] == ["identifiers/order-id-mismatch"]


def test_a_value_that_a_field_cannot_have_makes_its_row_not_checked(lint: Lint) -> None:
    reports = lint(f"message,sent_at\n{HELLO},2026-11-24\n{HELLO},tomorrow\n{HELLO},\n")
    assert [report.not_checked for report in reports] == [
        None,
        f"has 'tomorrow' in the column 'sent_at' (sent_at): 'tomorrow' is no moment; give {ACCEPTED}",
        None,
    ]


def test_a_name_that_does_not_exist_makes_its_row_not_checked(lint: Lint) -> None:
    (report,) = lint(f"message,marketplace\n{HELLO},amazon.con\n")
    assert report.not_checked == (
        "there is no marketplace 'amazon.con'; did you mean 'amazon.com'?; give a domain "
        "(amazon.com), a country (US), or an id (ATVPDKIKX0DER)"
    )


def test_what_the_caller_knows_wins_over_a_guessed_column_and_a_named_one_over_that(lint: Lint) -> None:
    text = "order_id,message\n112-1234567-1111111,About order 112-1234567-7654321.\n"
    known = Context(order_id="112-1234567-7654321")
    assert lint(text, context=known)[0].ok
    named = Columns(context={"order_id": "order_id"})
    assert lint(text, context=known, columns=named)[0].outcome is Outcome.VIOLATIONS


def test_a_field_may_be_taken_from_no_column(lint: Lint) -> None:
    text = "order_id,message\nB-17,About order 112-1234567-7654321.\n"
    assert lint(text)[0].outcome is Outcome.NOT_CHECKED
    assert lint(text, columns=Columns(context={"order_id": ""}))[0].ok


def test_a_field_that_a_cell_cannot_hold_is_an_error_of_the_caller() -> None:
    with pytest.raises(UsageError, match="no column can give 'attachments'; columns can give marketplace, "):
        Columns(context={"attachments": "files"})


def test_a_subject_is_checked_beside_its_message(lint: Lint) -> None:
    (report,) = lint(f"Subject,message\nWrite to a.lund@example.com,{HELLO}\n")
    assert [found.segment for found in report.violations] == ["subject"]


def test_what_was_guessed_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(f"order_id,message\n,{HELLO}\n,{HELLO}\n")
    heard = Heard()
    list(LINTER.lint_messages(path, watcher=heard))
    (told,) = heard.notes
    assert told == (
        "the messages are taken from column 'message', order_id from column 'order_id' (guessed by name;"
        " --text-column, --subject-column, --context-column name others)"
    )
    assert heard.bytes == path.stat().st_size


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl", "m.yaml", "m.xlsx", "list.json"])
def test_a_table_is_not_one_message(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('["Hello"]')
    report = LINTER.lint_file(path)
    assert (
        report.not_checked
        == "is a table of many messages, not one; lint it row by row (Linter.lint_messages)"
    )


def test_a_file_that_is_one_message_is_one_report(lint: Lint) -> None:
    (report,) = lint(HELLO, "m.txt")
    assert (report.ok, report.record) == (True, None)


def test_a_cell_may_not_be_larger_than_a_message_and_the_table_may(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("message\n" + f"{HELLO}\n" * 50 + "k" * 1200 + "\n")
    reports = list(Linter("amazon", select=["contact/email-address"], max_bytes=1000).lint_messages(path))
    assert [report.ok for report in reports] == [True] * 50 + [False]
    assert reports[-1].not_checked == "is larger than 1,000 bytes; raise the limit with --max-bytes"


def test_a_template_in_a_cell_is_read_as_one(lint: Lint) -> None:
    text = "message\nHello {% if late %}write to a.lund@example.com{% endif %} today.\n"
    (report,) = lint(text, context=Context(template=True))
    assert [found.branch for found in report.violations] == ["if late"]


def test_blocks_in_a_cell_of_a_workbook_are_not_checked_and_placeholders_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for message in ("message", f"{HELLO} {{{{ name }}}}", f"{HELLO} {{% if late %}}It is late.{{% endif %}}"):
        book.worksheets[0].append([message])
    book.save(tmp_path / "t.xlsx")
    filled, with_blocks = LINTER.lint_messages(tmp_path / "t.xlsx", Context(template=True))
    assert filled.outcome is Outcome.CLEAN
    assert with_blocks.not_checked == (
        "has blocks of a template engine, which are not read in files of this kind; "
        "save the template as text (.txt) or HTML (.html)"
    )


class Endless(io.RawIOBase):
    """A table of a given size that is made while it is read."""

    def __init__(self, line: bytes, size: int) -> None:
        self._line = line
        self._left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        whole = min(self._left, max(1, size // len(self._line)) * len(self._line))
        self._left -= whole
        return self._line * (whole // len(self._line))


def test_a_large_table_is_read_in_the_memory_of_a_small_one() -> None:
    line = b'"message, one", 112-1234567-7654321\n'
    tracemalloc.start()
    try:
        rows = csv.rows(Stream(Endless(line, len(line) * 300_000)), ".csv", 1 << 23)  # type: ignore[arg-type]
        assert sum(1 for _ in rows) == 299_999
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
