"""Every example message, with exactly what a reader expects to be found in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from buyer_msg_lint import Context, Linter, Outcome, Severity

FOLDER = Path(__file__).parents[1] / "examples"
Found = tuple[str, int | None, int | None, str | None]

EXPECTED: dict[str, list[Found]] = {
    "chinese.txt": [("language/not-allowed", 1, 1, None)],
    "coupon.txt": [("marketing/promotion", 6, 17, "use code COZY15 for 15% off your next order")],
    "disguised.txt": [
        ("off-platform/messenger", 6, 27, "W h a t s A p p"),
        ("off-platform/messenger", 6, 50, "\u0422elegram"),
        ("style/disguise", 6, 50, "\u0422elegram"),
        (
            "off-platform/contact-elsewhere",
            6,
            63,
            "write to care (at) northpine-yoga (dot) com",
        ),
        ("contact/email-address", 6, 72, "care (at) northpine-yoga (dot) com"),
        (
            "reviews/positive-only",
            7,
            1,
            "If you like the new mat, please leave us a fi\u200bve st\u200bar rev\u200biew",
        ),
        ("reviews/solicitation", 7, 26, "please leave us a fi\u200bve st\u200bar rev\u200biew"),
        ("style/disguise", 7, 44, "fi\u200bve"),
        ("style/disguise", 7, 50, "st\u200bar"),
        ("style/disguise", 7, 56, "rev\u200biew"),
    ],
    "email-address.txt": [
        (
            "off-platform/contact-elsewhere",
            6,
            27,
            "send a photo of the base to service@northpine-kitchen.example.com",
        ),
        ("contact/email-address", 6, 55, "service@northpine-kitchen.example.com"),
    ],
    "german-sentence.txt": [
        (
            "language/not-allowed",
            6,
            1,
            "Wenn die neue Pfanne nicht passt, antworten Sie bitte einfach auf diese Nachricht.",
        )
    ],
    "hidden-text.html": [
        ("off-platform/messenger", 7, 37, "Whats</b><i>App"),
        ("reviews/solicitation", 8, 29, "Please leave us a 5-star review"),
        ("reviews/positive-only", 8, 36, "leave us a 5-star review"),
        ("contact/link", 9, 40, "https://www.northpine-kitchen.com/"),
    ],
    "link.txt": [
        (
            "off-platform/other-store",
            7,
            29,
            "register your new bag at https://www.northpine-bags.example.com/register?src=msg",
        ),
        ("contact/link", 7, 54, "https://www.northpine-bags.example.com/register?src=msg"),
    ],
    "phone-number.txt": [
        ("off-platform/contact-elsewhere", 7, 21, "call us at (212) 555-0142"),
        ("contact/phone-number", 7, 32, "(212) 555-0142"),
    ],
    "qr-code-card.txt": [("contact/qr-code", 6, 44, "scan the QR code")],
    "question-reply.txt": [],
    "replacement-shipped.txt": [],
    "review-for-refund.txt": [
        ("reviews/change-or-removal", 7, 21, "change your review to 5 stars"),
        ("reviews/incentive", 7, 21, "change your review to 5 stars after you receive the refund"),
        ("reviews/positive-only", 7, 43, "5 stars"),
    ],
    "shipped-template.txt.j2": [],
    "two-parts.eml": [
        ("style/parts-differ", 19, 41, "or write to help=40northpine-kitchen.c=\nom"),
        ("off-platform/contact-elsewhere", 19, 44, "write to help=40northpine-kitchen.c=\nom"),
        ("contact/email-address", 19, 53, "help=40northpine-kitchen.c=\nom"),
    ],
    "wechat-handle.txt": [
        ("off-platform/messenger", 6, 37, "WeChat"),
        ("contact/handle", 6, 37, "WeChat: northpine_care88"),
    ],
}


@cache
def linter() -> Linter:
    return Linter(locale="en")


def test_every_example_is_here_and_every_name_here_is_an_example() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_a_reader_expects_is_found_in_its_line(name: str) -> None:
    report = linter().lint_file(FOLDER / name)
    found = {(one.rule, one.line) for one in report.violations if one.severity is Severity.ERROR}
    assert {(rule, line) for rule, line, _, _ in EXPECTED[name] if not rule.startswith("style/")} <= found
    assert report.outcome is (Outcome.VIOLATIONS if EXPECTED[name] else Outcome.CLEAN)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_is_found_in_each_example_is_what_a_reader_expects(name: str) -> None:
    report = linter().lint_file(FOLDER / name)
    found = [(one.rule, one.line, one.column, one.excerpt) for one in report.violations]
    whole = (FOLDER / name).read_text(encoding="utf-8").rstrip("\n")
    expected = [
        (rule, line, column, whole if excerpt is None else excerpt)
        for rule, line, column, excerpt in EXPECTED[name]
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "message_type"),
    [
        ("replacement-shipped.txt", "replacement-shipped"),
        ("replacement-shipped.txt", "auto"),
        ("shipped-template.txt.j2", "replacement-shipped"),
        ("shipped-template.txt.j2", "auto"),
        ("question-reply.txt", "question-reply"),
        ("question-reply.txt", "auto"),
    ],
)
def test_compliant_examples_are_clean_and_of_the_type_that_they_seem(name: str, message_type: str) -> None:
    report = linter().lint_file(FOLDER / name, Context(message_type=message_type))
    assert report.outcome is Outcome.CLEAN
    assert report.violations == ()
    assert report.message_type == ("question-reply" if "question" in name else "replacement-shipped")


def test_the_compliant_replacement_holds_every_required_field() -> None:
    context = Context(
        marketplace="amazon.com",
        message_type="replacement-shipped",
        order_id="112-5550134-5550178",
        tracking_numbers=("1Z999AA10123456784",),
        carrier="UPS",
        attachments=(),
        channel="message-centre",
        initiative="reply",
        purchased_at="2026-11-10",
        last_buyer_message_at="2026-11-24T09:00:00Z",
        sent_at="2026-11-24T11:00:00Z",
    )
    report = linter().lint_file(FOLDER / "replacement-shipped.txt", context)
    assert (report.violations, report.not_evaluated) == ((), ())
