"""Placeholders that nobody filled: of template systems, of message tools, and of people ("[your name]").

Brackets around an ordinary remark ("[left]", "(see below)") are none. A placeholder in plain brackets or in
capitals must name something that a message to a buyer is filled with; in a syntax that only
templates have, any name will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import regex

from buyer_msg_lint.detectors import Hit, Look

TRAITS: Mapping[str, str] = {
    "syntax": "double-brace, single-brace, dollar-brace, dollar, double-bracket, bracket, wide-bracket, percent, printf, "
    "hash, at, angle, guillemet, mail-chimp, double-paren, control, caps, blank, filler, error",
    "names": "what it stands for: order-id, tracking-number, carrier, buyer-name, seller-name, product-name, "
    "delivery-date, refund-amount, link, email-address, phone-number, date, quantity, signature, address, or unknown",
}
VIEWS: tuple[str, ...] = ()


class _Syntax(NamedTuple):
    """How one family of placeholders is written; ``named`` ones must name a thing that messages are filled with."""

    name: str
    pattern: regex.Pattern[str]
    gate: str
    named: bool = False


_DOTTED_NAME = r"[\p{L}_$][\p{L}\p{N}_.\-]{0,60}"
_SYNTAXES = tuple(
    _Syntax(name, regex.compile(pattern), gate, named)
    for name, pattern, gate, named in (
        ("control", r"\{%-?[^{}%]{1,200}%\}|\{#[^{}#]{1,200}#\}|<%[=\-#]?[^%<>]{1,200}%>", "%", False),
        ("control", r"\{#[^{}#]{1,200}#\}", "{#", False),
        ("control", r"</?[#@](?:if|else(?:if)?|list|assign|include|macro|import|switch|case|sep)\b[^<>]{0,200}>", "<", False),
        ("control", r"\{\{[#/^!>&~][^{}]{0,200}\}\}", "{{", False),
        ("control", r"\{/?(?:if|else|elseif|foreach|foreachelse|section|include|literal)\b(?: [^{}]{0,200})?\}", "{", False),
        ("double-brace", r"\{\{\{(?P<name>[^{}]{0,200})\}\}\}|\{\{(?P<name>[^{}]{0,200})\}\}", "{{", False),
        ("dollar-brace", r"[$#]!?\{(?P<name>[^{}]{1,200})\}", "{", False),
        ("single-brace", r"\{(?P<name>\$[\p{L}_][^{}]{0,80})\}", "{$", False),
        ("single-brace", rf"\{{(?P<name>[ ]?{_DOTTED_NAME}[ ]?)\}}", "{", False),
        ("single-brace", r"\{(?P<name>[\p{L}\p{N}_ #./'\-]{1,60})\}|\{(?P<name>\d{1,2})\}", "{", True),
        ("dollar", r"\$__(?P<name>\w{1,60})__|(?<![\w$])\$(?P<name>[\p{L}_][\p{L}_]{2,40})\b(?!\$)", "$", False),
        ("double-bracket", r"\[\[(?P<name>[^\[\]\n]{1,120})\]\]", "[[", False),
        ("percent", r"\[%(?P<name>[\w.\- ]{1,60})%\]|%%(?P<name>[\w.\- ]{1,60})%%", "%", False),
        ("percent", r"(?<![\w%])%(?P<name>[\p{L}_]\w{1,40})%(?![\w%])", "%", False),
        ("printf", r"%\((?P<name>\w{1,60})\)[-#0 +]?\d{0,3}[sdifr]", "%(", False),
        ("printf", r"(?<![\w%.,])%(?:\d\$)?[sd](?!\w)", "%", False),
        ("hash", r"##(?P<name>[\p{L}_][\w.\- ]{0,60})##|(?<![\w#&])#(?P<name>[\p{L}_]{1,30}(?:[_\-][\p{L}_]{1,30}){0,4})#(?!\w)", "#", False),
        ("at", r"@@(?P<name>[\p{L}_][\w.\-]{0,60})@{1,2}|(?<![\w@])@(?P<name>[\p{L}]{1,30}(?:_[\p{L}]{1,30}){1,4})@(?![\w@])", "@", False),
        ("guillemet", r"«(?P<name>[\p{L}_]\w{0,60})»", "«", True),
        ("mail-chimp", r"\*\|(?P<name>[\w:./ \-]{1,80})\|\*", "*|", False),
        ("angle", r"<(?P<name>[\p{L}_][\p{L}\p{N}_ #'\-]{0,60})>", "<", True),
        ("double-paren", r"\(\((?P<name>[\p{L}_][\p{L}\p{N}_ #'\-]{0,60})\)\)", "((", True),
        ("bracket", r"(?<!\[)\[(?P<name>[\p{L}#_][\p{L}\p{N}_ #'’./\-]{0,60})\](?![\(\]])", "[", True),
        ("wide-bracket", r"【(?P<name>[\p{L}_][\p{L}\p{N}_ #]{0,40})】|〔(?P<name>[\p{L}_ ]{1,40})〕|\[(?P<name>\p{Han}{2,12})\]", "", True),
    )
)
_CAPS = regex.compile(r"(?<![\w.\-#/@])(?P<name>[A-Z]{2,20}(?:_[A-Z]{1,20}){1,4})(?![\w\-]|\.\w)")
_BLANKS = regex.compile(r"(?<![\w/.:@])_{3,40}+(?!\w)|(?<=[\s:#$])_{3,40}+(?=\W|$)|(?<=: )\.{6,60}+(?=\s|$)")
_FILLERS = regex.compile(
    r"(?<![\w\-])(?:XXX|X{4,40}+|x{4,40}+|X{2,8}(?:[\-/]X{2,8}){1,5}|x{3,8}(?:-x{3,8}){1,5})(?![\w]|-Large|-large|-LARGE)"
    r"|(?<![\w\-])xxx(?=[.,!?\s]|$)(?<=(?:order|number|no\.?|id|#|tracking|name|dear|hi|hello)[ :]{1,2}xxx)"
    r"|(?<![\w\-])(?:TBD|TBC|TBA|T\.B\.D\.?|TODO|FIXME)(?![\w\-])"
    r"|(?i:\blorem ipsum(?: dolor sit amet)?\b)|(?i:\b(?:insert|enter|add|your) (?:text|content) here\b)"
)
_ERRORS = regex.compile(r"#(?:NAME\?|REF!|VALUE!|N/A\b|DIV/0!|NULL!|NUM!)|(?i:\[missing \"[^\"\]]{1,60}\" translation\])")
_FILL_IN_WORD = regex.compile(
    r"^(?:your|insert|enter|add|fill in|put|type|state|specify|choose|select|name of|e\.?g\.?|the buyer|the customer|buyer|customer|recipient)"
    r"(?:['’]s)?(?:[ _\-]|$)|[_ ](?:here|goes here)$|^[xX]{2,10}$"
)
_REMARKS = frozenset(
    """left right sic update updated urgent important edit edited note new free sale sold hidden removed deleted redacted quote
    photo image picture video attachment link sent draft copy translated translation end start begin top bottom
    front back required optional yes no ok reset save cancel submit send return enter next previous close open
    b i u s p br hr em strong a div span table tr td th ul ol li img h1 h2 h3 html body head center font email product
    order date name address phone""".split()
)
_SINGLE_WORDS = frozenset(
    "name product order date address phone email signature carrier amount link company store item quantity reason "
    "buyer customer title price tracking".split()
)


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the placeholders in ``text``, in order and without overlaps; ``value`` is the name inside."""
    cased = look.cased
    found: list[Hit] = []
    for hit in (*_bracketed(cased), *_bare(cased)):
        if hit.end <= len(text) and not any(hit.span.overlaps(other.span) for other in found):
            found.append(hit)
    yield from sorted(found, key=lambda hit: hit.start)


def _bracketed(cased: str) -> Iterator[Hit]:
    for syntax in _SYNTAXES:
        if syntax.gate not in cased:
            continue
        for match in syntax.pattern.finditer(cased):
            inside = (match["name"] if "name" in syntax.pattern.groupindex else None) or ""
            meaning = stands_for(inside)
            if syntax.named and not _is_fill_in(syntax.name, inside, meaning):
                continue
            if syntax.name == "single-brace" and not _is_variable(inside, meaning):
                continue
            yield _hit(match, syntax.name, inside or match[0], meaning)


def _bare(cased: str) -> Iterator[Hit]:
    for match in _CAPS.finditer(cased) if "_" in cased else ():
        meaning = stands_for(match["name"])
        if meaning != "unknown" or match["name"].startswith(("YOUR_", "INSERT_", "ENTER_")):
            yield _hit(match, "caps", match["name"], meaning)
    for syntax, pattern in (("blank", _BLANKS), ("filler", _FILLERS), ("error", _ERRORS)):
        for match in pattern.finditer(cased):
            yield _hit(match, syntax, match[0], _named_before(cased, match.start()))


def _hit(match: regex.Match[str], syntax: str, inside: str, meaning: str) -> Hit:
    return Hit(match.start(), match.end(), inside.strip(), {"syntax": syntax, "names": meaning})


def _is_variable(inside: str, meaning: str) -> bool:
    """Tell ``{order_id}`` and ``{name}`` from a remark in braces (``{optional}``)."""
    return meaning != "unknown" or regex.search(r"[_.$]|\p{Ll}\p{Lu}|^\d+$", inside) is not None


def _is_fill_in(syntax: str, inside: str, meaning: str) -> bool:
    """Tell ``[Buyer Name]`` and ``<insert date>`` from a remark or a markup tag."""
    low = inside.strip().lower()
    if syntax == "bracket" and low in _SINGLE_WORDS:
        return True
    if syntax == "angle" and inside.isupper() and ("_" in inside or low in _SINGLE_WORDS):
        return True
    if low in _REMARKS:
        return syntax in {"guillemet", "wide-bracket"} and meaning != "unknown"
    if _FILL_IN_WORD.search(low) or regex.fullmatch(r"\d{1,2}", low):
        return True
    if meaning == "unknown":
        return False
    return len(low.split()) <= 5 and not _is_sentence(low)  # noqa: PLR2004 - a name, not a remark


def _is_sentence(low: str) -> bool:
    return regex.search(r"\b(?:is|are|was|will|see|not|please|the order|included|only|below|above|sent|and)\b", low) is not None


_SPLIT = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}#№]+")


class _Meaning(NamedTuple):
    name: str
    words: tuple[frozenset[str], ...]
    """All words of one of these sets tell this meaning."""


@cache
def _meanings() -> tuple[_Meaning, ...]:
    text = files(__package__).joinpath("_placeholder_names.txt").read_text(encoding="utf-8")
    meanings: list[_Meaning] = []
    for line in text.split("\n"):
        name, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            sets = tuple(frozenset(entry.split("+")) for entry in words.split())
            meanings.append(_Meaning(name, sets))
    return tuple(meanings)


@cache
def stands_for(name: str) -> str:
    """Return what a placeholder of that name is filled with (``order-id``), or ``unknown``.

    ``name`` is what stands inside the signs: ``order.tracking_url``, ``contact-link:let us know``, ``买家姓名``.
    """
    head = regex.split(r"[|:?]", name[:120], maxsplit=1)[0]
    words = {word.lower() for word in _SPLIT.split(head) if word}
    if "#" in head:
        words.add("#")
    glued = head.lower().strip()
    for meaning in _meanings():
        for wanted in meaning.words:
            if wanted <= words or (len(wanted) == 1 and _is_part(next(iter(wanted)), glued)):
                return meaning.name
    return "unknown"


def _is_part(word: str, glued: str) -> bool:
    """Tell whether a Chinese or Japanese word is part of a name, which has no blanks."""
    return not word.isascii() and regex.search(r"[\p{Han}\p{Katakana}]", word) is not None and word in glued


def _named_before(cased: str, start: int) -> str:
    """Return what the words before a blank or filler ask for (``Order number: ____``)."""
    line = cased[max(0, start - 40) : start].rpartition("\n")[2]
    label = regex.search(r"([\p{L} #]{2,30}?)[\s:#]{0,3}$", line)
    return stands_for(" ".join(label[1].split()[-2:])) if label else "unknown"
