from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.document import AttachedFile, Document, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import mail as input_
from buyer_msg_lint.inputs import read_document
from tests.inputs.attachments.conditions import file_of, qr
from tests.inputs.mail.made import based, mail, multipart, part, plain, quoted

LINK = "https://northpine.example/a"
PNG = file_of(qr(LINK))
HTML = "Content-Type: text/html; charset=utf-8"


def read(data: bytes) -> Document:
    document = read_document(data, "m.eml")
    for segment in document.segments + document.beside.segments:
        source = segment.part.source if segment.part else document.source
        span = segment.content.source_span(0, len(segment.content.text))
        assert 0 <= span.start <= span.end <= len(source)
    return document


def texts(document: Document, *kinds: SegmentKind) -> list[str]:
    wanted = kinds or (SegmentKind.BODY,)
    segments = document.segments + document.beside.segments
    return [segment.content.text for segment in segments if segment.kind in wanted]


def places(document: Document, said: str) -> list[tuple[str | None, str]]:
    """Return the part, and what stands in the source, where something is said."""
    found = []
    for segment in document.segments + document.beside.segments:
        at = segment.content.text.find(said)
        if at >= 0:
            source = segment.part.source if segment.part else document.source
            span = segment.content.source_span(at, at + len(said))
            found.append((segment.part.name if segment.part else None, source[slice(*span)]))
    return found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is no mail", id="nothing"),
        pytest.param(b"Hello Ana,\nthe lid is new.\n", "is no mail", id="a text without a header"),
        pytest.param(b"\n\nHello", "is no mail", id="a header of nothing"),
        pytest.param(b"To: a@example.com\n\n \n", "is empty", id="a mail that says nothing"),
        pytest.param(
            b"X: " + b"a" * 300_000 + b"\n\nHello", "has a header that is too long", id="a long field"
        ),
        pytest.param(b"X: a\n" * 2_000 + b"\nHello", "has a header that is too long", id="many fields"),
    ],
)
def test_what_is_no_mail_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NotCheckedError, match=reason):
        read(data)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("Your lid", "Your lid", id="plain"),
        pytest.param("Your =?", "Your =?", id="a sign that begins no encoded word"),
        pytest.param("=?utf-8?Q?broken", "=?utf-8?Q?broken", id="a word without its end"),
        pytest.param("=?x-none?Q?lid?=", "=?x-none?Q?lid?=", id="an unknown charset"),
        pytest.param("=?utf-8?Q?=FF=FE?=", "=?utf-8?Q?=FF=FE?=", id="bytes that are no text"),
        pytest.param("=?utf-8?Q?Gr=C3=B6=C3=9Fe_M?=", "Größe M", id="quoted"),
        pytest.param("=?UTF-8?B?R3LDtsOfZQ==?=", "Größe", id="base64"),
        pytest.param("=?utf-8?B?R3LDtsOfZQ?=", "Größe", id="base64 without its padding"),
        pytest.param("=?gb2312?B?vNPOotDF?=", "加微信", id="Chinese"),
        pytest.param("=?iso-2022-jp?B?GyRCJWEhPCVrGyhC?=", "メール", id="Japanese with states"),
        pytest.param("Your\n lid", "Your lid", id="folded"),
        pytest.param("=?utf-8?Q?Gr=C3?=\n =?utf-8?Q?=B6=C3=9Fe?=", "Größe", id="a character cut in two"),
        pytest.param("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé", id="two charsets"),
        pytest.param("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c", id="text between"),
        pytest.param("=?utf-8*de?Q?a?=", "a", id="a language"),
        pytest.param("Größe", "Größe", id="UTF-8 as it is"),
    ],
)
def test_the_subject_is_read_as_it_is_shown(written: str, said: str) -> None:
    document = read(mail("Hello", f"Subject: {written}"))
    assert texts(document, SegmentKind.SUBJECT) == [said]
    assert texts(document) == ["Hello"]


def test_a_word_of_the_subject_has_its_place() -> None:
    document = read(mail("Hello", "Subject: Add =?utf-8?Q?W=65Chat=20now?= today"))
    assert places(document, "WeChat") == [(None, "W=65Chat")]
    assert places(document, "today") == [(None, "today")]


def test_addresses_in_the_header_are_no_text() -> None:
    document = read(mail("Hello", "From: Ana <ana@northpine.example>", "Reply-To: care@bluekettle.example"))
    assert [segment.content.text for segment in document.segments] == ["Hello"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("2 + 2 = 4", "2 + 2 = 4", id="a sign before a blank"),
        pytest.param("a=XY=4", "a=XY=4", id="signs before no digits"),
        pytest.param("a= \nb", "ab", id="a soft line break with blanks"),
        pytest.param("caf=C3=A9", "café", id="a character of two bytes"),
        pytest.param("caf=c3=\n=a9", "café", id="a character across a soft line break, in lower case"),
        pytest.param("north=\npine", "northpine", id="a word across a soft line break"),
        pytest.param("a=3Db=20", "a=b ", id="a sign and a blank"),
        pytest.param("a  \nb", "a\nb", id="blanks before a line end"),
        pytest.param("end=", "end", id="a soft line break at the end"),
    ],
)
def test_quoted_printable_is_read_as_mail_programs_do(written: str, said: str) -> None:
    data = mail(written, plain("utf-8"), "Content-Transfer-Encoding: Quoted-Printable")
    assert texts(read(data)) == [said]


def test_a_character_of_quoted_printable_has_the_place_of_its_bytes() -> None:
    data = mail("caf=C3=\n=A9 bar", plain("utf-8"), "Content-Transfer-Encoding: quoted-printable")
    document = read(data)
    assert places(document, "é") == [(None, "=C3=\n=A9")]
    assert places(document, "bar") == [(None, "bar")]


def test_a_trail_byte_that_is_a_letter_belongs_to_its_character() -> None:
    text = "丂"  # 0x81 0x40 in GBK: the second byte is "@"
    assert text.encode("gbk") == b"\x81@"
    document = read(mail("=81@x", plain("gbk"), "Content-Transfer-Encoding: quoted-printable"))
    assert texts(document) == ["丂x"]


@pytest.mark.parametrize(
    ("body", "charset", "said"),
    [
        pytest.param("café".encode(), "us-ascii", "café", id="UTF-8 that claims to be ASCII"),
        pytest.param("café".encode(), None, "café", id="UTF-8 that claims nothing"),
        pytest.param("café €".encode("cp1252"), "iso-8859-1", "café €", id="Windows that claims Latin-1"),
        pytest.param("加微信".encode("gbk"), "gb2312", "加微信", id="GBK that claims GB 2312"),
        pytest.param("メール".encode("iso-2022-jp"), "ISO-2022-JP", "メール", id="a charset with states"),
    ],
)
def test_a_charset_is_read_as_mail_programs_do(body: bytes, charset: str | None, said: str) -> None:
    document = read(mail(body, *([plain(charset)] if charset else ["To: a@example.com"])))
    assert texts(document) == [said]
    assert places(document, said) == [(None, said)]


def test_parts_of_different_charsets_stand_in_one_source() -> None:
    data = multipart(
        "mixed", part("größer".encode(), plain("utf-8")), part("größer".encode("latin-1"), plain("latin1"))
    )
    document = read(data)
    assert texts(document) == ["größer", "größer"]
    assert places(document, "größer") == [(None, "größer"), (None, "größer")]


def test_flowed_text_is_joined_where_its_lines_flow() -> None:
    body = "The lid is on \nits way.\n> you wrote \n> this \n>> that\n-- \nAna\n"
    document = read(mail(body, plain("utf-8", "format=flowed")))
    assert texts(document) == ["The lid is on its way.\n> you wrote this \n>> that\n-- \nAna\n"]
    assert texts(read(mail("加微 \n信", plain("utf-8", "format=flowed", "delsp=yes")))) == ["加微信"]


def test_of_two_parts_html_is_the_message_and_text_stands_for_it() -> None:
    document = read(
        multipart("alternative", quoted("The lid is new."), quoted("<p>The lid is <b>new</b>.</p>", HTML))
    )
    assert texts(document) == ["The lid is new."]
    assert texts(document, SegmentKind.ALTERNATIVE) == ["The lid is new."]
    assert [mark for mark in document.beside.marks if mark.kind == "said-in-one-part"] == []


@pytest.mark.parametrize(
    ("plain_text", "html", "alone"),
    [
        pytest.param("The lid\nis new.", "<p>The lid is new.</p>", [], id="line breaks"),
        pytest.param(
            "The lid: https://example.com/a", '<a href="https://example.com/a">The lid</a>:', [], id="links"
        ),
        pytest.param("*New* lid", "<b>new</b> lid", [], id="emphasis and case"),
        pytest.param(
            "[image: logo] The lid", '<img alt="Logo" src="cid:a">The lid', [], id="an image's text"
        ),
        pytest.param("加微\n信", "<p>加微信</p>", [], id="Chinese that is wrapped"),
        pytest.param(
            "The lid is old.",
            "<p>The lid is new.</p>",
            [("old", "text/html"), ("new", "text/plain")],
            id="a word",
        ),
        pytest.param(
            "The lid.", "<p>The lid. Rate us.</p>", [("Rate us", "text/plain")], id="a sentence of HTML"
        ),
        pytest.param(
            "The lid. Rate us.", "<p>The lid.</p>", [("Rate us", "text/html")], id="a sentence of text"
        ),
    ],
)
def test_what_only_one_of_two_parts_says_is_marked(
    plain_text: str, html: str, alone: list[tuple[str, str]]
) -> None:
    document = read(multipart("alternative", part(plain_text, plain("utf-8")), part(html, HTML)))
    marks = [mark for mark in document.beside.marks if mark.kind == "said-in-one-part"]
    assert [(document.source[slice(*mark.span)], mark.traits["lacks"]) for mark in marks] == alone


def test_files_are_named_measured_and_looked_into() -> None:
    field = "Content-Disposition: attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.png"
    document = read(multipart("mixed", part("Hello"), based(PNG, "Content-Type: image/png", field)))
    assert document.attachments == (AttachedFile("größe.png", len(PNG)),)
    assert texts(document, SegmentKind.FILE_NAME) == ["größe"]
    assert texts(document, SegmentKind.ATTACHMENT) == [LINK]
    assert [mark.kind for mark in document.beside.marks] == ["qr-code"]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        pytest.param("filename=label.pdf", "label.pdf", id="plain"),
        pytest.param('filename="a; b.pdf"', "a; b.pdf", id="quoted"),
        pytest.param(r'filename="a\"b.pdf"', 'a"b.pdf', id="a quote in quotes"),
        pytest.param("filename=my label.pdf", "my label.pdf", id="blanks without quotes"),
        pytest.param("filename*=UTF-8''%E6%A0%87.pdf", "标.pdf", id="encoded"),
        pytest.param("filename*0=la;\n filename*1=bel.pdf", "label.pdf", id="in pieces"),
        pytest.param("filename*0*=UTF-8''%E6%A0;\n filename*1*=%87.pdf", "标.pdf", id="encoded in pieces"),
        pytest.param('filename="=?utf-8?B?5qCH?=.pdf"', "标.pdf", id="an encoded word"),
        pytest.param('filename="标.pdf"', "标.pdf", id="UTF-8 as it is"),
    ],
)
def test_names_of_files_are_read_as_they_are_written(field: str, name: str) -> None:
    file = part("The label.", "Content-Type: text/plain", f"Content-Disposition: attachment; {field}")
    document = read(multipart("mixed", part("Hello"), file))
    assert [one.name for one in document.attachments or ()] == [name]
    assert texts(document, SegmentKind.ATTACHMENT) == ["The label."]


def test_an_image_in_the_text_is_looked_into_and_no_attachment() -> None:
    image = based(
        PNG, "Content-Type: image/png", "Content-ID: <a>", "Content-Disposition: inline; filename=card.png"
    )
    shown = part('<p>Hello</p><img src="cid:a" alt="The lid">', HTML)
    document = read(multipart("related", shown, image))
    assert document.attachments == ()
    assert texts(document, SegmentKind.ATTACHMENT) == [LINK]
    assert texts(document, SegmentKind.FILE_NAME) == ["card"]


def test_an_image_in_an_address_is_looked_into() -> None:
    uri = "data:image/png;base64," + base64.b64encode(PNG).decode()
    for document in (
        read(mail(f'<p>Hello</p><img src="{uri}" alt="The lid">', HTML)),
        read_document(f'<p>Hello</p><img src="{uri}" alt="The lid">'.encode(), "m.html"),
    ):
        assert texts(document, SegmentKind.ATTACHMENT) == [LINK]
        assert document.unchecked == ()


def test_a_mail_in_a_mail_is_read() -> None:
    inner = mail("Add WeChat northpine88", "Subject: =?utf-8?Q?Your_l=69d?=")
    document = read(multipart("mixed", part("Hello"), part(inner, "Content-Type: message/rfc822")))
    assert texts(document) == ["Hello"]
    assert texts(document, SegmentKind.ATTACHMENT) == ["Your lid", "Add WeChat northpine88"]
    assert places(document, "northpine88") == [(None, "northpine88")]
    assert len(document.attachments or ()) == 1


def test_what_stands_outside_the_parts_is_hidden() -> None:
    data = multipart("mixed", part("Hello")).replace(b"\n\n--x", b"\n\nAdd WeChat\n--x", 1) + b"northpine88\n"
    assert texts(read(data), SegmentKind.HIDDEN) == ["Add WeChat\n", "northpine88\n"]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        pytest.param(
            multipart("mixed", part("Hello")).replace(b"--x--", b""),
            ["the mail's body (multipart/mixed) is cut off"],
            id="no last boundary",
        ),
        pytest.param(
            mail("Hello", 'Content-Type: multipart/mixed; boundary="y"'),
            ["the mail's body (multipart/mixed) holds no parts"],
            id="no boundary",
        ),
        pytest.param(
            mail("Hello", "Content-Type: multipart/mixed"),
            ["the mail's body (multipart/mixed) names no boundary"],
            id="a boundary without a name",
        ),
        pytest.param(
            mail("caf\xe9".encode("latin-1"), plain("utf-8")),
            ["the mail's body (text/plain) is not utf-8: a byte of its line 1"],
            id="a charset that does not fit",
        ),
        pytest.param(
            mail("caf\xe9".encode("latin-1"), "To: a@example.com"),
            ["the mail's body (text/plain) names no charset and is not UTF-8"],
            id="no charset, and no UTF-8",
        ),
        pytest.param(
            mail("one\n=FF", plain("utf-8"), "Content-Transfer-Encoding: quoted-printable"),
            ["the mail's body (text/plain) is not utf-8: a byte of its line 2"],
            id="quoted bytes that do not fit",
        ),
        pytest.param(
            mail("Hello", plain("x-none")),
            ["the mail's body (text/plain) names the charset 'x-none', which is not known"],
            id="an unknown charset",
        ),
        pytest.param(
            mail("Hello", "Content-Transfer-Encoding: x-uuencode"),
            ["the mail's body (text/plain) has the transfer encoding 'x-uuencode'"],
            id="an unknown encoding",
        ),
        pytest.param(
            mail("SGVsb", "Content-Transfer-Encoding: base64"),
            ["the mail's body (text/plain) is cut off"],
            id="half a base64",
        ),
        pytest.param(
            mail("a\0b", "To: a@example.com"), ["the mail's body (text/plain) is not text"], id="a NUL"
        ),
        pytest.param(
            mail("...", "Content-Type: multipart/encrypted; boundary=x"),
            ["the mail's body (multipart/encrypted) is encrypted"],
            id="encrypted",
        ),
        pytest.param(
            multipart("mixed", part("Hello"), based(b"PK\3\4", "Content-Type: application/zip; name=a.zip")),
            ["a.zip is a ZIP archive or an Office document"],
            id="an archive",
        ),
        pytest.param(
            multipart("mixed", *[part("a")] * 2_000),
            ["part 300 (text/plain) is one of too many parts"],
            id="parts",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(data: bytes, reasons: Sequence[str]) -> None:
    unchecked = read(data).unchecked
    assert [reason[: len(start)] for reason, start in zip(unchecked, reasons, strict=True)] == list(reasons)


def nested(levels: int) -> bytes:
    data = part("Hello")
    for level in range(levels):
        data = multipart("mixed", data, boundary=f"b{level}")
    return data


def test_deep_nesting_is_not_checked() -> None:
    assert read(nested(10)).unchecked == ()
    [reason] = read(nested(200)).unchecked
    assert "nested too deep" in reason


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(nested(3_000), id="nesting"),
        pytest.param(multipart("mixed", *[b""] * 100_000), id="parts of nothing"),
        pytest.param(mail("=" * 1_000_000, "Content-Transfer-Encoding: quoted-printable"), id="signs"),
        pytest.param(
            mail("= " * 500_000, "Content-Transfer-Encoding: quoted-printable"), id="signs and blanks"
        ),
        pytest.param(mail("=E5" * 300_000, "Content-Transfer-Encoding: quoted-printable"), id="halves"),
        pytest.param(mail("Hello", "Subject: " + "=?utf-8?Q?" * 20_000), id="words that do not end"),
        pytest.param(mail("Hello", "Subject: " + "=?utf-8?Q?a?= " * 15_000), id="words"),
        pytest.param(mail("Hello", "Content-Type: text/plain" + "; a=b" * 40_000), id="parameters"),
        pytest.param(mail("Hello", 'Content-Type: text/plain; a="' + '\\"' * 100_000), id="quotes"),
        pytest.param(mail(" \n" * 300_000, plain("utf-8", "format=flowed")), id="flowing lines"),
    ],
)
def test_a_hostile_mail_takes_no_time(data: bytes) -> None:
    started = monotonic()
    with suppress(NotCheckedError):
        read(data)
    assert monotonic() - started < 12


def test_mail_of_pythons_older_classes_is_read() -> None:
    mixed = MIMEMultipart("mixed")
    mixed["Subject"] = "Größe"
    related = MIMEMultipart("related")
    alternative = MIMEMultipart("alternative")
    alternative.attach(MIMEText("The größer lid.", "plain", "utf-8"))
    alternative.attach(MIMEText("<p>The größer lid.</p>", "html", "utf-8"))
    related.attach(alternative)
    image = MIMEImage(PNG)
    image.add_header("Content-ID", "<a>")
    related.attach(image)
    mixed.attach(related)
    document = read(mixed.as_bytes())
    assert texts(document, SegmentKind.SUBJECT, SegmentKind.BODY) == ["Größe", "The größer lid."]
    assert texts(document, SegmentKind.ATTACHMENT) == [LINK]
    assert document.unchecked == ()


CLIENT = """\
Return-Path: <ana@northpine.example>\r
Received: from mx.example.com (mx.example.com [192.0.2.7])\r
\tby mail.example.com with ESMTPS id a1b2c3;\r
\tSat, 28 Nov 2026 10:11:12 +0000 (UTC)\r
MIME-Version: 1.0\r
Subject: Re:\r
 =?UTF-8?Q?Your_l=C3=AFd?=\r
Content-Type: multipart/mixed;\r
\tboundary="----=_Part_1_2.3"\r
\r
This is a multi-part message in MIME format.\r
\r
------=_Part_1_2.3\r
Content-Type: multipart/alternative;\r
 boundary="----=_Part_1_2.3.4"\r
\r
------=_Part_1_2.3.4\r
Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=no\r
Content-Transfer-Encoding: 7bit\r
\r
Hello,  \r
the lid is new.\r
------=_Part_1_2.3.4\r
Content-Type: TEXT/HTML; CHARSET="UTF-8"\r
Content-Transfer-Encoding: Quoted-Printable\r
\r
<html><body><p>Hello, the=20\r
lid is <span style=3D"font-weight:bold">new</span>.</p></body></html>\r
------=_Part_1_2.3.4--\r
\r
------=_Part_1_2.3   \r
Content-Type: text/plain; name="care.txt"\r
Content-Disposition: attachment;\r
 filename="care.txt"\r
\r
Wash it by hand.\r
------=_Part_1_2.3--\r
"""


def test_mail_of_a_client_is_read() -> None:
    document = read(CLIENT.encode())
    assert texts(document, SegmentKind.SUBJECT) == ["Re: Your lïd"]
    assert texts(document, SegmentKind.ALTERNATIVE) == ["Hello,  the lid is new."]
    assert [" ".join(text.split()) for text in texts(document)] == ["Hello, the lid is new."]
    assert texts(document, SegmentKind.ATTACHMENT) == ["Wash it by hand."]
    assert [one.name for one in document.attachments or ()] == ["care.txt"]
    assert document.unchecked == ()
    assert [mark.kind for mark in document.beside.marks if mark.kind == "said-in-one-part"] == []
    assert places(document, "new")[-1] == (None, "new")


def test_mail_by_hand_is_read() -> None:
    document = read(b"From ana Sat Nov 28\nto:buyer@example.com\nSUBJECT:the lid\n\nHello\n")
    assert texts(document, SegmentKind.SUBJECT, SegmentKind.BODY) == ["the lid", "Hello\n"]


def test_mail_of_the_package_keeps_every_line_at_its_place() -> None:
    message = EmailMessage()
    message["Subject"] = "Your lid"
    message.set_content("".join(f"Line {number}: größer\n" for number in range(40)), cte="quoted-printable")
    document = read(message.as_bytes())
    for number in range(40):
        assert places(document, f"Line {number}: gr")[0] == (None, f"Line {number}: gr")


PIECES = st.sampled_from(
    [
        *(b"\n", b"\r\n", b"--x", b"--x--", b"=", b"=C3", b"\0", b"\xff", b"a b", b'"', b";", b"<p>", b"?="),
        *(b"Subject: ", b"=?utf-8?B?", b"charset=gbk", b"Content-Type: text/html\n"),
        *(b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: message/rfc822\n"),
        *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n"),
        b"Content-Disposition: attachment; filename*0*=utf-8'",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join)))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for start in (b"", b"To: a@example.com\n"):
        with suppress(NotCheckedError):
            document = read(start + data)
            segments = document.segments + document.beside.segments
            assert document.unchecked or any(segment.content.text.strip() for segment in segments)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_is_read_alike_in_every_encoding(text: str) -> None:
    for data in (mail(text, plain("utf-8")), quoted(text, plain("utf-8")), based(text)):
        if text.strip():
            assert texts(read(data)) == [text]


def test_blocks_of_a_template_are_no_text_and_each_way_is_read() -> None:
    body = "{% if late %}It is l=C3=A4te.{% else %}It is here.{% endif %}"
    data = mail(
        body, "Subject: Your {% if late %}refund{% endif %}", "Content-Transfer-Encoding: quoted-printable"
    )
    document = read_document(data, "m.eml.j2")
    assert document.branches is not None
    said = {segment.content.text for segment in document.segments}
    assert said in ({"Your refund", "It is läte."}, {"Your ", "It is here."})
    assert places(document, "It is")[0] == (None, "It is")


def test_blocks_in_a_base64_part_are_not_checked_and_say_what_to_do() -> None:
    (reason,) = read_document(based("It is {% if late %}late{% endif %}."), "m.eml.j2").unchecked
    assert reason == (
        "the mail's body (text/plain) has blocks of a template engine, which are not read in base64; "
        "write it as quoted-printable"
    )
    assert read_document(based("It is {{ state }}."), "m.eml.j2").unchecked == ()


def test_the_files_of_a_template_go_with_each_way() -> None:
    shown = part("{% if late %}It is late.{% else %}It is here.{% endif %}")
    data = multipart(
        "mixed", shown, based("It is blue."), based(PNG, "Content-Type: image/png; name=card.png")
    )
    document = read_document(data, "m.eml.j2")
    assert texts(document) != ["It is blue."]
    assert "It is blue." in texts(document)
    assert texts(document, SegmentKind.ATTACHMENT) == [LINK]


def test_marks_are_declared() -> None:
    assert set(input_.MARKS) == {"said-in-one-part"}
