"""Mail as files (.eml): the subject, every part, and the files that go with it.

Of parts that should say the same, HTML is the message, and plain text stands for it. Places are those of the
file; those of a base64 part are of its own text, since that does not stand in the file as such. An address
in From or Reply-To is no text of the message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from buyer_msg_lint.document import Content, Document, Mark, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import _attachments, html
from buyer_msg_lint.inputs._attachments import Inside, together
from buyer_msg_lint.inputs._mail.contents import Contents, Text, read_contents
from buyer_msg_lint.inputs._mail.differences import said_alone
from buyer_msg_lint.inputs._mail.entity import Entity, read_entity
from buyer_msg_lint.inputs._mail.layout import Layout, lay_out
from buyer_msg_lint.spans import MappedText, Span

SUFFIXES = (".eml",)
IN_FOLDERS = True
_ALONE = "said-in-one-part"
MARKS: Mapping[str, Mapping[str, str]] = {
    _ALONE: {"lacks": "the part that does not say it: text/plain or text/html"},
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(data: bytes, path: str | None, *, template: bool) -> Document:
    """Return the document of a mail; raises NotCheckedError if it is no mail, or says nothing.

    What of it cannot be read is named in ``Document.unchecked``.
    """
    raw = data.removeprefix(_BYTE_ORDER_MARK).decode("latin-1")
    contents = read_contents(_mail(raw))
    layout = lay_out(raw, [text.region for text in contents.texts if text.region])
    texts = [_placed(text, layout) for text in contents.texts]
    read_texts = [_read(text) for text in texts]
    said = [inside for inside, _ in read_texts]
    message = together(said)
    images = (_attachments.in_addresses(addresses) for _, addresses in read_texts)
    files = together([_names(contents), contents.inside, *images])
    unchecked = (*message.unchecked, *files.unchecked, *contents.unchecked)
    segments = message.segments + files.segments
    if not unchecked and not any(segment.content.text.strip() for segment in segments):
        raise NotCheckedError("is empty; there is nothing to check")
    document = Document(
        path,
        layout.source,
        message.segments,
        template,
        attachments=tuple(contents.files),
        marks=message.marks,
        unchecked=unchecked,
        beside=Content(files.segments, (*files.marks, *_differences(contents, texts, said))),
    )
    return _as_template(document, texts) if template else document


def _as_template(document: Document, texts: Sequence[Text]) -> Document:
    """Return a mail without the blocks of a template engine; base64 parts have no place for them."""
    from buyer_msg_lint.inputs._templates import read_template

    based = together(_read(text)[0] for text in texts if text.part)
    beside = Content(document.beside.segments + based.segments, document.beside.marks + based.marks)
    fields = [(text.content, partial(_content, text)) for text in texts if text.part is None]
    unchecked = (*document.unchecked, *_blocks_in_base64(texts))
    return read_template(document._replace(beside=beside, unchecked=unchecked), fields)


def _blocks_in_base64(texts: Sequence[Text]) -> Iterator[str]:
    """Yield what keeps a template from being checked: blocks whose ways are not read."""
    from buyer_msg_lint.inputs._templates import has_blocks

    for text in texts:
        if text.part and has_blocks(text.content.text):
            yield (
                f"{text.part.name} has blocks of a template engine, which are not read in base64; "
                "write it as quoted-printable"
            )


def _content(text: Text, shown: MappedText) -> Content:
    """Return what a text says on one of the ways that a template goes."""
    return _read(replace(text, content=shown))[0].content


def _mail(raw: str) -> Entity:
    mail = read_entity(raw, Span(0, len(raw)), "")
    if not mail.fields:
        raise NotCheckedError("is no mail: it has no header; save a message without one as plain text (.txt)")
    return mail


def _placed(text: Text, layout: Layout) -> Text:
    """Return a text that is mapped to the file, or to its part."""
    return replace(text, content=layout.place(text.content, text.region)) if text.region else text


def _names(contents: Contents) -> Inside:
    return Inside(tuple(map(_attachments.file_name, dict.fromkeys(contents.names))))


def _read(text: Text) -> tuple[Inside, tuple[MappedText, ...]]:
    """Return what a text says, that of HTML as buyers see it, and the addresses of images that it holds."""
    if not text.is_html:
        return Inside((Segment(text.kind, text.content, text.part),)), ()
    try:
        markup = html.segments_of(text.content, text.part)
    except NotCheckedError as error:
        return Inside(unchecked=(f"the HTML {error}",)), ()
    segments = (
        segment._replace(kind=text.kind) if segment.kind is SegmentKind.BODY else segment
        for segment in markup.segments
    )
    return Inside(tuple(segments), markup.marks), markup.embedded


def _differences(contents: Contents, texts: Sequence[Text], said: Sequence[Inside]) -> Iterator[Mark]:
    """Yield where one of two parts that should say the same says something alone."""
    for plain, markup in contents.twins:
        own = texts[plain]
        seen = [segment for number in markup for segment in said[number].segments]
        bodies = [segment for segment in seen if segment.kind is not SegmentKind.LINK]
        alone = said_alone(own.content, [segment.content.text for segment in bodies])
        if alone is not None:
            yield Mark(_ALONE, alone, {"lacks": "text/html"}, own.part)
        for segment in seen:
            if segment.kind is texts[markup[0]].kind:
                alone = said_alone(segment.content, [own.content.text])
                if alone is not None:
                    yield Mark(_ALONE, alone, {"lacks": "text/plain"}, segment.part)
