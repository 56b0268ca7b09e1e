"""The same message says the same in every container, each thing at its place."""

from __future__ import annotations

from email.message import EmailMessage
from functools import cache

import pytest

from buyer_msg_lint import Linter, Report
from tests.inputs.mail.made import based, mail, multipart, plain, quoted
from tests.test_same_message import CONTEXT, VIOLATING
from tests.test_same_message import LINTER as WHOLE_POLICY

GOOD = (
    "Hello Ms Müller,\n\nthe lid of your kettle is on its way. Please reply to this message if it is late.\n"
)
BAD = (
    "Hello Ms Müller,\n\nthe lid is on its way — questions go to care@bluekettle.example, or add WeChat"
    " northpine88 for pictures of every step of the repair, which you'll find long.\n"
)
HTML = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in BAD.split("\n\n")) + "</body></html>\n"
TEXT_HTML = "Content-Type: text/html; charset=utf-8"
FOUND = {
    ("contact/email-address", "care@bluekettle.example"),
    ("contact/handle", "WeChat northpine88"),
    ("off-platform/messenger", "WeChat"),
}


@cache
def linter() -> Linter:
    return Linter(locale="en", select=["contact", "off-platform", "reviews"])


def lint(data: bytes, path: str) -> tuple[Report, str]:
    linted = linter().linted_bytes(data, path)
    assert linted.report.not_checked is None
    return linted.report, linted.source or ""


def by_package(text: str, encoding: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Your lid"
    message["From"] = "Ana <shop@northpine.example>"
    message.set_content(text, cte=encoding)
    return message.as_bytes()


def containers(text: str) -> dict[str, tuple[str, bytes]]:
    subject = "Subject: Your lid"
    return {
        "text": ("m.txt", text.encode()),
        "plain mail": ("m.eml", mail(text, subject, plain("utf-8"), "Content-Transfer-Encoding: 8bit")),
        "mail of a few lines": ("m.eml", mail(text, "To: buyer@example.com")),
        "mail with CR LF": ("m.eml", mail(text, subject, plain("utf-8"), end="\r\n")),
        "mail in Latin-1": (
            "m.eml",
            mail(text.replace("—", "-").encode("latin-1"), subject, plain("iso-8859-1")),
        ),
        "quoted-printable": ("m.eml", quoted(text, subject)),
        "quoted-printable in Windows-1252": ("m.eml", quoted(text, subject, charset="windows-1252")),
        "quoted-printable in GB 18030": ("m.eml", quoted(text, subject, charset="gb18030")),
        "base64": ("m.eml", based(text, subject)),
        "Python, quoted-printable": ("m.eml", by_package(text, "quoted-printable")),
        "Python, base64": ("m.eml", by_package(text, "base64")),
        "Python, 8bit": ("m.eml", by_package(text, "8bit")),
        "a part": ("m.eml", multipart("mixed", quoted(text), fields=(subject,))),
        "a part of a part": (
            "m.eml",
            multipart("mixed", multipart("alternative", based(text), boundary="xx"), fields=(subject,)),
        ),
    }


@pytest.mark.parametrize("name", containers(GOOD))
def test_a_compliant_message_complies_in_every_container(name: str) -> None:
    path, data = containers(GOOD)[name]
    assert lint(data, path)[0].violations == ()


@pytest.mark.parametrize("name", containers(BAD))
def test_a_violating_message_violates_in_every_container(name: str) -> None:
    path, data = containers(BAD)[name]
    report, source = lint(data, path)
    assert {(one.rule, one.reads_as or shown(one.excerpt or "")) for one in report.violations} >= FOUND
    for one in report.violations:
        if one.part is None:
            assert source[one.start : one.end] == one.excerpt
            line = source.replace("\r\n", "\n").split("\n")[(one.line or 0) - 1]
            assert line[(one.column or 0) - 1 :].startswith((one.excerpt or "").split("\n")[0].rstrip("\r"))
        else:
            assert "base64" in name or name == "a part of a part"
            assert one.start == BAD.find(one.excerpt or "")


@pytest.mark.parametrize("name", [name for name in containers(VIOLATING) if name != "text"])
def test_every_rule_finds_as_much_in_a_mail_as_in_a_text(name: str) -> None:
    path, data = containers(VIOLATING)[name]
    report = WHOLE_POLICY.linted_bytes(data, path, CONTEXT).report
    text = WHOLE_POLICY.linted_bytes(VIOLATING.encode(), "m.txt", CONTEXT).report
    assert sorted(one.rule for one in report.violations) == sorted(one.rule for one in text.violations)
    assert (report.outcome, report.message_type) == (text.outcome, text.message_type)


def test_a_violation_in_a_branch_of_a_mail_names_its_branch() -> None:
    text = "Hello.\n{% if pictures %}Write to care@bluekettle.example.{% endif %}\n"
    report, source = lint(quoted(text, "Subject: Your lid"), "m.eml.j2")
    [one] = [one for one in report.violations if one.rule == "contact/email-address"]
    assert one.branch is not None
    assert "pictures" in one.branch
    assert source[one.start : one.end] == "care@bluekettle.example"


def shown(excerpt: str) -> str:
    """Return an excerpt without the soft line breaks of quoted-printable."""
    return excerpt.replace("=\r\n", "").replace("=\n", "")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(quoted(HTML, TEXT_HTML), id="quoted-printable"),
        pytest.param(based(HTML, TEXT_HTML), id="base64"),
        pytest.param(mail(HTML, TEXT_HTML), id="plain"),
        pytest.param(multipart("alternative", quoted(BAD), quoted(HTML, TEXT_HTML)), id="two parts"),
    ],
)
def test_html_in_mail_violates_as_text_does(data: bytes) -> None:
    report, _ = lint(data, "m.eml")
    assert {(one.rule, one.reads_as or shown(one.excerpt or "")) for one in report.violations} >= FOUND
