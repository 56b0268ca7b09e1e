"""Texts that a picture carries beside its pixels: EXIF, IPTC, XMP, comments, text chunks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from buyer_msg_lint.errors import NotCheckedError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_XMP = "XML:com.adobe.xmp"
_CAMERA = re.compile(
    r"(?:DateTime|OffsetTime|Subsec|GPS)\w*|(?:Lens)?(?:Make|Model)|\w+SerialNumber|Software|ImageUniqueID|MakerNote"
    r"|InteropIndex|PrintImageMatching|InterColorProfile|XMLPacket|IPTCNAA|ImageResources|JPEGTables|ExifVersion"
)
"""What cameras and programs write of themselves, in numbers that look like others."""
_MACHINERY = re.compile(
    r"<\?.*?\?>|<!--.*?-->|\b(?:xmlns(?::\w+)?|rdf:\w+|xml:\w+|x:xmptk|\w+MM:\w+|st(?:Evt|Ref):\w+|\w+:\w*Date\w*"
    r"|xmp:CreatorTool|exif:\w+|tiff:\w+|crs:\w+|aux:\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    r"|<(xmpMM:\w+|stEvt:\w+|stRef:\w+|xmp:\w*Date|xmp:CreatorTool|exif:\w+|tiff:\w+|crs:\w+|photoshop:\w*Date\w*)"
    r"[^>]*>[^<]*</\1\s*>",
    re.DOTALL,
)
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')|>([^<>]+)<")
_USER_COMMENT = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"\0" * 8: "utf-8"}


def texts_of(picture: ImageFile) -> Iterator[tuple[str, str]]:
    """Yield each text with what it is called. Raises NotCheckedError if one cannot be read."""
    yield from _exif(picture)
    yield from _iptc(picture)
    comment = picture.info.get("comment")
    if comment:
        yield "comment", _read(comment)
    chunks: dict[str, str] = getattr(picture, "text", None) or {}
    for key, value in chunks.items():
        if key != _XMP:
            yield f"text '{_line(str(key))}'", str(value)
    xmp = picture.info.get("xmp") or chunks.get(_XMP)
    if xmp:
        yield "XMP", "\n".join(_values(_read(xmp)))


def _exif(picture: ImageFile) -> Iterator[tuple[str, str]]:
    from PIL.ExifTags import IFD, TAGS

    exif = picture.getexif()
    for tags in (dict(exif), exif.get_ifd(IFD.Exif)):
        for tag, value in tags.items():
            name = TAGS.get(tag, f"tag {tag}")
            if not _CAMERA.fullmatch(name) and isinstance(value, str | bytes):
                said = _user_comment(value) if name == "UserComment" else _exif_text(name, value)
                if said:
                    yield f"EXIF {name}", said


def _exif_text(name: str, value: str | bytes) -> str:
    if isinstance(value, str):
        return value.strip("\0 ")
    if name.startswith("XP"):
        return value.decode("utf-16-le", "replace").strip("\0 ")
    # Most other bytes are numbers of the camera's own; those that are text read as such.
    return (
        _read(value).strip() if value.isascii() and value.strip(b"\0").decode("ascii").isprintable() else ""
    )


def _user_comment(value: str | bytes) -> str:
    if isinstance(value, str):
        return value.strip("\0 ")
    encoding = _USER_COMMENT.get(value[:8])
    return _read(value) if encoding is None else value[8:].decode(encoding, "replace").strip("\0 ")


def _iptc(picture: ImageFile) -> Iterator[tuple[str, str]]:
    from PIL.IptcImagePlugin import getiptcinfo

    for (record, number), value in (getiptcinfo(picture) or {}).items():
        for one in value if isinstance(value, list) else [value]:
            said = _read(one).strip("\0 ")
            if record > 1 and said.isprintable():
                yield f"IPTC {record}:{number}", said


def _values(xmp: str) -> Iterator[str]:
    """Yield what people wrote into an XMP packet; names and machinery of the format are no text."""
    if "<!" in _MACHINERY.sub(" ", xmp):
        raise NotCheckedError("has XMP data with declarations of its own; save it without them")
    for value in _VALUE.finditer(_MACHINERY.sub(" ", xmp)):
        said = unescape(value[1] or value[2] or value[3] or "").strip()
        if said:
            yield said


def _read(value: str | bytes) -> str:
    """Return bytes as text, as Latin-1 where they are not UTF-8: every byte is some character."""
    if isinstance(value, str):
        return value
    value = value.strip(b"\0")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _line(name: str) -> str:
    return " ".join(name.split())[:40]
