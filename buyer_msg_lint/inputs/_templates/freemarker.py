"""FreeMarker: ``<#if>``, ``</#if>``, ``<#-- -->``, ``<@macro/>``."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._templates.tags import Act, Sign, Tag, comment, output, words

SUFFIXES = (".ftl", ".ftlh")

_BLOCK = re.compile(r"</?[#@][a-zA-Z]|<#--")
_SINGLE = frozenset(
    {
        "break",
        "continue",
        "return",
        "stop",
        "flush",
        "ftl",
        "setting",
        "nested",
        "t",
        "lt",
        "rt",
        "nt",
        "recurse",
    }
    | {"fallback", "visit"}
)
_SETS = frozenset({"assign", "global", "local"})
_ELSEWHERE = frozenset({"include", "import"})
_GROUPS = frozenset(
    {"macro", "function", "compress", "escape", "noescape", "attempt", "transform", "autoesc", "items"}
)
_NAME = re.compile(r"([^\W\d]\w*)\s*=")
_LOOP = re.compile(r"(?P<sequence>.+?) as (?P<names>.+)")


def is_in(text: str) -> bool:
    """Tell whether a text has blocks of this engine."""
    return _BLOCK.search(text) is not None


def _closing(start: int, end: int, inner: str) -> Tag:
    return Tag(start, end, Act.END, inner.strip())


def _macro(start: int, end: int, inner: str) -> Tag:
    word, _ = words(inner.rstrip("/"))
    if inner.endswith("/"):
        return Tag(start, end, Act.ELSEWHERE, said=f"macro {word}")
    return Tag(start, end, Act.GROUP, word, said=f"macro {word}")


def _tag(start: int, end: int, inner: str) -> Tag:  # noqa: PLR0911 - a table of words
    word, rest = words(inner.rstrip("/"))
    said = f"{word} {rest}".strip()
    if word == "noparse":
        return Tag(start, end, Act.RAW, said=word, expression=r"</#noparse\s*>")
    if word == "if":
        return Tag(start, end, Act.IF, word, said, rest)
    if word in ("elseif", "elseIf"):
        return Tag(start, end, Act.ELSE_IF, said=said, expression=rest)
    if word == "else":
        return Tag(start, end, Act.ELSE)
    if word in ("list", "foreach"):
        loop = _LOOP.match(rest)
        names = tuple(re.findall(r"[^\W\d]\w*", loop["names"])) if loop else ()
        return Tag(start, end, Act.LOOP, word, said, loop["sequence"] if loop else rest, names=names)
    if word == "switch":
        return Tag(start, end, Act.CASE, word, said, rest)
    if word == "case":
        return Tag(start, end, Act.WHEN, said=said, values=(rest,))
    if word == "default":
        return Tag(start, end, Act.ELSE)
    return _other(start, end, word, rest)


def _other(start: int, end: int, word: str, rest: str) -> Tag:
    if word in _ELSEWHERE:
        return Tag(start, end, Act.NOTHING if word == "import" else Act.ELSEWHERE, said=f"{word} {rest}")
    if word in _SETS:
        names = tuple(_NAME.findall(rest))
        return (
            Tag(start, end, Act.SET, names=names)
            if names
            else Tag(start, end, Act.GROUP, word, names=(rest,))
        )
    if word in _GROUPS:
        return Tag(start, end, Act.GROUP, word)
    return Tag(start, end, Act.NOTHING, "" if word in _SINGLE else word)


SIGNS = (
    Sign("<#--", "-->", comment),
    Sign("</#", ">", _closing),
    Sign("</@", ">", _closing),
    Sign("<#", ">", _tag, guarded=True),
    Sign("<@", ">", _macro, guarded=True),
    Sign("${", "}", output),
)
