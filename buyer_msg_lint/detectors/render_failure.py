"""Places where a template was filled with nothing, or with what a program says for nothing.

``None``, ``null``, ``undefined`` and ``NaN`` count only where a value should stand: after a greeting, a
label, or a word such as "order". In prose ("none were damaged", "null and void") they are words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "kind": "empty-greeting, empty-value (a label without its value), nothing (None, null), object, "
    "date (no date, or the first day that computers know), markup (escaped twice), or garbled",
}
VIEWS: tuple[str, ...] = ()

_NOTHING = r"(?P<nothing>none|null|nil|undefined|nan|\(null\)|<null>|<none>|nonetype)(?![\w'-])"
_DEAR_BEFORE_NAMES = r"(?:liebe|lieber|cher|chère|estimado|estimada)"
"""Greetings that nobody types without a name; many sellers begin with a bare \"Dear,\"."""
_GREETING = (
    rf"(?:dear|{_DEAR_BEFORE_NAMES}|hello|hi|hey|good (?:morning|afternoon|evening)|hallo|bonjour|hola|ciao"
    r"|olá)"
)
_LINE_START = r"(?:^|(?<=\n))[ ]*"
_LABEL = (
    r"(?:order|refund|tracking|invoice|case|ticket|item|product|customer|buyer|shipment|parcel|package|delivery"
    r"|carrier|amount|price|total|quantity|date|address|name|number|code|id|no\.|reference|link|sku|asin"
    r"|bestellung|bestellnummer|pedido|commande)"
)
_PART = r"(?: (?:number|no\.?|id|code|name|date|amount))?"
_FULL_LABEL = (
    r"(?:(?:order|tracking|invoice|case|ticket|reference|return|shipment|item|refund|delivery|shipping|customer"
    r"|buyer|product) (?:number|no\.?|id|code|date|amount|name|method|address|#)"
    r"|carrier|quantity|tracking|sku|asin|bestellnummer)"
)
_MONEY_BEFORE = rf"(?<![\w$€£¥])(?:[$€£¥]|usd|eur|gbp) ?{_NOTHING}"
_MONEY_AFTER = rf"(?<![\w'-]){_NOTHING} ?(?:[$€£¥]|(?:usd|eur|gbp)\b)"
_NOTHINGS = ("null", "none", "undefined", "nan", "nil")
_FAILURES: tuple[tuple[str, tuple[str, ...], regex.Pattern[str]], ...] = tuple(
    (kind, marks, lazy_pattern(pattern))
    for kind, marks, pattern in (
        (
            "object",
            ("object",),
            r"\[object [a-z]{3,20}\]|<[\w.]{1,60} object at 0x[0-9a-f]{4,16}>",
        ),
        ("date", ("invalid",), r"\binvalid date(?:time)?(?=[.,;!)]|[ ]*(?:$|\n))"),
        (
            "date",
            ("1970", "0001-01", "0000-00"),
            r"(?<![\d./\-])(?:1970-01-01|0?1[./]0?1[./]1970|0001-01-01|0000-00-00)(?![\d/\-]|\.\d)",
        ),
        ("date", ("1970",), r"\b(?:january 1(?:st)?,? 1970|1(?:st)? january,? 1970)\b"),
        ("markup", ("&",), r"&(?:amp;)?(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-f]{2,4});"),
        ("garbled", ("\ufffd",), r"[^\s\ufffd]{0,30}+\ufffd[^\s]{0,30}"),
        (
            "garbled",
            ("â€", "ã", "ï¿½", "â‚"),
            r"\b\w{0,30}?(?:â€[™œ˜“”¦¢]|ã[©¨¼¶¤±³¡º§]|ï¿½|â‚¬)\w{0,30}+",
        ),
        ("empty-greeting", (" ,",), rf"{_LINE_START}(?P<spot>{_GREETING}[ ]{{1,3}},)"),
        (
            "empty-greeting",
            ("liebe,", "lieber,", "cher,", "chère,", "estimado,", "estimada,"),
            rf"{_LINE_START}(?P<spot>{_DEAR_BEFORE_NAMES},)",
        ),
        ("empty-greeting", (" ,",), r"(?<=[.!?,] )(?P<spot>(?:dear|hello|hi) {1,3},)(?= )"),
        ("nothing", _NOTHINGS, rf"(?:^|(?<=[\n.!?,] ?)){_GREETING} (?:(?:mr|mrs|ms|dr)\.? )?{_NOTHING}"),
        ("nothing", _NOTHINGS, rf"\b{_LABEL}{_PART}[ ]?[:#=][ ]?#?{_NOTHING}"),
        ("nothing", _NOTHINGS, rf"\b{_LABEL}{_PART} {_NOTHING}"),
        (
            "nothing",
            _NOTHINGS,
            rf"\b(?:number|no\.?|id|code|name|date|amount|address|carrier) is {_NOTHING}(?=[.,;!]|$|\n)",
        ),
        ("nothing", _NOTHINGS, rf"{_MONEY_BEFORE}|{_MONEY_AFTER}"),
        (
            "nothing",
            _NOTHINGS,
            rf"\b(?:via|by|with|on|before|until|from) {_NOTHING}(?=[.,;]? tracking|[.,;]?[ ]*(?:$|\n))",
        ),
        (
            "empty-value",
            (":", "#"),
            rf"\b{_FULL_LABEL}[ ]?(?P<spot>[:#][ ]{{0,3}})(?=[.,;](?:\s|$))",
        ),
        (
            "empty-value",
            ("#",),
            r"(?<=\b(?:order|number|id|no) )(?P<spot>#)(?=[.,;]? [a-z]| ?[.,;]|\s*$)",
        ),
        (
            "empty-value",
            (" ,",),
            r"\b(?:order|order number|tracking number|refund of|amount of)(?P<spot> {1,2}),(?= )",
        ),
        ("empty-value", ("( )", "()"), r"(?<= )(?P<spot>\( ?\))(?=[ .,;]|$)"),
    )
)
"""Each kind with the pieces of text without one of which it cannot be."""
_MARKS = Evidence(
    {
        "": (
            *_NOTHINGS,
            *("object", "#", " ,", "( )", "()", "invalid", "1970", "0001-01", "0000-00", "&"),
            *("\ufffd", "â€", "ã", "ï¿½", "â‚"),
            *("liebe,", "lieber,", "cher,", "chère,", "estimado,", "estimada,"),
        )
    }
)
_EMPTY_LABEL = lazy_pattern(r":\s{0,3}[.,;]")
# What follows a word that merely means "no one".
_PROSE = lazy_pattern(
    r" (?:of|were|was|are|is|has|have|had|and|in|at|arrived|left|for|to|as|on|yet|but|or|so|that|can|could"
    r"|will|would|with)\b"
)


def may_find(text: str) -> bool:
    """Tell whether a text has a piece of a failure, or a label without a value."""
    return _MARKS.is_in(text) or (":" in text and _EMPTY_LABEL.search(text) is not None)


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the failures in ``text``, in order and without overlaps; a span covers what should be a value."""
    if may_find(text):
        yield from without_overlaps(_failures(text, look.cased))


def _failures(text: str, cased: str) -> Iterator[Hit]:
    for kind, marks, pattern in _FAILURES:
        for match in pattern.finditer(text) if any(map(text.__contains__, marks)) else ():
            start, end = _place(match)
            if start < end and not _is_word(text, cased, start, end):
                yield Hit(start, end, cased[start:end].strip(), {"kind": kind})


def _is_word(text: str, cased: str, start: int, end: int) -> bool:
    """Tell ``in your order none was missing`` and ``Dear Nan`` from ``your order None was sent``."""
    word = cased[start:end]
    return word == "Nan" or (word == "none" and _PROSE.match(text, end) is not None)


def _place(match: regex.Match[str]) -> tuple[int, int]:
    for group in ("nothing", "spot"):
        if group in match.re.groupindex and match[group] is not None:
            return match.span(group)
    return match.span()
