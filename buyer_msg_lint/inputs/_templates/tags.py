"""The blocks of template engines, as all engines have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.spans import LineIndex, MappedText

_NEAR = 500
"""How far on its line a block may go on after a closing sign in quotes or parentheses."""


class Act(StrEnum):
    """What a block does to the text around it."""

    IF = "if"
    ELSE_IF = "else-if"
    ELSE = "else"
    CASE = "case"
    WHEN = "when"
    LOOP = "loop"
    GROUP = "group"
    """Opens what is shown as it is: a macro, a capture, a ``with``."""
    END = "end"
    SET = "set"
    ELSEWHERE = "elsewhere"
    """Brings in what another file holds."""
    OUTPUT = "output"
    """Shows a value: a placeholder, part of the text."""
    NOTHING = "nothing"
    RAW = "raw"
    """Opens text in which no block is one; it ends at ``expression``, a pattern."""
    HIDE = "hide"
    """Opens text that is never shown, and ends alike."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A block at ``text[start:end]``.

    ``block`` names what it opens or closes (empty: closes what is open), ``said`` is what people read, and
    ``expression`` the condition, or what a loop goes over. ``names`` are what it gives values to; ``negated``
    turns the condition round; ``values`` are those of a WHEN.
    """

    start: int
    end: int
    act: Act
    block: str = ""
    said: str = ""
    expression: str = ""
    negated: bool = False
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    strips: tuple[bool, bool] = (False, False)
    """Whether the blanks before and after it are taken away."""


class Sign(NamedTuple):
    """What opens and closes a block, and what makes a tag of what is inside, None where it is an output.

    Where code is ``guarded``, what closes a block does not count in quotes and parentheses.
    """

    opens: str
    closes: str
    read: Callable[[int, int, str], Tag | None]
    guarded: bool = False


class Engine(Protocol):
    """What each engine's module is."""

    SUFFIXES: tuple[str, ...]
    SIGNS: Sequence[Sign]

    def is_in(self, text: str) -> bool:
        """Tell whether a text of an unknown engine has blocks of this one."""
        ...


def comment(start: int, end: int, _: str) -> Tag:
    """Return the tag of a comment."""
    return Tag(start, end, Act.NOTHING)


def output(start: int, end: int, _: str) -> Tag:
    """Return the tag of an output."""
    return Tag(start, end, Act.OUTPUT)


def read_tags(content: MappedText, signs: Sequence[Sign], source: str) -> Iterator[Tag]:
    """Yield the blocks of a text; raises NotCheckedError, with the place, for one that is never closed."""
    if not signs:
        return
    by_opening = {sign.opens: sign for sign in sorted(signs, key=lambda sign: -len(sign.opens))}
    opening = re.compile("|".join(map(re.escape, by_opening)))
    text, at = content.text, 0
    while (opened := opening.search(text, at)) is not None:
        sign = by_opening[opened[0]]
        end = _end(text, opened.end(), sign)
        if end is None:
            raise refused(content, source, opened.start(), f"'{sign.opens}' that no '{sign.closes}' closes")
        tag = sign.read(opened.start(), end, text[opened.end() : end - len(sign.closes)])
        at = end
        if tag is None:
            continue
        if tag.act in (Act.RAW, Act.HIDE):
            raw_end = re.compile(tag.expression).search(text, end)
            if raw_end is None:
                raise refused(content, source, tag.start, f"'{tag.said}' that nothing ends")
            at = raw_end.end()
            if tag.act is Act.HIDE:
                yield Tag(tag.start, at, Act.NOTHING)
            else:
                yield Tag(tag.start, tag.end, Act.NOTHING)
                yield Tag(raw_end.start(), at, Act.NOTHING)
        else:
            yield tag


def refused(content: MappedText, source: str, at: int, problem: str) -> NotCheckedError:
    """Return the error that tells what is wrong with a template, and where."""
    place = LineIndex(source).position(content.source_span(at, at + 1).start)
    return NotCheckedError(f"line {place.line}, column {place.column}: {problem}; mend the template")


def _end(text: str, start: int, sign: Sign) -> int | None:
    """Return where a block ends, after its closing sign."""
    closes = sign.closes
    plain = text.find(closes, start)
    if plain < 0:
        return None
    if sign.guarded and not _is_whole(text[start:plain]):
        line = text[start : start + _NEAR].splitlines()[0]
        while plain >= 0 and plain - start < len(line) and not _is_whole(text[start:plain]):
            plain = text.find(closes, plain + 1)
        if plain < 0 or not _is_whole(text[start:plain]):
            plain = text.find(closes, start)
    return plain + len(closes)


def _is_whole(code: str) -> bool:
    """Tell whether every quote and parenthesis of a piece of code is closed."""
    inside: str | None = None
    depth = 0
    for sign in code:
        if inside:
            inside = None if sign == inside else inside
        elif sign in "\"'":
            inside = sign
        else:
            depth += (sign == "(") - (sign == ")")
    return inside is None and depth <= 0


def words(text: str) -> tuple[str, str]:
    """Return the first word of a block and the rest, blanks put together."""
    head, _, rest = " ".join(text.split()).partition(" ")
    return head, rest
