from __future__ import annotations

import json
import subprocess
import sys
import zlib

import pytest

from buyer_msg_lint.inputs._attachments import Deadline, embedded
from buyer_msg_lint.inputs._attachments.bounds import MOST_SECONDS
from buyer_msg_lint.spans import Span
from tests.inputs.attachments.conditions import qr
from tests.inputs.attachments.pdfs import file_of, pdf, stream

LINK = "https://northpine.example/a"


def texts(data: bytes) -> list[tuple[str, str]]:
    inside = embedded("label.pdf", None, data)
    assert inside.unchecked == ()
    return [(segment.part.name, segment.content.text) for segment in inside.segments if segment.part]


def test_an_empty_page_says_nothing() -> None:
    assert texts(pdf("")) == []


def test_each_page_is_a_part() -> None:
    assert texts(pdf("one", "", "Please write to us")) == [
        ("label.pdf, page 1", "one"),
        ("label.pdf, page 3", "Please write to us"),
    ]


def test_links_and_notes_stand_below_the_text_of_their_page() -> None:
    inside = embedded("label.pdf", None, pdf("one", "two", links=[LINK, "tel:+12025550143"], note="Ask Ana"))
    page = [segment for segment in inside.segments if segment.part and segment.part.name.endswith("page 2")]
    assert [segment.content.text for segment in page] == ["two", LINK, "tel:+12025550143", "Ask Ana"]
    assert {segment.part for segment in page if segment.part} == {page[0].part}
    for segment in page:
        assert segment.part is not None
        span = segment.content.source_span(0, len(segment.content.text))
        assert segment.part.source[slice(*span)] == segment.content.text


def test_the_title_is_a_part() -> None:
    assert texts(pdf("one", title="northpine.example")) == [
        ("title of label.pdf", "northpine.example"),
        ("label.pdf, page 1", "one"),
    ]


def test_codes_on_a_page_are_read() -> None:
    inside = embedded("label.pdf", None, pdf("one", "two", pictures=[qr(LINK), qr("northpine88")]))
    said = {segment.part.name: segment.part.source for segment in inside.segments if segment.part}
    assert said.pop("label.pdf, page 1") == "one"
    assert said.pop("label.pdf, page 2") == "two"
    assert set(said) == {"QR code in label.pdf, page 2"}
    codes = {mark.part.source: mark for mark in inside.marks if mark.part}
    assert set(codes) == {LINK, "northpine88"}
    assert codes[LINK].span == Span(0, len(LINK))


def test_a_code_that_is_drawn_of_squares_is_read() -> None:
    code = qr(LINK, scale=1)
    dark = [(x, y) for x in range(code.width) for y in range(code.height) if code.getpixel((x, y)) == 0]
    squares = " ".join(f"{100 + 4 * x} {600 - 4 * y} 4 4 re" for x, y in dark)
    assert texts(page_of(f"{squares} f".encode())) == [("QR code in label.pdf, page 1", LINK)]


def page_of(content: bytes, head: str = "", resources: str = "", *more: bytes) -> bytes:
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >>>>"
    )
    return file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            stream(head, content),
            *more,
        ]
    )


def packed(piece: bytes, times: int) -> bytes:
    pen = zlib.compressobj(9)
    return b"".join([*(pen.compress(piece) for _ in range(times)), pen.flush()])


def forms(levels: int) -> bytes:
    """Return a page that draws a form that draws ten forms that ..."""
    made = []
    for level in range(levels):
        below = f"/Resources << /XObject << /X {6 + level} 0 R >> >>" if level < levels - 1 else ""
        content = b" ".join([b"/X Do"] * 10) if below else b"0 0 9 9 re f"
        made.append(stream(f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {below}", content))
    return page_of(b"/X Do", "", "/XObject << /X 5 0 R >>", *made)


def encrypted() -> bytes:
    key = "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A"
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -60 >>".encode()
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, lock], "/Encrypt 3 0 R /ID [<00> <00>]")


def many_pages(count: int) -> bytes:
    kids = f"<< /Type /Pages /Kids [{' '.join(['3 0 R'] * count)}] /Count {count} >>".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, stream("", b"q Q")])


MEMORY = "takes more memory than a PDF may, or is broken; save it again, or send a smaller file"


LOOK = """
import json, resource, sys, time
from buyer_msg_lint.inputs._attachments import embedded
data = sys.stdin.buffer.read()
before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
unchecked, seconds = embedded("label.pdf", None, data).unchecked, time.monotonic() - started
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
json.dump([unchecked, seconds, own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss], sys.stdout)
"""
"""Looks into a file in a process of its own, since peaks of memory are those of all that a process did."""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(encrypted(), "is protected by a password; save it without", id="encrypted"),
        pytest.param(
            b"%PDF-1.7\n",
            "cannot be read as PDF: it is broken or cut off; save it again",
            id="a first line alone",
        ),
        pytest.param(
            pdf("one")[:300], "cannot be read as PDF: it is broken or cut off; save it again", id="cut off"
        ),
        pytest.param(
            pdf("one")[:-7], "is cut off: the end of the file is missing; save it again", id="a lost end"
        ),
        pytest.param(
            many_pages(5_000),
            "has 5,000 pages, of which the first 100 were looked at",
            id="thousands of pages",
        ),
        pytest.param(page_of(packed(b"q Q " * 250_000, 2_000), "/Filter /FlateDecode"), MEMORY, id="a bomb"),
        pytest.param(
            page_of(zlib.compress(packed(b" " * 1_000_000, 4_000), 9), "/Filter [/FlateDecode /FlateDecode]"),
            MEMORY,
            id="a bomb in a bomb, of 7 kilobytes",
        ),
        pytest.param(forms(12), MEMORY, id="forms in forms, a million million of them"),
    ],
)
def test_a_hostile_pdf_is_not_checked_within_bounds(data: bytes, reason: str) -> None:
    looked = subprocess.run([sys.executable, "-c", LOOK], input=data, capture_output=True, check=True)
    unchecked, seconds, own, child = json.loads(looked.stdout)
    assert unchecked == [f"label.pdf {reason}"]
    assert seconds < MOST_SECONDS + 5
    assert own < 50_000
    assert child < 1_200_000


def test_what_was_found_before_the_time_was_up_is_kept() -> None:
    inside = embedded("label.pdf", None, pdf("one", *["page"] * 90), Deadline(1.5))
    assert inside.unchecked == ("label.pdf takes too long to look at; send a smaller file",)
    assert [segment.content.text for segment in inside.segments][:1] == ["one"]


def test_a_picture_of_60000_by_60000_on_a_page_takes_no_memory() -> None:
    size = "/Width 60000 /Height 60000"
    head = f"/Type /XObject /Subtype /Image {size} /ColorSpace /DeviceGray /BitsPerComponent 1"
    picture = stream(f"{head} /Filter /FlateDecode", packed(b"\0" * 1_000_000, 450))
    inside = embedded(
        "a.pdf", None, page_of(b"q 9 0 0 9 5 5 cm /I Do Q", "", "/XObject << /I 5 0 R >>", picture)
    )
    assert inside.segments == ()
    assert len(inside.unchecked) < 2
