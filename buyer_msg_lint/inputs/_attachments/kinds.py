"""What kind of file bytes are, told by themselves and never by the name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.text import decode


class Kind(StrEnum):
    """The kinds of files that are looked into."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WebP"
    BMP = "BMP"
    TIFF = "TIFF"
    PDF = "PDF"
    TEXT = "plain text"


_SUFFIXES = {
    Kind.PNG: (".png", ".apng"),
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Kind.GIF: (".gif",),
    Kind.WEBP: (".webp",),
    Kind.BMP: (".bmp", ".dib"),
    Kind.TIFF: (".tif", ".tiff"),
    Kind.PDF: (".pdf",),
    Kind.TEXT: (".txt", ".text", ".md", ".csv", ".log"),
}
_PROGRAMS = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".bat",
    ".msi",
    ".zip",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".html",
)
_STARTS = {
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    b"GIF87a": Kind.GIF,
    b"GIF89a": Kind.GIF,
    b"BM": Kind.BMP,
    b"II*\0": Kind.TIFF,
    b"MM\0*": Kind.TIFF,
    b"II+\0": Kind.TIFF,
    b"MM\0+": Kind.TIFF,
}
_OTHERS = {
    b"MZ": "a Windows program",
    b"\x7fELF": "a program",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a compressed file",
    b"\xd0\xcf\x11\xe0": "an old Office document or an Outlook message",
    b"{\\rtf": "a rich-text document",
    b"<": "HTML, SVG, or XML",
}
_HEADER = 1024


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of file that the bytes are; None for a kind that is not looked into."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    if b"%PDF-" in data[:_HEADER]:
        return Kind.PDF
    if not data.strip() or any(data.lstrip().startswith(start) for start in _OTHERS):
        return None
    return Kind.TEXT if _is_text(data) else None


def other_kind(data: bytes) -> str:
    """Return, in words, what bytes are that are not looked into."""
    if not data.strip():
        return "empty"
    if data[4:8] == b"ftyp":
        return "a film, or a picture in HEIC or AVIF"
    told = (what for start, what in _OTHERS.items() if data.lstrip().startswith(start))
    return next(told, "of an unknown kind")


def claimed_kind(name: str) -> str | None:
    """Return the kind that a file's name claims, if it claims one."""
    suffix = PurePath(name).suffix.lower()
    claimed = next((kind.value for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), None)
    return suffix if claimed is None and suffix in _PROGRAMS else claimed


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in decode(data)
    except NotCheckedError:
        return False
