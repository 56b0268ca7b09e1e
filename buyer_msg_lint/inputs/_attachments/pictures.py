"""Pictures: the codes in every frame, and the texts that are stored beside the pixels."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, cast

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._attachments.bounds import Deadline, OutOfTimeError
from buyer_msg_lint.inputs._attachments.codes import MOST_PIXELS, Code, codes_in
from buyer_msg_lint.inputs._attachments.inside import Inside, code, text, together
from buyer_msg_lint.inputs._attachments.kinds import Kind
from buyer_msg_lint.inputs._attachments.metadata import texts_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MOST_DECODED = 50_000_000
"""How many pixels a frame may have; more is not decoded at all."""
MOST_FRAMES = 100
_PLUGINS = {
    Kind.PNG: ("PngImagePlugin", "PngImageFile"),
    Kind.JPEG: ("JpegImagePlugin", "JpegImageFile"),
    Kind.GIF: ("GifImagePlugin", "GifImageFile"),
    Kind.WEBP: ("WebPImagePlugin", "WebPImageFile"),
    Kind.BMP: ("BmpImagePlugin", "BmpImageFile"),
    Kind.TIFF: ("TiffImagePlugin", "TiffImageFile"),
}


def look(where: str, kind: Kind, data: bytes, deadline: Deadline) -> Inside:
    """Return what is in a picture; ``where`` is what it is called.

    Raises ImportError without the packages that read pictures, NotCheckedError if it cannot be decoded.
    """
    import zxingcpp  # noqa: F401 - what is missing is told before anything is read

    _refuse_large(*_webp_size(data) if kind is Kind.WEBP else (0, 0))
    try:
        return _look(where, kind, data, deadline)
    except (NotCheckedError, OutOfTimeError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken picture does to its reader, it is not checked
        raise NotCheckedError(f"cannot be read as {kind}: {error}; save it again") from None


def _look(where: str, kind: Kind, data: bytes, deadline: Deadline) -> Inside:
    module, name = _PLUGINS[kind]
    found: dict[Code, None] = {}
    unchecked = Inside()
    # The reader itself is called, and not Image.open, whose warning of large pictures cannot be told apart.
    with cast("ImageFile", getattr(import_module(f"PIL.{module}"), name)(BytesIO(data))) as picture:
        _refuse_large(*picture.size)
        for frame in _frames(picture):
            if frame == MOST_FRAMES:
                reason = f"{where} has more than {MOST_FRAMES} frames, of which the first were looked at"
                unchecked = Inside(unchecked=(reason,))
                break
            for grey in greys(picture):
                found |= dict.fromkeys(codes_in(grey, deadline))
        texts = [text(f"{label} in {where}", said) for label, said in texts_of(picture)]
    return together([*(code(where, one) for one in found), *texts, unchecked])


def _frames(picture: ImageFile) -> Iterator[int]:
    """Yield the number of each frame when it is the one that the picture shows."""
    number = 0
    while True:
        yield number
        number += 1
        try:
            picture.seek(number)
        except EOFError:
            return
        _refuse_large(*picture.size)


def greys(picture: Image) -> Iterator[Image]:
    """Yield a picture in grey, as small as codes allow; a transparent one on white and on black."""
    factor = max(1, int((picture.width * picture.height / MOST_PIXELS) ** 0.5))
    if picture.has_transparency_data:
        from PIL.Image import new

        clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        clear = clear.reduce(factor)
        for ground in ("white", "black"):
            paper = new("RGBA", clear.size, ground)
            paper.alpha_composite(clear)
            yield paper.convert("L")
        return
    if picture.format == "JPEG":
        picture.draft("L", (picture.width // factor, picture.height // factor))
    grey = _deep(picture) if picture.mode.startswith(("I", "F")) else picture.convert("L")
    yield grey


def _deep(picture: Image) -> Image:
    """Return a picture of more than 256 shades with as many; the darkest and the lightest are kept apart."""
    whole = picture.convert("F")
    low, high = cast("tuple[float, float]", whole.getextrema())
    scale = 255 / ((high - low) or 1)
    return whole.point(lambda shade: shade * scale - low * scale).convert("L")


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_DECODED:
        raise NotCheckedError(
            f"is {width:,} by {height:,} pixels; pictures of up to {MOST_DECODED // 1_000_000} megapixels are"
            " looked at"
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Return the size that a WebP claims: its reader makes room for it before it can be asked."""
    form, head = data[12:16], data[20:30]
    if form == b"VP8X":
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
