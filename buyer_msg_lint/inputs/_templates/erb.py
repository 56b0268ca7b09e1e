"""ERB and EJS: ``<% if %>``, ``<% end %>``, ``<% if () { %>``, ``<% } %>``, ``<%# %>``, ``<%= %>``."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._templates.tags import Act, Sign, Tag, comment, output

SUFFIXES = (".erb", ".ejs")

_IF = re.compile(r"(?P<word>if|unless)\b\s*(?P<rest>.*)", re.DOTALL)
_ELSE_IF = re.compile(r"(?:\}\s*)?(?:elsif|elseif|else\s+if)\b\s*(?P<rest>.*)", re.DOTALL)
_ELSE = re.compile(r"(?:\}\s*)?else\b\s*\{?$|default:?$")
_END = re.compile(r"end\b.*|\}\s*\)?\s*\)?\s*;?$", re.DOTALL)
_EACH = re.compile(
    r"(?P<sequence>[\w.@\[\]'\"()]+?)\.(?:each|each_with_index|map|forEach)\b\s*(?:\(?\s*(?:function\s*)?)"
    r"(?:do\s*)?\|?\(?(?P<names>[\w\s,]*)",
    re.DOTALL,
)
_FOR = re.compile(
    r"for\s*\(?\s*(?:const|let|var)?\s*(?P<names>[\w\s,]+?)\s+(?:of|in)\s+(?P<sequence>[^{]+)", re.DOTALL
)
_LOOP = re.compile(r"(?:for|while|until)\b\s*(?P<sequence>.*)", re.DOTALL)
_CASE = re.compile(r"(?:case|switch)\b\s*(?P<rest>.*)", re.DOTALL)
_WHEN = re.compile(r"(?:when\b(?=.*$)|case\b(?=.*:$))\s*(?P<rest>[^:]*)", re.DOTALL)
_SET = re.compile(r"(?:const |let |var )?(?P<name>[\w@.]+)\s*=(?!=)")
_OPENS = re.compile(r"(?:\bdo\b(?:\s*\|[^|]*\|)?|\{)\s*$")
_ELSEWHERE = re.compile(r"[=-]?\s*(?:render|include|partial|yield)\b")


def is_in(text: str) -> bool:
    """Tell whether a text has blocks of these engines."""
    return "<%" in text


def _tag(start: int, end: int, inner: str) -> Tag:
    if _ELSEWHERE.match(inner):
        return Tag(start, end, Act.ELSEWHERE, said=" ".join(inner.lstrip("=-").split()))
    if inner.startswith("="):
        return Tag(start, end, Act.OUTPUT)
    code = inner.strip("-_").strip()
    tag = _read(start, end, code)
    if tag is None:
        # EJS writes outputs that are not escaped so; in ERB the sign is one of layout.
        return Tag(start, end, Act.OUTPUT if inner.startswith("-") and code else Act.NOTHING)
    return tag


def _read(start: int, end: int, code: str) -> Tag | None:
    said = " ".join(code.split()).removesuffix("{").removesuffix(" then").rstrip()
    if turn := _ELSE_IF.match(code):
        return Tag(start, end, Act.ELSE_IF, said=said.lstrip("} "), expression=_condition(turn["rest"]))
    if _ELSE.match(code):
        return Tag(start, end, Act.ELSE)
    if _END.match(code):
        return Tag(start, end, Act.END)
    if when := _WHEN.match(code):
        values = tuple(value.strip() for value in when["rest"].split(","))
        return Tag(start, end, Act.WHEN, said=said.rstrip(":"), values=values)
    return _opening(start, end, code, said)


def _opening(start: int, end: int, code: str, said: str) -> Tag | None:
    if opening := _IF.match(code):
        negated = opening["word"] == "unless"
        return Tag(start, end, Act.IF, "", said, _condition(opening["rest"]), negated)
    if case := _CASE.match(code):
        return Tag(start, end, Act.CASE, "", said, _condition(case["rest"]))
    if loop := _EACH.match(code) or _FOR.match(code):
        names = tuple(re.findall(r"\w+", loop["names"]))
        return Tag(start, end, Act.LOOP, "", said, loop["sequence"].strip(" )"), names=names)
    if loop := _LOOP.match(code):
        return Tag(start, end, Act.LOOP, "", said, _condition(loop["sequence"]))
    if found := _SET.match(code):
        return Tag(start, end, Act.SET, names=(found["name"],))
    return Tag(start, end, Act.GROUP, "", said) if _OPENS.search(code) else None


def _condition(text: str) -> str:
    text = " ".join(text.split()).removesuffix("{").removesuffix(" then").removesuffix(" do").strip()
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


SIGNS = (Sign("<%#", "%>", comment), Sign("<%%", "", output), Sign("<%", "%>", _tag))
