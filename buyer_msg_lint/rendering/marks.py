"""Marks in a template that come out with its text, so that what is rendered knows where it comes from.

Before each run of text and around each output stands a mark of private characters with the offset it comes
from. Blanks at the head of a run stay before its mark, since engines take blanks beside blocks away. Text
inside of macros and captures is not marked; it comes out with the output that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._templates.tags import Act, Tag
from buyer_msg_lint.spans import MappedText, Span, Tile

_TEXT, _OUTPUT, _STOP = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"[{_TEXT}{_OUTPUT}](?P<start>[0-9]{{1,9}})-(?P<end>[0-9]{{1,9}}){_STOP}|{_STOP}")
_MARKS = re.compile(f"[{_TEXT}{_OUTPUT}{_STOP}]")
_SHOWN_IN_PLACE = frozenset({"with", "autoescape", "block"})


def marked(text: str, tags: Sequence[Tag]) -> str:
    """Return a template with marks; raises NotCheckedError if it holds signs that marks are made of."""
    refuse_marks(text, "the template")
    pieces: list[str] = []
    at = hidden = 0
    for tag in tags:
        pieces.append(_run(text, at, tag.start, plain=hidden > 0))
        code = text[tag.start : tag.end]
        whole = tag.act is Act.OUTPUT and not hidden
        pieces.append(f"{_OUTPUT}{tag.start}-{tag.end}{_STOP}{code}{_STOP}" if whole else code)
        at = tag.end
        hidden = _depth(tag, hidden)
    pieces.append(_run(text, at, len(text), plain=hidden > 0))
    return "".join(pieces)


def refuse_marks(text: str, what: str) -> None:
    """Raise NotCheckedError if a text holds signs that marks are made of."""
    found = _MARKS.search(text)
    if found is not None:
        raise NotCheckedError(f"{what} holds the private character U+{ord(found[0]):04X}; take it out")


def _depth(tag: Tag, hidden: int) -> int:
    """Return how many blocks are open from the first on that does not show its text in its place."""
    if tag.act is Act.END:
        return max(0, hidden - 1)
    opens = tag.act in (Act.IF, Act.CASE, Act.LOOP, Act.GROUP)
    starts = tag.act is Act.GROUP and tag.block not in _SHOWN_IN_PLACE
    return hidden + 1 if (hidden and opens) or starts else hidden


def _run(text: str, start: int, end: int, *, plain: bool) -> str:
    run = text[start:end]
    bare = run.lstrip()
    if plain or not bare:
        return run
    first = end - len(bare)
    return f"{text[start:first]}{_TEXT}{first}-{end}{_STOP}{bare}"


def placed(rendered: str, content: MappedText) -> MappedText:
    """Return what a marked template was rendered to, without marks, mapped to the template's source."""
    text: list[str] = []
    tiles: list[Tile] = []
    length = 0
    for piece, span, whole in _pieces(rendered):
        source = content.source_span(*span)
        for size, place in _tiles(len(piece), source, whole=whole):
            tiles.append(Tile(length, length + size, *place))
            length += size
        text.append(piece)
    return MappedText("".join(text), tuple(tiles))


def _pieces(rendered: str) -> Iterator[tuple[str, Span, bool]]:
    """Yield each piece between marks, where it comes from, and whether it comes from there as a whole."""
    at, span, whole = 0, Span(0, 0), True
    for mark in _MARK.finditer(rendered):
        if mark.start() > at:
            yield rendered[at : mark.start()], span, whole
        at = mark.end()
        if mark["start"] is None:
            span, whole = Span(span.end, span.end), True
        else:
            span, whole = Span(int(mark["start"]), int(mark["end"])), mark[0][0] == _OUTPUT
    if at < len(rendered):
        yield rendered[at:], span, whole


def _tiles(size: int, source: Span, *, whole: bool) -> Iterator[tuple[int, Span]]:
    """Yield the sizes of the tiles of a piece, each with its range in the source."""
    width = source.end - source.start
    if not whole:
        kept = min(size, width)
        yield kept, Span(source.start, source.start + kept)
        if size > kept:
            yield size - kept, Span(source.end, source.end)
    elif size == width and size > 1:
        # A value as long as its placeholder stands in its place as a whole all the same.
        yield 1, source
        yield size - 1, source
    else:
        yield size, source
