from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from time import monotonic

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from buyer_msg_lint.inputs._attachments import embedded
from tests.inputs.attachments.conditions import file_of, qr

SMALL = Image.new("RGB", (8, 8), (90, 120, 30))
LINK = "https://northpine.example/a"


def texts(data: bytes, name: str = "photo") -> dict[str, str]:
    inside = embedded(name, None, data)
    assert inside.unchecked == ()
    return {segment.part.name: segment.content.text for segment in inside.segments if segment.part}


def saved(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    SMALL.save(buffer, kind, **options)
    return buffer.getvalue()


def chunks(**said: str) -> PngInfo:
    info = PngInfo()
    for key, value in said.items():
        info.add_text(key, value, zip=len(value) > 20)
    return info


def exif(tag: int, value: str | bytes) -> Image.Exif:
    made = Image.Exif()
    made[tag] = value
    return made


def user_comment(value: bytes) -> Image.Exif:
    made = Image.Exif()
    made.get_ifd(0x8769)[0x9286] = value
    return made


XMP = (
    '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Tool 7.0 example.com"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
    ' xmpMM:DocumentID="xmp.did:12025550143" photoshop:City="Care &amp; repair"><dc:description><rdf:Alt>'
    '<rdf:li xml:lang="x-default">WeChat northpine88</rdf:li></rdf:Alt></dc:description>'
    "<xmp:CreatorTool>Tool 7.0</xmp:CreatorTool></rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(saved("PNG"), {}, id="nothing"),
        pytest.param(
            saved("JPEG", exif=exif(0x0110, "Camera 12025550143")), {}, id="what a camera says of itself"
        ),
        pytest.param(saved("JPEG", exif=exif(0x0132, "2024:11:28 10:11:12")), {}, id="a time"),
        pytest.param(
            saved("PNG", pnginfo=chunks(Comment="Call us", Author="northpine88 on WeChat, all days")),
            {
                "text 'Comment' in photo": "Call us",
                "text 'Author' in photo": "northpine88 on WeChat, all days",
            },
            id="text chunks of PNG",
        ),
        pytest.param(
            saved("JPEG", comment=b"see northpine.example"),
            {"comment in photo": "see northpine.example"},
            id="a comment of JPEG",
        ),
        pytest.param(
            saved("GIF", comment="加微信".encode()), {"comment in photo": "加微信"}, id="a comment of GIF"
        ),
        pytest.param(
            saved("JPEG", exif=exif(0x010E, "northpine.example")),
            {"EXIF ImageDescription in photo": "northpine.example"},
            id="EXIF of JPEG",
        ),
        pytest.param(
            saved("WEBP", exif=exif(0x8298, "northpine.example")),
            {"EXIF Copyright in photo": "northpine.example"},
            id="EXIF of WebP",
        ),
        pytest.param(
            saved("TIFF", tiffinfo={270: "northpine.example"}),
            {"EXIF ImageDescription in photo": "northpine.example"},
            id="a tag of TIFF",
        ),
        pytest.param(
            saved("JPEG", exif=exif(0x9C9C, "加微信".encode("utf-16-le"))),
            {"EXIF XPComment in photo": "加微信"},
            id="EXIF as Windows writes it",
        ),
        pytest.param(
            saved("JPEG", exif=user_comment(b"ASCII\0\0\0care@bluekettle.example")),
            {"EXIF UserComment in photo": "care@bluekettle.example"},
            id="a user comment",
        ),
        pytest.param(
            saved("JPEG", xmp=XMP.encode()),
            {"XMP in photo": "Care & repair\nWeChat northpine88"},
            id="XMP, of which the names of its forms are no text",
        ),
        pytest.param(
            saved("PNG", pnginfo=chunks(**{"XML:com.adobe.xmp": XMP})),
            {"XMP in photo": "Care & repair\nWeChat northpine88"},
            id="XMP of PNG, once",
        ),
    ],
)
def test_texts_beside_the_pixels_are_parts(data: bytes, said: dict[str, str]) -> None:
    assert texts(data) == said


def animation(frames: int, at: int) -> bytes:
    blank = Image.new("L", (120, 120), 255)
    code = qr(LINK, scale=3).resize((120, 120))
    buffer = io.BytesIO()
    # Frames that do not change are left out of the file, so that every other one has a dot.
    shown = [blank.copy() for _ in range(frames)]
    for number, frame in enumerate(shown):
        frame.putpixel((number % 120, number // 120), 0)
    shown[at] = code
    shown[0].save(buffer, "GIF", save_all=True, append_images=shown[1:])
    return buffer.getvalue()


def test_a_code_in_a_later_frame_is_read() -> None:
    assert texts(animation(6, 4)) == {"QR code in photo": LINK}


def test_a_code_on_a_later_page_of_a_tiff_is_read() -> None:
    buffer = io.BytesIO()
    SMALL.save(buffer, "TIFF", save_all=True, append_images=[qr(LINK)])
    assert texts(buffer.getvalue(), "a.tif") == {"QR code in a.tif": LINK}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_a_code_is_read_in_every_way_of_storing_colours(mode: str) -> None:
    code = qr(LINK)
    if mode in ("I;16", "F"):
        code = code.convert("I").point(lambda shade: shade * 200 + 900)
    assert texts(file_of(code.convert(mode), "TIFF"), "a.tif") == {"QR code in a.tif": LINK}


def png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def large_webp() -> bytes:
    data = bytearray(saved("WEBP", lossless=True, exif=exif(0x010E, "x")))
    data[24:30] = b"\xfe\x3f\0\xfe\x3f\0"
    return bytes(data)


def with_bytes(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


TOO_LARGE = "pixels; pictures of up to 50 megapixels are looked at"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            png_of(60_000, 60_000), f"a is 60,000 by 60,000 {TOO_LARGE}", id="a PNG of 3.6 gigapixels"
        ),
        pytest.param(
            with_bytes(saved("GIF"), 6, b"\x60\xea\x60\xea"), f"a is 60,000 by 60,000 {TOO_LARGE}", id="a GIF"
        ),
        pytest.param(
            with_bytes(saved("BMP"), 18, struct.pack("<ii", 60_000, 60_000)),
            f"a is 60,000 by 60,000 {TOO_LARGE}",
            id="a BMP",
        ),
        pytest.param(
            large_webp(), f"a is 16,383 by 16,383 {TOO_LARGE}", id="a WebP, which would be decoded at once"
        ),
    ],
)
def test_a_picture_that_would_take_all_memory_is_not_decoded(data: bytes, reason: str) -> None:
    tracemalloc.start()
    started = monotonic()
    try:
        assert embedded("a", None, data).unchecked == (reason,)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert monotonic() - started < 5


def test_of_thousands_of_frames_the_first_are_looked_at() -> None:
    inside = embedded("a.gif", None, animation(2_000, 3))
    assert inside.unchecked == ("a.gif has more than 100 frames, of which the first were looked at",)
    assert [segment.content.text for segment in inside.segments] == [LINK]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_that_is_cut_off_is_not_checked(kind: str) -> None:
    data = file_of(qr(LINK), kind)
    [reason] = embedded("a", None, data[: len(data) // 2]).unchecked
    assert reason.startswith("a cannot be read as ")
    assert reason.endswith("; save it again")


def test_a_text_that_takes_all_memory_is_not_read() -> None:
    info = PngInfo()
    info.add_text("Comment", "a" * 5_000_000, zip=True)
    [reason] = embedded("a.png", None, saved("PNG", pnginfo=info)).unchecked
    assert reason.startswith("a.png cannot be read as PNG: ")


def test_xmp_with_declarations_is_not_checked() -> None:
    [reason] = embedded(
        "a.jpg", None, saved("JPEG", xmp=b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>")
    ).unchecked
    assert reason == "a.jpg has XMP data with declarations of its own; save it without them"
