from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.text import from_text, read
from buyer_msg_lint.spans import Span


@pytest.mark.parametrize(
    ("data", "source"),
    [
        pytest.param(b"Hello", "Hello", id="ASCII"),
        pytest.param("好评 👍".encode(), "好评 👍", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfHello", "Hello", id="UTF-8 with a mark"),
        pytest.param("Héllo".encode("utf-16"), "Héllo", id="UTF-16 with a mark"),
        pytest.param(
            b"\xfe\xff" + "Héllo 👍".encode("utf-16-be"), "Héllo 👍", id="UTF-16 with the other mark"
        ),
        pytest.param(b"a\r\nb\rc\n", "a\r\nb\rc\n", id="line ends stay"),
        pytest.param(b" a ", " a ", id="blanks stay"),
    ],
)
def test_plain_text_is_read_as_it_is(data: bytes, source: str) -> None:
    document = read(data, "m.txt", template=True)
    assert (document.path, document.source, document.template) == ("m.txt", source, True)
    [segment] = document.segments
    assert segment.kind is SegmentKind.BODY
    assert segment.content.text == source
    assert segment.content.source_span(0, len(source)) == Span(0, len(source))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"a\0b", "is not text: a NUL character at offset 1", id="a NUL"),
        pytest.param("Hi".encode("utf-32"), "is not text: a NUL character at offset 0", id="UTF-32"),
        pytest.param(
            "Hi".encode("utf-16-le"), "is not text: a NUL character at offset 1", id="UTF-16 without a mark"
        ),
        pytest.param(
            b"a\nb\xe9c",
            "is not valid UTF-8: byte 3 (line 2) cannot be decoded; save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            b"\xff\xfea",
            "is not valid UTF-16: byte 2 (line 1) cannot be decoded; save the file as UTF-8",
            id="half a unit",
        ),
        pytest.param(
            b"\xff\xfe\x3d\xd8",
            "is not valid UTF-16: byte 2 (line 1) cannot be decoded; save the file as UTF-8",
            id="half a pair in UTF-16",
        ),
        pytest.param(
            b"\xed\xa0\xbd",
            "is not valid UTF-8: byte 0 (line 1) cannot be decoded; save the file as UTF-8",
            id="half a pair in UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        read(data, None, template=False)
    assert str(told.value) == reason


def test_half_a_pair_in_a_text_is_refused() -> None:
    with pytest.raises(NotCheckedError, match="half a surrogate pair at offset 2"):
        from_text("ab\udc00")


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data, None, template=False)
    except NotCheckedError as error:
        assert "\n" not in str(error)  # noqa: PT017 - one of two right ways
    else:
        assert "\0" not in document.source


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"\n<!DOCTYPE html>\n<p>Pay<b>Pal</b>",
            "begins as HTML does, whatever its name says; name it .html (.html.j2 if it is a template)",
            id="a page",
        ),
        pytest.param(
            b"\xef\xbb\xbf<html><body>Hi",
            "begins as HTML does, whatever its name says; name it .html (.html.j2 if it is a template)",
            id="a page behind a byte order mark",
        ),
        pytest.param(
            b"<svg/>",
            "begins as XML does, whatever its name says; "
            "save its text as .txt, or name it .html if it is a page",
            id="a drawing",
        ),
        pytest.param(
            b"From: Ana <ana@example.com>\r\nSubject: Your\r\n order\r\nMIME-Version: 1.0\r\n\r\nSGk=",
            "begins as a mail does, whatever its name says; name it .eml",
            id="a mail",
        ),
        pytest.param(
            b"%PDF-1.4\n",
            "begins as a PDF does, whatever its name says; give it with --attach, or save its text as .txt",
            id="a PDF",
        ),
        pytest.param(
            b"\x89PNG\r\n\x1a\n",
            "begins as a picture does, whatever its name says; "
            "give it with --attach, or save its text as .txt",
            id="a picture",
        ),
        pytest.param(
            b"PK\x03\x04\x14\0",
            "begins as an Office document or an archive does, whatever its name says; save its text as .txt",
            id="a workbook",
        ),
    ],
)
def test_a_file_that_begins_as_another_kind_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        read(data, "m.txt", template=False)
    assert str(told.value) == reason


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<b>Hello</b>, the html you asked for: <html>", id="tags in a text"),
        pytest.param("<Header> Hello", id="an element of a longer name"),
        pytest.param("Subject: your order\n\nMIME-Version: 1.0", id="a line like a header"),
        pytest.param("BMW parts", id="a beginning like that of a bitmap"),
        pytest.param("About the PDF: %PDF-1.4", id="a sign of a PDF further on"),
    ],
)
def test_a_text_that_only_looks_a_little_like_other_files_is_read(source: str) -> None:
    assert read(source.encode(), "m.txt", template=False).source == source
