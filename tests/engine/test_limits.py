from __future__ import annotations

import json
import re
import shutil
from datetime import datetime, timedelta
from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import Pack, load_pack
from buyer_msg_lint.policy.resolve import single_rule
from buyer_msg_lint.verdict import Severity, Verdict

TEXT = "The lamp was sent."
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The shipped limits alone, with the types and marketplaces that they name, and the policies."""
    root = tmp_path_factory.mktemp("rules")
    for name in ("timing", "limits", "types", "marketplaces", "policies"):
        shutil.copytree(shipped_rules() / name, root / name)
    return load_pack([root])


def lint(pack: Pack, rule: str, text: str = TEXT, /, **context: Any) -> Verdict:
    plan = Plan(planned(single_rule(pack, rule)))
    return check(plan, from_text(text), Context(**context), locale="en", fail_on=Severity.ERROR)


def told(report: Verdict) -> list[tuple[str, str]]:
    return [(one.rule, one.severity.value) for one in report.violations]


def missing(report: Verdict) -> list[tuple[str, str]]:
    return [(one.rule, one.missing) for one in report.not_evaluated]


# the shipped limits on time

BORDERS = [
    pytest.param(
        "timing/claim-deadline",
        {"message_type": "claim-answer", "claim_received_at": "2026-11-21T10:00:00Z"},
        "2026-11-24T10:00:00Z",
        "error",
        id="a claim after 72 hours, over a weekend",
    ),
    pytest.param(
        "timing/explanation-deadline",
        {"message_type": "out-of-stock", "last_buyer_message_at": "2026-11-22T11:00:00+01:00"},
        "2026-11-24T10:00:00Z",
        "error",
        id="an explanation after 48 hours",
    ),
    pytest.param(
        "timing/messaging-window",
        {"purchased_at": "2026-08-01T00:00:00Z"},
        "2026-10-30T00:00:00Z",
        "error",
        id="any message after 90 days",
    ),
    pytest.param(
        "timing/messaging-window",
        {"purchased_at": "2027-12-15T00:00:00-05:00", "message_type": "refund", "initiative": "reply"},
        "2028-03-14T05:00:00Z",
        "error",
        id="a reply after 90 days, over the year's end and a leap day",
    ),
    pytest.param(
        "timing/proactive-window",
        {"initiative": "proactive", "completed_at": "2026-10-01T08:00:00Z"},
        "2026-10-31T08:00:00Z",
        "error",
        id="a message of our own accord after 30 days",
    ),
    pytest.param(
        "timing/proactive-window",
        {"message_type": "invoice-sending", "completed_at": "2028-02-01T00:00:00Z"},
        "2028-03-02T00:00:00Z",
        "error",
        id="an invoice after 30 days, over a leap day",
    ),
    pytest.param(
        "timing/reply-deadline",
        {"initiative": "reply", "last_buyer_message_at": "2026-11-20T22:00:00Z"},
        "2026-11-21T10:00:00Z",
        "warning",
        id="a warning after 12 hours, on a Saturday too",
    ),
    pytest.param(
        "timing/reply-deadline",
        {"message_type": "question-reply", "last_buyer_message_at": "2026-11-23T23:00:00-08:00"},
        "2026-11-24T19:00:00Z",
        "warning",
        id="a warning for an answer that is one by its type",
    ),
    pytest.param(
        "timing/return-decision",
        {"message_type": "return", "return_requested_at": "2026-11-17T09:00:00Z"},
        "2026-11-20T23:59:59Z",
        "error",
        id="a return after 3 business days, Tuesday to Friday",
    ),
    pytest.param(
        "timing/return-decision",
        {"message_type": "return", "return_requested_at": "2026-11-21T09:00:00+01:00"},
        "2026-11-25T23:59:59+01:00",
        "error",
        id="a return that was asked for on a Saturday",
    ),
    pytest.param(
        "timing/solicitation-window",
        {"message_type": "review-request", "delivered_at": "2026-11-01T10:00:00Z"},
        "2026-12-01T10:00:00Z",
        "error",
        id="a request for a review after 30 days",
    ),
    pytest.param(
        "timing/ebay-message-window",
        {"purchased_at": "2026-11-30T10:00:00Z"},
        "2027-02-28T10:00:00Z",
        "error",
        id="eBay: any message after 90 days, over the year's end",
    ),
    pytest.param(
        "timing/etsy-reply-deadline",
        {"initiative": "reply", "last_buyer_message_at": "2026-11-21T18:00:00Z"},
        "2026-11-22T18:00:00Z",
        "warning",
        id="Etsy: a reply after 24 hours, on a Sunday",
    ),
    pytest.param(
        "timing/mercado-libre-conversation",
        {"initiative": "reply", "last_buyer_message_at": "2028-02-01T12:00:00-03:00"},
        "2028-03-02T12:00:00-03:00",
        "warning",
        id="Mercado Libre: a conversation after 30 days, over a leap day",
    ),
    pytest.param(
        "timing/shopee-reply-deadline",
        {"initiative": "reply", "last_buyer_message_at": "2026-12-31T23:00:00+08:00"},
        "2027-01-01T02:00:00+08:00",
        "warning",
        id="Shopee: a reply after 3 hours, over midnight",
    ),
    pytest.param(
        "timing/tiktok-reply-deadline",
        {
            "initiative": "reply",
            "marketplace": "seller-us.tiktok.com",
            "last_buyer_message_at": "2026-11-20T10:00:00Z",
        },
        "2026-11-21T10:00:00Z",
        "error",
        id="TikTok Shop US: a reply after 24 hours, on a Saturday",
    ),
    pytest.param(
        "timing/tiktok-thailand-reply-deadline",
        {
            "initiative": "reply",
            "marketplace": "seller-th.tiktok.com",
            "last_buyer_message_at": "2026-11-20T20:00:00+07:00",
        },
        "2026-11-21T08:00:00+07:00",
        "error",
        id="TikTok Shop Thailand: a reply after 12 hours",
    ),
    pytest.param(
        "timing/walmart-reply-deadline",
        {"initiative": "reply", "last_buyer_message_at": "2026-11-20T10:00:00Z"},
        "2026-11-22T10:00:00Z",
        "error",
        id="Walmart: a reply after 48 hours, over a weekend",
    ),
]


@pytest.mark.parametrize(("rule", "context", "border", "severity"), BORDERS)
def test_a_limit_is_kept_to_the_second(
    shipped: Pack, rule: str, context: dict[str, str], border: str, severity: str
) -> None:
    at = datetime.fromisoformat(border)
    expected = {-SECOND: [], 0 * SECOND: [], SECOND: [(rule, severity)]}
    for step, violations in expected.items():
        report = lint(shipped, rule, **context, sent_at=at + step)
        assert (told(report), report.not_evaluated) == (violations, ())


def test_a_review_is_not_asked_for_before_its_window(shipped: Pack) -> None:
    rule, known = "timing/solicitation-window", {"message_type": "review-request"}
    opens = datetime.fromisoformat("2026-11-06T10:00:00+00:00")
    delivered = opens - timedelta(days=5)
    for step, violations in ((-SECOND, [(rule, "error")]), (0 * SECOND, []), (SECOND, [])):
        report = lint(shipped, rule, **known, delivered_at=delivered, sent_at=opens + step)
        assert (told(report), report.not_evaluated) == (violations, ())
    assert told(lint(shipped, rule, **known, delivered_at=delivered, sent_at=delivered - SECOND)) == [
        (rule, "error")
    ]


def test_a_reply_is_a_warning_from_12_hours_and_an_error_from_24(shipped: Pack) -> None:
    rule = "timing/reply-deadline"
    asked = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    for passed, severities in (
        (timedelta(0), []),
        (timedelta(hours=12), []),
        (timedelta(hours=12, seconds=1), ["warning"]),
        (timedelta(hours=24), ["warning"]),
        (timedelta(hours=24, seconds=1), ["error"]),
        (timedelta(days=300), ["error"]),
    ):
        report = lint(shipped, rule, initiative="reply", last_buyer_message_at=asked, sent_at=asked + passed)
        assert told(report) == [(rule, severity) for severity in severities]
        assert report.ok is (severities != ["error"])


def test_every_shipped_limit_on_time_has_its_borders_here(shipped: Pack) -> None:
    tested = {str(row.values[0]) for row in BORDERS}
    assert tested == {rule for rule, loaded in shipped.rules.items() if loaded.model.limit.since}  # type: ignore[union-attr] # all are limits


@pytest.mark.parametrize(("rule", "context", "border", "severity"), BORDERS)
def test_a_limit_without_a_moment_is_not_evaluated_and_names_it(
    shipped: Pack, rule: str, context: dict[str, str], border: str, severity: str
) -> None:
    assert severity
    [since] = [name for name in context if name.endswith("_at")]
    known = {name: value for name, value in context.items() if name != since}
    for fields, lacks in (
        (context, "sent_at"),
        (known | {"sent_at": border}, since),
        (known, since),
    ):
        report = lint(shipped, rule, **fields)
        assert (told(report), missing(report)) == ([], [(rule, lacks)])


@pytest.mark.parametrize(
    ("rule", "lacks"),
    [
        pytest.param("timing/claim-deadline", "message_type", id="an answer to a claim, or not"),
        pytest.param("timing/explanation-deadline", "message_type", id="an explanation, or not"),
        pytest.param("timing/return-decision", "message_type", id="a decision on a return, or not"),
        pytest.param("timing/solicitation-window", "message_type", id="a request for a review, or not"),
        pytest.param("timing/proactive-window", "initiative", id="of our own accord, or not"),
        pytest.param("timing/reply-deadline", "initiative", id="a reply, or not"),
        pytest.param("limits/message-length", "message_type", id="a type with a limit, or not"),
    ],
)
def test_a_limit_that_may_not_hold_is_not_evaluated_and_names_why(
    shipped: Pack, rule: str, lacks: str
) -> None:
    late = dict.fromkeys(
        ("claim_received_at", "return_requested_at", "last_buyer_message_at", "completed_at", "delivered_at"),
        "2026-01-01",
    )
    for fields in ({}, late, late | {"sent_at": "2026-11-24"}):
        report = lint(shipped, rule, **fields)
        assert (told(report), missing(report)) == ([], [(rule, lacks)])


@pytest.mark.parametrize(
    ("rule", "context"),
    [
        pytest.param("timing/claim-deadline", {"message_type": "refund"}, id="no answer to a claim"),
        pytest.param("timing/explanation-deadline", {"message_type": "return"}, id="no explanation"),
        pytest.param("timing/return-decision", {"message_type": "refund"}, id="no decision on a return"),
        pytest.param("timing/solicitation-window", {"message_type": "refund"}, id="no request for a review"),
        pytest.param("timing/proactive-window", {"initiative": "reply"}, id="a reply"),
        pytest.param("timing/proactive-window", {"message_type": "question-reply"}, id="a reply by its type"),
        pytest.param("timing/reply-deadline", {"initiative": "proactive"}, id="of our own accord"),
        pytest.param(
            "timing/reply-deadline", {"message_type": "review-request"}, id="of our own accord by its type"
        ),
        pytest.param("limits/message-length", {"message_type": "refund"}, id="a type without a limit"),
    ],
)
@pytest.mark.parametrize("dated", [False, True], ids=["without dates", "long after"])
def test_a_limit_that_does_not_hold_is_neither_broken_nor_open(
    shipped: Pack, rule: str, context: dict[str, str], *, dated: bool
) -> None:
    late = dict.fromkeys(
        ("claim_received_at", "return_requested_at", "last_buyer_message_at", "completed_at"), "2026-01-01"
    )
    report = lint(shipped, rule, **context, **(late | {"sent_at": "2026-11-24"} if dated else {}))
    assert (told(report), missing(report)) == ([], [])


@pytest.mark.parametrize(
    ("asked", "sent", "outcome"),
    [
        pytest.param("2026-11-24", "2026-11-24", "sent_at", id="the same date"),
        pytest.param("2026-11-23", "2026-11-24T09:00:00Z", "last_buyer_message_at", id="a date, then a time"),
        pytest.param("2026-11-23T09:00:00Z", "2026-11-24", "sent_at", id="a time, then a date"),
        pytest.param("2026-11-21", "2026-11-24", "sent_at", id="over 12 hours, but perhaps not over 24"),
        pytest.param("2026-11-20", "2026-11-24", "error", id="dates far apart"),
        pytest.param("2026-11-20", "2026-11-22T12:00:00Z", "error", id="a date, then a late time"),
        pytest.param("2026-11-23T10:00:00Z", "2026-11-26", "error", id="a time, then a late date"),
    ],
)
def test_dates_decide_a_limit_or_leave_it_open(shipped: Pack, asked: str, sent: str, outcome: str) -> None:
    rule = "timing/reply-deadline"
    report = lint(shipped, rule, initiative="reply", last_buyer_message_at=asked, sent_at=sent)
    if outcome == "error":
        assert (told(report), missing(report)) == ([(rule, "error")], [])
    else:
        assert (told(report), missing(report)) == ([], [(rule, outcome)])


def test_dates_can_tell_that_a_limit_is_kept(shipped: Pack) -> None:
    report = lint(shipped, "timing/messaging-window", purchased_at="2026-08-01", sent_at="2026-10-27")
    assert (told(report), missing(report)) == ([], [])
    report = lint(shipped, "timing/messaging-window", purchased_at="2026-08-01", sent_at="2026-10-28")
    assert (told(report), missing(report)) == ([], [("timing/messaging-window", "sent_at")])


def test_a_limit_on_time_is_told_with_its_moments_in_both_languages(shipped: Pack) -> None:
    plan = Plan(planned(single_rule(shipped, "timing/solicitation-window")))
    context = Context(
        message_type="review-request", delivered_at="2026-11-01T10:00:00Z", sent_at="2026-11-06T09:59:59Z"
    )
    said = {}
    for locale in ("en", "zh"):
        report = check(plan, from_text(TEXT), context, locale=locale, fail_on=Severity.ERROR)
        [violation] = report.violations
        said[locale] = violation.message
        assert (violation.start, violation.line, violation.excerpt, violation.fix) == (None, None, None, None)
        assert not report.ok
    assert said == {
        "en": "The request for a review (2026-11-06 09:59:59+00:00) is not 5 days to 30 days "
        "after the delivery (2026-11-01 10:00:00+00:00)",
        "zh": "索评时间（2026-11-06 09:59:59+00:00）不在送达（2026-11-01 10:00:00+00:00）后5天至30天之内",
    }


def test_a_limit_may_end_at_another_moment_than_the_sending(folder: Any) -> None:
    limit = {"since": "purchased_at", "until": "delivered_at", "most": "2 days"}
    folder.rule(find=None, limit=limit, message={"en": "{since} {until} {most}", "zh": "晚"})
    assert missing(folder.lint("x", purchased_at="2026-11-24")) == [("house/rule", "delivered_at")]
    report = folder.lint("x", purchased_at="2026-11-20", delivered_at="2026-11-25")
    assert [one.message for one in report.violations] == ["2026-11-20 2026-11-25 2 days"]


# the shipped limits on length

LENGTHS = [
    ("confirmCustomizationDetails", 1, 800),
    ("confirmDeliveryDetails", 1, 2000),
    ("confirmOrderDetails", 1, 2000),
    ("confirmServiceDetails", 1, 2000),
    ("digitalAccessKey", 1, 400),
    ("unexpectedProblem", 1, 2000),
    ("invoice", 0, 0),
    ("legalDisclosure", 0, 0),
    ("warranty", 0, 0),
]


@pytest.mark.parametrize(("kind", "least", "most"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_a_type_takes_so_many_characters_and_no_more(shipped: Pack, kind: str, least: int, most: int) -> None:
    rule = "limits/message-length"
    if most:
        assert lint(shipped, rule, "é" * most, message_type=kind).violations == ()
    report = lint(shipped, rule, "é" * (most + 1), message_type=kind)
    [violation] = report.violations
    assert (violation.start, violation.end, violation.excerpt) == (most, most + 1, "é")
    bounds = f"{least}–{most:,}" if most else "0"
    assert violation.message == f"Number of characters in the text: {most + 1:,}; accepted: {bounds}"
    assert report.not_evaluated == ()


def test_every_type_with_a_length_is_tested_here(shipped: Pack) -> None:
    limited = {kind: loaded.model.limits.get("message-length") for kind, loaded in shipped.types.items()}
    assert {kind: bounds for kind, bounds in limited.items() if bounds} == {
        kind: (least, most) for kind, least, most in LENGTHS
    }


def measured(folder: Any, measure: str, limits: tuple[int, int] | None = None, **bounds: Any) -> None:
    """Write a limit on what is measured, and a type ``short`` that may have limits of its own."""
    said = "{actual}, not {least} to {most}"
    if measure in ("attachment-size", "attachment-type"):
        said = "{name}: " + (said if measure == "attachment-size" else "{actual}, none of {most}")
    folder.rule(find=None, limit={"measure": measure, **bounds}, message={"en": said, "zh": "长"})
    kind: dict[str, Any] = {"id": "short", "title": {"en": "Short", "zh": "短"}}
    if limits:
        kind["limits"] = {measure: limits}
    folder.file("types/short.yaml", json.dumps(kind))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("ab", None, id="as short as may be"),
        pytest.param("abcde", None, id="as long as may be"),
        pytest.param("abcdef", (5, 6), id="one too many"),
        pytest.param("abcde fg", (5, 8), id="three too many"),
        pytest.param("ab\ncd\nef", (5, 8), id="on the third line"),
        pytest.param("📦📦📦📦📦", None, id="letters beyond the first plane count once"),
        pytest.param("📦📦📦📦📦📦", (5, 6), id="one of them too many"),
    ],
)
def test_what_is_too_long_is_at_its_excess(folder: Any, text: str, place: tuple[int, int] | None) -> None:
    measured(folder, "message-length", most="5", least="2")
    found = folder.lint(text).violations
    assert [(one.start, one.end) for one in found] == ([place] if place else [])
    assert all(one.excerpt == text[one.start : one.end] for one in found)


def test_the_excess_has_its_line_and_column(folder: Any) -> None:
    measured(folder, "message-length", most="5")
    [violation] = folder.lint("ab\ncd\nef\ng").violations
    assert (violation.line, violation.column, violation.end_line, violation.end_column) == (2, 3, 4, 2)


def test_what_is_too_short_has_no_place(folder: Any) -> None:
    measured(folder, "message-length", most="5", least="2")
    [violation] = folder.lint("a").violations
    assert (violation.start, violation.message) == (None, "1, not 2 to 5")


@pytest.mark.parametrize(
    ("data", "violations"),
    [
        pytest.param("abcde", 0, id="no line break"),
        pytest.param("abcde\n", 0, id="the line break that ends a file"),
        pytest.param("abcde\r\n", 0, id="as Windows writes it"),
        pytest.param("abcde\n\n", 1, id="an empty line"),
        pytest.param("abcd\nf\n", 1, id="a line break within"),
    ],
)
def test_the_line_break_that_ends_a_file_is_not_part_of_the_message(
    folder: Any, data: str, violations: int
) -> None:
    measured(folder, "message-length", most="5")
    document = from_text(data, "draft.txt")
    report = check(folder.plan(), document, Context(), locale="en", fail_on=Severity.ERROR)
    assert len(report.violations) == violations


def test_a_line_break_at_the_end_of_a_text_counts(folder: Any) -> None:
    measured(folder, "message-length", most="5")
    assert [(one.start, one.end) for one in folder.lint("abcde\n").violations] == [(5, 6)]


@pytest.mark.parametrize(
    ("own", "of_type", "least", "most"),
    [
        pytest.param({}, (2, 6), 2, 6, id="only the type's"),
        pytest.param({"most": "5", "least": "3"}, None, 3, 5, id="only the rule's"),
        pytest.param({"most": "5", "least": "3"}, (2, 6), 3, 5, id="the rule's are narrower"),
        pytest.param({"most": "8", "least": "1"}, (2, 6), 2, 6, id="the type's are narrower"),
        pytest.param({"most": "5", "least": "1"}, (2, 6), 2, 5, id="the narrower of each"),
        pytest.param({"most": "5"}, (2, 6), 2, 5, id="the rule's most, the type's least"),
        pytest.param({"least": "4"}, (2, 6), 4, 6, id="the rule's least, the type's most"),
    ],
)
def test_the_narrower_bound_holds(
    folder: Any, own: dict[str, str], of_type: tuple[int, int] | None, least: int, most: int
) -> None:
    measured(folder, "message-length", of_type, **own)
    for length in range(1, 10):
        found = folder.lint("x" * length, message_type="short").violations
        assert bool(found) is not (least <= length <= most)
        assert all(one.message == f"{length}, not {least} to {most}" for one in found)


@pytest.mark.parametrize(
    ("bounds", "text", "message"),
    [
        pytest.param({"most": "1,000"}, "x" * 1001, "1,001, not 0 to 1,000", id="no least"),
        pytest.param({"least": "2"}, "x", "1, not 2 to ∞", id="no most"),
    ],
)
def test_a_bound_that_is_not_there_is_told_too(
    folder: Any, bounds: dict[str, Any], text: str, message: str
) -> None:
    measured(folder, "message-length", **bounds)
    assert [one.message for one in folder.lint(text).violations] == [message]


def test_bounds_of_types_alone_need_the_type(folder: Any) -> None:
    measured(folder, "message-length", (1, 3))
    assert missing(folder.lint("x" * 9)) == [("house/rule", "message_type")]
    folder.type("long")
    assert told(folder.lint("x" * 9, message_type="long")) == []
    assert missing(folder.lint("x" * 9, message_type="long")) == []


# attachments


def files(*sizes: int | None) -> list[dict[str, Any]]:
    return [{"name": f"{number}.pdf", "size": size} for number, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("count", "message"),
    [
        pytest.param(0, "0, not 1 to 3", id="none"),
        pytest.param(1, None, id="the least"),
        pytest.param(3, None, id="the most"),
        pytest.param(4, "4, not 1 to 3", id="one too many"),
    ],
)
def test_attachments_are_counted(folder: Any, count: int, message: str | None) -> None:
    measured(folder, "attachment-count", (1, 5), most="3")
    report = folder.lint("x", message_type="short", attachments=files(*[None] * count))
    assert [one.message for one in report.violations] == ([message] if message else [])
    assert report.not_evaluated == ()


@pytest.mark.parametrize(
    ("sizes", "too_large", "open_"),
    [
        pytest.param([], [], False, id="no files"),
        pytest.param([10 << 10], [], False, id="as large as may be"),
        pytest.param([(10 << 10) + 1], ["0.pdf"], False, id="a byte too large"),
        pytest.param([1, 99_999, 1, 99_999], ["1.pdf", "3.pdf"], False, id="two of four"),
        pytest.param([None], [], True, id="of unknown size"),
        pytest.param([1, None], [], True, id="one of unknown size"),
        pytest.param([None, 99_999], ["1.pdf"], False, id="one too large, one of unknown size"),
    ],
)
def test_attachments_are_measured(
    folder: Any, sizes: list[int | None], too_large: list[str], *, open_: bool
) -> None:
    measured(folder, "attachment-size", most="10 KB")
    report = folder.lint("x", attachments=files(*sizes))
    assert [one.message.partition(":")[0] for one in report.violations] == too_large
    assert missing(report) == ([("house/rule", "attachments")] if open_ else [])


def test_a_size_that_nobody_knows_is_not_too_small(folder: Any) -> None:
    measured(folder, "attachment-size", most="10 KB", least="1")
    report = folder.lint("x", attachments=files(None, 99_999))
    assert [one.message for one in report.violations] == ["1.pdf: 99,999, not 1 to 10,240"]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        pytest.param("label.pdf", True, id="an allowed ending"),
        pytest.param("LABEL.PDF", True, id="in capitals"),
        pytest.param("label.final.pdf", True, id="two endings, the last allowed"),
        pytest.param("photo.jpeg", True, id="allowed with a dot before it"),
        pytest.param("scan.tif", True, id="allowed in capitals"),
        pytest.param("label.pdf.exe", False, id="two endings, the last not allowed"),
        pytest.param("label.exe", False, id="another ending"),
        pytest.param("label", False, id="no ending"),
        pytest.param("pdf", False, id="a name like an ending"),
        pytest.param(".pdf", False, id="a hidden file without an ending"),
        pytest.param("label.pdf.", False, id="a dot at the end"),
        pytest.param("label.pdfx", False, id="an ending that goes on"),
    ],
)
def test_attachments_have_an_allowed_ending(folder: Any, name: str, *, allowed: bool) -> None:
    measured(folder, "attachment-type", among=["pdf", ".jpeg", "TIF"])
    report = folder.lint("x", attachments=[{"name": name}])
    assert told(report) == ([] if allowed else [("house/rule", "error")])
    assert report.not_evaluated == ()


def test_an_ending_that_is_not_allowed_is_told_with_those_that_are(folder: Any) -> None:
    measured(folder, "attachment-type", among=["pdf", "png"])
    report = folder.lint("x", attachments=[{"name": "a.EXE"}, {"name": "b"}, {"name": "c.png"}])
    assert [one.message for one in report.violations] == [
        "a.EXE: exe, none of pdf, png",
        "b: -, none of pdf, png",
    ]


@pytest.mark.parametrize("measure", ["attachment-count", "attachment-size", "attachment-type"])
def test_unknown_attachments_are_not_evaluated(folder: Any, measure: str) -> None:
    measured(folder, measure, **({"among": ["pdf"]} if measure == "attachment-type" else {"most": "5"}))
    assert missing(folder.lint("x")) == [("house/rule", "attachments")]
    assert missing(folder.lint("x", attachments=[])) == []


@pytest.mark.parametrize("measure", ["attachment-count", "attachment-size"])
def test_attachments_of_types_alone_need_the_type_first(folder: Any, measure: str) -> None:
    measured(folder, measure, (1, 5))
    assert missing(folder.lint("x")) == [("house/rule", "message_type")]
    assert missing(folder.lint("x", message_type="short")) == [("house/rule", "attachments")]


COUNTS = [
    ("confirmCustomizationDetails", 0, 5),
    ("confirmDeliveryDetails", 0, 0),
    ("confirmOrderDetails", 0, 0),
    ("confirmServiceDetails", 0, 0),
    ("digitalAccessKey", 0, 5),
    ("unexpectedProblem", 0, 0),
    ("invoice", 1, 5),
    ("legalDisclosure", 0, 5),
    ("warranty", 1, 5),
]


@pytest.mark.parametrize(("kind_", "least", "most"), COUNTS, ids=[row[0] for row in COUNTS])
def test_a_type_takes_so_many_attachments_and_no_more(
    shipped: Pack, kind_: str, least: int, most: int
) -> None:
    rule = "limits/attachment-count"
    for count in range(most + 2):
        report = lint(shipped, rule, message_type=kind_, attachments=files(*[1] * count))
        assert told(report) == ([] if least <= count <= most else [(rule, "error")])
    assert missing(lint(shipped, rule, message_type=kind_)) == [(rule, "attachments")]


def test_every_type_with_attachments_is_tested_here(shipped: Pack) -> None:
    limited = {kind: loaded.model.limits.get("attachment-count") for kind, loaded in shipped.types.items()}
    assert {kind: bounds for kind, bounds in limited.items() if bounds} == {
        kind: (least, most) for kind, least, most in COUNTS
    }


def test_a_shipped_size_is_kept_to_the_byte(shipped: Pack) -> None:
    rule = "limits/attachment-size"
    for size, violations in ((0, []), (10_485_760, []), (10_485_761, [(rule, "error")])):
        report = lint(shipped, rule, attachments=files(size))
        assert (told(report), missing(report)) == (violations, [])
    assert missing(lint(shipped, rule, attachments=files(None))) == [(rule, "attachments")]
    assert missing(lint(shipped, rule)) == [(rule, "attachments")]


@pytest.mark.parametrize("ending", ["pdf", "txt", "doc", "docx", "jpg", "jpeg", "png", "PNG"])
def test_a_shipped_ending_is_allowed(shipped: Pack, ending: str) -> None:
    rule = "limits/attachment-type"
    assert told(lint(shipped, rule, attachments=[{"name": f"a.{ending}"}])) == []
    assert told(lint(shipped, rule, attachments=[{"name": f"a.{ending}.exe"}])) == [(rule, "warning")]


def test_the_shipped_policies_hold_all_limits(shipped: Pack) -> None:
    ours = {"timing/explanation-deadline", "timing/messaging-window", "timing/return-decision"}
    others = re.compile("/(allegro|ebay|etsy|mercado-libre|shopee|tiktok|walmart)-|/text-length$")
    named = {name: set(loaded.model.rules) & set(shipped.rules) for name, loaded in shipped.policies.items()}
    assert named["amazon"] == {rule for rule in shipped.rules if not others.search(rule)} - ours
    assert named["amazon-replacement"] >= ours
    assert set(shipped.rules) == set().union(*named.values())
    assert shipped.policies["amazon-replacement"].model.extends == "amazon"
    for loaded in shipped.policies.values():
        limits = (setting for name, setting in loaded.model.rules.items() if name in shipped.rules)
        assert all(setting.on for setting in limits)


def test_limits_are_judged_beside_the_other_rules(folder: Any) -> None:
    measured(folder, "message-length", most="20")
    folder.rule("house/word")
    report = folder.lint("A forbidden word, and more of it.")
    assert [(one.rule, one.start) for one in report.violations] == [("house/word", 2), ("house/rule", 20)]
