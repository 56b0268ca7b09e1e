"""Two readings of one text in one view, for disguises that can be read in more than one way."""

from __future__ import annotations

from buyer_msg_lint.spans import MappedText, Rewriter, Tile


def both(likely: MappedText, other: MappedText) -> MappedText:
    """Return one reading, then, as paragraphs of their own, those of the other that differ from it.

    A disguise that could be read in two ways is found in either; both map to the same place.
    """
    if likely.text == other.text:
        return likely
    known = set(likely.text.split("\n"))
    pen, at = Rewriter(other), 0
    for paragraph in other.text.split("\n"):
        if paragraph not in known:
            pen.replace(at, at, "\n")
            pen.keep(at, at + len(paragraph))
        at += len(paragraph) + 1
    added, shift = pen.done(), len(likely.text)
    moved = (Tile(tile.start + shift, tile.end + shift, *tile[2:]) for tile in added.tiles)
    return MappedText(likely.text + added.text, (*likely.tiles, *moved))
