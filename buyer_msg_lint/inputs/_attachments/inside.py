"""What is in an attached file, as the engine takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from buyer_msg_lint.document import Content, Mark, Part, Segment, SegmentKind
from buyer_msg_lint.inputs._attachments.codes import Code
from buyer_msg_lint.spans import MappedText, Span


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a file: its texts, marks of how it is made, and why some of it was not looked at."""

    segments: tuple[Segment, ...] = ()
    marks: tuple[Mark, ...] = ()
    unchecked: tuple[str, ...] = ()

    @property
    def content(self) -> Content:
        """The texts and marks, without what was not looked at."""
        return Content(self.segments, self.marks)

    def __add__(self, other: Inside) -> Inside:
        return Inside(
            self.segments + other.segments, self.marks + other.marks, self.unchecked + other.unchecked
        )


def text(where: str, content: str) -> Inside:
    """Return a text as a part of its own; nothing if it is blank."""
    if not content.strip():
        return Inside()
    return Inside((Segment(SegmentKind.ATTACHMENT, MappedText.identity(content), Part(where, content)),))


def code(where: str, read: Code) -> Inside:
    """Return what a code says as a part of its own, and a QR code as a mark too."""
    part = Part(f"{read.kind} in {where}", read.content)
    segment = Segment(SegmentKind.ATTACHMENT, MappedText.identity(read.content), part)
    if not read.is_qr:
        return Inside((segment,))
    return Inside((segment,), (Mark("qr-code", Span(0, len(read.content)), {"file": where}, part),))


def together(several: Iterable[Inside]) -> Inside:
    """Return all of several as one."""
    whole = Inside()
    for one in several:
        whole += one
    return whole
