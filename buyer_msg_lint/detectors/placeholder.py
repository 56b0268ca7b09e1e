"""Placeholders that nobody filled: of template systems, of message tools, and of people ("[your name]").

Brackets around an ordinary remark ("[left]", "(see below)") are none. A placeholder in plain brackets or in
capitals must name something that a message to a buyer is filled with; in a syntax that only
templates have, any name will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "syntax": "double-brace, single-brace, dollar-brace, dollar, double-bracket, bracket, "
    "wide-bracket, percent, printf, hash, at, angle, guillemet, mail-chimp, double-paren, "
    "angle-percent, control, caps, blank, filler, or error",
    "names": "what it stands for: order-id, tracking-number, carrier, buyer-name, seller-name, product-name, "
    "delivery-date, refund-amount, link, email-address, phone-number, date, quantity, signature, address, or "
    "unknown",
}
VIEWS: tuple[str, ...] = ()


class _Syntax(NamedTuple):
    """How one family of placeholders is written; ``named`` ones must name what messages are filled with.

    ``signs`` are pieces of text without one of which there is none of the family.
    """

    name: str
    pattern: regex.Pattern[str]
    signs: tuple[str, ...]
    named: bool = False


_DOTTED_NAME = r"[\p{L}_$][\p{L}\p{N}_.\-]{0,60}"
_AT_NAME = (
    r"@@(?P<name>[\p{L}_][\w.\-]{0,60})@{1,2}"
    r"|(?<![\w@])@(?P<name>\p{L}{1,30}(?:_\p{L}{1,30}){1,4}|\p{Lu}\p{Ll}{1,20}(?:\p{Lu}\p{Ll}{1,20}){1,3})@(?![\w@])"
)
_SYNTAXES = tuple(
    _Syntax(name, lazy_pattern(pattern), tuple(signs.split(" ")), named)
    for name, pattern, signs, named in (
        ("control", r"\{%-?[^{}%]{1,200}%\}|\{#[^{}#]{1,200}#\}|<%(?!=)[^%<>]{1,200}%>", "{% {# <%", False),
        ("control", r"\{#[^{}#]{1,200}#\}", "{#", False),
        (
            "control",
            r"</?[#@](?:if|else(?:if)?|list|assign|include|macro|import|switch|case|sep)\b[^<>]{0,200}>",
            "<# <@ </# </@",
            False,
        ),
        ("control", r"\{\{[#/^!>&~][^{}]{0,200}\}\}", "{{", False),
        (
            "control",
            r"\{/?(?:if|else|elseif|foreach|foreachelse|section|include|literal)\b(?: [^{}]{0,200})?\}",
            "{",
            False,
        ),
        ("double-brace", r"\{\{\{(?P<name>[^{}]{0,200})\}\}\}|\{\{(?P<name>[^{}]{0,200})\}\}", "{{", False),
        ("angle-percent", r"<%={1,2}-?(?P<name>[^%<>]{1,200}?)-?%>", "<%", False),
        ("dollar-brace", r"[$#]!?\{(?P<name>[^{}]{1,200})\}", "${ #{ !{", False),
        ("single-brace", r"\{(?P<name>\$[\p{L}_][^{}]{0,80})\}", "{$", False),
        ("single-brace", rf"\{{(?P<name>[ ]?{_DOTTED_NAME}[ ]?)\}}", "{", False),
        ("single-brace", r"\{(?P<name>[\p{L}\p{N}_ #./'\-]{1,60})\}|\{(?P<name>\d{1,2})\}", "{", True),
        (
            "dollar",
            r"\$__(?P<name>\w{1,60})__|(?<![\w$])\$(?P<name>[\p{L}_][\p{L}_]{2,40})\b(?!\$)",
            "$",
            False,
        ),
        ("double-bracket", r"\[\[(?P<name>[^\[\]]{1,200})\]\]", "[[", False),
        ("percent", r"\[%(?P<name>[\w.\- ]{1,60})%\]|%%(?P<name>[\w.\- ]{1,60})%%", "[% %%", False),
        ("percent", r"(?<![\w%])%(?P<name>[\p{L}_]\w{1,40})%(?![\w%])", "%", False),
        ("printf", r"%\((?P<name>\w{1,60})\)[-#0 +]?\d{0,3}[sdifr]", "%(", False),
        ("printf", r"(?<![\w%.,])%(?:\d\$)?[sd](?!\w)", "%s %d $s $d", False),
        ("hash", r"##(?P<name>[\p{L}_][\w.\- ]{0,60})##", "##", False),
        ("hash", r"(?<![\w#&])#(?P<name>[\p{L}_]{1,30}(?:[_\-][\p{L}_]{1,30}){0,4})#(?!\w)", "#", False),
        (
            "at",
            _AT_NAME,
            "@",
            False,
        ),
        ("guillemet", r"«(?P<name>[\p{L}_]\w{0,60})»", "«", True),
        ("mail-chimp", r"\*\|(?P<name>[\w:./ \-]{1,80})\|\*", "*|", False),
        ("angle", r"<(?P<name>[\p{L}_][\p{L}\p{N}_ #'\-]{0,60})>", "<", True),
        ("double-paren", r"\(\((?P<name>[\p{L}_][\p{L}\p{N}_ #'\-]{0,60})\)\)", "((", True),
        ("bracket", r"(?<!\[)\[(?P<name>[\p{L}#_][\p{L}\p{N}_ #'’./\-]{0,60})\](?![\(\]])", "[", True),
        ("wide-bracket", r"【(?P<name>[\p{L}_][\p{L}\p{N}_ #]{0,40})】", "【", True),
        ("wide-bracket", r"〔(?P<name>[\p{L}_ ]{1,40})〕", "〔", True),
        ("wide-bracket", r"\[(?P<name>\p{Han}{2,12})\]", "[", True),
    )
)
_END_OF_HEAD = re.compile(r"[|:?]")
_TWO_DIGITS = lazy_pattern(r"\d{2}")
_CHINESE = lazy_pattern(r"[\p{Han}\p{Katakana}]")
_LABEL = lazy_pattern(r"([\p{L} #]{2,30}?)[\s:#]{0,3}$")
_CAPS = lazy_pattern(r"(?<![\w.\-#/@])(?P<name>[A-Z]{2,20}(?:_[A-Z]{1,20}){1,4})(?![\w\-]|\.\w)")
_BLANKS = lazy_pattern(r"(?<![\w/.:@])_{3,40}+(?!\w)|(?<=[\s:#$])_{3,40}+(?=\W|$)|(?<=: )\.{6,60}+(?=\s|$)")
_FILLERS = lazy_pattern(
    r"(?<!\w)(?:\d{1,3}-)?X{3,40}+(?:[ \-/]X{2,40}+){0,6}+(?!\w|[\- ]?\d|-[Ll]arge|-LARGE)"
    r"|(?i:(?<=\b(?:order|number|no|id|tracking|name|dear|hi|hello)[ :.#]{1,2})x{3,40}+(?!\w))"
    r"|(?<![\w\-])(?:(?i:tbd|tbc|t\.b\.d\.?)|TBA|TODO|FIXME)(?![\w\-])"
    r"|(?i:\blorem ipsum(?: dolor sit amet)?\b)|(?i:\b(?:insert|enter|add|your) (?:text|content) here\b)"
)
_ERRORS = lazy_pattern(r"#(?:NAME\?|REF!|VALUE!|N/A\b|DIV/0!|NULL!|NUM!)")
_INSERTIONS = lazy_pattern(
    r"\b(?:INSERT|ENTER|ADD|TYPE) (?P<name>[A-Z]{2,15}(?: [A-Z]{2,15}){0,3}?) HERE(?!\w)"
)
_BARE = (
    ("blank", _BLANKS, ("___", "......")),
    (
        "filler",
        _FILLERS,
        (
            "xxx",
            "xx-xx",
            "xx/xx",
            "tbd",
            "tbc",
            "t.b.d",
            "tba",
            "todo",
            "fixme",
            "lorem",
            "text here",
            "content here",
        ),
    ),
    ("error", _ERRORS, ("#",)),
)
_HERE, _ASKED = (" here",), ("insert ", "enter ", "add ", "type ")
_SIGNS = Evidence(
    {
        **{f"syntax {number}": syntax.signs for number, syntax in enumerate(_SYNTAXES)},
        **{kind: signs for kind, _, signs in _BARE},
        "caps": ("_",),
        "here": _HERE,
        "asked": _ASKED,
    }
)
_SNAKE_CASE = lazy_pattern(r"^\p{L}[\p{L}\d]*(?:_[\p{L}\d]+)+$")
_ENDS_AS_NAME = lazy_pattern(
    r"^(?!(?:see|same|this|that|no|wrong|with|without|by|via|and|or|not)\b)(?:[\p{L}'’]+[ \-/]){1,3}"
    r"(?:link|url|name|number|no|id|#|date|address|e-?mail|phone|amount|code)$"
)
_ASKS = lazy_pattern(
    r"^(?:your|insert|enter|fill in|type|state|specify|name of)(?:['’]s)?[ _\-]"
    r"|[_ ](?:goes )?here$|^x{2,10}$"
)
_VARIABLE = lazy_pattern(r"[_.$]|\p{Ll}\p{Lu}|^\d+$")
_TAGS = frozenset({"address", "data", "label", "link", "object", "time", "title"})
_SINGLE_WORDS = frozenset(
    {
        "address",
        "amount",
        "asin",
        "buyer",
        "carrier",
        "company",
        "customer",
        "date",
        "email",
        "item",
        "link",
        "name",
    }
    | {"phone", "price", "product", "quantity", "reason", "signature", "sku", "store", "title", "tracking"}
)
_PLAIN_WORD_LENGTH = 6
_LOOSE = frozenset({"single-brace", "dollar", "percent", "hash"})
"""Syntaxes that people use too."""


def may_find(text: str) -> bool:
    """Tell whether a text has a sign of placeholders."""
    return _may_hold(_SIGNS.kinds(text))


def _may_hold(kinds: frozenset[str]) -> bool:
    return bool(kinds - _ASKED_HERE) or kinds == _ASKED_HERE


_ASKED_HERE = frozenset({"here", "asked"})


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the placeholders in ``text``, in order and without overlaps; ``value`` is the name inside."""
    kinds = _SIGNS.kinds(text)
    if _may_hold(kinds):
        cased, own = look.cased[: len(text)], look.context.placeholders or {}
        yield from without_overlaps(chain(_bracketed(cased, own, kinds), _bare(cased, kinds)))


def _bracketed(cased: str, own: Mapping[str, str], kinds: frozenset[str]) -> Iterator[Hit]:
    for number, syntax in enumerate(_SYNTAXES):
        if f"syntax {number}" not in kinds:
            continue
        for match in syntax.pattern.finditer(cased):
            inside = (match["name"] if "name" in syntax.pattern.groupindex else None) or ""
            told = own.get(name_in(inside))
            if told is not None:
                yield _hit(match, syntax.name, inside, told)
                continue
            meaning = stands_for(inside)
            if (
                _is_fill_in(syntax.name, inside)
                if syntax.named
                else _is_variable_of(syntax.name, inside, meaning)
            ):
                if meaning == "order" and not _words_of(inside) <= _vocabulary():
                    meaning = "unknown"
                yield _hit(match, syntax.name, inside or match[0], meaning)


def _bare(cased: str, kinds: frozenset[str]) -> Iterator[Hit]:
    for match in _CAPS.finditer(cased) if "caps" in kinds else ():
        meaning = stands_for(match["name"])
        if meaning != "unknown" or match["name"].startswith(("YOUR_", "INSERT_", "ENTER_")):
            yield _hit(match, "caps", match["name"], meaning)
    for match in _INSERTIONS.finditer(cased) if kinds >= _ASKED_HERE and " HERE" in cased else ():
        if (meaning := stands_for(match["name"])) != "unknown":
            yield _hit(match, "filler", match[0], meaning)
    for syntax, pattern, _ in _BARE:
        for match in pattern.finditer(cased) if syntax in kinds else ():
            if syntax == "blank" and _is_divider(cased, *match.span()):
                continue
            yield _hit(match, syntax, match[0], _named_before(cased, match.start()))


def _hit(match: regex.Match[str], syntax: str, inside: str, meaning: str) -> Hit:
    meaning = "order-id" if meaning == "order" else meaning
    return Hit(match.start(), match.end(), inside.strip(), {"syntax": syntax, "names": meaning})


def _is_variable_of(syntax: str, inside: str, meaning: str) -> bool:
    """Tell ``{order_id}`` and ``#name#`` from a remark in the same signs (``{optional}``, ``#thanks#``)."""
    if syntax not in _LOOSE or not inside:
        return True
    return meaning != "unknown" or _VARIABLE.search(inside) is not None


def _is_fill_in(syntax: str, inside: str) -> bool:
    """Tell ``[Buyer Name]`` and ``<insert date>`` from a remark, a quotation, or a markup tag."""
    low = inside.strip().lower()
    if syntax == "guillemet" or low.isdecimal():
        return syntax in {"guillemet", "single-brace"} and _VARIABLE.search(inside) is not None
    if _TWO_DIGITS.search(low) or (syntax == "angle" and low in _TAGS and not inside.isupper()):
        return False
    if _ASKS.search(low):
        return len(low.split()) <= 6  # noqa: PLR2004 - a name, not a remark
    if syntax == "bracket" and _names_something(inside):
        return True
    words, meaning = _words_of(inside), stands_for(inside)
    known = meaning not in {"order", "unknown"}
    if len(words) == 1 and low.isascii():
        return low in _SINGLE_WORDS or (known and len(low) > _PLAIN_WORD_LENGTH)
    return bool(words) and meaning != "order" and (words <= _vocabulary() or (known and not low.isascii()))


def _names_something(inside: str) -> bool:
    """Tell ``[review_link]``, ``[support phone]`` and ``[LAST ITEM]`` from a remark in brackets."""
    words = _words_of(inside)
    capitals = inside.isupper() and len(words) > 1 and not words.isdisjoint(_nouns())
    name = _SNAKE_CASE.search(inside) or _ENDS_AS_NAME.search(inside.strip().lower())
    return capitals or name is not None


_VALUE_END = lazy_pattern(r"[|!?:]")
"""What follows the name inside a placeholder: a filter, a default, a label."""
_SPLIT = lazy_pattern(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}]+")


class _Meaning(NamedTuple):
    name: str
    words: tuple[frozenset[str], ...]
    """All words of one of these sets tell this meaning."""


@cache
def _lines() -> Mapping[str, tuple[frozenset[str], ...]]:
    text = Path(__file__).with_name("_placeholder_names.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.split("\n") if ": " in line and not line.startswith("#"))
    return {
        name: tuple(frozenset(entry.split("+")) for entry in words.split(" ")) for name, _, words in lines
    }


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for sets in _lines().values() for words in sets for word in words)


@cache
def _nouns() -> frozenset[str]:
    """Return the words that name something by themselves."""
    lines = (sets for name, sets in _lines().items() if name != "with")
    return frozenset(word for sets in lines for words in sets if len(words) == 1 for word in words)


@cache
def _meanings() -> tuple[_Meaning, ...]:
    return tuple(_Meaning(name, sets) for name, sets in _lines().items() if name != "with")


def _words_of(name: str) -> frozenset[str]:
    head = _END_OF_HEAD.split(name[:120], maxsplit=1)[0]
    words = {word.lower() for word in _SPLIT.split(head) if word}
    return frozenset(words | ({"#"} if "#" in head else set()))


def name_in(inside: str) -> str:
    """Return the name in a placeholder, without filters, defaults, labels, and signs: ``order.id``."""
    return _VALUE_END.split(inside, maxsplit=1)[0].strip().removeprefix("$")


def meanings() -> tuple[str, ...]:
    """Return what placeholders may stand for."""
    return tuple(sorted({"order-id" if name == "order" else name for name in _lines() if name != "with"}))


@lru_cache(maxsize=512)
def stands_for(name: str) -> str:
    """Return what a placeholder of that name is filled with (``order-id``), or ``unknown``.

    ``name`` is what stands inside the signs: ``order.tracking_url``, ``contact-link:help``, ``买家姓名``.
    """
    words, glued = _words_of(name), name[:120].lower()
    for meaning in _meanings():
        for wanted in meaning.words:
            if wanted <= words or (len(wanted) == 1 and _is_part(next(iter(wanted)), glued)):
                return meaning.name
    return "unknown"


def _is_part(word: str, glued: str) -> bool:
    """Tell whether a Chinese or Japanese word is part of a name, which has no blanks."""
    return not word.isascii() and _CHINESE.search(word) is not None and word in glued


def _is_divider(cased: str, start: int, end: int) -> bool:
    """Tell whether a run stands alone on its line, between paragraphs."""
    before, after = cased[:start].rpartition("\n")[2], cased[end:].partition("\n")[0]
    return not before.strip() and not after.strip() and start > 0


def _named_before(cased: str, start: int) -> str:
    """Return what the words before a blank or filler ask for (``Order number: ____``)."""
    line = cased[max(0, start - 40) : start].rpartition("\n")[2]
    label = _LABEL.search(line)
    return stands_for(" ".join(label[1].split()[-2:])) if label else "unknown"
