"""Style sheets: declarations and rules with their places, as far as mail uses them.

Source: https://drafts.csswg.org/css-syntax/. What is not understood is left out, as browsers do; nothing is
shown or hidden by it here, and all text is checked either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from buyer_msg_lint.inputs._html.selectors import Selector, parse_selectors
from buyer_msg_lint.spans import MappedText, Rewriter, Span

_STRING = r"\"(?:[^\"\\\n]|\\.)*+[\"\n]?|'(?:[^'\\\n]|\\.)*+['\n]?"
_COMMENT_OR_STRING = re.compile(rf"/\*(?P<comment>.*?)(?:\*/|\Z)|{_STRING}", re.DOTALL)
_SIGN = re.compile(rf"{_STRING}|url\(\s*+[^\"'()\s][^()]*+\)?|[{{}}();]", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"\s*+(?P<name>[-\w\\]++)\s*+:(?P<value>.*)", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})\s?|(?P<char>.))", re.DOTALL)
_URL = re.compile(
    r"url\(\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\"'()\s][^()]*+))"
    r"|@import\s*+(?:\"(?P<double_import>[^\"]*+)\"|'(?P<single_import>[^']*+)')",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\\n]|\\.)*+)\"|'(?P<single>(?:[^'\\\n]|\\.)*+)'", re.DOTALL)
_CONTENT = re.compile(rf"(?<![-\w])content\s*+:(?P<value>(?:{_STRING}|[^;{{}}\"'])*+)", re.IGNORECASE)
_AT_RULE = re.compile(r"@(?P<name>[-\w]++)\s*+(?P<terms>.*)", re.DOTALL)
_ALWAYS = frozenset(("", "all", "only screen", "screen"))
_MOST_LEVELS = 4
_LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Declaration:
    """``name: value``, both plain and in lower case, with the range in the source that it stands at."""

    name: str
    value: str
    span: Span
    important: bool = False


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Declarations and the elements that they are for; ``conditional`` inside ``@media`` and the like."""

    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]
    conditional: bool = False


def without_comments(css: MappedText) -> tuple[MappedText, list[MappedText]]:
    """Return a style sheet without its comments, and what they say."""
    pen = Rewriter(css)
    comments: list[MappedText] = []
    at = 0
    for found in _COMMENT_OR_STRING.finditer(css.text):
        if found["comment"] is not None:
            pen.keep(at, found.start())
            pen.replace(*found.span(), " ")
            comments.append(cut(css, *found.span("comment")))
            at = found.end()
    pen.keep(at, len(css.text))
    return pen.done(), comments


def declarations(css: MappedText) -> Iterator[Declaration]:
    """Yield the declarations of a ``style`` attribute, or of the inside of a rule."""
    yield from _declarations(css, 0, len(css.text))


def rules(css: MappedText) -> Iterator[StyleRule]:
    """Yield the rules of a style sheet without comments, also those inside ``@media``."""
    yield from _rules(css, Span(0, len(css.text)), levels=0, conditional=False)


def addresses(css: MappedText) -> Iterator[MappedText]:
    """Yield the addresses that a style sheet loads: ``url(...)`` and ``@import "..."``."""
    for found in _URL.finditer(css.text):
        if found.lastgroup:
            yield cut(css, *found.span(found.lastgroup))


def generated(css: MappedText) -> Iterator[MappedText]:
    """Yield the texts that a style sheet itself writes before and after elements: ``content: "..."``."""
    for found in _CONTENT.finditer(css.text):
        for text in _QUOTED.finditer(css.text, *found.span("value")):
            if text.lastgroup:
                yield _unescaped(css, Span(*text.span(text.lastgroup)))


def cut(mapped: MappedText, start: int, end: int) -> MappedText:
    """Return a piece of a text, with its map."""
    pen = Rewriter(mapped)
    pen.keep(start, end)
    return pen.done()


def _unescaped(css: MappedText, span: Span) -> MappedText:
    pen = Rewriter(css)
    at = span.start
    for escape in _ESCAPE.finditer(css.text, *span):
        pen.keep(at, escape.start())
        pen.replace(*escape.span(), _escaped(escape))
        at = escape.end()
    pen.keep(at, span.end)
    return pen.done()


def _rules(css: MappedText, inside: Span, *, levels: int, conditional: bool) -> Iterator[StyleRule]:
    start, depth, opening = inside.start, 0, inside.start
    for sign in _SIGN.finditer(css.text, *inside):
        if sign[0] == "{":
            opening = sign.start() if depth == 0 else opening
            depth += 1
        elif sign[0] == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                block = Span(opening + 1, sign.start())
                yield from _rule(css, css.text[start:opening], block, levels, conditional=conditional)
                start = opening = sign.end()
        elif sign[0] == ";" and depth == 0:
            start = opening = sign.end()
    if depth:
        block = Span(opening + 1, inside.end)
        yield from _rule(css, css.text[start:opening], block, levels, conditional=conditional)


def _rule(
    css: MappedText, prelude: str, block: Span, levels: int, *, conditional: bool
) -> Iterator[StyleRule]:
    prelude = prelude.replace("<!--", "").replace("-->", "").strip()
    at_rule = _AT_RULE.match(prelude)
    if at_rule is None:
        selectors = parse_selectors(prelude)
        if selectors:
            yield StyleRule(selectors, tuple(_declarations(css, *block)), conditional)
    elif at_rule["name"].lower() in {"layer", "media", "supports"} and levels < _MOST_LEVELS:
        holds = at_rule["name"].lower() == "layer" or at_rule["terms"].strip().lower() in _ALWAYS
        yield from _rules(css, block, levels=levels + 1, conditional=conditional or not holds)


def _declarations(css: MappedText, start: int, end: int) -> Iterator[Declaration]:
    depth = 0
    begin = start
    for sign in _SIGN.finditer(css.text, start, end):
        if sign[0] in "({":
            depth += 1
        elif sign[0] in ")}":
            depth = max(0, depth - 1)
        elif sign[0] == ";" and depth == 0:
            yield from _declaration(css, begin, sign.start())
            begin = sign.end()
    yield from _declaration(css, begin, end)


def _declaration(css: MappedText, start: int, end: int) -> Iterator[Declaration]:
    found = _DECLARATION.match(css.text, start, end)
    if found is None:
        return
    value = _IMPORTANT.sub("", found["value"])
    stop = found.start("value") + len(found["value"].rstrip())
    span = css.source_span(found.start("name"), max(stop, found.end("name")))
    plain = " ".join(unescaped(value).lower().split())
    yield Declaration(unescaped(found["name"]).lower(), plain, span, value != found["value"])


def unescaped(text: str) -> str:
    r"""Return a piece of CSS with its escapes decoded: ``n\6fne`` is ``none``."""
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(escape: re.Match[str]) -> str:
    if escape["code"] is None:
        return escape["char"]
    number = int(escape["code"], 16)
    return chr(number) if 0 < number <= _LAST_CHARACTER else "\ufffd"
