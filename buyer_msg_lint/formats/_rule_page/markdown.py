"""A page about a rule as Markdown (CommonMark with GitHub's tables), whatever its texts hold."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from buyer_msg_lint.formats._rule_page.pieces import Block, Code, Line, Link, Listing, RulePage, Sample
from buyer_msg_lint.formats._screen import visible

_SIGN = regex.compile(r"[\\`*_\[\]<>|~&$]|(?<=https?):(?=//)|(?<=www)\.")
_BEGINS_BLOCK = regex.compile(r"^[-+=#]|(?<=^\d{1,9})[.)]")
_LOST_BLANK = regex.compile(r"^ | $|(?<=<br>) | (?=<br>)|(?<= ) ")
_MARKED = regex.compile(r"«([^«»]*)»")
_BREAK = "<br>"
_ADDRESS = regex.compile(r"https?://[^\s<>\\]+")
_ONE_PARAGRAPH = frozenset({"why", "instead"})


def text(page: RulePage, note: str = "") -> str:
    """Return a page; ``note`` is a comment at its top, without ``--``."""
    return "\n".join(_lines(page, note)) + "\n"


def escaped(content: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line; unseen characters are spelled out."""
    return _whole(_signs(content))


def code(content: str) -> str:
    """Return a text as a code span, whatever quotes it holds."""
    content = " ".join(visible(line) for line in content.split("\n"))
    longest = max((len(run) for run in regex.findall(r"`+", content)), default=0)
    blank = " " if not content or content[0] in "` " or content[-1] in "` " else ""
    return f"{'`' * (longest + 1)}{blank}{content}{blank}{'`' * (longest + 1)}"


def linked(content: str, address: str) -> str:
    """Return a text that leads to an address; whatever is no address of the web stays text."""
    if not _ADDRESS.fullmatch(address):
        return escaped(f"{content}, {address}")
    return f"[{escaped(content)}](<{address}>)"


def line(pieces: Line) -> str:
    """Return a line with its codes and links."""
    return _whole("".join(map(_piece, pieces)))


def sample(example: str, *, marked: bool) -> str:
    """Return a message on one line, its «marks» bold if it is marked."""
    content = example.rstrip("\n")
    if not marked:
        return escaped(content)
    parts = _MARKED.split(content)
    return _whole(
        "".join(f"<b>{_signs(part)}</b>" if at % 2 else _signs(part) for at, part in enumerate(parts))
    )


def _signs(content: str) -> str:
    """Return a text with what is Markdown's own escaped, so that it may stand inside a line."""
    return _BREAK.join(_SIGN.sub(r"\\\g<0>", visible(one)) for one in content.split("\n"))


def _whole(made: str) -> str:
    """Return a line that begins no other block and loses no blanks."""
    if made == _BREAK:
        return "&nbsp;"  # a tag alone would begin a block of HTML
    return _BEGINS_BLOCK.sub(r"\\\g<0>", _LOST_BLANK.sub("&nbsp;", made))


def _lines(page: RulePage, note: str) -> Iterator[str]:
    if note:
        yield f"<!-- {note} -->"
        yield ""
    yield f"# {code(page.rule)}: {escaped(page.title)}"
    yield ""
    for fact in page.facts:
        yield f"- {line(fact)}"
    for section in page.sections:
        yield ""
        yield f"## {escaped(section.heading)}"
        yield ""
        bullet = "" if section.key in _ONE_PARAGRAPH else "- "
        for block in section.blocks:
            yield from _block(block, bullet)


def _block(block: Block, bullet: str) -> Iterator[str]:
    match block:
        case Sample():
            note = f" <i>({escaped(block.note)})</i>" if block.note else ""
            yield f"- {sample(block.text, marked=block.marked)}{note}"
        case Listing():
            yield f"- {escaped(block.intro)}"
            for one in block.lines:
                yield f"  - {line(one)}"
        case _:
            yield bullet + line(block)


def _piece(piece: str | Code | Link) -> str:
    match piece:
        case Code():
            return code(piece.text)
        case Link():
            return linked(piece.text, piece.url)
        case _:
            return _signs(piece)
