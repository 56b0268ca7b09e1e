"""The same message breaks the same rules whatever file it comes in, each at its place there."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Context, Linter, Outcome, Violation

LINTER = Linter("amazon-replacement", locale="en")
CONTEXT = Context(marketplace="amazon.com", message_type="replacement-shipped")

VIOLATING = """Hello Ms Lund,

your order 112-1234567-7654321 came with a broken lid, so we shipped a new one.
It arrives on 5 December 2026 with UPS, tracking number 1Z999AA10123456784.

If you are happy, please leave us a 5-star review, or add us on WhatsApp.
Write to help@northpine.example.com or see https://bluekettle.example.com/care for help.



You can also reply to this message, or choose a refund."""

AS_HTML = """<!DOCTYPE html>
<html><head><meta charset="utf-8"></head>
<body><p>Hello Ms Lund,</p>
<p>your order 112-1234567-7654321 came with a broken lid, so we shipped a <i>new</i> one.<br>
It arrives on 5&nbsp;December 2026 with UPS, tracking number 1Z999AA<b>10123456784</b>.</p>
<div>If you are happy, please leave us
a 5&#45;star <b>rev</b>iew, or add us on What<span>sApp</span>.</div>
<div>Write to help&#64;northpine.example.com or see https://bluekettle.example.com/<wbr>care for help.</div>
<br><br><br>You can also reply to this message, or choose a refund.
</body></html>"""


class Found(NamedTuple):
    """A violation, and what the source says at its place."""

    rule: str
    source: str


def found(violations: tuple[Violation, ...]) -> list[Found]:
    return sorted(Found(one.rule, one.excerpt or "") for one in violations)


def test_a_violating_message_breaks_the_same_rules_as_text_and_as_html() -> None:
    text = LINTER.linted_bytes(VIOLATING.encode(), "m.txt", CONTEXT).report
    html = LINTER.linted_bytes(AS_HTML.encode(), "m.html", CONTEXT).report
    assert text.outcome is html.outcome is Outcome.VIOLATIONS
    assert [one.rule for one in found(html.violations)] == [one.rule for one in found(text.violations)]
    assert ("off-platform/messenger", "What<span>sApp") in found(html.violations)
    assert ("contact/email-address", "help&#64;northpine.example.com") in found(html.violations)
    assert ("contact/link", "https://bluekettle.example.com/<wbr>care") in found(html.violations)
    assert ("style/line-breaks", "<br><br><br>") in [
        (one.rule, one.source[-12:]) for one in found(html.violations)
    ]
    assert all(one.start is None or AS_HTML[one.start : one.end] == one.excerpt for one in html.violations)


def without(text: str, *lines: str) -> str:
    for line in lines:
        assert line in text
        text = text.replace(line, "")
    return text


def test_a_compliant_message_is_clean_as_text_and_as_html() -> None:
    text = without(VIOLATING, VIOLATING[VIOLATING.index("If you") : VIOLATING.index("You can")])
    html = without(AS_HTML, AS_HTML[AS_HTML.index("<div>If") : AS_HTML.index("You can")])
    for data, path in ((text, "m.txt"), (html, "m.html")):
        report = LINTER.linted_bytes(data.encode(), path, CONTEXT).report
        assert (report.outcome, found(report.violations)) == (Outcome.CLEAN, [])


@pytest.mark.parametrize(
    ("html", "place", "segment"),
    [
        pytest.param("<p hidden>Add us on WhatsApp.", "WhatsApp", "hidden", id="hidden text"),
        pytest.param("<!-- Add us on WhatsApp. -->x", "WhatsApp", "hidden", id="a comment"),
        pytest.param(
            "Add us on <i aria-hidden=true>WhatsApp</i>.", "WhatsApp", "hidden", id="kept from listeners"
        ),
        pytest.param(
            "Add us on Whats<i aria-hidden=true>App</i>.",
            "Whats<i aria-hidden=true>App",
            "body",
            id="half kept",
        ),
        pytest.param(
            "<img alt='Add us on WhatsApp' src='cid:a'>", "WhatsApp", "alternative", id="an alternative"
        ),
        pytest.param("<a href='https://wa.me/whatsapp'>x</a>", "whatsapp", "link", id="a link"),
        pytest.param("<img alt=a src='https://x.com/whatsapp-code.png'>", "whatsapp", "image", id="an image"),
    ],
)
def test_a_violation_tells_what_it_stands_in(html: str, place: str, segment: str) -> None:
    report = LINTER.linted_bytes(html.encode(), "m.html", CONTEXT).report
    told = [(one.excerpt, one.segment) for one in report.violations if one.rule == "off-platform/messenger"]
    assert told == [(place, segment)]


def test_a_template_of_html_keeps_its_placeholders() -> None:
    html = "<p>Hello {{ buyer_name }},</p><a href='{{ tracking_url }}'>the page of UPS</a>"
    rules = [
        one.rule for one in LINTER.linted_bytes(html.encode(), "shipped.html.j2", CONTEXT).report.violations
    ]
    assert "template/unfilled-placeholder" not in rules
    assert "contact/link" in rules
    rules = [
        one.rule for one in LINTER.linted_bytes(html.encode(), "shipped.html", CONTEXT).report.violations
    ]
    assert rules.count("template/unfilled-placeholder") == 2


def test_a_repair_cuts_out_text_and_no_tags() -> None:
    html = "<p>Thank you. <b>Add us on Whats<i>App</i> now.</b> Bye.</p>"
    report = LINTER.linted_bytes(html.encode(), "m.html", CONTEXT).report
    fix = next(one.fix for one in report.violations if one.rule == "off-platform/messenger")
    assert fix is not None
    for edit in reversed(fix.edits):
        html = html[: edit.start] + edit.text + html[edit.end :]
    assert html == "<p>Thank you.<b><i></i></b> Bye.</p>"


def test_a_replacement_for_plain_text_is_no_repair_of_markup() -> None:
    report = LINTER.linted_bytes(b"One<br><br><br>two", "m.html", CONTEXT).report
    assert [one.fix for one in report.violations if one.rule == "style/line-breaks"] == [None]


@pytest.mark.parametrize(
    ("channel", "broken"),
    [pytest.param("message-centre", False, id="takes HTML"), pytest.param("api", True, id="takes none")],
)
def test_html_for_a_channel_that_takes_none_is_a_violation(channel: str, *, broken: bool) -> None:
    context = Context(channel=channel, message_type="refund")
    report = LINTER.linted_bytes(b"<p>Thank you.</p>", "m.html", context).report
    assert ("style/html" in [one.rule for one in report.violations]) is broken


PIECES = st.sampled_from(
    (
        *(
            "<p>",
            "</p>",
            "<br>",
            "<b>",
            "</b>",
            "<!-- ",
            " -->",
            "<p hidden>",
            "<i aria-hidden=true>",
            "<td>",
            "<a href='",
        ),
        *(
            "'>",
            "<img src='",
            "<style>",
            "</style>",
            "<table>",
            "<bdo dir=rtl>",
            "<font color=white>",
            "&nbsp;",
            "&#46;",
        ),
        *(
            "What",
            "sApp",
            "https://",
            "example",
            ".com",
            "help@",
            "leave us a ",
            "5-star review",
            "+1 206 555 0134",
            "微信",
        ),
        *(
            "style='display:none'",
            "{{ name }}",
            "None",
            "112-1234567-7654321",
            "👍",
            "\u202e",
            "\n\n\n",
            "WE ARE SORRY",
        ),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=20).map("".join))
def test_a_report_on_any_html_is_sound(html: str) -> None:
    html = html.removeprefix("\ufeff")
    report = LINTER.linted_bytes(html.encode(errors="surrogatepass"), "m.html", CONTEXT).report
    assert "the linter failed" not in (report.not_checked or "")
    for one in report.violations:
        if one.start is not None and one.part is None:
            assert one.end is not None
            assert 0 <= one.start < one.end <= len(html)
            assert one.excerpt == html[one.start : one.end]
