"""Reads HTML from the first tag to the last: what a reader sees, what is hidden, how it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from buyer_msg_lint.document import Mark, Part
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._html.appearance import Appearance
from buyer_msg_lint.inputs._html.attributes import add_source, collect
from buyer_msg_lint.inputs._html.boxes import Box, Named, Wardrobe, named
from buyer_msg_lint.inputs._html.css import StyleRule, addresses, cut, generated, rules, without_comments
from buyer_msg_lint.inputs._html.flow import Flow
from buyer_msg_lint.inputs._html.found import Found
from buyer_msg_lint.inputs._html.links import Link
from buyer_msg_lint.inputs._html.marks import Marks
from buyer_msg_lint.inputs._html.nesting import Closed, Element, Event, Opened, nested
from buyer_msg_lint.inputs._html.references import decoded
from buyer_msg_lint.inputs._html.tokens import Comment, Text
from buyer_msg_lint.spans import MappedText, Span

_CONDITIONAL = re.compile(r"\s*+\[if\b[^\]]*+\]>(?P<markup>.*)<!\[endif\]\s*+", re.DOTALL | re.IGNORECASE)
_NOTHING_SAID = re.compile(r"<(?:!doctype|\?xml|!\[(?:if|endif)\b)", re.IGNORECASE)
_MOST_LEVELS = 3
_MOST_SIZES = 3
_USUAL = Appearance()
_REVERSED, _NO_LONGER = "\u202e", "\u202c"
_NAMES_LINKS = ("alt", "aria-label", "title")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: texts by what they are, each with its map, and marks."""

    body: tuple[MappedText, ...]
    hidden: tuple[MappedText, ...]
    alternatives: tuple[MappedText, ...]
    links: tuple[MappedText, ...]
    images: tuple[MappedText, ...]
    embedded: tuple[MappedText, ...]
    marks: tuple[Mark, ...]


def read_html(source: MappedText, part: Part | None = None, level: int = 0) -> Reading:
    """Read HTML as browsers do. Raises NotCheckedError if it is nested too deep, or too much to be read."""
    if level > _MOST_LEVELS:
        raise NotCheckedError("holds HTML in HTML in HTML; write it as one document")
    return _Reader(source, part, level).read()


class _Reader:
    def __init__(self, source: MappedText, part: Part | None, level: int) -> None:
        self._source = source
        self._level = level
        self._flow = Flow(source)
        self._found = Found(Marks(part))
        self._is_marked = False
        self._boxes: list[Box] = []
        self._path: list[Named] = []
        self._links: dict[int, Link] = {}
        self._sizes: dict[float, Span] = {}
        self._wardrobe = Wardrobe(source, ())

    def read(self) -> Reading:
        events = list(nested(self._source.text))
        self._wardrobe = Wardrobe(self._source, self._style_rules(events))
        for event in events:
            match event:
                case Opened(element):
                    self._open(element)
                case Closed(_, at, goes_on):
                    self._close(at, goes_on=goes_on)
                case Text(span, raw):
                    self._write(span, raw=raw)
                case Comment(span, content):
                    self._comment(span, content)
        for link in self._links.values():
            link.mark(self._found.marks)
        return self._done()

    def _done(self) -> Reading:
        found = self._found
        for count, (size, span) in enumerate(self._sizes.items(), 1):
            if count > _MOST_SIZES:
                found.marks.add("further-font-size", span, value=f"{size:g}", count=str(count))
        return Reading(
            body=(self._flow.done(), *found.generated),
            hidden=tuple(found.hidden),
            alternatives=tuple(found.alternatives),
            links=tuple(found.links),
            images=tuple(found.images),
            embedded=tuple(found.embedded),
            marks=found.marks.done(),
        )

    def _style_rules(self, events: Iterable[Event]) -> Iterator[StyleRule]:
        in_style = False
        for event in events:
            match event:
                case Opened(element) | Closed(element):
                    in_style = element.name == "style" and isinstance(event, Opened)
                case Text(span) if in_style:
                    yield from self._sheet(cut(self._source, *span))
                case _:
                    pass

    def _sheet(self, written: MappedText) -> Iterator[StyleRule]:
        sheet, comments = without_comments(written)
        self._found.hidden += comments
        self._found.generated += generated(sheet)
        for address in addresses(sheet):
            add_source(address, self._found)
        yield from rules(sheet)

    def _open(self, element: Element) -> None:
        around = self._boxes[-1] if self._boxes else Box(_USUAL)
        inner = named(element, self._source)
        self._path.append(inner)
        dressed = self._wardrobe.dress(self._path, around.look)
        box = Box(dressed.look, inner.name, around.hidden, around.unheard, around.link)
        self._boxes.append(box)
        if not element.again:
            self._mark_first(element)
            collect(inner, dressed, around.look, self._source, self._found)
            self._nested_page(element)
        self._begin_unseen(box, around.look, inner)
        self._begin_link(box, element, inner)
        if not element.again:
            self._begin_lines(box, element.tag.span)

    def _mark_first(self, element: Element) -> None:
        if not self._is_marked:
            self._is_marked = True
            self._found.marks.add("html", self._source.source_span(*element.tag.span))

    def _close(self, at: Span, *, goes_on: bool) -> None:
        box = self._boxes.pop()
        self._path.pop()
        if not goes_on:
            self._end_lines(box, at)
        self._found.hidden += [flow.done() for flow in box.begins]

    def _nested_page(self, element: Element) -> None:
        """Read the page that an attribute holds."""
        page = element.get("srcdoc")
        if page is not None:
            self._take_in(read_html(decoded(self._source, *page.value), None, self._level + 1), hidden=False)

    def _take_in(self, reading: Reading, *, hidden: bool) -> None:
        found = self._found
        (found.hidden if hidden else found.generated).extend(reading.body)
        found.hidden += reading.hidden
        found.alternatives += reading.alternatives
        found.links += reading.links
        found.images += reading.images
        found.embedded += reading.embedded

    # Where text goes

    def _begin_unseen(self, box: Box, around: Appearance, inner: Named) -> None:
        if not box.look.hides_text:
            box.hidden = None
        elif box.hidden is None:
            box.hidden = Flow(self._source)
            box.begins.append(box.hidden)
        if (
            inner.values.get("aria-hidden", "").lower() == "true"
            and box.unheard is None
            and box.hidden is None
        ):
            box.unheard = Flow(self._source)
            box.begins.append(box.unheard)
        del around

    def _begin_link(self, box: Box, element: Element, inner: Named) -> None:
        address = inner.values.get("href", "").strip()
        if inner.name == "a" and address and not address.startswith("#"):
            box.link = self._links.get(id(element.tag))
            if box.link is None:
                tag = self._source.source_span(*element.tag.span)
                box.link = self._links[id(element.tag)] = Link(tag, address, Flow(self._source))
        if box.link is not None and any(inner.values.get(name, "").strip() for name in _NAMES_LINKS):
            box.link.has_other_text = True

    def _flows(self, box: Box) -> Iterator[Flow]:
        if box.hidden is not None:
            yield box.hidden
            if not box.look.is_shown:
                return
        yield self._flow
        if box.unheard is not None:
            yield box.unheard
        if box.link is not None:
            yield box.link.flow

    def _begin_lines(self, box: Box, tag: Span) -> None:
        for flow in self._flows(box):
            if box.name == "br":
                flow.end_line(tag)
            elif box.look.is_block:
                flow.end_block(tag, margin=box.look.has_margins)
            elif box.look.is_reversed:
                flow.sign(tag, _REVERSED)

    def _end_lines(self, box: Box, tag: Span) -> None:
        for flow in self._flows(box):
            if box.look.is_block:
                flow.end_block(tag, margin=box.look.has_margins)
            elif box.look.is_cell:
                flow.blank(tag)
            elif box.look.is_reversed:
                flow.sign(tag, _NO_LONGER)

    def _write(self, span: Span, *, raw: bool) -> None:
        box = self._boxes[-1] if self._boxes else Box(_USUAL)
        if box.name == "style":
            return
        flows = self._flows(box) if box.hidden is None else (box.hidden,)
        for flow in flows:
            flow.write(span, raw=raw, white_space=box.look.white_space)
        if box.hidden is None and self._source.text[slice(*span)].strip():
            size = round(box.look.font_size * 2) / 2
            if size not in self._sizes:
                self._sizes[size] = box.look.size_at or self._source.source_span(*span)

    def _comment(self, span: Span, content: Span) -> None:
        conditional = _CONDITIONAL.fullmatch(self._source.text, *content)
        if conditional:
            markup = cut(self._source, *conditional.span("markup"))
            self._take_in(read_html(markup, None, self._level + 1), hidden=True)
        elif not _NOTHING_SAID.match(self._source.text, span.start):
            flow = Flow(self._source)
            flow.write(content, raw=True)
            self._found.hidden.append(flow.done())
