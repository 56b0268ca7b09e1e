from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.api import Linter
from buyer_msg_lint.context import Context
from buyer_msg_lint.document import AttachedFile, Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import read_document
from buyer_msg_lint.inputs.payload import read


def payload(source: str) -> Document:
    return read(source.encode(), "message.json", template=False)


def body(document: Document) -> str:
    return document.segments[0].content.text


@pytest.mark.parametrize(
    ("source", "text", "files"),
    [
        pytest.param('{"attachments": []}', "", (), id="no text and no attachments"),
        pytest.param('{"text": "Hello"}', "Hello", (), id="a text"),
        pytest.param(' \n{ "text" : "Hello" , "attachments" : [ ] } \n', "Hello", (), id="blanks everywhere"),
        pytest.param(r'{"text": "a\nb\t\"c\" \\ \/"}', 'a\nb\t"c" \\ /', (), id="short escapes"),
        pytest.param(r'{"text": "caf\u00e9 \ud83d\ude00"}', "café 😀", (), id="escapes by number"),
        pytest.param(
            '{"attachments": [{"uploadDestinationId": "1", "fileName": "a.pdf"}], "text": "Hi"}',
            "Hi",
            (AttachedFile("a.pdf"),),
            id="an attachment before the text",
        ),
        pytest.param(
            '{"coverageStartDate": "2026-01-01", "attachments": [{"fileName": "w.pdf"}]}',
            "",
            (AttachedFile("w.pdf"),),
            id="a warranty",
        ),
    ],
)
def test_a_payload_is_read(source: str, text: str, files: tuple[AttachedFile, ...]) -> None:
    document = payload(source)
    assert (document.source, body(document), document.attachments) == (source, text, files)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(
            "", "is no JSON object that can be read: { is expected at line 1, column 1", id="nothing"
        ),
        pytest.param(
            "[]", "is no JSON object that can be read: { is expected at line 1, column 1", id="a list"
        ),
        pytest.param(
            '{"text": "a"',
            "is no JSON object that can be read: , is expected at line 1, column 13",
            id="no end",
        ),
        pytest.param(
            '{"text": "a"}\n{"text": "b"}',
            "is no JSON object that can be read: something follows its end at line 2, column 1",
            id="two objects",
        ),
        pytest.param(
            '{"text": "a", "text": "b"}',
            "is no JSON object that can be read: the key 'text' stands there twice",
            id="a doubled key",
        ),
        pytest.param(
            '{"text": "a",}',
            'is no JSON object that can be read: " is expected at line 1, column 14',
            id="a comma too many",
        ),
        pytest.param(
            '{"subject": "a"}',
            "has the key 'subject'; a payload of the Messaging API has text, attachments, coverageStartDate, "
            "coverageEndDate",
            id="an unknown key",
        ),
        pytest.param('{"text": 3}', '"text" must be text', id="a number for the text"),
        pytest.param(
            "{}", 'is no payload of the Messaging API; it needs "text" or "attachments"', id="an empty object"
        ),
        pytest.param('{"attachments": {}}', '"attachments" must be a list', id="no list"),
        pytest.param(
            '{"attachments": ["a.pdf"]}',
            'each attachment needs a "fileName", which is text',
            id="a bare name",
        ),
        pytest.param(
            r'{"text": "a\ud83d"}',
            "is not valid Unicode: half a surrogate pair at offset 1",
            id="half a sign",
        ),
        pytest.param(
            '{"attachments": ' + "[" * 100_000 + "]" * 100_000 + "}",
            "is no JSON object that can be read: it is nested too deep at line 1, column 20",
            id="a nesting bomb",
        ),
    ],
)
def test_what_is_no_payload_is_not_checked(source: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as refused:
        payload(source)
    assert str(refused.value) == reason


def test_a_violation_stands_at_its_place_in_the_file_escapes_and_all() -> None:
    source = '{\n  "text": "Write to\\n\\u0061.lund\\u0040example.com now."\n}'
    linter = Linter("amazon", select=["contact/email-address"], locale="en")
    document = read_document(source.encode(), "message.json")
    assert body(document) == "Write to\na.lund@example.com now."
    violation = linter.linted_bytes(source.encode(), "message.json").report.violations[0]
    assert violation.excerpt == "\\u0061.lund\\u0040example.com"
    assert (violation.line, violation.column) == (2, 22)
    assert (violation.reads_as, violation.disguise) == (None, ())


def test_the_limits_of_the_type_hold_for_the_text_and_the_attachments() -> None:
    linter = Linter("amazon", select=["limits"], locale="en")
    source = json.dumps({"text": "k" * 401, "attachments": [{"fileName": "a.pdf"}] * 6})
    context = Context(message_type="digitalAccessKey")
    report = linter.linted_bytes(source.encode(), "key.json", context).report
    assert [(one.rule, one.excerpt) for one in report.violations] == [
        ("limits/attachment-count", None),
        ("limits/message-length", "k"),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.booleans())
def test_every_text_comes_through_with_every_character_at_its_place(text: str, plain: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    document = payload(json.dumps({"text": text}, ensure_ascii=plain))
    content = document.segments[0].content
    assert content.text == text
    for at, char in enumerate(text):
        span = content.source_span(at, at + 1)
        assert json.loads(f'"{document.source[span.start : span.end]}"') == char


@given(st.text())
def test_any_other_text_is_not_checked_or_a_payload(source: str) -> None:
    try:
        document = payload(source.encode("utf-8", "replace").decode())
    except NotCheckedError:
        return
    assert document.attachments is not None
