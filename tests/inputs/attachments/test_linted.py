"""What a linter says of a message with files: from the file to the violation."""

from __future__ import annotations

from pathlib import Path

import pytest

from buyer_msg_lint import Context, Linter, Outcome, Report, lint, lint_file
from buyer_msg_lint.api import File
from tests.inputs.attachments.conditions import file_of, qr
from tests.inputs.attachments.pdfs import pdf

TEXT = "We have refunded the amount."
LINK = "https://northpine.example/a"
PNG = file_of(qr(LINK))
TOPICS = ("contact", "limits", "off-platform")


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(locale="en", select=TOPICS)


def found(report: Report) -> list[tuple[str, str | None, str | None]]:
    return [(one.rule, one.part, one.excerpt) for one in report.violations]


def test_a_message_without_files_is_as_it_was(linter: Linter) -> None:
    assert linter.lint(TEXT, attachments=[]).outcome is Outcome.CLEAN


def test_a_file_that_says_nothing_is_clean(linter: Linter) -> None:
    assert linter.lint(TEXT, attachments=[("label.pdf", pdf("Return label"))]).outcome is Outcome.CLEAN


def test_a_qr_code_is_a_violation_with_its_content(linter: Linter) -> None:
    report = linter.lint(TEXT, attachments=[("insert.png", PNG)])
    assert report.outcome is Outcome.VIOLATIONS
    assert found(report) == [
        ("contact/link", "QR code in insert.png", LINK),
        ("contact/qr-code", "QR code in insert.png", LINK),
    ]
    assert all(LINK in one.message for one in report.violations)


def test_violations_of_the_text_come_before_those_of_files(linter: Linter) -> None:
    text = "Questions? Mail care@bluekettle.example."
    report = linter.lint(text, attachments=[("a.pdf", pdf("Mail ana@bluekettle.example"))])
    assert [one.part for one in report.violations if one.rule == "contact/email-address"] == [
        None,
        "a.pdf, page 1",
    ]


def test_a_file_that_is_not_looked_into_is_not_checked_and_the_rest_is(linter: Linter) -> None:
    files: list[File] = [("manual.docx", b"PK\3\4"), ("insert.png", PNG)]
    report = linter.lint(TEXT, attachments=files)
    assert report.outcome is Outcome.NOT_CHECKED
    assert report.not_checked is not None
    assert report.not_checked.startswith("manual.docx is a ZIP archive or an Office document; ")
    assert ("contact/qr-code", "QR code in insert.png", LINK) in found(report)


def test_number_size_and_type_count_against_the_limits_of_the_message_type(linter: Linter) -> None:
    context = Context(message_type="unexpectedProblem", channel="api", marketplace="amazon.com")
    report = linter.lint(TEXT, context, attachments=[(f"{number}.zip", b"PK\3\4") for number in range(2)])
    types = [one.message for one in report.violations if one.rule == "limits/attachment-type"]
    assert [message.partition("”")[0] for message in types] == ["“0.zip", "“1.zip"]
    assert not [one for one in report.not_evaluated if one.missing == "attachments"]


def test_a_file_that_the_context_names_too_counts_once(linter: Linter) -> None:
    context = Context.model_validate({"attachments": [{"name": "a.zip", "size": 4}]})
    report = linter.lint(TEXT, context, attachments=[("a.zip", b"PK\3\4")])
    assert [one.rule for one in report.violations] == ["limits/attachment-type"]


def test_a_template_that_goes_several_ways_has_its_files_on_each(linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "m.txt.j2").write_text(
        "{% if late %}It is late.{% else %}It is here.{% endif %}", encoding="utf-8"
    )
    report = linter.lint_file(tmp_path / "m.txt.j2", attachments=[("insert.png", PNG)])
    assert ("contact/qr-code", "QR code in insert.png", LINK) in found(report)


@pytest.mark.parametrize("name", ["none.png", "."])
def test_a_file_that_cannot_be_read_is_not_checked(linter: Linter, tmp_path: Path, name: str) -> None:
    report = linter.lint(TEXT, attachments=[tmp_path / name])
    assert report.outcome is Outcome.NOT_CHECKED
    assert report.not_checked is not None
    assert report.not_checked.startswith(f"the attachment {tmp_path / name}: ")


def test_files_are_given_by_path_too(linter: Linter, tmp_path: Path) -> None:
    (tmp_path / "insert.png").write_bytes(PNG)
    (tmp_path / "m.txt").write_text(TEXT, encoding="utf-8")
    expected = found(linter.lint(TEXT, attachments=[("insert.png", PNG)]))
    assert found(linter.lint_file(tmp_path / "m.txt", attachments=[str(tmp_path / "insert.png")])) == expected
    by_name = lint(TEXT, locale="en", attachments=[tmp_path / "insert.png"])
    by_path = lint_file(tmp_path / "m.txt", locale="en", attachments=[tmp_path / "insert.png"])
    assert set(expected) <= set(found(by_name))
    assert found(by_name) == found(by_path)
