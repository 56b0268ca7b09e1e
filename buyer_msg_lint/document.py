"""A draft as read: its source text and the segments a buyer would see, each mapped to the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from buyer_msg_lint.spans import MappedText


class SegmentKind(StrEnum):
    """What part of a message a segment is; rules name these in ``applies_to``."""

    BODY = "body"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that a buyer reads as one piece."""

    kind: SegmentKind
    content: MappedText


@dataclass(frozen=True, slots=True)
class Document:
    """A draft: where it came from (None for text given by a caller), its source, its segments.

    ``template`` tells that placeholders are meant to be there and are filled before sending.
    """

    path: str | None
    source: str
    segments: tuple[Segment, ...]
    template: bool = False
