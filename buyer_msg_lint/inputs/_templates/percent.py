"""Jinja2, Twig, Django and Liquid: ``{% if %}``, ``{# #}``, ``{{ }}``."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._templates.tags import Act, Sign, Tag, comment, output, words

SUFFIXES = (".j2", ".jinja", ".jinja2", ".liquid")

_ELSEWHERE = frozenset(
    {"include", "extends", "import", "from", "render", "layout", "section", "embed", "use"}
)
_BRINGS_NAMES = frozenset({"import", "from", "use"})
_SETS = frozenset({"set", "assign", "increment", "decrement", "do"})
_SHOWN = frozenset(
    {"block", "call", "filter", "macro", "with", "autoescape", "trans", "blocktrans", "capture", "spaceless"}
    | {"form", "paginate", "style", "apply", "sandbox", "language"}
)
_UNREAD = {
    "raw": Act.RAW,
    "verbatim": Act.RAW,
    "comment": Act.HIDE,
    "doc": Act.HIDE,
    "javascript": Act.HIDE,
    "schema": Act.HIDE,
}
_TURNS = {
    "elif": Act.ELSE_IF,
    "elsif": Act.ELSE_IF,
    "elseif": Act.ELSE_IF,
    "else": Act.ELSE,
    "empty": Act.ELSE,
}
_LOOP = re.compile(r"(?P<names>.+?) in (?P<sequence>.+)")
_NAME = re.compile(r"[^\W\d]\w*")
_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,]+")


def is_in(text: str) -> bool:
    """Tell whether a text has blocks of these engines."""
    return "{%" in text or re.search(r"\{#.*?#\}", text, re.DOTALL) is not None


def _tag(start: int, end: int, inner: str) -> Tag:
    strips = (inner.startswith("-"), inner.endswith("-"))
    tag = _read(start, end, inner.strip().lstrip("-+").rstrip("-+").strip())
    return Tag(
        start, end, tag.act, tag.block, tag.said, tag.expression, tag.negated, tag.names, tag.values, strips
    )


def _read(start: int, end: int, inner: str) -> Tag:  # noqa: PLR0911 - a table of words
    word, rest = words(inner)
    said = f"{word} {rest}".strip()
    if word in _UNREAD:
        ending = rf"\{{%[-+]?\s*end{word}\s*[-+]?%\}}"
        return Tag(start, end, _UNREAD[word], said=word, expression=ending)
    if word in ("if", "ifchanged", "unless"):
        return Tag(start, end, Act.IF, word, said, rest, negated=word == "unless")
    if word in ("for", "tablerow"):
        loop = _LOOP.match(rest)
        names = tuple(_NAME.findall(loop["names"])) if loop else ()
        return Tag(
            start, end, Act.LOOP, word, said, _sequence(loop["sequence"]) if loop else rest, names=names
        )
    if word in _TURNS:
        return Tag(start, end, _TURNS[word], said=said, expression=rest)
    if word in ("case", "switch"):
        return Tag(start, end, Act.CASE, word, said, rest)
    if word == "when":
        values = tuple(value for value in _VALUE.findall(rest) if value != "or")
        return Tag(start, end, Act.WHEN, said=said, values=values)
    if word.startswith("end"):
        return Tag(start, end, Act.END, word.removeprefix("end").removeprefix("_"))
    return _other(start, end, word, rest)


def _other(start: int, end: int, word: str, rest: str) -> Tag:
    if word in _ELSEWHERE:
        act = Act.NOTHING if word in _BRINGS_NAMES else Act.ELSEWHERE
        return Tag(start, end, act, said=f"{word} {rest}")
    names = tuple(_NAME.findall(rest.partition("=")[0]))
    if word in _SETS and not (word == "set" and "=" not in rest):
        return Tag(start, end, Act.SET, names=names)
    if word in _SHOWN or word == "set":
        return Tag(start, end, Act.GROUP, word, names=names)
    # A block of an extension is one if something ends it; whoever reads on will see.
    return Tag(start, end, Act.NOTHING, word)


def _sequence(text: str) -> str:
    """Return what a loop goes over, without the filters and options that may follow."""
    return re.split(r" (?:if|recursive|reversed|limit:|offset:|cols:)\b ?", text, maxsplit=1)[0].strip()


SIGNS = (Sign("{#", "#}", comment), Sign("{%", "%}", _tag, guarded=True), Sign("{{", "}}", output))
