"""Amazon order numbers, and what stands in the place of one but cannot be one.

An order number is three, seven and seven digits (``112-1234567-1234567``). Digital orders begin with
``D01``, payment references with ``P01`` or ``S01``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence, has_digit, matches_near
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape, places_of

TRAITS: Mapping[str, str] = {
    "form": "standard, digital, reference, compact (no separators), malformed (cannot be an order number)"
}
VIEWS: tuple[str, ...] = ()

_DASH = r"[-\u2010-\u2015\u2212\ufe58\uff0d]"
_SEPARATOR = rf"(?:[ \t]?{_DASH}[ \t]?|[ \t])"
_START = rf"(?<!\d)(?<!\d{_DASH})(?<!\d[./_])"
_END = rf"(?!\d)(?!{_DASH}\w)(?![./_]\d)"

_STANDARD = rf"{_START}(?P<standard>\d{{3}}{_SEPARATOR}\d{{7}}{_SEPARATOR}\d{{7}}){_END}(?![a-z])"
_LETTERED = rf"(?<![a-z\d])(?P<lettered>[dps]0\d{_SEPARATOR}\d{{7}}{_SEPARATOR}\d{{7}}){_END}(?![a-z])"

# "order" in the languages of the marketplaces; enough before a run of seventeen digits
_ORDER = r"""(?:
    (?<![a-z])(?:orders?|purchase|bestellung|bestell|auftrag|commande|pedido|ordine|bestelling|encomenda|
    zam[oó]wieni[ea]|beställning|sipariş)(?![a-z])
    |订单|訂單|注文|주문)"""
# what says that the number of the order follows
_NUMBERED = r"""(?:
    (?<![a-z])orders?[ \t-]?(?:confirmation[ \t]|reference[ \t])?
        (?:numbers?|num\b\.?|no\b\.?|nr\b\.?|ids?\b|ref\b\.?|reference|code|\#|№|n[°º])
    |(?<![a-z])(?:bestell|auftrags|bestel|order)[ \t-]?(?:nummer|nr\b\.?)
    |(?<![a-z])(?:num[ée]ro|n[°º]\.?|n[úu]mero|num\.?)[ \t](?:d[eo][ \t]|d['’\u2019])?(?:la[ \t])?
        (?:commande|pedido|ordine)
    |(?<![a-z])(?:commande|pedido|ordine|bestellung)[ \t]?(?:n[°º]\.?º?|nr\b\.?|num\b\.?|no\b\.?|\#|:)
    |(?<![a-z])numer[ \t]zam[oó]wienia
    |(?:订单|訂單)[ \t]?(?:编号|編號|号码|号|號|id|no\.?)
    |注文[ \t]?(?:番号|id|no\.?)
    |주문[ \t]?번호)"""
_IS = r"(?<=[ \t])(?:is|was|ist|lautet|est|es|è)(?=[ \t:])|是|为|為|は"
_LINK = rf"""(?:[ \t]{{0,3}}(?:[:\#=]|\(s\)|{_IS})){{0,4}}[ \t]{{0,3}}[\#"'“\[(]?[ \t]?"""

_COMPACT = rf"(?:{_ORDER}|{_NUMBERED})[^\d\n.!?]{{0,24}}(?<!\d)(?P<compact>\d{{17}})(?![\da-z])(?!{_DASH}\w)"
_CUED = rf"{_NUMBERED}{_LINK}(?P<cued>[a-z0-9](?:[-_/.]?[a-z0-9]){{4,39}})(?![a-z0-9])"
_BARE = (
    r"(?<![a-z])orders?[ \t](?P<bare>\d{9,16}|\d{18,24}|\d{2,4}-\d{4,9}-\d{4,9})"
    rf"(?![\da-z])(?!{_DASH}\w)"
)

# one group off by a digit, another separator, or letters that look like digits
_LEAD = r"(?<![a-z\d])(?<![a-z\d][-./_])"
_NEARLY = rf"""{_LEAD}(?P<nearly>
    \d{{3}}{_DASH}\d{{7}}{_DASH}(?:\d{{6}}|\d{{8}}) | \d{{3}}{_DASH}(?:\d{{6}}|\d{{8}}){_DASH}\d{{7}}
    | (?:\d{{2}}|\d{{4}}){_DASH}\d{{7}}{_DASH}\d{{7}}
    | \d{{3}}{_DASH}\d{{7}}{_DASH}\d{{7}}{_DASH}\d{{1,3}}
    | \d{{3}}{_DASH}\d{{14}} | \d{{10}}{_DASH}\d{{7}}
    | \d{{3}}(?P<mark>[._/])\d{{7}}(?P=mark)\d{{7}}
    | (?=\d|[oil]\d)(?=[\d-]*[oilsb])[\doil]{{3}}{_DASH}[\doilsb]{{7}}{_DASH}[\doilsb]{{7}}
    ){_END}(?![a-z])"""

_SHAPED = lazy_pattern(rf"{_STANDARD}|{_LETTERED}|{_NEARLY}", "VERBOSE")
_RUN = lazy_pattern(_COMPACT, "VERBOSE")
_MEANT = lazy_pattern(rf"{_CUED}|{_BARE}", "VERBOSE")
_DIGITS = lazy_pattern(r"\d{2}")
# each of the shapes has seven digits, or letters like digits, in a row
_FIGURES = Shape({"0123456789oilsb": "0"}, other="0")
_LONG_RUN, _LONGER_RUN = b"0" * 7, b"0" * 17
_RUN_REACH = (16, 24)
_CUES = Evidence(
    {
        "": [
            "order",
            "bestel",
            "auftrag",
            "commande",
            "pedido",
            "ordine",
            "zam",
            "订单",
            "訂單",
            "注文",
            "주문",
        ]
    }
)
_CUE_REACH = (20, 160)
_QUANTITY = lazy_pattern(
    r"\d+[-]?(?:h|hrs?|hours?|days?|weeks?|months?|pcs|pieces|units?|packs?|digits?|characters?)"
)
_CALENDAR = lazy_pattern(r"(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])")
_COUNTED = lazy_pattern(r"[ \t]?(?:pcs|pieces|units|sets|packs|boxes|items)\b")
_ENOUGH_DIGITS = 5
_FEW_DIGITS = 3


def may_find(text: str) -> bool:
    """Tell whether two digits stand side by side, without which nothing is found."""
    return has_digit(text) and _DIGITS.search(text) is not None


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield order numbers in their canonical form, and what was meant as one but is malformed."""
    del look
    if not may_find(text):
        return
    found = list(_shaped(text))
    found += [hit for hit in _meant(text) if not any(hit.span.overlaps(other.span) for other in found)]
    yield from sorted(found, key=lambda hit: hit.start)


def _shaped(text: str) -> Iterator[Hit]:
    figures = _FIGURES.of(text)
    for match in matches_near(_SHAPED, text, places_of(_LONG_RUN, figures), _RUN_REACH):
        form = _FORMS[match.lastgroup if match["mark"] is None and match.lastgroup else "nearly"]
        if form == "reference" and match["lettered"].startswith("d"):
            form = "digital"
        yield Hit(*match.span(), _canonical(match[0], form), {"form": form})
    for match in _RUN.finditer(text) if _LONGER_RUN in figures else ():
        yield Hit(*match.span("compact"), _canonical(match["compact"], "compact"), {"form": "compact"})


def _meant(text: str) -> Iterator[Hit]:
    cues = _CUES.places(text).get("", ())
    for match in matches_near(_MEANT, text, cues, _CUE_REACH):
        group = "cued" if match["cued"] is not None else "bare"
        start, end = match.span(group)
        if _meant_as_number(match[group], text[end : end + 10]):
            yield Hit(start, end, match[group].upper(), {"form": "malformed"})


_FORMS = {"standard": "standard", "lettered": "reference", "nearly": "malformed"}


def _canonical(raw: str, form: str) -> str:
    if form == "malformed":
        return raw.upper()
    plain = "".join(mark for mark in raw.upper() if mark.isalnum())
    return f"{plain[:3]}-{plain[3:10]}-{plain[10:]}"


def _meant_as_number(raw: str, after: str) -> bool:
    """Tell a number from a date, a quantity, a year, or a word that only holds a digit."""
    digits = sum(mark.isdecimal() for mark in raw)
    if _CALENDAR.fullmatch(raw) or _QUANTITY.fullmatch(raw) or _COUNTED.match(after):
        return False
    return digits >= _ENOUGH_DIGITS or (digits >= _FEW_DIGITS and not raw[0].islower()) or _coded(raw)


_CODE = lazy_pattern(r"[a-z]{1,6}[-_/.]?\d{3,}")


def _coded(raw: str) -> bool:
    """Tell whether letters and digits make a code such as ``ab-1234``."""
    return _CODE.fullmatch(raw) is not None
