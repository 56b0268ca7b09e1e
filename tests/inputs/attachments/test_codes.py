from __future__ import annotations

import random
from typing import NamedTuple

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from zxingcpp import BarcodeFormat

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.inputs._attachments import Inside, embedded
from tests.inputs.attachments.conditions import CONDITIONS, CONTENTS, figure, file_of, pictures, qr

WANTED = 0.95


class Told(NamedTuple):
    """What a picture's codes say, and which of them are marked as QR codes."""

    said: list[tuple[str, str]]
    marked: list[str]


def told(inside: Inside) -> Told:
    assert inside.unchecked == ()
    assert {segment.kind for segment in inside.segments} <= {SegmentKind.ATTACHMENT}
    said = [(segment.part.name, segment.content.text) for segment in inside.segments if segment.part]
    marked = [mark.part.source[slice(*mark.span)] for mark in inside.marks if mark.part]
    return Told(sorted(said), sorted(marked))


def drawn(made: zxingcpp.Barcode) -> Image.Image:
    pixels = memoryview(made.to_image(scale=4))  # type: ignore[arg-type] # it is a buffer, unknown to its types
    height, width = pixels.shape or (0, 0)
    return Image.frombytes("L", (width, height), pixels.tobytes())


def barcode(kind: BarcodeFormat, content: str) -> bytes:
    picture = drawn(zxingcpp.create_barcode(content, kind))
    page = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    page.paste(picture, (40, 40))
    return file_of(page)


def in_one(*contents: str) -> bytes:
    page = Image.new("L", (400 * len(contents), 500), 255)
    for number, content in enumerate(contents):
        page.paste(qr(content, scale=6), (400 * number, 20 * number))
    return file_of(page)


def drawing(shade: int) -> bytes:
    page = Image.new("L", (600, 600), 255)
    pen = ImageDraw.Draw(page)
    for number in range(0, 600, 40):
        pen.rectangle((number, number, number + 25, number + 25), fill=shade)
        pen.line((0, number, 600, 600 - number), fill=shade)
    return file_of(page)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(file_of(Image.new("RGB", (300, 300), (200, 30, 30))), id="one colour"),
        pytest.param(file_of(Image.new("L", (1, 1), 0)), id="one pixel"),
        pytest.param(drawing(0), id="squares and lines"),
        pytest.param(file_of(Image.effect_mandelbrot((800, 600), (-2, -1.5, 1, 1.5), 60)), id="a pattern"),
        pytest.param(barcode(BarcodeFormat.EAN13, "4006381333931"), id="the EAN of a product"),
        pytest.param(barcode(BarcodeFormat.UPCA, "036000291452"), id="the UPC of a product"),
    ],
)
def test_a_picture_without_a_message_in_it_says_nothing(data: bytes) -> None:
    assert told(embedded("photo.png", None, data)) == ([], [])


@pytest.mark.parametrize("content", CONTENTS)
def test_a_qr_code_is_a_part_with_its_content_and_a_mark(content: str) -> None:
    inside = embedded("insert.png", "image/png", file_of(qr(content)))
    assert told(inside) == ([("QR code in insert.png", content)], [content])
    assert [mark.kind for mark in inside.marks] == ["qr-code"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        pytest.param(BarcodeFormat.Code128, "Code 128", id="a line code"),
        pytest.param(BarcodeFormat.DataMatrix, "Data Matrix", id="a matrix code of a label"),
        pytest.param(BarcodeFormat.PDF417, "PDF417", id="a stacked code of a label"),
        pytest.param(BarcodeFormat.Aztec, "Aztec", id="a matrix code of a ticket"),
    ],
)
def test_what_another_code_says_is_read_and_no_qr_code(kind: BarcodeFormat, shown: str) -> None:
    [(part, content)], marked = told(embedded("label.png", None, barcode(kind, "northpine.example/a")))
    assert (part, content, marked) == (f"barcode ({shown}) in label.png", "northpine.example/a", [])


def test_each_of_several_codes_is_read_once() -> None:
    inside = embedded(
        "insert.png", None, in_one("one.example", "two.example", "three.example", "one.example")
    )
    assert told(inside).marked == ["one.example", "three.example", "two.example"]


def test_bytes_that_are_no_text_are_shown_and_nothing_fails() -> None:
    data = file_of(drawn(zxingcpp.create_barcode(b"\xff\xfe\x00\x80abc", BarcodeFormat.QRCode)))
    [(_, content)], marked = told(embedded("insert.png", None, data))
    assert "abc" in content
    assert "\0" not in content
    assert marked == [content]


@pytest.mark.parametrize("content", CONTENTS)
def test_a_qr_code_that_is_seen_and_not_read_is_one_all_the_same(content: str) -> None:
    code = qr(content)
    corner, end = round(code.width * 0.35), round(code.width * 0.75)
    ImageDraw.Draw(code).rectangle((corner, corner, end, end), fill=255)
    assert told(embedded("insert.png", None, file_of(code))) == (
        [("QR code in insert.png", "\ufffd")],
        ["\ufffd"],
    )


@pytest.mark.parametrize("seed", range(6))
def test_noise_is_no_qr_code(seed: int) -> None:
    pixels = random.Random(seed).randbytes(500 * 500)  # noqa: S311 - chance, not secrets
    assert told(embedded("noise.png", None, file_of(Image.frombytes("L", (500, 500), pixels)))).marked == []


def test_codes_are_read_in_at_least_twenty_conditions() -> None:
    figures = [figure(name) for name in CONDITIONS]
    missed = [f"{one.name}: {one.read} of {one.of}" for one in figures if one.read < one.of]
    assert len(figures) >= 20
    assert sum(one.read for one in figures) >= WANTED * sum(one.of for one in figures), missed
    assert all(one.read for one in figures), missed


@pytest.mark.parametrize("name", [name for name in CONDITIONS if name != "clean"])
def test_a_condition_is_no_clean_code(name: str) -> None:
    assert next(pictures(name))[1] != next(pictures("clean"))[1]
