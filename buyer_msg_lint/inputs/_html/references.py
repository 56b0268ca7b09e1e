"""Character references (``&amp;``, ``&#8203;``, ``&nbsp``) as browsers decode them.

Source: https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from buyer_msg_lint.spans import MappedText, Rewriter, Span

_REFERENCE = re.compile(
    r"&(?:#[xX](?P<hex>[0-9a-fA-F]++);?|#(?P<decimal>[0-9]++);?|(?P<name>[A-Za-z0-9]++;?))"
)
_LONGEST_NAME = max(map(len, html5))
_SHORTEST_NAME = 2
_LONGEST_NUMBER = 7
_REPLACEMENT = "\ufffd"
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_MEANT_AS_WINDOWS = range(0x80, 0xA0)
_NAME_GOES_ON = re.compile(r"[=A-Za-z0-9]")


def references(text: str, start: int, end: int, *, in_attribute: bool = False) -> Iterator[tuple[Span, str]]:
    """Yield each reference between two offsets of a text, with what it stands for.

    In an attribute a name without a semicolon is none where a letter, a digit or ``=`` follows, so that
    ``?a=1&copy=2`` stays an address.
    """
    if text.find("&", start, end) < 0:
        return
    for found in _REFERENCE.finditer(text, start, end):
        if found["name"]:
            name = _longest_name(found["name"])
            if name is None:
                continue
            stop = found.start() + 1 + len(name)
            if in_attribute and not name.endswith(";") and _NAME_GOES_ON.match(text, stop, end):
                continue
            yield Span(found.start(), stop), html5[name]
        else:
            yield Span(*found.span()), _numbered(found["hex"], found["decimal"])


def decoded(source: MappedText, start: int, end: int) -> MappedText:
    """Return the value of an attribute, which stands at ``source[start:end]``."""
    pen = Rewriter(source)
    at = start
    for span, text in references(source.text, start, end, in_attribute=True):
        pen.keep(at, span.start)
        pen.replace(*span, text)
        at = span.end
    pen.keep(at, end)
    return pen.done()


def _longest_name(name: str) -> str | None:
    """Return the longest beginning of a name that is one itself: ``not`` of ``notit;``."""
    for length in range(min(len(name), _LONGEST_NAME), _SHORTEST_NAME - 1, -1):
        if name[:length] in html5:
            return name[:length]
    return None


def _numbered(in_hex: str | None, decimal: str | None) -> str:
    digits = (in_hex or decimal or "").lstrip("0")
    if len(digits) > _LONGEST_NUMBER:
        return _REPLACEMENT
    number = int(digits or "0", 16 if in_hex else 10)
    if number == 0 or number > _LAST_CHARACTER or number in _SURROGATES:
        return _REPLACEMENT
    if number in _MEANT_AS_WINDOWS:
        return bytes((number,)).decode("cp1252", errors="ignore") or chr(number)
    return chr(number)
