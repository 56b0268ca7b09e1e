"""Attached files: from a name and bytes to texts, codes, and why something could not be looked at.

What reads pictures and PDFs is an extra, ``attachments``, and is imported when a file needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from buyer_msg_lint.document import AttachedFile, Content, Document, Part, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._attachments import pdf, pictures
from buyer_msg_lint.inputs._attachments.bounds import Deadline, OutOfTimeError
from buyer_msg_lint.inputs._attachments.data_uri import is_data, read_data
from buyer_msg_lint.inputs._attachments.inside import Inside, text, together
from buyer_msg_lint.inputs._attachments.kinds import Kind, claimed_kind, kind_of, other_kind
from buyer_msg_lint.inputs.text import decode
from buyer_msg_lint.spans import LineIndex, MappedText

__all__ = [
    "MARKS",
    "MOST_BYTES",
    "Deadline",
    "Inside",
    "embedded",
    "file_name",
    "in_addresses",
    "together",
    "with_files",
]

MARKS: Mapping[str, Mapping[str, str]] = {"qr-code": {"file": "the file that it is in"}}
INSTALL = "pip install 'buyer-msg-lint[attachments]'"
MOST_BYTES = 32 << 20
"""The largest file that is looked into unless the caller says otherwise."""
_LOOKED_INTO = "PNG, JPEG, GIF, WebP, BMP, TIFF, PDF and plain text are looked into"
_NAMED_BY_PROGRAM = re.compile(
    r"(?:WhatsApp (?:Image|Video) \d{4}-\d\d-\d\d at [\d.]{5,8}(?: [AP]M)?"
    r"|(?:微信图片_|QQ图片|mmexport)\d{10,17})"
    r"(?: ?\(\d{1,3}\))?"
)
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d])_(?=[^\W\d])")


def embedded(name: str, media_type: str | None, data: bytes, deadline: Deadline | None = None) -> Inside:
    """Return what is in a file that goes with a message or stands in it.

    ``name`` is what the places in it are called by, ``media_type`` what the message says that it is, if it
    does. Files of one message share a ``deadline``. Whatever the bytes are, nothing is raised: what could not
    be looked at is named in ``Inside.unchecked``.
    """
    try:
        return _looked_into(name, media_type, data, deadline or Deadline())
    except NotCheckedError as error:
        reason = str(error)
    except OutOfTimeError:
        reason = "takes too long to look at; send a smaller file"
    except ImportError:
        reason = f"is looked into only with the extra packages: {INSTALL}"
    return Inside(unchecked=(f"{name} {reason}",))


def in_addresses(addresses: Iterable[MappedText], lines: LineIndex | None = None) -> Inside:
    """Return what is in the images that stand in a message as addresses; other addresses are passed over.

    Each is called by its place in the source that ``lines`` are of, or by its number.
    """
    deadline = Deadline()
    images = (address for address in addresses if is_data(address.text))
    return together(
        _in_address(_called(number, address, lines), address.text, deadline)
        for number, address in enumerate(images, 1)
    )


def _called(number: int, address: MappedText, lines: LineIndex | None) -> str:
    if lines is None:
        return f"image {number}"
    place = lines.position(address.source_span(0, len(address.text)).start)
    return f"the image at line {place.line}, column {place.column}"


def _in_address(name: str, address: str, deadline: Deadline) -> Inside:
    try:
        media_type, data = read_data(address)
    except NotCheckedError as error:
        return Inside(unchecked=(f"{name} {error}",))
    return embedded(name, media_type, data, deadline)


def _looked_into(name: str, media_type: str | None, data: bytes, deadline: Deadline) -> Inside:
    kind = kind_of(data)
    if kind is None:
        raise NotCheckedError(f"is {_told(name, media_type, data)}; {_LOOKED_INTO}")
    deadline.check()
    if kind is Kind.TEXT:
        inside = text(name, decode(data))
    elif kind is Kind.PDF:
        inside = pdf.look(name, data, deadline)
    else:
        inside = pictures.look(name, kind, data, deadline)
    claimed = claimed_kind(name)
    if claimed in (None, kind):
        return inside
    return inside + Inside(
        unchecked=(f"{name} is {kind}, not {claimed} as its name says; name it as what it is",)
    )


def _told(name: str, media_type: str | None, data: bytes) -> str:
    claimed = claimed_kind(name) or media_type
    told = other_kind(data)
    return f"{told}, not {claimed}" if claimed and "." not in claimed else told


def file_name(name: str) -> Segment:
    """Return the name of a file as a segment; what joins words in names is read as a blank.

    A name that a messenger gave to a picture says nothing of itself.
    """
    stem = name[: len(name) - len(PurePath(name).suffix)] or name
    said = "" if _NAMED_BY_PROGRAM.fullmatch(stem) else stem
    content = MappedText.identity(said).with_text(_BETWEEN_WORDS.sub(" ", said))
    return Segment(SegmentKind.FILE_NAME, content, Part("file name", name))


def with_files(document: Document, files: Iterable[tuple[str, bytes]]) -> Document:
    """Return a document with files attached to it, looked into."""
    deadline = Deadline()
    given = tuple(files)
    names = Inside(tuple(file_name(name) for name, _ in given))
    inside = together([names, *(embedded(name, None, data, deadline) for name, data in given)])
    return document._replace(
        unchecked=document.unchecked + inside.unchecked,
        attachments=(document.attachments or ())
        + tuple(AttachedFile(name, len(data)) for name, data in given),
        beside=Content(document.beside.segments + inside.segments, document.beside.marks + inside.marks),
    )
