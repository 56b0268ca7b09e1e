from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from buyer_msg_lint.inputs._attachments.kinds import Kind, claimed_kind, kind_of, other_kind
from tests.inputs.attachments.conditions import file_of
from tests.inputs.attachments.pdfs import pdf

SMALL = Image.new("L", (4, 4), 128)


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        pytest.param(b"", None, "empty", id="nothing"),
        pytest.param(b" \r\n", None, "empty", id="blanks"),
        pytest.param(b"MZ\x90\0", None, "a Windows program", id="a program"),
        pytest.param(b"MZ text", None, "a Windows program", id="a program that reads as text"),
        pytest.param(b"\x7fELF\2", None, "a program", id="a program of another system"),
        pytest.param(b"PK\3\4...", None, "a ZIP archive or an Office document", id="a ZIP"),
        pytest.param(b"\xd0\xcf\x11\xe0....", None, "an old Office document or an Outlook message", id="old"),
        pytest.param(b"  <svg/>", None, "HTML, SVG, or XML", id="markup"),
        pytest.param(b"\0\0\0\x18ftypheic", None, "a film, or a picture in HEIC or AVIF", id="HEIC"),
        pytest.param(b"a\0b", None, "of an unknown kind", id="text with a NUL"),
        pytest.param(b"caf\xe9", None, "of an unknown kind", id="text that is not UTF-8"),
        pytest.param(b"Hello", Kind.TEXT, None, id="text"),
        pytest.param("加微信".encode(), Kind.TEXT, None, id="text in UTF-8"),
        pytest.param(b"\xff\xfeH\0i\0", Kind.TEXT, None, id="text in UTF-16"),
        pytest.param(file_of(SMALL), Kind.PNG, None, id="PNG"),
        pytest.param(file_of(SMALL, "JPEG"), Kind.JPEG, None, id="JPEG"),
        pytest.param(file_of(SMALL, "GIF"), Kind.GIF, None, id="GIF"),
        pytest.param(file_of(SMALL, "WEBP"), Kind.WEBP, None, id="WebP"),
        pytest.param(file_of(SMALL, "BMP"), Kind.BMP, None, id="BMP"),
        pytest.param(file_of(SMALL, "TIFF"), Kind.TIFF, None, id="TIFF"),
        pytest.param(pdf("Hello"), Kind.PDF, None, id="PDF"),
        pytest.param(b"\r\n" + pdf("Hello"), Kind.PDF, None, id="PDF after a line break"),
    ],
)
def test_the_bytes_tell_the_kind(data: bytes, kind: Kind | None, told: str | None) -> None:
    assert kind_of(data) is kind
    if told is not None:
        assert other_kind(data) == told


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        pytest.param("label", None, id="nothing"),
        pytest.param("label.v2", None, id="an ending of no kind"),
        pytest.param("label.PDF", "PDF", id="a kind"),
        pytest.param("a.jpeg.txt", "plain text", id="the last ending"),
        pytest.param("setup.exe", ".exe", id="a kind that is not looked into"),
    ],
)
def test_the_name_claims_a_kind(name: str, claimed: str | None) -> None:
    assert claimed_kind(name) == claimed


@given(st.binary(max_size=200))
def test_any_bytes_are_of_some_kind_or_other(data: bytes) -> None:
    assert kind_of(data) is not None or other_kind(data)
