from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

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
    ("name", "marked"),
    [
        pytest.param("insert.png", [], id="the right name"),
        pytest.param("insert", [], id="a name that claims nothing"),
        pytest.param("insert.v2", [], id="an ending of no kind"),
        pytest.param("insert.txt", [("PNG", "plain text")], id="another kind"),
        pytest.param("insert.exe", [("PNG", ".exe")], id="a program"),
    ],
)
def test_a_name_that_tells_another_kind_is_marked_and_the_file_looked_into(
    name: str, marked: list[tuple[str, str]]
) -> None:
    inside = embedded(name, None, PNG)
    names = [mark for mark in inside.marks if mark.kind == "misnamed-file"]
    assert [(mark.traits["kind"], mark.traits["claimed"]) for mark in names] == marked
    assert all(mark.part and mark.part.source == name for mark in names)
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


def test_a_document_gets_the_files_that_go_with_it() -> None:
    document = with_files(from_text("Hello"), [("a.png", PNG), ("b.zip", b"PK\3\4")])
    assert [segment.kind.value for segment in document.segments] == [
        "body",
        "file-name",
        "file-name",
        "attachment",
    ]
    assert document.attachments == (AttachedFile("a.png", len(PNG)), AttachedFile("b.zip", 4))
    assert [mark.kind for mark in document.marks] == ["qr-code"]
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
