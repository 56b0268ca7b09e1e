"""What every input promises, whatever kind of file it reads; one is held to it by being in the package.

An input of a new kind needs a line in ``WRITTEN``: how a message is put into a file of its kind.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Context, Linter, Outcome, Report, inputs
from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import tables
from buyer_msg_lint.inputs._stream import Stream
from buyer_msg_lint.spans import LineIndex

COMPLIANT = 'Thank you for your question about the lid.\nIt is made of glass & fits every "pot", 好.'
VIOLATING = (
    "Thank you for your question about the lid.\n"
    'Please write to a.lund@example.com & not here; on WhatsApp we are "quick", 好.'
)
LINTER = Linter("amazon", select=["contact/email-address", "off-platform"], locale="en")
HOSTILE = {
    "nothing": b"",
    "a lone surrogate": b"\xed\xa0\xbd",
    "half a pair in UTF-16": b"\xff\xfe\x3d\xd8",
    "a NUL": b"message\nHel\0lo\n",
    "UTF-16 without a mark": "Hello".encode("utf-16-le"),
    "Latin-1": b"message\ncaf\xe9\n",
    "two encodings": "message\ncafé\n".encode() + "café".encode("latin-1"),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "a zip": b"PK\x03\x04" + b"\0" * 60,
}


def _csv(text: str) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([("id", "message"), ("1", text)])
    return written.getvalue().encode()


def _workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for row in (("id", "message"), ("1", text)):
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _mail(encoding: str) -> Callable[[str], bytes]:
    def written(text: str) -> bytes:
        mail = EmailMessage()
        mail.set_content(text, cte=encoding)
        return mail.as_bytes()

    return written


WRITTEN: Mapping[str, Callable[[str], bytes]] = {
    "m.txt": str.encode,
    "m.md": str.encode,
    "m.txt.j2": str.encode,
    "m.html": lambda text: f"<p>{escape(text).replace(chr(10), '<br>')}</p>".encode(),
    "quoted-printable.eml": _mail("quoted-printable"),
    "base64.eml": _mail("base64"),
    "payload.json": lambda text: json.dumps({"text": text}).encode(),
    "list.json": lambda text: json.dumps([{"id": 1, "message": text}], indent=1).encode(),
    "m.jsonl": lambda text: json.dumps({"message": text}).encode(),
    "m.csv": _csv,
    "m.tsv": lambda text: _csv(text).replace(b"id,m", b"id\tm").replace(b"1,", b"1\t"),
    "m.yaml": lambda text: yaml.dump([{"id": 1, "message": text}]).encode(),
    "m.xlsx": _workbook,
}
"""A file of each kind with one message, by a name that tells the kind."""


def modules(package: Any) -> dict[str, Any]:
    found = (one for one in iter_modules(package.__path__) if not one.ispkg and not one.name.startswith("_"))
    return {one.name: import_module(f"{package.__name__}.{one.name}") for one in found}


INPUTS = modules(inputs)
TABLES = modules(tables)
SUFFIXES = sorted({suffix for module in (INPUTS | TABLES).values() for suffix in module.SUFFIXES})
READ = {name: data for name, data in WRITTEN.items() if Path(name).suffix in {*SUFFIXES, ".j2"}}


def reports(name: str, data: bytes) -> list[Report]:
    return [one.report for one in LINTER.linted_stream(io.BytesIO(data), name, Context())]


def check_maps(document: Document) -> None:
    """Assert that all that a document tells lies inside its source, or that of its part."""
    for segment in document.segments:
        length = len(segment.part.source if segment.part else document.source)
        for tile in segment.content.tiles:
            assert 0 <= tile.source_start <= tile.source_end <= length
        assert sum(tile.end - tile.start for tile in segment.content.tiles) == len(segment.content.text)
    for mark in document.marks:
        length = len(mark.part.source if mark.part else document.source)
        assert 0 <= mark.span.start <= mark.span.end <= length


def documents(name: str, suffix: str, data: bytes) -> list[Document]:
    """Read a file by one module; return what it holds, all refusals left out."""
    if name in INPUTS:
        try:
            return [INPUTS[name].read(data, f"m{suffix}", template=False)]
        except NotCheckedError as error:
            assert str(error)  # noqa: PT017 - one of two right ways
            return []
    asked = tables.Asked(f"m{suffix}", tables.Columns(), 1 << 20, template=False)
    drafts = tables.read_rows(TABLES[name], Stream(io.BytesIO(data)), asked, lambda _: None)
    found = []
    try:
        found = [draft.document for draft in drafts]
    except NotCheckedError as error:
        assert str(error)  # noqa: PT017 - one of two right ways
    return [document for document in found if isinstance(document, Document)]


def test_every_input_is_written_here() -> None:
    written = {Path(name).suffix for name in WRITTEN}
    missing = [name for name, module in (INPUTS | TABLES).items() if written.isdisjoint(module.SUFFIXES)]
    assert missing == []


@pytest.mark.parametrize("name", sorted(READ))
def test_a_compliant_message_is_clean_in_every_container(name: str) -> None:
    assert [report.outcome for report in reports(name, READ[name](COMPLIANT))] == [Outcome.CLEAN]


@pytest.mark.parametrize("name", sorted(READ))
def test_a_violating_message_has_the_same_violations_in_every_container(name: str) -> None:
    (expected,) = reports("m.txt", VIOLATING.encode())
    (report,) = reports(name, READ[name](VIOLATING))
    assert len(expected.violations) > 1
    assert report.outcome is Outcome.VIOLATIONS
    assert sorted((one.rule, one.excerpt) for one in report.violations) == sorted(
        (one.rule, one.excerpt) for one in expected.violations
    )


@pytest.mark.parametrize("name", sorted(READ))
def test_a_violation_stands_where_the_file_has_it(name: str) -> None:
    data = READ[name](VIOLATING)
    (report,) = reports(name, data)
    (found,) = [one for one in report.violations if one.rule == "contact/email-address"]
    if found.part is not None:
        return
    source = data.decode()
    assert found.start is not None
    assert source[found.start : found.end] == "a.lund@example.com"
    assert LineIndex(source).position(found.start) == (found.line, found.column)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in HOSTILE.items()])
def test_a_hostile_file_is_not_checked_and_says_why(suffix: str, data: bytes) -> None:
    found = reports(f"m{suffix}", data)
    assert any(report.outcome is Outcome.NOT_CHECKED for report in found), found
    assert all(report.not_checked for report in found if report.outcome is Outcome.NOT_CHECKED)


@pytest.mark.parametrize("name", sorted(READ))
def test_a_file_cut_off_anywhere_does_not_crash_the_linter(name: str) -> None:
    whole = READ[name](VIOLATING)
    for end in range(0, len(whole), max(1, len(whole) // 12)):
        for report in reports(name, whole[:end]):
            assert "please report this" not in (report.not_checked or "")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [(name, suffix) for name, module in (INPUTS | TABLES).items() for suffix in module.SUFFIXES[:1]],
)
@given(
    st.one_of(st.binary(max_size=80), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=60)
def test_any_bytes_are_a_document_whose_maps_fit_or_not_checked(name: str, suffix: str, data: bytes) -> None:
    for document in documents(name, suffix, data):
        check_maps(document)


@pytest.mark.parametrize("name", sorted(READ))
def test_the_maps_of_what_is_written_fit(name: str) -> None:
    suffix = Path(name).suffix
    reader = next(
        (
            key
            for key, one in (TABLES | INPUTS).items()
            if suffix in one.SUFFIXES and _takes(one, READ[name](VIOLATING))
        ),
        "text",
    )
    found = documents(reader, suffix, READ[name](VIOLATING))
    assert len(found) == 1
    check_maps(found[0])


def _takes(module: Any, data: bytes) -> bool:
    return not hasattr(module, "holds") or bool(module.holds(data))
