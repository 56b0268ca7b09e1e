"""Codes in a picture: QR codes and their like, and barcodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from buyer_msg_lint.inputs._attachments.bounds import Deadline

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

MOST_PIXELS = 3_000_000
"""A picture is made smaller than this before it is looked at; a code that a phone can read stays readable."""
_FEW_PIXELS = 400_000
_GOODS = ("EAN13", "EAN8", "EAN5", "EAN2", "ISBN", "UPCA", "UPCE", "ITF14", "PZN", "Code32", "DataBar")
_QR = ("QRCode", "QRCodeModel1", "QRCodeModel2", "MicroQRCode", "RMQRCode")

Look = Callable[["Image"], "Image"]


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read: what kind it is, for people, and what it says."""

    kind: str
    content: str
    is_qr: bool


def codes_in(picture: Image, deadline: Deadline) -> tuple[Code, ...]:
    """Return the codes in a grey picture, each once; barcodes that only number goods are left out.

    A picture is looked at in several ways, each made for a condition that codes are found in: small, large,
    pale, noisy. Raises OutOfTimeError.
    """
    found: dict[Code, None] = {}
    low, high = cast("tuple[int, int]", picture.getextrema())
    if low == high:
        return ()
    for look in _LOOKS:
        deadline.check()
        found |= dict.fromkeys(_read(look(picture)))
    return tuple(found)


def _read(picture: Image) -> Iterator[Code]:
    import zxingcpp

    goods = {zxingcpp.BarcodeFormat.__members__[name] for name in _GOODS}
    qr = {zxingcpp.BarcodeFormat.__members__[name] for name in _QR}
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        for barcode in zxingcpp.read_barcodes(picture, binarizer=binarizer):
            if barcode.format not in goods:
                is_qr = barcode.format in qr
                yield Code("QR code" if is_qr else f"barcode ({barcode.format})", _said(barcode), is_qr)


def _said(barcode: Barcode) -> str:
    """Return what a code says; characters that are no text are shown as replacement characters."""
    return barcode.text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _fitted(picture: Image) -> Image:
    return _scaled(picture, min(1.0, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5))


def _enlarged(picture: Image) -> Image:
    """Return a small picture larger, so that a code of few pixels can be read."""
    return _scaled(picture, 3.0 if picture.width * picture.height < _FEW_PIXELS else 1.0)


def _reduced(picture: Image) -> Image:
    return _scaled(picture, min(1.0, (_FEW_PIXELS / (picture.width * picture.height)) ** 0.5))


def _smoothed(picture: Image) -> Image:
    """Return a picture without specks."""
    from PIL.ImageFilter import MedianFilter

    return _reduced(picture).filter(MedianFilter(5))


def _softened(picture: Image) -> Image:
    """Return a picture in which the dots of a code that is drawn of dots run together."""
    from PIL.ImageFilter import GaussianBlur

    return _reduced(picture).filter(GaussianBlur(3))


def _stretched(picture: Image) -> Image:
    from PIL.ImageOps import autocontrast

    return autocontrast(_reduced(picture), cutoff=2)


def _scaled(picture: Image, factor: float) -> Image:
    if factor == 1.0:
        return picture
    return picture.resize((max(1, round(picture.width * factor)), max(1, round(picture.height * factor))))


_LOOKS: tuple[Look, ...] = (_fitted, _enlarged, _smoothed, _softened, _stretched)
