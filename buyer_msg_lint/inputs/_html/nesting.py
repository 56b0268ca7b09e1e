"""Which element stands in which: tags that are left out, misplaced or crossed, put right as browsers do.

Source: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction. There is no tree: what comes
out is the order in which elements open and close, each close at its place, as if all tags had been written
well. Text that stands in a table but in none of its cells comes before the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._html.elements import (
    BREAK_OUT,
    CLOSED_BY,
    CLOSES_PARAGRAPH,
    FORMATTING,
    HEADINGS,
    HTML_INSIDE,
    IMPLIED_ENDS,
    IN_TABLE,
    SCOPES,
    SPECIAL,
    TABLE_CELLS,
    TABLE_PARTS,
    TABLE_SECTIONS,
    VOID,
)
from buyer_msg_lint.inputs._html.tokens import (
    RAW,
    WITH_REFERENCES,
    Attribute,
    Comment,
    EndTag,
    StartTag,
    Text,
    Token,
    Tokens,
)
from buyer_msg_lint.spans import LineIndex, Span

MOST_LEVELS = 256
_MOST_ELEMENTS = 100_000

_TABLE_SCOPE = frozenset(("html", "table", "template"))
_BUTTON_SCOPE = SCOPES | {"button"}
_LIST_SCOPE = SCOPES | {"ol", "ul"}
_SHUTS_IN = TABLE_CELLS | frozenset(("applet", "caption", "marquee", "object", "template"))
_NO_BARRIER = SPECIAL - frozenset(("address", "div", "p"))
_IN_HEAD = frozenset(
    (
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    )
)
_NOT_FOSTERED = frozenset(("form", "script", "style", "template"))
_INLINE_VOID = VOID - _IN_HEAD - frozenset(("col", "frame", "hr", "param", "source", "track"))
_ALIKE = 3
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element that is open: ``again`` if it was closed by others and goes on here.

    ``foreign`` is ``svg`` or ``math`` for the elements of these, and empty for HTML's own.
    """

    tag: StartTag
    again: bool = False
    foreign: str = ""

    @property
    def name(self) -> str:
        """The element's name, in lower case."""
        return self.tag.name

    @property
    def holds_html(self) -> bool:
        """Whether it is an element of SVG or MathML in which HTML stands."""
        return bool(self.foreign) and self.tag.name in HTML_INSIDE[self.foreign]

    def get(self, attribute: str) -> Attribute | None:
        """Return an attribute, if the element has it."""
        return self.tag.attributes.get(attribute)


@dataclass(frozen=True, slots=True)
class Opened:
    """An element begins."""

    element: Element


@dataclass(frozen=True, slots=True)
class Closed:
    """An element ends, at the tag that ends it; ``goes_on`` where it is opened again at the same place."""

    element: Element
    at: Span
    goes_on: bool = False


Event = Opened | Closed | Text | Comment
_Events = list["Event | _Events"]


@dataclass(slots=True, eq=False)
class _Open:
    """An open element, with where it is told and what stands in it is told."""

    element: Element
    outer: _Events
    inner: _Events
    before_table: _Events
    is_open: bool = True


def nested(text: str) -> Iterator[Event]:
    """Yield the events of a text.

    Raises NotCheckedError with the place where elements are nested too deep, or are too many.
    """
    nesting = _Nesting(text)
    events = nesting.read()
    waiting = [iter(events)]
    while waiting:
        for event in waiting[-1]:
            if isinstance(event, list):
                waiting.append(iter(event))
                break
            yield event
        else:
            waiting.pop()


@dataclass(slots=True)
class _Nesting:
    text: str
    events: _Events = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    open_names: Counter[str] = field(default_factory=Counter)
    formatting: list[_Open | None] = field(default_factory=list)
    """Formatting elements that browsers open again; None begins those of a cell."""
    form: _Open | None = None
    """The form that is open by its tags; there is only one, and in a table it holds nothing."""
    elements: int = 0
    at: Span = _NOWHERE

    def read(self) -> _Events:
        tokens = Tokens(self.text)
        for token in tokens:
            self.at = token.span
            self._take(token, tokens)
        self.at = Span(len(self.text), len(self.text))
        while self.stack:
            self._pop()
        return self.events

    def _take(self, token: Token, tokens: Tokens) -> None:
        match token:
            case StartTag():
                self._start(token, tokens)
            case EndTag():
                self._end(token.name)
            case Text():
                self._write(token)
            case Comment():
                section = tokens.reread_as_text(token) if self._foreign else None
                if section is None:
                    self._inner.append(token)
                else:
                    self._write(section)

    # Opening and closing

    @property
    def _current(self) -> str:
        return self.stack[-1].element.name if self.stack else ""

    @property
    def _foreign(self) -> str:
        return self.stack[-1].element.foreign if self.stack else ""

    @property
    def _inner(self) -> _Events:
        return self.stack[-1].inner if self.stack else self.events

    @property
    def _place(self) -> _Events:
        """Where an element or text that is no part of a table is told."""
        if self._current in IN_TABLE and not self._foreign:
            table = self._innermost("table", _TABLE_SCOPE)
            if table is not None:
                return self.stack[table].before_table
        return self._inner

    def _push(self, element: Element, place: _Events | None = None) -> _Open:
        self.elements += 1
        if len(self.stack) >= MOST_LEVELS:
            raise self._not_checked(f"nests elements more than {MOST_LEVELS} deep")
        if self.elements > _MOST_ELEMENTS:
            raise self._not_checked(f"opens more than {_MOST_ELEMENTS} elements")
        outer = self._place if place is None else place
        before_table: _Events = []
        if element.name == "table":
            outer.append(before_table)
        outer.append(Opened(element))
        opened = _Open(element, outer, outer, before_table)
        self.stack.append(opened)
        self.open_names[element.name] += 1
        return opened

    def _not_checked(self, problem: str) -> NotCheckedError:
        where = LineIndex(self.text).position(self.at.start)
        return NotCheckedError(
            f"{problem}, at line {where.line}, column {where.column} of its HTML; write it with fewer tags"
        )

    def _pop(self) -> _Open:
        opened = self.stack.pop()
        self._close(opened)
        if opened.element.name in _SHUTS_IN and not opened.element.foreign:
            while self.formatting and self.formatting.pop() is not None:
                pass
        return opened

    def _close(self, opened: _Open, *, goes_on: bool = False) -> None:
        opened.is_open = False
        opened.outer.append(Closed(opened.element, self.at, goes_on))
        self.open_names[opened.element.name] -= 1

    def _pop_through(self, index: int) -> None:
        while len(self.stack) > index:
            self._pop()

    def _void(self, tag: StartTag) -> None:
        self._push(Element(tag, foreign=self._foreign))
        self._pop()

    def _innermost(self, name: str, barriers: frozenset[str]) -> int | None:
        """Return the place on the stack of the innermost element of a name, if no barrier is above it."""
        if not self.open_names[name]:
            return None
        for index in range(len(self.stack) - 1, -1, -1):
            element = self.stack[index].element
            if element.name == name and not element.foreign:
                return index
            if element.holds_html if element.foreign else element.name in barriers:
                return None
        return None

    def _close_innermost(self, name: str, barriers: frozenset[str]) -> bool:
        index = self._innermost(name, barriers)
        if index is not None:
            self._pop_through(index)
        return index is not None

    # Start tags

    def _start(self, tag: StartTag, tokens: Tokens) -> None:
        if self._foreign and not self._breaks_out(tag):
            self._start_foreign(tag)
            return
        name = tag.name
        if name == "image":
            tag = StartTag(tag.span, "img", tag.attributes)
        elif name in {"html", "head", "body"}:
            self._start_frame(tag)
            return
        elif name == "form" and self.form is not None:
            return
        if self._current == "head" and name not in _IN_HEAD:
            self._pop()
        if self._current == "colgroup" and name not in {"col", "template"}:
            self._pop()
        if name in TABLE_PARTS:
            self._start_table_part(tag)
            return
        self._make_room(name)
        if tag.name in VOID:
            if tag.name in _INLINE_VOID:
                self._reopen()
            self._void(tag)
            return
        self._open(tag, tokens)

    def _open(self, tag: StartTag, tokens: Tokens) -> None:
        name = tag.name
        if name not in SPECIAL or name in {"applet", "button", "marquee", "object", "select", "xmp"}:
            self._reopen()
        if name in {"svg", "math"}:
            self._start_foreign(tag)
            return
        in_table = self._current in IN_TABLE
        opened = self._push(Element(tag), self._inner if name in _NOT_FOSTERED else None)
        if name == "form":
            self.form = opened
            if in_table:
                self._pop()
        if name in FORMATTING:
            self._remember(opened)
        elif name in _SHUTS_IN:
            self.formatting.append(None)
        elif name in WITH_REFERENCES or name in RAW:
            tokens.hold_text(name)

    def _breaks_out(self, tag: StartTag) -> bool:
        """Tell whether a tag ends the SVG it stands in, and end it if so."""
        styles_font = tag.name == "font" and not tag.attributes.keys().isdisjoint(("color", "face", "size"))
        if self.stack[-1].element.holds_html:
            return True
        if tag.name not in BREAK_OUT and not styles_font:
            return False
        while self._foreign and not self.stack[-1].element.holds_html:
            self._pop()
        return True

    def _start_foreign(self, tag: StartTag) -> None:
        self._push(Element(tag, foreign=self._foreign or tag.name))
        if tag.closes_itself:
            self._pop()

    def _start_frame(self, tag: StartTag) -> None:
        """Open ``html``, ``head`` or ``body``, once and only at the beginning."""
        if tag.name == "body" and self._current == "head":
            self._pop()
        below = {"html": "", "head": "html", "body": "html"}[tag.name]
        if (
            self._current in {"", below}
            and len(self.stack) == bool(self._current)
            and not self.open_names["body"]
        ):
            self._push(Element(tag))

    def _make_room(self, name: str) -> None:
        """Close what a start tag closes."""
        if name == "table" and self._is_among_parts():
            self._close_innermost("table", _TABLE_SCOPE)
        if name in CLOSED_BY:
            self._close_alike(CLOSED_BY[name])
        if name in CLOSES_PARAGRAPH or name == "table":
            self._close_innermost("p", _BUTTON_SCOPE)
        if name in HEADINGS and self._current in HEADINGS:
            self._pop()
        elif name == "button":
            self._close_innermost("button", SCOPES)
        elif name in {"a", "nobr"}:
            self._end_formatting(name)
        elif name in {"rb", "rp", "rt", "rtc"} and self._innermost("ruby", SCOPES) is not None:
            self._end_implied()

    def _close_alike(self, names: frozenset[str]) -> None:
        """Close the innermost of the elements that a list item, or the like, cannot stand in."""
        for index in range(len(self.stack) - 1, -1, -1):
            element = self.stack[index].element
            if element.name in names and not element.foreign:
                self._pop_through(index)
                return
            if element.name in _NO_BARRIER or element.foreign:
                return

    def _is_among_parts(self) -> bool:
        """Tell whether the innermost table is open, but none of its cells."""
        for opened in reversed(self.stack):
            if opened.element.name == "table":
                return True
            if opened.element.name in _SHUTS_IN:
                return False
        return False

    def _start_table_part(self, tag: StartTag) -> None:
        table = self._innermost("table", _TABLE_SCOPE)
        if table is None:
            return
        allowed = {"table"}
        if tag.name in TABLE_CELLS or tag.name == "tr":
            allowed |= TABLE_SECTIONS
        if tag.name in TABLE_CELLS:
            allowed.add("tr")
        while len(self.stack) > table + 1 and not self._stands_in(allowed, table):
            self._pop()
        if tag.name == "col":
            self._push(Element(tag), self._inner)
            self._pop()
            return
        self._fill_in(tag.name)
        self._push(Element(tag), self._inner)
        if tag.name in _SHUTS_IN:
            self.formatting.append(None)

    def _stands_in(self, allowed: set[str], table: int) -> bool:
        """Tell whether the current element is one of a table's own parts, which may hold the next."""
        parts = [opened.element.name for opened in self.stack[table:]]
        return parts[-1] in allowed and all(name in IN_TABLE for name in parts)

    def _fill_in(self, name: str) -> None:
        """Open the section and the row of a table that were left out."""
        here = Span(self.at.start, self.at.start)
        if self._current == "table" and (name in TABLE_CELLS or name == "tr"):
            self._push(Element(StartTag(here, "tbody")), self._inner)
        if self._current in TABLE_SECTIONS and name in TABLE_CELLS:
            self._push(Element(StartTag(here, "tr")), self._inner)

    # End tags

    def _end(self, name: str) -> None:
        if self._foreign and self._end_foreign(name):
            return
        if name == "br":
            self._reopen()
            self._void(StartTag(self.at, "br"))
        elif name in {"html", "body"}:
            return
        elif name == "p" and self._innermost("p", _BUTTON_SCOPE) is None:
            self._void(StartTag(self.at, "p"))
        elif name in FORMATTING:
            self._end_formatting(name)
        elif name in HEADINGS:
            self._end_heading()
        elif name == "form":
            self._end_form()
        elif name in SPECIAL:
            self._close_innermost(name, _barriers(name))
        else:
            self._end_other(name)

    def _end_foreign(self, name: str) -> bool:
        for index in range(len(self.stack) - 1, -1, -1):
            element = self.stack[index].element
            if not element.foreign:
                return False
            if element.name == name:
                self._pop_through(index)
                return True
        return False

    def _end_form(self) -> None:
        """End the form, not what was opened in it."""
        form, self.form = self.form, None
        if form is None or not form.is_open:
            return
        index = self.stack.index(form)
        if not any(_shuts_in(opened.element) for opened in self.stack[index + 1 :]):
            self._end_implied()
            self._remove(index, self.stack[index + 1 :])

    def _end_heading(self) -> None:
        found = [self._innermost(name, SCOPES) for name in HEADINGS]
        indexes = [index for index in found if index is not None]
        if indexes:
            self._pop_through(max(indexes))

    def _end_other(self, name: str) -> None:
        if not self.open_names[name]:
            return
        for index in range(len(self.stack) - 1, -1, -1):
            element = self.stack[index].element
            if element.name == name and not element.foreign:
                self._pop_through(index)
                return
            if _is_special(element):
                return

    def _end_implied(self) -> None:
        while self._current in IMPLIED_ENDS:
            self._pop()

    # Formatting elements, which go on where others closed them

    def _remember(self, opened: _Open) -> None:
        """Keep a formatting element to be opened again; of more than three alike, the last three."""
        alike: list[int] = []
        for index in range(len(self.formatting) - 1, -1, -1):
            entry = self.formatting[index]
            if entry is None:
                break
            if _same(entry.element.tag, opened.element.tag, self.text):
                alike.append(index)
        if len(alike) >= _ALIKE:
            del self.formatting[alike[-1]]
        self.formatting.append(opened)

    def _reopen(self) -> None:
        first = len(self.formatting)
        while first > 0:
            entry = self.formatting[first - 1]
            if entry is None or entry.is_open:
                break
            first -= 1
        for index in range(first, len(self.formatting)):
            entry = self.formatting[index]
            if entry is not None:
                self.formatting[index] = self._push(Element(entry.element.tag, again=True))

    def _end_formatting(self, name: str) -> None:
        entry = self._remembered(name)
        if entry is None:
            self._end_other(name)
            return
        if entry.is_open:
            index = self.stack.index(entry)
            if any(_shuts_in(opened.element) for opened in self.stack[index + 1 :]):
                return
            self._take_out(index)
        self.formatting.remove(entry)

    def _remembered(self, name: str) -> _Open | None:
        for entry in reversed(self.formatting):
            if entry is None:
                return None
            if entry.element.name == name:
                return entry
        return None

    def _take_out(self, index: int) -> None:
        """Close a formatting element, and let the blocks in it go on without it."""
        above = self.stack[index + 1 :]
        blocks = [at for at, opened in enumerate(above) if _is_special(opened.element)]
        if not blocks:
            self._pop_through(index)
            return
        kept = [
            opened
            for at, opened in enumerate(above[: blocks[-1] + 1])
            if at >= blocks[0] or opened in self.formatting
        ]
        self._remove(index, kept)

    def _remove(self, index: int, kept: list[_Open]) -> None:
        """Close an element and what is in it, and open again what is kept of that."""
        while len(self.stack) > index:
            opened = self.stack.pop()
            self._close(opened, goes_on=opened in kept)
        for opened in kept:
            self._go_on(opened)

    def _go_on(self, closed: _Open) -> None:
        again = self._push(Element(closed.element.tag, again=True, foreign=closed.element.foreign))
        if closed in self.formatting:
            self.formatting[self.formatting.index(closed)] = again

    # Text

    def _write(self, token: Text) -> None:
        blank = not self.text[token.span.start : token.span.end].strip("\t\n\f\r ")
        if blank or self._foreign or self._current in RAW or self._current in WITH_REFERENCES:
            self._inner.append(token)
            return
        if self._current in {"head", "colgroup"}:
            self._pop()
        self._reopen()
        self._place.append(token)


def _barriers(name: str) -> frozenset[str]:
    """Return the elements over which an end tag does not reach."""
    if name == "p":
        return _BUTTON_SCOPE
    if name == "li":
        return _LIST_SCOPE
    if name == "template":
        return frozenset()
    return _TABLE_SCOPE if name in TABLE_PARTS or name == "table" else SCOPES


def _shuts_in(element: Element) -> bool:
    return element.holds_html if element.foreign else element.name in SCOPES


def _is_special(element: Element) -> bool:
    return element.holds_html if element.foreign else element.name in SPECIAL


def _same(one: StartTag, other: StartTag, text: str) -> bool:
    return (
        one.name == other.name
        and one.attributes.keys() == other.attributes.keys()
        and all(
            text[slice(*attribute.value)] == text[slice(*other.attributes[name].value)]
            for name, attribute in one.attributes.items()
        )
    )
