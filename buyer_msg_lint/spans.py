"""All arithmetic on positions: spans, maps from a rewritten text to its source, lines and columns.

Offsets are 0-based, half-open, in code points. A map is carried along with every rewriting and never
searched for afterwards; one that does not tile its text is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class SpanSet:
    """Ranges that do not overlap, kept in order, so that asking stays quick however many there are."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def overlaps(self, span: Span) -> bool:
        """Tell whether ``span`` shares a code point with any range of the set."""
        before = bisect_left(
            self._spans, (span.end,)
        )  # a start alone sorts before all ranges that begin there
        return before > 0 and self._spans[before - 1].end > span.start

    def add(self, span: Span) -> None:
        """Put in a range that overlaps none of the set."""
        insort(self._spans, span)


class Position(NamedTuple):
    """A place for people: line and column, both 1-based, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source begins in its file: a row of a table has a source of its own, and places in the file."""

    offset: int = 0
    line: int = 1
    column: int = 1

    def position(self, within: Position) -> Position:
        """Return the place in the file of a place in the source."""
        column = within.column + self.column - 1 if within.line == 1 else within.column
        return Position(within.line + self.line - 1, column)

    def past(self, text: str) -> Origin:
        """Return where the file goes on after a text that begins here and does not end in half a line end."""
        breaks = text.count("\n") if "\r" not in text else len(_LINE_END.findall(text))
        if not breaks:
            return Origin(self.offset + len(text), self.line, self.column + len(text))
        last = max(text.rfind("\n"), text.rfind("\r"))
        return Origin(self.offset + len(text), self.line + breaks, len(text) - last)


class Tile(NamedTuple):
    """A piece of a text and the source range that it came from.

    Pieces as long as their source map character by character; any other piece maps as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def linear(self) -> bool:
        """Tell whether each character has a source character of its own."""
        return self.end - self.start == self.source_end - self.source_start

    def part(self, start: int, end: int) -> Tile:
        """Return the piece of this tile between two offsets of the text, both inside it."""
        if not self.linear:
            return Tile(start, end, self.source_start, self.source_end)
        shift = self.source_start - self.start
        return Tile(start, end, start + shift, end + shift)


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text whose every character knows its place in the source.

    Raises ValueError if the tiles do not cover the text exactly, in order and without gaps. The source
    may have gaps (characters left out) and need not be in order (text written right to left).
    """

    text: str
    tiles: tuple[Tile, ...]

    def __post_init__(self) -> None:
        at = 0
        for tile in self.tiles:
            if tile.start != at or tile.end <= at or not 0 <= tile.source_start <= tile.source_end:
                raise ValueError(f"{tile} does not continue the map at offset {at}")
            at = tile.end
        if at != len(self.text):
            raise ValueError(f"the map covers {at} of {len(self.text)} characters")

    @classmethod
    def identity(cls, text: str, offset: int = 0) -> MappedText:
        """Map a text to itself, or to the source text that starts at ``offset``."""
        if offset < 0:
            raise ValueError(f"no map begins at {offset}")
        if not text:
            return _trusted(text, ())
        return _trusted(text, (Tile(0, len(text), offset, offset + len(text)),))

    def with_text(self, text: str) -> MappedText:
        """Return another text of the same length over the same map (lower case, blanks for breaks)."""
        if len(text) != len(self.text):
            raise ValueError(f"the map covers {len(self.text)} of {len(text)} characters")
        return _trusted(text, self.tiles)

    def source_span(self, start: int, end: int) -> Span:
        """Return the source range of ``text[start:end]``, from its first to its last character."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is outside the text of {len(self.text)} characters")
        if start == end:
            return self._point(start)
        tiles = self.tiles
        first = last = 0
        if len(tiles) > 1:
            first, last = self._tile_at(start), self._tile_at(end - 1)
        if first == last:
            tile_start, tile_end, source_start, source_end = tiles[first]
            if tile_end - tile_start != source_end - source_start:
                return Span(source_start, source_end)
            shift = source_start - tile_start
            return Span(start + shift, end + shift)
        parts = [tile.part(max(start, tile.start), min(end, tile.end)) for tile in tiles[first : last + 1]]
        return Span(min(part.source_start for part in parts), max(part.source_end for part in parts))

    def _tile_at(self, offset: int) -> int:
        # A start alone sorts before the tile that begins there, so no key is needed.
        return bisect_right(self.tiles, (offset + 1,)) - 1

    def _point(self, offset: int) -> Span:
        if not self.tiles:
            return Span(0, 0)
        tile = self.tiles[self._tile_at(offset)]
        if offset == tile.end:
            return Span(tile.source_end, tile.source_end)
        at = tile.part(offset, offset).source_start
        return Span(at, at)


def _trusted(text: str, tiles: tuple[Tile, ...]) -> MappedText:
    """Return a map that is known to tile its text, without looking at every tile."""
    mapped = object.__new__(MappedText)
    object.__setattr__(mapped, "text", text)
    object.__setattr__(mapped, "tiles", tiles)
    return mapped


class BySource:
    """The pieces of a text in the order of their source, to find what stands for a range of it."""

    def __init__(self, mapped: MappedText) -> None:
        self._text = mapped.text
        self._tiles = sorted(mapped.tiles, key=lambda tile: tile.source_start)
        self._reach = list(accumulate((tile.source_end for tile in self._tiles), max))

    def text_over(self, span: Span) -> str:
        """Return what of the text stands for a range of the source, in the order of the text."""
        parts = [part for tile in self.tiles_over(span) if (part := _over(tile, span)) is not None]
        return "".join(self._text[part.start : part.end] for part in sorted(parts))

    def tiles_over(self, span: Span) -> list[Tile]:
        """Return the pieces that may lie over a range of the source, in the order of the source."""
        first = bisect_right(self._reach, span.start)
        last = bisect_left(self._tiles, span.end, key=lambda tile: tile.source_start)
        return self._tiles[first:last]


def _over(tile: Tile, span: Span) -> Tile | None:
    """Return the piece of a tile that lies over a range of the source."""
    start, end = max(tile.source_start, span.start), min(tile.source_end, span.end)
    if start >= end:
        return None
    shift = tile.start - tile.source_start
    return tile.part(start + shift, end + shift) if tile.linear else tile


class Rewriter:
    """Builds a new text over a mapped one, piece by piece; what is neither kept nor replaced is left out.

    >>> pen = Rewriter(MappedText.identity("pay pal"))
    >>> pen.keep(0, 3)
    >>> pen.keep(4, 7)
    >>> pen.done().source_span(0, 6)
    Span(start=0, end=7)
    """

    def __init__(self, mapped: MappedText) -> None:
        self._mapped = mapped
        self._pieces: list[str] = []
        self._tiles: list[Tile] = []
        self._length = 0

    def keep(self, start: int, end: int) -> None:
        """Take over ``text[start:end]`` as it is."""
        if start >= end:
            return
        text, tiles = self._mapped.text, self._mapped.tiles
        index = self._mapped._tile_at(start) if len(tiles) > 1 else 0  # noqa: SLF001 - same module
        while start < end:
            tile_start, tile_end, source_start, source_end = tiles[index]
            stop = min(end, tile_end)
            if tile_end - tile_start == source_end - source_start:
                shift = source_start - tile_start
                source_start, source_end = start + shift, stop + shift
            self._add(text[start:stop], source_start, source_end)
            start, index = stop, index + 1

    def replace(self, start: int, end: int, text: str) -> None:
        """Write ``text`` in the place of ``text[start:end]``; it maps to the whole of that range."""
        if text:
            span = self._mapped.source_span(start, end)
            self._add(text, span.start, span.end)

    def done(self) -> MappedText:
        """Return the text built so far."""
        return _trusted("".join(self._pieces), tuple(self._tiles))

    def _add(self, text: str, source_start: int, source_end: int) -> None:
        start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        tiles = self._tiles
        if tiles and len(text) == source_end - source_start:
            first, _, source_first, source_last = tiles[-1]
            if source_last == source_start and start - first == source_last - source_first:
                tiles[-1] = Tile(first, self._length, source_first, source_end)
                return
        tiles.append(Tile(start, self._length, source_start, source_end))


def joined(texts: Iterable[MappedText], separator: str) -> MappedText:
    """Return texts one after the other; what separates two stands for nothing in the source."""
    pieces: list[str] = []
    tiles: list[Tile] = []
    at = 0
    for mapped in texts:
        if not mapped.text:
            continue
        if pieces and separator:
            end = tiles[-1].source_end
            tiles.append(Tile(at, at + len(separator), end, end))
            pieces.append(separator)
            at += len(separator)
        tiles += [Tile(tile.start + at, tile.end + at, *tile[2:]) for tile in mapped.tiles]
        pieces.append(mapped.text)
        at += len(mapped.text)
    return _trusted("".join(pieces), tuple(tiles))


class LineIndex:
    """Turns offsets of a source into lines and columns; line ends are LF, CR LF, and CR only."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(source))]

    def position(self, offset: int) -> Position:
        """Return the place of an offset from 0 to the length of the source, both included."""
        if not 0 <= offset <= len(self._source):
            raise ValueError(f"{offset} is outside the source of {len(self._source)} characters")
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the range of a 1-based line, without its line end."""
        if not 1 <= line <= len(self._starts):
            raise ValueError(f"line {line} is outside the source of {len(self._starts)} lines")
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._source)
        text = self._source[start:end]
        return Span(start, end - (len(text) - len(text.rstrip("\r\n"))))
