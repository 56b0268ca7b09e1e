"""Handlebars and Mustache: ``{{#if}}``, ``{{/if}}``, ``{{^}}``, ``{{! }}``, ``{{> }}``."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._templates.tags import Act, Sign, Tag, comment, output, words

SUFFIXES = (".mustache", ".hbs", ".handlebars")

_BLOCK = re.compile(r"\{\{~?\s*(?:[#^/!>]|else\b)")
_LOOPS = frozenset({"each", "eachInMap", "list"})
_GROUPS = frozenset({"with", "let"})


def is_in(text: str) -> bool:
    """Tell whether a text has blocks of these engines."""
    return _BLOCK.search(text) is not None


def _tag(start: int, end: int, inner: str) -> Tag:
    strips = (inner.startswith("~"), inner.endswith("~"))
    inner = inner.strip("~").strip()
    tag = _read(start, end, inner)
    if tag is None:
        return Tag(start, end, Act.OUTPUT)
    return Tag(
        start, end, tag.act, tag.block, tag.said, tag.expression, tag.negated, tag.names, strips=strips
    )


def _read(start: int, end: int, inner: str) -> Tag | None:
    sign, (word, rest) = inner[:1], words(inner[1:])
    if sign == ">":
        return Tag(start, end, Act.ELSEWHERE, said=f"partial {word}")
    if sign == "/":
        return Tag(start, end, Act.END, word)
    if sign == "#":
        return _opening(start, end, word.lstrip("*>"), rest)
    if sign == "^":
        said = f"without {word}"
        return Tag(start, end, Act.IF, word, said, word, negated=True) if word else Tag(start, end, Act.ELSE)
    head, rest = words(inner)
    if head == "else":
        condition = re.sub(r"^(?:if|unless)\s+", "", rest)
        negated = rest.startswith("unless ")
        return (
            Tag(start, end, Act.ELSE_IF, said=f"else {rest}", expression=condition, negated=negated)
            if rest
            else Tag(start, end, Act.ELSE)
        )
    return None


def _opening(start: int, end: int, word: str, rest: str) -> Tag:
    rest, _, names = rest.partition(" as |")
    said = f"{word} {rest}".strip()
    if word in ("if", "unless"):
        return Tag(start, end, Act.IF, word, said, rest, negated=word == "unless")
    if word in _LOOPS:
        return Tag(start, end, Act.LOOP, word, said, rest, names=(*names.strip("| ").split(), "this"))
    if word in _GROUPS:
        return Tag(start, end, Act.GROUP, word, said)
    # A section: there if its value is, once for each if it is a list.
    return Tag(start, end, Act.LOOP, word, said, said)


SIGNS = (
    Sign("{{!--", "--}}", comment),
    Sign("{{~!--", "--}}", comment),
    Sign("{{!", "}}", comment),
    Sign("{{~!", "}}", comment),
    Sign("{{{", "}}}", output),
    Sign("{{", "}}", _tag),
)
