"""Goes through the entities of a mail and collects what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from buyer_msg_lint.document import AttachedFile, Part, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._attachments import Deadline, Inside, embedded
from buyer_msg_lint.inputs._mail import transfer
from buyer_msg_lint.inputs._mail.charset import text_of
from buyer_msg_lint.inputs._mail.encoded_words import decoded
from buyer_msg_lint.inputs._mail.entity import Entity, parts_of, read_entity
from buyer_msg_lint.inputs._mail.fields import shown
from buyer_msg_lint.inputs._mail.flowed import reflowed
from buyer_msg_lint.inputs._mail.layout import Region
from buyer_msg_lint.inputs.text import refuse_no_text
from buyer_msg_lint.spans import MappedText, Rewriter, Span

MOST_PARTS = 300
MOST_LEVELS = 12
MOST_TEXT = 4 << 20
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a mail: mapped to a region of the file, or to a part with a source of its own."""

    kind: SegmentKind
    content: MappedText
    region: Region | None = None
    part: Part | None = None
    is_html: bool = False


@dataclass(slots=True)
class Contents:
    """What a mail holds.

    ``twins`` are the numbers of texts that should say the same: one of plain text, and those of HTML in the
    place of which it stands.
    """

    texts: list[Text] = field(default_factory=list)
    twins: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    files: list[AttachedFile] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    inside: Inside = field(default_factory=Inside)
    unchecked: list[str] = field(default_factory=list)


def read_contents(mail: Entity) -> Contents:
    """Return what a mail holds; whatever of it cannot be read is named in ``unchecked``."""
    reader = _Reader()
    reader.message(mail, SegmentKind.BODY, 0)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Contents()
        self._deadline = Deadline()
        self._parts = 0
        self._room = MOST_TEXT

    def message(self, mail: Entity, kind: SegmentKind, level: int) -> None:
        """Read a mail, or a mail in a mail: its subject, and its body."""
        subject = mail.field("subject")
        if subject is not None:
            region = Region(subject.value, shown(mail.raw[slice(*subject.value)]))
            of_kind = SegmentKind.SUBJECT if kind is SegmentKind.BODY else kind
            content = _stripped(decoded(MappedText.identity(region.text)))
            self.found.texts.append(Text(of_kind, content, region))
        self._entity(mail, kind, level, is_related=False)

    def _entity(self, entity: Entity, kind: SegmentKind, level: int, *, is_related: bool) -> list[int]:
        """Read an entity; return the numbers of the texts in it that are shown."""
        self._parts += 1
        if self._parts > MOST_PARTS or level > MOST_LEVELS:
            self._tell(entity, "is one of too many parts, or nested too deep; write a simpler mail")
            return []
        try:
            return self._read(entity, kind, level, is_related=is_related)
        except NotCheckedError as error:
            self._tell(entity, str(error))
            return []

    def _read(self, entity: Entity, kind: SegmentKind, level: int, *, is_related: bool) -> list[int]:
        media_type = entity.content_type.said
        if media_type in _LOCKED:
            raise NotCheckedError("is encrypted; send it as it is")
        if media_type.startswith("multipart/"):
            return self._multipart(entity, kind, level)
        if media_type == "message/rfc822":
            self._mail_in_mail(entity, level)
            return []
        if media_type == _HTML or (media_type == "text/plain" and not entity.is_file):
            shown_as = SegmentKind.ATTACHMENT if entity.is_file else kind
            if entity.is_file:
                self._add_file(entity, len(entity.text))
            return [self._text(entity, shown_as)]
        self._file(entity, is_related=is_related)
        return []

    def _multipart(self, entity: Entity, kind: SegmentKind, level: int) -> list[int]:
        parts = parts_of(entity)
        for outside in parts.outside:
            self._outside(entity, outside)
        if parts.problem:
            self._tell(entity, parts.problem)
        if entity.content_type.said == "multipart/alternative":
            return self._alternatives(parts.entities, kind, level)
        is_related = entity.content_type.said == "multipart/related"
        texts: list[int] = []
        for part in parts.entities:
            texts += self._entity(part, kind, level + 1, is_related=is_related)
            if self._parts > MOST_PARTS:
                break
        return texts

    def _alternatives(self, parts: tuple[Entity, ...], kind: SegmentKind, level: int) -> list[int]:
        """Read parts of which one is shown: HTML, where there is some, else the plain text."""
        in_its_place = any(not _is_plain(part) for part in parts)
        texts: list[int] = []
        for part in parts:
            stands_in = _is_plain(part) and in_its_place and kind is SegmentKind.BODY
            as_kind = SegmentKind.ALTERNATIVE if stands_in else kind
            texts += self._entity(part, as_kind, level + 1, is_related=False)
        markup = tuple(number for number in texts if self.found.texts[number].is_html)
        if markup:
            self.found.twins += [(number, markup) for number in texts if number not in markup]
        return texts

    def _mail_in_mail(self, entity: Entity, level: int) -> None:
        if entity.encoding not in transfer.AS_IS:
            raise NotCheckedError("is a mail within the mail that is encoded; attach it as it is")
        self._add_file(entity, len(entity.text))
        self.message(read_entity(entity.raw, entity.body, entity.number), SegmentKind.ATTACHMENT, level + 1)

    def _text(self, entity: Entity, kind: SegmentKind) -> int:
        text = _read_text(entity, kind)
        self._room -= len(text.content.text)
        if self._room < 0:
            raise NotCheckedError("holds too much text to look at; write a shorter mail")
        refuse_no_text(text.content.text)
        self.found.texts.append(text)
        return len(self.found.texts) - 1

    def _outside(self, entity: Entity, span: Span) -> None:
        """Take what stands before and after the parts of a multipart, which mail programs do not show."""
        written = entity.raw[slice(*span)]
        if written.strip():
            region = Region(span, shown(written))
            content = MappedText.identity(region.text)
            self.found.texts.append(Text(SegmentKind.HIDDEN, content, region))

    def _file(self, entity: Entity, *, is_related: bool) -> None:
        data = transfer.data_of(entity.text, entity.encoding)
        if entity.content_type.said.startswith("text/"):
            data = text_of(data, entity.content_type.parameters.get("charset", "")).encode()
        if entity.is_file and not is_related:
            self._add_file(entity, len(data))
        elif entity.name:
            self.found.names.append(entity.name)
        name = entity.name or _label(entity)
        self.found.inside += embedded(name, entity.content_type.said, data, self._deadline)

    def _add_file(self, entity: Entity, size: int) -> None:
        name = entity.name or _label(entity)
        self.found.files.append(AttachedFile(name, size))
        if entity.name:
            self.found.names.append(entity.name)

    def _tell(self, entity: Entity, problem: str) -> None:
        if self._parts <= MOST_PARTS + 1:
            self.found.unchecked.append(f"{entity.name or _label(entity)} {problem}")


def _is_plain(entity: Entity) -> bool:
    return entity.content_type.said == "text/plain"


def _label(entity: Entity) -> str:
    what = f"part {entity.number}" if entity.number else "the mail's body"
    return f"{what} ({entity.content_type.said})"


def _read_text(entity: Entity, kind: SegmentKind) -> Text:
    charset = entity.content_type.parameters.get("charset", "")
    is_html = entity.content_type.said == _HTML
    if entity.encoding == transfer.BASE64:
        part = Part(_label(entity), text_of(transfer.data_of(entity.text, entity.encoding), charset))
        return Text(kind, _flowed(entity, MappedText.identity(part.source)), None, part, is_html)
    if entity.encoding == transfer.QUOTED:
        region = Region(entity.body, entity.text)
        content = transfer.quoted_text(entity.text, charset)
    else:
        region = Region(entity.body, text_of(transfer.data_of(entity.text, entity.encoding), charset))
        content = MappedText.identity(region.text)
    return Text(kind, _flowed(entity, content), region, None, is_html)


def _flowed(entity: Entity, content: MappedText) -> MappedText:
    parameters = entity.content_type.parameters
    if entity.content_type.said != "text/plain" or parameters.get("format", "").lower() != "flowed":
        return content
    return reflowed(content, drop_blank=parameters.get("delsp", "").lower() == "yes")


def _stripped(content: MappedText) -> MappedText:
    """Return a text without blanks around it."""
    pen = Rewriter(content)
    text = content.text
    pen.keep(len(text) - len(text.lstrip()), len(text.rstrip()))
    return pen.done()
