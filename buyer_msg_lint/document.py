"""A draft as read: its source text and the segments a buyer would see, each mapped to the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from buyer_msg_lint.branching import BranchedText, Path, Piece, Question
from buyer_msg_lint.patterns import lazy_re
from buyer_msg_lint.spans import MappedText, Origin, Span


class SegmentKind(StrEnum):
    """What part of a message a segment is; rules name these in ``applies_to``."""

    BODY = "body"
    SUBJECT = "subject"
    HIDDEN = "hidden"
    """Text that is sent and not shown: comments, ``display: none``, white on white."""
    ALTERNATIVE = "alternative"
    """Text in the place of something else: ``alt`` and ``title``."""
    LINK = "link"
    """Where a link leads."""
    IMAGE = "image"
    """Where an image comes from."""
    FILE_NAME = "file-name"
    ATTACHMENT = "attachment"
    """Text in an attached file, and what its codes say."""


class Part(NamedTuple):
    """A piece of a message whose text does not stand in the file as such, with a source of its own.

    Such are a base64 part of a mail, a page of a PDF, what a QR code says; ``name`` tells which it is.
    """

    name: str
    source: str


class Segment(NamedTuple):
    """A run of text that is read as one piece.

    Places are those of the part, if one is given, else of the document's source. ``branch`` names the
    branch of a template that the segment stands in.
    """

    kind: SegmentKind
    content: MappedText
    part: Part | None = None
    branch: str | None = None


_NO_TRAITS: Mapping[str, str] = {}


class Mark(NamedTuple):
    """What an input says of how a message is made: an image without a text, a font of its own.

    ``span`` is a range of the part's source, if one is given, else of the document's; ``traits`` are what
    rules may ask about it and name in their messages.
    """

    kind: str
    span: Span
    traits: Mapping[str, str] = _NO_TRAITS
    part: Part | None = None


class Content(NamedTuple):
    """What is read from a text: its segments, and what is said of how it is made."""

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...] = ()


_NOTHING = Content(())


class TemplateField(NamedTuple):
    """A text of a template that goes several ways (its body, its subject), and how one way is read."""

    text: BranchedText
    read: Callable[[MappedText], Content]


class Branches(NamedTuple):
    """How a template goes several ways: its texts, and the questions that decide which way."""

    fields: tuple[TemplateField, ...]
    questions: Mapping[str, Question]

    def pieces(self) -> tuple[Piece, ...]:
        """Return the pieces of all texts, with their ranges in the source, in order."""
        return tuple(sorted((piece for field in self.fields for piece in field.text.in_source()), key=_place))

    def read(self, path: Path) -> Content:
        """Return the content of one path."""
        contents = [field.read(field.text.on(path)) for field in self.fields]
        return Content(
            tuple(segment for content in contents for segment in content.segments),
            tuple(mark for content in contents for mark in content.marks),
        )


def _place(piece: Piece) -> Span:
    return piece.span


class AttachedFile(NamedTuple):
    """A file that goes with a message: its name, and its size in bytes if that is known."""

    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Which row of a table a message is.

    ``row`` counts from 1, a header included; ``column`` is the name of the column that holds the message,
    None in a list of bare texts; ``origin`` is where the row begins in the file.
    """

    row: int
    column: str | None = None
    sheet: str | None = None
    origin: Origin = field(default_factory=Origin)

    def __str__(self) -> str:
        sheet = "" if self.sheet is None else f"sheet {self.sheet}, "
        return f"{sheet}row {self.row}" + ("" if self.column is None else f", column {self.column}")


class Document(NamedTuple):
    """A draft: where it came from (None for text given by a caller), its source, its segments.

    ``template`` tells that placeholders are meant to be there and are filled before sending; ``attachments``
    are the files that the draft itself names, None where a draft of its kind cannot name any.
    ``marks`` are what the input says of how the message is made, ``unchecked`` why some of it could not be
    looked at, each in one line: such a message is never clean. ``front_matter`` is the range of the YAML
    that tells the draft's context, which is no part of the message. ``branches`` tell which
    ways a template goes; the segments are those of its fullest way. ``elsewhere`` are the ranges
    in whose place something stands that the draft does not hold: files that a template includes.
    ``beside`` is what is in the files that go with the message, whichever way it goes.
    ``record`` tells which row of a table it is; the source is then that row alone, and its places count from
    the record's origin.
    """

    path: str | None
    source: str
    segments: tuple[Segment, ...]
    template: bool = False
    attachments: tuple[AttachedFile, ...] | None = None
    marks: tuple[Mark, ...] = ()
    front_matter: Span | None = None
    unchecked: tuple[str, ...] = ()
    branches: Branches | None = None
    elsewhere: tuple[Span, ...] = ()
    beside: Content = _NOTHING
    record: Record | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the draft but, at most, its front matter."""
        if any(segment.part for segment in self.segments):
            return not any(segment.content.text.strip() for segment in self.segments)
        if self.front_matter is None:
            return not self.source.strip()
        # The line that closes the front matter is no part of its range.
        return self.source[self.front_matter.end :].strip() in ("---", "...")


_SENTENCE_END = lazy_re(
    r"""
    (?P<stop> [.!?]+ ["')\]*_]{0,3} (?=\s) | [。！？；]+["'）」』]? | [.!?]+ ["')\]*_]{0,3} \Z )
    | (?P<paragraph> (?>\r\n|\n|\r) [^\S\r\n]* (?:\r\n|\n|\r) )
    | (?P<line> \r\n | \n | \r )
    """,
    re.VERBOSE,
)
_ABBREVIATION = lazy_re(
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
