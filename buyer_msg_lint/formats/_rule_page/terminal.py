"""A page about a rule as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from buyer_msg_lint.formats._rule_page.pieces import Block, Line, Link, Listing, RulePage, Sample
from buyer_msg_lint.formats._screen import visible

_INDENT = "    "


def lines(page: RulePage) -> Iterator[str]:
    """Yield the lines of a page; each is safe to print."""
    yield visible(f"{page.rule}: {page.title}")
    for fact in page.facts:
        yield from _lines(fact, "")
    for section in page.sections:
        yield ""
        yield section.heading
        for block in section.blocks:
            yield from _block(block)


def indented(text: str, indent: str = _INDENT) -> Iterator[str]:
    """Yield the lines of a text, each indented and safe to print."""
    for line in text.rstrip().split("\n"):
        yield (indent + visible(line)).rstrip()


def _block(block: Block) -> Iterator[str]:
    match block:
        case Sample():
            yield from indented(block.text)
            if block.note:
                yield from indented(block.note, _INDENT * 2)
        case Listing():
            yield from indented(block.intro)
            for line in block.lines:
                yield from _lines(line, _INDENT * 2)
        case _:
            yield from _lines(block, _INDENT)


def _lines(line: Line, indent: str) -> Iterator[str]:
    text = "".join(
        piece if isinstance(piece, str) else ", ".join((piece.text, *_address(piece))) for piece in line
    )
    yield from indented(text, indent)


def _address(piece: object) -> tuple[str, ...]:
    return (piece.url,) if isinstance(piece, Link) else ()
