"""The text of a mail file, of which each part may be in a charset of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buyer_msg_lint.inputs._mail.fields import shown
from buyer_msg_lint.spans import MappedText, Span, Tile


@dataclass(frozen=True, slots=True)
class Region:
    """A range of the file that is read by itself, and what it reads as."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a whole file, and where each region stands in it."""

    source: str
    starts: dict[Span, int]

    def place(self, content: MappedText, region: Region) -> MappedText:
        """Return a text that is mapped to a region, mapped to the file."""
        start = self.starts[region.span]
        tiles = (
            Tile(tile.start, tile.end, tile.source_start + start, tile.source_end + start)
            for tile in content.tiles
        )
        return MappedText(content.text, tuple(tiles))


def lay_out(raw: str, regions: Sequence[Region]) -> Layout:
    """Return the text of a file: its regions as they read, what is between them as UTF-8 or Latin-1."""
    pieces: list[str] = []
    starts: dict[Span, int] = {}
    at = length = 0
    for region in sorted(regions, key=lambda region: region.span):
        between = shown(raw[at : region.span.start])
        length += len(between)
        starts[region.span] = length
        pieces += [between, region.text]
        length += len(region.text)
        at = region.span.end
    return Layout("".join([*pieces, shown(raw[at:])]), starts)
