"""Two readings of one text in one view, for disguises that can be read in more than one way."""

from __future__ import annotations

from buyer_msg_lint.spans import MappedText, Tile


def both(likely: MappedText, other: MappedText) -> MappedText:
    """Return one reading, then, as paragraphs of their own, those of the other that differ from it.

    A disguise that could be read in two ways is found in either; each maps to the same place.
    """
    if likely.text == other.text:
        return likely
    likely_paragraphs = set(likely.text.split("\n"))
    text, tiles, at = likely.text, list(likely.tiles), 0
    for paragraph in other.text.split("\n"):
        if paragraph and paragraph not in likely_paragraphs:
            tiles.append(_break(len(text), tiles[-1]))
            text += "\n"
            tiles.extend(_moved(other, at, at + len(paragraph), len(text)))
            text += paragraph
        at += len(paragraph) + 1
    return MappedText(text, tuple(tiles))


def _break(at: int, before: Tile) -> Tile:
    return Tile(at, at + 1, before.source_end, before.source_end)


def _moved(mapped: MappedText, start: int, end: int, to: int) -> list[Tile]:
    parts = [
        tile.part(max(start, tile.start), min(end, tile.end))
        for tile in mapped.tiles
        if tile.start < end and start < tile.end
    ]
    shift = to - start
    return [Tile(part.start + shift, part.end + shift, part.source_start, part.source_end) for part in parts]
