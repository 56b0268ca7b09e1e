from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint import Context, Linter, Outcome
from buyer_msg_lint.document import Document, SegmentKind
from buyer_msg_lint.errors import NotCheckedError, UsageError
from buyer_msg_lint.given import Given, read_draft
from buyer_msg_lint.inputs.text import from_text

NOTHING = Given(Context(), Context())


def accept(_: Context) -> None:
    """Take every name for one that exists."""


def drafted(text: str, given_: Given = NOTHING) -> tuple[Document, Context]:
    return read_draft(lambda *, template: from_text(text, "m.txt", template=bool(template)), given_, accept)


def refused(text: str) -> str:
    with pytest.raises(NotCheckedError) as told:
        drafted(text)
    return str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hello\n---\ntype: refund\n---\n", id="later in the draft"),
        pytest.param(" ---\ntype: refund\n---\n", id="after a blank"),
        pytest.param("----\ntype: refund\n----\n", id="four hyphens"),
        pytest.param("--- type: refund ---\n", id="on one line"),
        pytest.param("-- \ntype: refund\n---\n", id="two hyphens"),
    ],
)
def test_what_is_no_front_matter_is_part_of_the_message(text: str) -> None:
    document, context = drafted(text)
    assert document.segments[-1].content.text == text
    assert context == Context()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closing", ["---", "...", "--- "])
def test_front_matter_tells_the_context_and_is_no_part_of_the_message(end: str, closing: str) -> None:
    lines = ["---", "type: refund", "marketplace: amazon.de", "locale: de-DE", closing, "Guten Tag", ""]
    document, context = drafted(end.join(lines))
    assert context == Context(message_type="refund", marketplace="amazon.de", buyer_locale="de-DE")
    [body] = document.segments
    assert body.content.text == f"Guten Tag{end}"
    place = body.content.source_span(0, 5)
    assert document.source[slice(*place)] == "Guten"


def test_every_field_of_a_context_may_stand_there_by_its_own_name() -> None:
    lines = "message_type: refund\nbuyer_locale: de\nsent_at: 2026-11-24\ncarrier: DHL\n"
    _, context = drafted(f"---\n{lines}placeholders:\n  ref: order-id\n---\nHi")
    assert (
        context.told()
        == Context(
            message_type="refund",
            buyer_locale="de",
            sent_at="2026-11-24",
            carrier="DHL",
            placeholders={"ref": "order-id"},
        ).told()
    )


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        pytest.param("Your order", "Your order", id="plain"),
        pytest.param("Your order   # a remark", "Your order", id="with a remark"),
        pytest.param("'It''s here'", "It's here", id="single quotes"),
        pytest.param('"It\\u2019s \\"here\\""', 'It’s "here"', id="double quotes"),
        pytest.param('"a\\\\u0041"', "a\\u0041", id="an escaped backslash"),
        pytest.param('"{{ order_id }}"', "{{ order_id }}", id="a placeholder"),
    ],
)
def test_the_subject_is_a_segment_at_its_place(written: str, subject: str) -> None:
    text = f"---\nsubject: {written}\n---\nHi"
    document, _ = drafted(text)
    segment = document.segments[0]
    assert (segment.kind, segment.content.text) == (SegmentKind.SUBJECT, subject)
    span = segment.content.source_span(0, len(subject))
    plain = written.partition("   #")[0]
    assert text[slice(*span)] == (plain[1:-1] if plain[0] in "'\"" else plain)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "---\ntyp: refund\n---\nHi",
            "m.txt:2:1: unknown key 'typ'; did you mean 'type'?",
            id="unknown key",
        ),
        pytest.param(
            "---\ntype: refund\ntype: return\n---\nHi",
            "m.txt:3:1: key 'type' is there twice (first in line 2)",
            id="twice",
        ),
        pytest.param(
            "---\ntype: refund\nmessage_type: refund\n---\nHi",
            "m.txt:2:1: the file: 'type' is 'message_type'; give one of them",
            id="by both names",
        ),
        pytest.param(
            "---\nsubject: |\n  One\n  two\n---\nHi",
            "m.txt:2:10: subject: must stand on one line, plain or in quotes",
            id="a subject of two lines",
        ),
        pytest.param(
            "---\nHello there\n---\nHi",
            "m.txt:2:1: the file: must be keys with values; if no front matter is meant, begin with another "
            "line than '---'",
            id="text between lines",
        ),
        pytest.param(
            "---\ntype: [refund\n---\nHi",
            "m.txt:3:1: is not valid YAML: did not find expected ',' or ']'",
            id="no YAML",
        ),
        pytest.param(
            "---\ntype: refund\u2028marketplace: amazon.de\n---\nHi",
            "m.txt:2:13: is a line break for YAML only; write \\n, or take it out",
            id="a line break of another kind",
        ),
        pytest.param(
            "---\ntype: refund\nHi",
            "opens front matter in line 1 that no line '---' closes; close it, or begin with another line",
            id="never closed",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, reason: str) -> None:
    assert refused(text) == reason


def test_a_draft_of_front_matter_alone_is_empty() -> None:
    report = Linter("amazon", locale="en").lint("---\ntype: refund\n---\n \n")
    assert report.not_checked == "is empty; there is nothing to check"


def test_an_option_wins_over_front_matter_and_front_matter_over_settings() -> None:
    known = Given(
        Context(marketplace="amazon.fr", placeholders={"a": "link"}),
        Context(marketplace="amazon.it", message_type="refund", carrier="DHL", placeholders={"b": "date"}),
    )
    text = "---\nmarketplace: amazon.de\ntype: return\nplaceholders: {a: date, c: quantity}\n---\nHi"
    _, context = drafted(text, known)
    assert context.told() == {
        "marketplace": "amazon.fr",
        "message_type": "return",
        "carrier": "DHL",
        "placeholders": {"a": "link", "b": "date", "c": "quantity"},
    }


def test_an_option_that_contradicts_front_matter_is_told() -> None:
    known = Given(Context.model_validate({"sent_at": "2026-11-20"}), Context())
    with pytest.raises(NotCheckedError, match=r"contradicts itself: sent_at .* comes before purchased_at"):
        drafted("---\npurchased_at: 2026-11-24\n---\nHi", known)


def test_front_matter_may_say_that_a_draft_is_a_template() -> None:
    document, _ = drafted("---\ntemplate: true\n---\nHi {{ name }}")
    assert document.template


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(locale="en")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("type: refnd", "<text>:2:7: there is no message type 'refnd'; did you mean 'refund'?"),
        (
            "marketplace: amazom.de",
            "<text>:2:14: there is no marketplace 'amazom.de'; did you mean 'amazon.de'?",
        ),
        ("order_id: 12", "<text>:2:11: order_id '12' is no order number; accepted forms: "),
        (
            "placeholders: {a: lnk}",
            "<text>:2:15: placeholder 'a' cannot stand for 'lnk'; did you mean 'link'?",
        ),
    ],
)
def test_a_name_that_does_not_exist_is_told_at_its_place(linter: Linter, line: str, reason: str) -> None:
    report = linter.lint(f"---\n{line}\n---\nHello")
    assert report.outcome is Outcome.NOT_CHECKED
    assert (report.not_checked or "").startswith(reason)


def test_violations_are_at_their_places_in_the_draft(linter: Linter) -> None:
    report = linter.lint(
        "---\ntype: question-reply\nsubject: See www.example.com\n---\nWrite to help@example.com."
    )
    places = [(one.rule, one.line, one.column, one.segment) for one in report.violations]
    assert ("contact/link", 3, 14, "subject") in places
    assert ("contact/email-address", 5, 10, "body") in places
    assert report.message_type == "question-reply"


def test_a_caller_is_told_of_names_of_his_own_that_do_not_exist(linter: Linter) -> None:
    with pytest.raises(UsageError, match="placeholder 'a' cannot stand for 'lnk'"):
        linter.lint("Hello", Context(placeholders={"a": "lnk"}))


@given(st.text(max_size=80), st.sampled_from(["", "---\n", "---\n---\n", "---\nsubject: "]))
def test_any_text_is_read_or_refused_with_a_reason(text: str, before: str) -> None:
    try:
        document, _ = drafted(before + text)
    except NotCheckedError:
        return
    assert document.source == before + text
    for segment in document.segments:
        segment.content.source_span(0, len(segment.content.text))


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1))
def test_any_subject_is_mapped_character_by_character(subject: str) -> None:
    written = json.dumps(subject, ensure_ascii=False)
    document, _ = drafted(f"---\nsubject: {written}\n---\nHi")
    content = document.segments[0].content
    assert content.text == subject
    spans = [content.source_span(at, at + 1) for at in range(len(subject))]
    assert all(one.end == other.start for one, other in pairwise(spans))
    assert (spans[0].start, spans[-1].end) == (14, 12 + len(written))
