"""The tokens of HTML: tags, text, comments, as browsers tell them apart, each at its place.

Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization, the states written as patterns.
No pattern steps back, and each looks at what it takes at most twice, so that the time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from buyer_msg_lint.spans import Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name in lower case, its range, and the range of its value between the quotes."""

    name: str
    span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class StartTag:
    """``<name ...>``; of attributes of the same name the first counts."""

    span: Span
    name: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    closes_itself: bool = False


@dataclass(frozen=True, slots=True)
class EndTag:
    """``</name>``; what else stands in it does not count."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; ``raw`` where ``&`` has no meaning (scripts, style sheets, CDATA)."""

    span: Span
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands in a comment, or in something that browsers take for one; and a tag cut off by the end."""

    span: Span
    content: Span


Token = StartTag | EndTag | Text | Comment

WITH_REFERENCES = frozenset(("title", "textarea"))
"""Elements that hold text only, in which references count."""
RAW = frozenset(("iframe", "noembed", "noframes", "plaintext", "script", "style", "xmp"))
"""Elements that hold text only, as it is."""

_BLANK = r"\t\n\f\r "
_TAG_NAME = re.compile(rf"[A-Za-z][^{_BLANK}/>]*+")
_ATTRIBUTE = re.compile(
    rf"[{_BLANK}/]*+(?P<name>[^{_BLANK}/>][^{_BLANK}/>=]*+)"
    rf"(?:[{_BLANK}]*+=[{_BLANK}]*+"
    rf"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<open>[\"'])|(?P<bare>[^{_BLANK}>]*+)))?+"
)
_TAG_END = re.compile(rf"[{_BLANK}/]*+>")
_MARKUP = re.compile(r"<[A-Za-z!?/]")
_COMMENT_END = re.compile(r"--!?>")
_EMPTY_COMMENT = re.compile(r"-?>")
_SCRIPT_SIGN = re.compile(rf"<!--(?P<empty>-*+>)?|-->|<(?P<slash>/?)script(?=[{_BLANK}/>])", re.IGNORECASE)


class Tokens:
    """Reads one token after the other; who reads them says what the elements that they open may hold."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._text_of: str | None = None

    def __iter__(self) -> Iterator[Token]:
        while self._at < len(self._text):
            token = self._only_text(self._text_of) if self._text_of else self._next()
            if token is not None:
                yield token

    def hold_text(self, name: str) -> None:
        """Take what follows as mere text, up to the end tag of the element."""
        self._text_of = name

    def reread_as_text(self, comment: Comment) -> Text | None:
        """Return the text of a CDATA section, which is a comment unless it stands in SVG or MathML."""
        opening = "<![CDATA["
        if not self._text.startswith(opening, comment.span.start):
            return None
        start = comment.span.start + len(opening)
        end = self._text.find("]]>", start)
        self._at = len(self._text) if end < 0 else end + len("]]>")
        return Text(Span(start, len(self._text) if end < 0 else end), raw=True)

    def _only_text(self, name: str) -> Text | None:
        start = self._at
        self._text_of = None
        self._at = self._script_end() if name == "script" else self._end_of(name)
        return Text(Span(start, self._at), raw=name in RAW) if self._at > start else None

    def _end_of(self, name: str) -> int:
        if name == "plaintext":
            return len(self._text)
        found = _end_tag(name).search(self._text, self._at)
        return found.start() if found else len(self._text)

    def _script_end(self) -> int:
        """Return where a script ends: not at an end tag for which a comment in it holds a start tag."""
        in_comment = in_script = False
        for sign in _SCRIPT_SIGN.finditer(self._text, self._at):
            if sign["slash"] is None:
                in_comment = sign[0].startswith("<") and (in_comment or sign["empty"] is None)
                in_script = in_script and in_comment
            elif not sign["slash"]:
                in_script = in_comment
            elif in_script:
                in_script = False
            else:
                return sign.start()
        return len(self._text)

    def _next(self) -> Token | None:
        start = self._at
        markup = _MARKUP.search(self._text, start)
        if markup is None or markup.start() > start:
            self._at = markup.start() if markup else len(self._text)
            return Text(Span(start, self._at))
        if self._text.startswith("<!--", start):
            return self._comment(start)
        if markup[0][1].isalpha():
            return self._start_tag(start)
        if markup[0] == "</":
            return self._end_tag(start)
        return self._until_closed(start, start + len("<!"))

    def _comment(self, start: int) -> Comment:
        begin = start + len("<!--")
        empty = _EMPTY_COMMENT.match(self._text, begin)
        found = empty or _COMMENT_END.search(self._text, begin)
        self._at = found.end() if found else len(self._text)
        end = begin if empty else found.start() if found else self._at
        return Comment(Span(start, self._at), Span(begin, end))

    def _until_closed(self, start: int, begin: int) -> Comment:
        """Read what browsers take for a comment: ``<!doctype>``, ``<?xml?>``, ``</3>``."""
        end = self._text.find(">", begin)
        self._at = len(self._text) if end < 0 else end + 1
        return Comment(Span(start, self._at), Span(begin, len(self._text) if end < 0 else end))

    def _start_tag(self, start: int) -> StartTag | Comment:
        name, at = self._tag_name(start + len("<"))
        attributes: dict[str, Attribute] = {}
        end = at
        while found := _ATTRIBUTE.match(self._text, at):
            at = found.end()
            if found["open"]:
                return self._cut_off(start)
            group = found.lastgroup or "name"
            value = Span(at, at) if group == "name" else Span(*found.span(group))
            key = _lower(found["name"])
            attributes.setdefault(key, Attribute(key, Span(found.start("name"), at), value))
            end = at
        closed = _TAG_END.match(self._text, end)
        if closed is None:
            return self._cut_off(start)
        self._at = closed.end()
        by_itself = self._text.endswith("/>", start, self._at) and closed[0] != ">"
        return StartTag(Span(start, self._at), name, attributes, by_itself)

    def _end_tag(self, start: int) -> Token | None:
        begin = start + len("</")
        if _TAG_NAME.match(self._text, begin):
            tag = self._start_tag(start + 1)
            return (
                EndTag(Span(start, self._at), tag.name) if isinstance(tag, StartTag) else self._cut_off(start)
            )
        if begin == len(self._text):
            self._at = begin
            return Text(Span(start, begin))
        if self._text.startswith(">", begin):
            self._at = begin + 1
            return None
        return self._until_closed(start, begin)

    def _tag_name(self, begin: int) -> tuple[str, int]:
        found = _TAG_NAME.match(self._text, begin)
        if found is None:
            raise ValueError(f"no tag begins at offset {begin}")
        return _lower(found[0]), found.end()

    def _cut_off(self, start: int) -> Comment:
        """Read a tag that the end of the text cuts off; browsers show nothing of it."""
        self._at = len(self._text)
        return Comment(Span(start, self._at), Span(start, self._at))


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[{_BLANK}/>])", re.IGNORECASE)


def _lower(name: str) -> str:
    """Return a name in lower case; only ASCII letters have one here."""
    return name.lower() if name.isascii() else "".join(c.lower() if c.isascii() else c for c in name)
