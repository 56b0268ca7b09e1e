from __future__ import annotations

import sys
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from buyer_msg_lint import Linter
from buyer_msg_lint.document import AttachedFile, SegmentKind
from buyer_msg_lint.inputs._attachments import INSTALL, Deadline, embedded, file_name, with_files
from buyer_msg_lint.inputs.text import from_text
from tests.inputs.attachments.conditions import file_of, qr
from tests.inputs.attachments.pdfs import pdf

PNG = file_of(qr("https://northpine.example/a"))


@pytest.mark.parametrize(
    ("name", "media_type", "data", "reason"),
    [
        pytest.param("a.docx", None, b"PK\3\4", "is a ZIP archive or an Office document", id="a document"),
        pytest.param("a.png", None, b"MZ\x90\0", "is a Windows program, not PNG", id="a program called PNG"),
        pytest.param("a.txt", None, b"<svg/>", "is HTML, SVG, or XML, not plain text", id="SVG called text"),
        pytest.param(
            "logo", "image/png", b"\0\1\2", "is of an unknown kind, not image/png", id="a false type"
        ),
        pytest.param("a.bin", None, b"", "is empty", id="nothing"),
    ],
)
def test_what_is_not_looked_into_is_said_with_the_reason(
    name: str, media_type: str | None, data: bytes, reason: str
) -> None:
    inside = embedded(name, media_type, data)
    looked_into = "PNG, JPEG, GIF, WebP, BMP, TIFF, PDF and plain text are looked into"
    assert inside.unchecked == (f"{name} {reason}; {looked_into}",)
    assert inside.segments == ()


def test_plain_text_is_a_part() -> None:
    inside = embedded("care.txt", None, "Scan me: 加微信".encode())
    [segment] = inside.segments
    assert segment.kind is SegmentKind.ATTACHMENT
    assert segment.part is not None
    assert (segment.part.name, segment.part.source) == ("care.txt", "Scan me: 加微信")
    assert (inside.marks, inside.unchecked) == ((), ())


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        pytest.param("insert.png", None, id="the right name"),
        pytest.param("insert", None, id="a name that claims nothing"),
        pytest.param("insert.v2", None, id="an ending of no kind"),
        pytest.param("insert.txt", "plain text", id="another kind"),
        pytest.param("insert.exe", ".exe", id="a program"),
    ],
)
def test_a_name_that_tells_another_kind_is_not_checked_and_the_file_looked_into(
    name: str, claimed: str | None
) -> None:
    inside = embedded(name, None, PNG)
    reason = f"{name} is PNG, not {claimed} as its name says; name it as what it is"
    assert inside.unchecked == (() if claimed is None else (reason,))
    assert [segment.content.text for segment in inside.segments] == ["https://northpine.example/a"]


@pytest.mark.parametrize("missing", ["PIL", "zxingcpp", "pypdfium2"])
def test_without_the_extra_packages_nothing_is_clean(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, missing, None)
    expected = f"label is looked into only with the extra packages: {INSTALL}"
    assert embedded("label", None, pdf("Hello")).unchecked == (expected,)
    if missing != "pypdfium2":
        assert embedded("label", None, PNG).unchecked == (expected,)
    assert embedded("label", None, b"Hello").unchecked == ()


def test_files_of_one_message_share_the_time() -> None:
    over = Deadline(-1)
    assert embedded("a.png", None, PNG, over).unchecked == (
        "a.png takes too long to look at; send a smaller file",
    )
    assert embedded("a.pdf", None, pdf("Hello"), over).unchecked == (
        "a.pdf takes too long to look at; send a smaller file",
    )


@pytest.mark.parametrize(
    ("name", "read"),
    [
        pytest.param("IMG_20241128_101112.jpg", "IMG_20241128_101112", id="a camera's name"),
        pytest.param("label.pdf", "label", id="one word"),
        pytest.param(".pdf", ".pdf", id="an ending alone"),
        pytest.param("add_wechat_northpine.png", "add wechat northpine", id="words"),
    ],
)
def test_a_file_name_is_read_as_words(name: str, read: str) -> None:
    segment = file_name(name)
    assert (segment.kind, segment.content.text) == (SegmentKind.FILE_NAME, read)
    assert segment.part is not None
    assert (segment.part.name, segment.part.source) == ("file name", name)
    assert segment.content.source_span(0, len(read)) == (0, len(read))


@cache
def linter() -> Linter:
    return Linter(select=["contact", "off-platform"])


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        pytest.param("IMG_20241128_101112.jpg", [], id="a camera's"),
        pytest.param("DSC00012.JPG", [], id="another camera's"),
        pytest.param("Screenshot 2024-11-28 at 10.11.12.png", [], id="a screen's"),
        pytest.param("WhatsApp Image 2024-11-28 at 10.11.12.jpeg", [], id="a messenger's"),
        pytest.param("WhatsApp Image 2024-11-28 at 10.11.12 AM (2).jpeg", [], id="a messenger's, again"),
        pytest.param("微信图片_20241128101112.jpg", [], id="another messenger's"),
        pytest.param("mmexport1701167472000.jpg", [], id="another messenger's, by its number"),
        pytest.param("invoice_2024-11-28_0012345678.pdf", [], id="an invoice's"),
        pytest.param("label 112-5550123-5550123.pdf", [], id="an order's"),
        pytest.param("1Z999AA10123456784.pdf", [], id="a parcel's"),
        pytest.param("add_whatsapp_northpine.png", ["off-platform/messenger"], id="a messenger"),
        pytest.param("WhatsApp Image.png", ["off-platform/messenger"], id="hardly a messenger's own"),
        pytest.param("visit northpine-shop.com.png", ["contact/link"], id="a domain"),
        pytest.param("care@bluekettle.example.pdf", ["contact/email-address"], id="an address"),
        pytest.param("call +1 202 555 0143.png", ["contact/phone-number"], id="a telephone number"),
    ],
)
def test_names_of_files_are_looked_at_for_contacts(name: str, rules: list[str]) -> None:
    report = linter().lint("Your label is attached.", attachments=[(name, b"The label.")])
    found = [(one.rule, one.segment) for one in report.violations]
    assert found == [(rule, SegmentKind.FILE_NAME) for rule in rules]


def test_a_document_gets_the_files_that_go_with_it() -> None:
    document = with_files(from_text("Hello"), [("a.png", PNG), ("b.zip", b"PK\3\4")])
    kinds = [segment.kind.value for segment in (*document.segments, *document.beside.segments)]
    assert kinds == [
        "body",
        "file-name",
        "file-name",
        "attachment",
    ]
    assert document.attachments == (AttachedFile("a.png", len(PNG)), AttachedFile("b.zip", 4))
    assert [mark.kind for mark in document.beside.marks] == ["qr-code"]
    assert [reason.partition(" ")[0] for reason in document.unchecked] == ["b.zip"]


STARTS = [
    file_of(Image.new("L", (9, 9), 90), kind)[:cut]
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
    for cut in (6, 30, 60, 2000)
]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([b"", *STARTS]), st.binary(max_size=80), st.text(max_size=8))
def test_no_bytes_of_a_picture_make_it_fail(start: bytes, rest: bytes, name: str) -> None:
    inside = embedded(name, None, start + rest)
    assert all(segment.part for segment in inside.segments)
    assert inside.unchecked or (start + rest).strip()


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 700), st.binary(max_size=80))
def test_no_bytes_of_a_pdf_make_it_fail(at: int, rest: bytes) -> None:
    data = pdf("Hello")
    inside = embedded("a.pdf", None, data[:at] + rest + data[at + len(rest) :])
    assert all(segment.part and segment.content.text.strip() for segment in inside.segments)
    assert all(reason.startswith("a.pdf ") for reason in inside.unchecked)
