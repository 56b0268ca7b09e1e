"""A draft as read: its source text and the segments a buyer would see, each mapped to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from buyer_msg_lint.spans import MappedText, Span


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
class AttachedFile:
    """A file that goes with a message: its name, and its size in bytes if that is known."""

    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A draft: where it came from (None for text given by a caller), its source, its segments.

    ``template`` tells that placeholders are meant to be there and are filled before sending; ``attachments``
    are the files that the draft itself names, None where a draft of its kind cannot name any.
    """

    path: str | None
    source: str
    segments: tuple[Segment, ...]
    template: bool = False
    attachments: tuple[AttachedFile, ...] | None = None


_SENTENCE_END = re.compile(
    r"""
    (?P<stop> [.!?]+ ["')\]*_]{0,3} (?=\s) | [。！？；]+["'）」』]? | [.!?]+ ["')\]*_]{0,3} \Z )
    | (?P<paragraph> (?>\r\n|\n|\r) [^\S\r\n]* (?:\r\n|\n|\r) )
    | (?P<line> \r\n | \n | \r )
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|mr|mrs|ms|dr|st|no|vs|inc|ltd|co|dept|approx|est|tel|ext|[a-z])\.$",
    re.IGNORECASE,
)
_WRAPPED_LINE = 60


def sentences(text: str) -> tuple[Span, ...]:
    """Split a text into sentences that tile it; blanks between two belong to the later one.

    A line break ends a sentence unless the text was wrapped there: the next line goes on in lower case, or
    the line before it is long and has no end of its own.
    """
    found: list[Span] = []
    start = 0
    line_start = 0
    for end in _SENTENCE_END.finditer(text):
        kind = end.lastgroup
        if kind == "line" and _goes_on(text, line_start, end):
            line_start = end.end()
            continue
        if kind == "stop" and _ABBREVIATION.search(text, max(start, end.end() - 12), end.end()):
            continue
        if kind != "stop":
            line_start = end.end()
        if text[start : end.end()].strip():
            found.append(Span(start, end.end()))
            start = end.end()
    if text[start:].strip() or not found:
        found.append(Span(start, len(text)))
    else:
        found[-1] = Span(found[-1].start, len(text))
    return tuple(found)


def _goes_on(text: str, line_start: int, end: re.Match[str]) -> bool:
    following = text[end.end() :][:40].lstrip(" \t")
    if not following or following[0] in "-*•·–":
        return False
    return following[0].islower() or (
        end.start() - line_start >= _WRAPPED_LINE and not following[0].isdigit()
    )
