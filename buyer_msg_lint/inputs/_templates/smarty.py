"""Smarty: ``{if}``, ``{/if}``, ``{foreach}``, ``{* *}``."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._templates.tags import Act, Sign, Tag, comment, words

SUFFIXES = (".tpl", ".smarty")

_BLOCK = re.compile(r"\{/(?:if|foreach|for|section|while|literal|capture|strip)\}")
_LOOP = re.compile(r"(?:from=)?(?P<sequence>\$[\w.>\-\[\]]+)(?: as |\s.*?item=)\$?(?P<names>[\w$=> ]+)")
_WORDS = (
    "if",
    "elseif",
    "else",
    "foreachelse",
    "foreach",
    "forelse",
    "for",
    "sectionelse",
    "section",
    "while",
)
_MORE = ("include", "extends", "assign", "literal", "capture", "strip", "nocache", "function", "block")


def is_in(text: str) -> bool:
    """Tell whether a text has blocks of this engine."""
    return _BLOCK.search(text) is not None


def _closing(start: int, end: int, inner: str) -> Tag:
    return Tag(start, end, Act.END, inner.strip())


def _reader(word: str) -> Sign:
    """Return the sign of a block that begins with a word."""

    def read(start: int, end: int, inner: str) -> Tag | None:
        if inner and not inner[0].isspace():
            return None
        return _read(start, end, word, words(f"x{inner}")[1])

    return Sign("{" + word, "}", read)


def _read(start: int, end: int, word: str, rest: str) -> Tag:  # noqa: PLR0911 - a table of words
    said = f"{word} {rest}".strip()
    match word:
        case "literal":
            return Tag(start, end, Act.RAW, said=word, expression=r"\{/literal\}")
        case "if":
            return Tag(start, end, Act.IF, word, said, rest)
        case "elseif":
            return Tag(start, end, Act.ELSE_IF, said=said, expression=rest)
        case "else" | "foreachelse" | "forelse" | "sectionelse":
            return Tag(start, end, Act.ELSE)
        case "foreach" | "for" | "section" | "while":
            loop = _LOOP.match(rest)
            names = tuple(re.findall(r"\w+", loop["names"])) if loop else ()
            return Tag(start, end, Act.LOOP, word, said, loop["sequence"] if loop else rest, names=names)
        case "include" | "extends":
            return Tag(start, end, Act.ELSEWHERE, said=said)
        case "assign":
            return Tag(start, end, Act.SET, names=tuple(re.findall(r"(?:var=|^\$?)['\"]?(\w+)", rest)))
        case _:
            return Tag(start, end, Act.GROUP, word)


SIGNS = (
    Sign("{*", "*}", comment),
    Sign("{/", "}", _closing),
    *(_reader(word) for word in (*_WORDS, *_MORE)),
)
