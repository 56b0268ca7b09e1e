"""Codes in a picture: QR codes and their like, and barcodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from buyer_msg_lint.inputs._attachments.bounds import Deadline

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

MOST_PIXELS = 3_000_000
"""A picture is made smaller than this before it is looked at; a code that a phone can read stays readable."""
UNREADABLE = "\ufffd"
"""What a QR code says that is seen and cannot be read."""
_FEW_PIXELS = 400_000
_SEVERAL_TIMES = 1_000_000
_GOODS = ("EAN13", "EAN8", "EAN5", "EAN2", "ISBN", "UPCA", "UPCE", "ITF14", "PZN", "Code32", "DataBar")
_QR = ("QRCode", "QRCodeModel1", "QRCodeModel2", "MicroQRCode", "RMQRCode")


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read: what kind it is, for people, and what it says."""

    kind: str
    content: str
    is_qr: bool


def codes_in(picture: Image, deadline: Deadline) -> tuple[Code, ...]:
    """Return the codes in a grey picture, each once; barcodes that only number goods are left out.

    A QR code that cannot be read is told of if no other is read.

    A picture is looked at in several ways, each made for a condition that codes are found in: small, large,
    pale, noisy. Raises OutOfTimeError.
    """
    found: dict[Code, None] = {}
    low, high = cast("tuple[int, int]", picture.getextrema())
    if low == high:
        return ()
    for look in _looks(picture):
        deadline.check()
        found |= dict.fromkeys(_read(look))
    read = tuple(code for code in found if code.content != UNREADABLE)
    # One that is damaged for one look is often read in another.
    return read if any(code.is_qr for code in read) else tuple(found)


def _looks(picture: Image) -> Iterator[Image]:
    """Yield a picture as it is and, at a size at which that takes little time, changed in several ways."""
    pixels = picture.width * picture.height
    yield _scaled(picture, min(1.0, (MOST_PIXELS / pixels) ** 0.5))
    if pixels < _FEW_PIXELS:
        yield _scaled(picture, 3.0)
    small = _scaled(picture, min(1.0, (_FEW_PIXELS / pixels) ** 0.5))
    yield from (_without_specks(small), _softened(small), _with_contrast(small))


def _read(picture: Image) -> Iterator[Code]:
    import zxingcpp

    goods = {zxingcpp.BarcodeFormat.__members__[name] for name in _GOODS}
    qr = {zxingcpp.BarcodeFormat.__members__[name] for name in _QR}
    # Light and dark are told apart by what is near, and, where that takes little time, by the whole as well.
    binarizers = [zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram]
    several = picture.width * picture.height <= _SEVERAL_TIMES
    for binarizer in binarizers[: 1 + several]:
        for barcode in zxingcpp.read_barcodes(picture, binarizer=binarizer, return_errors=True):
            is_qr = barcode.format in qr
            if (barcode.valid and barcode.format not in goods) or is_qr:
                yield Code("QR code" if is_qr else f"barcode ({barcode.format})", _said(barcode), is_qr)


def _said(barcode: Barcode) -> str:
    """Return what a code says; characters that are no text are shown as replacement characters."""
    if not barcode.valid:
        return UNREADABLE
    return barcode.text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _without_specks(picture: Image) -> Image:
    from PIL.ImageFilter import MedianFilter

    return picture.filter(MedianFilter(5))


def _softened(picture: Image) -> Image:
    """Return a picture in which the dots of a code that is drawn of dots run together."""
    from PIL.ImageFilter import GaussianBlur

    return picture.filter(GaussianBlur(3))


def _with_contrast(picture: Image) -> Image:
    from PIL.ImageOps import autocontrast

    return autocontrast(picture, cutoff=2)


def _scaled(picture: Image, factor: float) -> Image:
    if factor == 1.0:
        return picture
    return picture.resize((max(1, round(picture.width * factor)), max(1, round(picture.height * factor))))
