"""HTML as buyers see it: visible text by block; apart from it what is hidden, and where links lead.

Text is read as browsers read it (the WHATWG's rules), also from broken markup, and every character keeps its
place in the source. What style sheets and attributes hide is read too, as hidden text. ``segments_of`` takes
HTML that comes out of something else: a part of a mail, a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from buyer_msg_lint.document import Content, Document, Mark, Part, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._attachments import in_addresses
from buyer_msg_lint.inputs._front_matter import split
from buyer_msg_lint.inputs._html.marks import MARKS as _MARKS
from buyer_msg_lint.inputs.text import refuse_no_text
from buyer_msg_lint.spans import LineIndex, MappedText, joined

SUFFIXES = (".html", ".htm", ".xhtml")
IN_FOLDERS = True
MARKS: Mapping[str, Mapping[str, str]] = _MARKS
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Markup:
    """What HTML says: its segments, marks of how it is made, and what comes with it in its own text.

    ``embedded`` are the addresses of images that are no addresses of the web, each with its place:
    ``data:image/png;base64,...``, into which ``in_addresses`` looks, and ``cid:logo@example.com`` of a mail.
    """

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    embedded: tuple[MappedText, ...]


def read(data: bytes, path: str | None, *, template: bool) -> Document:
    """Return the document of an HTML file. Raises NotCheckedError with the reason if it cannot be read."""
    from buyer_msg_lint.inputs._html.encoding import decode

    source = decode(data)
    refuse_no_text(source)
    front_matter, message = split(source)
    markup = segments_of(message)
    if not any(segment.content.text.strip() for segment in markup.segments) and not markup.embedded:
        raise NotCheckedError("is empty; there is nothing to check")
    images = in_addresses(markup.embedded, LineIndex(source))
    document = Document(
        path,
        source,
        markup.segments,
        template,
        marks=markup.marks,
        front_matter=front_matter,
        unchecked=images.unchecked,
        beside=images.content,
    )
    if not template:
        return document
    from buyer_msg_lint.inputs._templates import read_template

    return read_template(document, [(message, _content)])


def _content(html: MappedText) -> Content:
    markup = segments_of(html)
    return Content(markup.segments, markup.marks)


def segments_of(source: MappedText, part: Part | None = None) -> Markup:
    """Return what HTML says, with places in what ``source`` is mapped to; ``part`` is that, if not the file.

    One segment is the visible text, the others, where there is any, hold what is hidden, texts that stand for
    something else, where links lead, and where images come from, each thing a paragraph of its own.
    Raises NotCheckedError if the HTML is nested too deep or too much to be read.
    """
    from buyer_msg_lint.inputs._html.reading import read_html

    reading = read_html(source, part)
    texts = (
        (SegmentKind.BODY, reading.body),
        (SegmentKind.HIDDEN, reading.hidden),
        (SegmentKind.ALTERNATIVE, reading.alternatives),
        (SegmentKind.LINK, reading.links),
        (SegmentKind.IMAGE, reading.images),
    )
    segments = tuple(_segments(texts, part))
    return Markup(segments, reading.marks, reading.embedded)


def _segments(
    texts: Iterable[tuple[SegmentKind, tuple[MappedText, ...]]], part: Part | None
) -> Iterator[Segment]:
    for kind, pieces in texts:
        content = joined(pieces, _PARAGRAPH)
        if content.text.strip() or kind is SegmentKind.BODY:
            yield Segment(kind, content, part)
