"""Tracking numbers of parcel carriers, with their check digits.

A number of a shape that nothing else has (``1Z…``, ``TBA…``, ``RR123456785CN``) is found anywhere; plain
digits only after words such as "tracking number" or a carrier's name. Shapes and check digits come from
the tracking-numbers package; carriers that it lacks are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence, Place, has_digit, matches_near, meeting, windows
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import Span

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "carrier": "ups, usps, fedex, dhl, postal, amazon-logistics, yunexpress, sf-express, ..., or unknown",
    "check": "valid, failed (the check digit is wrong, or the length of a UPS number), or none",
}
VIEWS: tuple[str, ...] = ()


class _Shape(NamedTuple):
    """A shape that needs no cue; ``product`` names the definition that checks it."""

    carrier: str
    pattern: str
    product: str | None = None


_STRONG = (
    _Shape("ups", r"1z(?:[ \t]?[a-z0-9]){15}[ \t]?\d", "UPS"),
    _Shape("amazon-logistics", r"tb[abcm][ \t]?\d{12}"),
    _Shape("yunexpress", r"yt[ \t]?\d{16}"),
    _Shape("yanwen", r"[a-z]{2}\d{9}yp"),
    _Shape("postal", r"[a-z]{2}\d{9}[a-z]{2}", "S10"),
    _Shape(
        "postal", r"[a-z]{2}[ \t](?:\d{3}[ \t]\d{3}[ \t]\d{3}|\d{4}[ \t]\d{4}[ \t]\d)[ \t][a-z]{2}", "S10"
    ),
    _Shape("4px", r"4px\d{10,16}(?:cn)?"),
    _Shape("sf-express", r"sf[ \t]?\d{12,15}"),
    _Shape("cainiao", r"lp\d{14,16}"),
    _Shape("cainiao", r"cn[a-z]{2,4}\d{10,16}"),
    _Shape("jd-logistics", r"jd(?:v[a-z]|x|k)?\d{11,15}"),
    _Shape("dhl", r"(?:jjd|jvgl|jd)\d{16,22}"),
    _Shape("dhl", r"0034(?:[ \t]?\d){16}"),
    _Shape("dhl", r"gm\d{16,20}"),
    _Shape("usps", r"420\d{5}(?:\d{4})?9[1-5]\d{20}", "USPS 91"),
    _Shape("usps", r"9[1-5]\d{2}[ \t]?(?:\d{4}[ \t]?){4}\d{2}", "USPS 91"),
    _Shape("usps", r"9[1-5]\d{2}[ \t]?(?:\d{4}[ \t]?){5}\d{2}", "USPS 91"),
    _Shape("usps", r"9[1-5]\d{2}[ \t]?(?:\d{4}[ \t]?){3}\d{4}"),
    _Shape("fedex", r"96\d{20}", "FedEx Ground 96 (22)"),
    _Shape("lasership", r"1ls\d{12,16}"),
    _Shape("ontrac", r"[cd]\d{14}", "OnTrac"),
    _Shape("uniuni", r"uus?\d{12,18}"),
    _Shape("speedx", r"spx[a-z]{2,4}\d{8,16}"),
    _Shape("gofo", r"gfus\d{12,18}"),
    _Shape("evri", r"[a-z]\d{2}[a-z]{2}[a-z0-9]\d{10}"),
    _Shape("postnl", r"3s[a-z]{3,6}\d{6,10}"),
)

_CARRIERS = {
    "ups": "ups",
    "usps": "usps|u\\.s\\. postal service|us postal service",
    "fedex": "fed-?ex",
    "dhl": "dhl",
    "royal-mail": "royal mail|parcelforce",
    "amazon-logistics": "amazon logistics",
    "yunexpress": "yun ?express|云途",
    "yanwen": "yanwen|燕文",
    "4px": "4px|递四方",
    "sf-express": "sf[ -]?express|顺丰|順豐",
    "cainiao": "cainiao|菜鸟",
    "jd-logistics": "jd logistics|京东物流",
    "yto": "yto|圆通",
    "zto": "zto|中通",
    "sto": "sto express|申通",
    "yunda": "yunda|韵达",
    "china-post": "china post|ems|中国邮政|邮政",
    "gls": "gls",
    "dpd": "dpd",
    "evri": "evri|hermes",
    "ontrac": "on-?trac",
    "lasership": "lasership",
    "canada-post": "canada post|postes canada",
    "australia-post": "australia post|auspost",
    "japan-post": "japan post|日本郵便|ゆうパック",
    "yamato": "yamato|ヤマト",
    "sagawa": "sagawa|佐川",
    "postnl": "postnl",
    "la-poste": "la poste|colissimo|chronopost",
    "correos": "correos|seur|mrw",
    "poste-italiane": "poste italiane|brt|bartolini",
    "uniuni": "uniuni",
    "purolator": "purolator",
}
_LENGTHS: dict[str, tuple[int, ...]] = {
    "ups": (9, 10, 11, 12, 18, 22),
    "usps": (20, 22, 26, 30, 34),
    "fedex": (12, 14, 15, 18, 20, 22, 34),
    "dhl": (10, 11, 12, 14, 20),
    "gls": (11, 12, 14),
    "dpd": (14, 15),
    "evri": (16,),
    "canada-post": (16,),
    "australia-post": (12, 18, 20, 21, 22, 23),
    "japan-post": (11, 12),
    "yamato": (12,),
    "sagawa": (12,),
    "royal-mail": (16, 21),
    "sf-express": (12, 15),
    "yto": (10, 13, 18),
    "zto": (12, 14),
    "sto": (12, 13, 15),
    "yunda": (13, 15),
    "china-post": (13,),
    "ontrac": (15,),
    "purolator": (12,),
    "correos": (13, 23),
    "poste-italiane": (12, 13),
    "yunexpress": (),
}
_CHECKED = {
    ("fedex", 12): "FedEx Express (12)",
    ("fedex", 15): "FedEx Ground",
    ("fedex", 34): "FedEx Express (34)",
    ("dhl", 10): "DHL Express",
    ("usps", 20): "USPS 20",
    ("usps", 22): "USPS 91",
    ("usps", 26): "USPS 91",
    ("usps", 30): "USPS 91",
    ("usps", 34): "USPS 91",
}

_WORDS = r"""(?:\b(?:tracking|track|trackable|shipment|shipping|waybill|consignment|awb|parcel|package)\b
    |\b(?:sendungs(?:nummer|verfolgung|nr)|paket(?:nummer|nr)|suivi|colis|seguimiento|rastreo|localizador|gu[ií]a)
    |\b(?:tracciamento|spedizione|rastreio|rastreamento|przesyłki|zending)
    |运单|運單|物流|快递|快遞|单号|單號|跟踪|追踪|追蹤|運送番号|問い合わせ番号|追跡番号|送り状|伝票番号|운송장|송장)"""
_NAMES = "|".join(rf"(?P<c{index}>\b(?:{names}))" for index, names in enumerate(_CARRIERS.values()))
_CUE = lazy_pattern(
    rf"(?P<word>{_WORDS})|(?:{_NAMES.replace(' ', '[ ]')})(?![a-z])",
    "VERBOSE",
)
_OTHER_CUE = lazy_pattern(
    r"\b(?:orders?|invoice|call|text|sms|dial|fax|mobile|cell|reach|phone|tel|telephone|whatsapp|wechat|service|hotline|support|contact|ean|upc|gtin|asin|sku|isbn"
    r"|model|serial|item|part|case|claim|ticket|ref(?:erence)?|zip|postcode|price|amount|total|paid|refund(?:ed)?"
    r"|account|customer|weight|qty|quantity)\b|[$€£¥]|订单|電話|电话|手机|微信|注文|型号|金额"
)
_NUMBER_FOLLOWS = (
    r"(?:number|num\b\.?|no\b\.?|nr\b\.?|\#|id|code|numbers|nummer|ref(?:erence)?|n[°º]|号码?|編號|编号|番号)"
)
_DIRECT = lazy_pattern(
    rf"""(?:\b(?:tracking|shipment|waybill|consignment|awb|parcel)
        (?:[ \t]?{_NUMBER_FOLLOWS}(?:[ \t]?(?:is|was|for[ \t]it[ \t]is)\b)?[ \t]?[:=]?|[ \t]?[:=\#]|[ \t]is)
    |\b(?:sendungsnummer|sendungs-nr\.?|paketnummer|sendungsverfolgungsnummer)(?:[ \t](?:lautet|ist))?[ \t]?:?
    |\b(?:num[ée]ro|n[°º]|n[úu]mero|c[oó]digo|codice)[ \t](?:de|di)[ \t](?:suivi|colis|seguimiento|rastreo
        |guía|rastreamento|rastreio|tracciamento|spedizione|tracking)(?:[ \t](?:est|es|è|é))?[ \t]?:?
    |(?:运单|運單|物流单?|快递单?|跟踪|追踪)(?:编?号码?|號碼?|單號)(?:是|为|：|:)?|(?<!订)单号(?:是|为|：|:)?
    |(?:運送|お?問い合わせ|追跡|送り状|伝票)番号(?:は|：|:)?|(?:운송장|송장)[ ]?번호(?:는|:)?)
    [ \t]?[\(\["'“]?[ \t]?(?P<token>(?=[a-z]{{0,12}}\d)[a-z0-9]{{2,34}}
        (?:[ \t-](?=[\d-]{{3,}})\d{{2,5}}){{0,8}})(?![a-z0-9])""",
    "VERBOSE",
)
_PLAIN = lazy_pattern(
    r"(?<![a-z0-9_$€£¥])(?<![a-z0-9)][-./:+])"
    r"(?:\d{10,34}|\d{4}(?:[ \t-]\d{4}){2,5}(?:[ \t-]\d{2})?|[a-z]{1,4}\d{8,18}|\d[a-z]\d{11})"
    r"(?![a-z0-9_])(?![-/.:][a-z0-9])"
)
_EVIDENCE = lazy_pattern(r"(?:\d[ \t-]?){5}")
_PHONE_SHAPE = lazy_pattern(r"1?[ -]?\d{3}[ -]\d{3}[ -]\d{4}")
_NEAR = 40
_REACH = (90, 60)
_NEAR_DIGITS = (10, 16)
"""How far a number reaches from the first and the last five of its digits in a row."""
_UPS, _UPS_REACH = "1z", (1, 40)
"""One of UPS may have no five digits in a row, and begins so."""
_DIRECT_CUES = Evidence(
    {
        "first": [
            "tracking",
            "shipment",
            "waybill",
            "consignment",
            "awb",
            "parcel",
            "sendungs",
            "paketnummer",
        ],
        "inside": (
            *["suivi", "colis", "seguimiento", "rastre", "guía", "tracciamento", "spedizione"],
            *("de tracking", "di tracking", "de\ttracking", "di\ttracking"),
            *["运单", "運單", "物流", "快递", "跟踪", "追踪", "单号", "番号", "송장"],
        ),
    }
)
"""What stands directly before a number begins with the first, and has the others somewhere."""
_DIRECT_REACH = (14, 140)
_SHORTEST, _LONGEST, _FEWEST_DIGITS = 8, 34, 5
_BLANKS = str.maketrans("", "", " \t-")


class _Digits(NamedTuple):
    """Where a text has five digits in a row, and the ranges around them in which numbers are looked for."""

    runs: list[Place]
    ranges: list[Place]


def may_find(text: str) -> bool:
    """Tell whether five digits stand in a row, at most one blank or dash between two."""
    return has_digit(text) and _EVIDENCE.search(text) is not None


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield tracking numbers; ``value`` is upper-case without blanks."""
    runs = [run.span() for run in _EVIDENCE.finditer(text)] if has_digit(text) else []
    if not runs:
        return
    digits = _Digits(runs, list(windows(runs, *_REACH, len(text))))
    orders = look.hits("order-id")
    taken = [hit.span for hit in orders if hit.traits["form"] != "malformed"]
    found = list(_strong(text, look, digits, taken))
    taken += [hit.span for hit in found]
    taken += [hit.span for hit in orders if hit.traits["form"] == "malformed"]
    for hits in (_weak(text, look, digits, taken), _unknown(text, look, digits, taken)):
        for hit in hits:
            found.append(hit)
            taken.append(hit.span)
    yield from sorted(found, key=lambda hit: hit.start)


def _free(span: Span, taken: list[Span]) -> bool:
    return not any(span.overlaps(other) for other in taken)


# --- shapes that need no cue ---------------------------------------------------------------------


@cache
def _strong_pattern() -> regex.Pattern[str]:
    shapes = "|".join(rf"(?P<s{index}>{shape.pattern})" for index, shape in enumerate(_STRONG))
    # Each has a digit near its start, which spares most words a try of all shapes.
    begins = r"(?<![a-z0-9])(?=[a-z]{0,7}+[ \t]?\d)(?<!\d[-./])"
    return lazy_pattern(rf"{begins}(?:{shapes})(?![a-z0-9])(?!-\d)")


def _strong_matches(text: str, digits: _Digits) -> Iterator[regex.Match[str]]:
    places = windows(digits.runs, *_NEAR_DIGITS, len(text))
    if _UPS in text:
        ups = [begin.span() for begin in re.finditer(_UPS, text)]
        near = meeting(windows(ups, *_UPS_REACH, len(text)), digits.ranges)
        places = windows([*places, *near], 0, 0, len(text))
    for start, end in places:
        yield from _strong_pattern().finditer(text, start, end)


def _strong(text: str, look: Look, digits: _Digits, taken: list[Span]) -> Iterator[Hit]:
    for match in _strong_matches(text, digits):
        shape = _STRONG[int(str(match.lastgroup)[1:])]
        span = Span(*match.span())
        if not _free(span, taken) or not _looks_typed(match[0], look.cased[span.start : span.end]):
            continue
        value = match[0].translate(_BLANKS).upper()
        if shape.product is None:
            yield _hit(span, value, shape.carrier, "none")
            continue
        check = _check(shape.product, value)
        carrier = _postal_carrier(value) if shape.product == "S10" else shape.carrier
        if check is None or (shape.product == "OnTrac" and check == "failed"):
            continue
        yield _hit(span, value, carrier, check)


def _looks_typed(raw: str, cased: str) -> bool:
    """Keep words after a number from being its letters: with blanks in it, letters are capitals."""
    if " " not in raw and "\t" not in raw:
        return True
    return cased.upper() == cased or not any(mark.isalpha() for mark in raw[2:])


_POSTAL = {"CN": "china-post", "GB": "royal-mail", "US": "usps", "CA": "canada-post", "JP": "japan-post"}
_POSTAL |= {"AU": "australia-post", "DE": "dhl", "FR": "la-poste", "NL": "postnl", "ES": "correos"}


def _postal_carrier(value: str) -> str:
    return _POSTAL.get(value[-2:], "postal")


def _hit(span: Span, value: str, carrier: str, check: str) -> Hit:
    return Hit(span.start, span.end, value, {"carrier": carrier, "check": check})


def _check(product: str, value: str) -> str | None:
    """Return the outcome of the check digit, or None where the number is not of that product at all."""
    from tracking_numbers import get_definition

    definition = get_definition(product)
    if definition is None:
        raise LookupError(f"the tracking-numbers package has no product {product}")
    number = definition.test(value)
    if number is None:
        return None
    failures = {name for name, _ in number.validation_errors}
    if "Courier" in failures:
        return None
    return "failed" if "checksum" in failures else "valid"


# --- plain digits after a cue --------------------------------------------------------------------


def _weak(text: str, look: Look, digits: _Digits, taken: list[Span]) -> Iterator[Hit]:
    for match in matches_near(_PLAIN, text, digits.runs, _NEAR_DIGITS):
        span = Span(*match.span())
        if not _free(span, taken) or _PHONE_SHAPE.fullmatch(match[0]):
            continue
        cue = _cue_before(text, span.start)
        if cue is None or _is_date(span, look):
            continue
        value = match[0].translate(_BLANKS).upper()
        outcome = _carrier_of(value, cue)
        if outcome:
            yield _hit(span, value, *outcome)


def _is_date(span: Span, look: Look) -> bool:
    return any(span.overlaps(hit.span) for hit in look.hits("date"))


def _cue_before(text: str, start: int) -> str | None:
    """Return the carrier named shortly before, "" for a word such as "tracking", None for neither."""
    at = max(0, start - _NEAR)
    before = text[at:start].rpartition("\n")[2]
    cues = list(_CUE.finditer(before))
    if not cues or _OTHER_CUE.search(before, cues[-1].end()):
        return None
    names = list(_CARRIERS)
    named = [names[int(cue.lastgroup[1:])] for cue in cues if cue.lastgroup and cue.lastgroup != "word"]
    return named[-1] if named else ""


def _carrier_of(value: str, cue: str) -> tuple[str, str] | None:
    """Return carrier and check of a number after a cue, or None if it is none of the carrier's."""
    if not value.isdecimal():
        return (cue, "none") if cue and cue not in _ONLY_DIGITS else None
    length = len(value)
    if cue and length in _LENGTHS.get(cue, ()):
        product = _CHECKED.get((cue, length))
        return cue, (_check(product, value) if product else None) or "none"
    for (carrier, size), product in _CHECKED.items():
        if size == length > _TELEPHONE_LENGTH and _check(product, value) == "valid":
            return carrier, "valid"
    return None


_ONLY_DIGITS = frozenset({"fedex", "usps"})
_TELEPHONE_LENGTH = 10


# --- whatever stands right after "tracking number" -----------------------------------------------


def _directly_cued(text: str, digits: _Digits) -> Iterator[regex.Match[str]]:
    cues = _DIRECT_CUES.places(text)
    first, inside = cues.get("first", ()), cues.get("inside", ())
    if inside:
        near = windows([*first, *inside], *_DIRECT_REACH, len(text))
        for start, end in meeting(near, digits.ranges):
            yield from _DIRECT.finditer(text, start, end)
        return
    done = 0
    for start, end in meeting(first, digits.ranges):
        match = _DIRECT.match(text, start) if start >= done and start + 1 < end else None
        if match:
            yield match
            done = match.end()


def _unknown(text: str, look: Look, digits: _Digits, taken: list[Span]) -> Iterator[Hit]:
    for match in _directly_cued(text, digits):
        span = Span(*match.span("token"))
        value = match["token"].translate(_BLANKS).upper()
        figures = sum(mark.isdecimal() for mark in value)
        if not _SHORTEST <= len(value) <= _LONGEST or figures < _FEWEST_DIGITS:
            continue
        if _PHONE_SHAPE.fullmatch(match["token"]) or not _free(span, taken) or _is_date(span, look):
            continue
        if value.startswith("1Z"):  # one of the right length was taken above
            yield _hit(span, value, "ups", "failed")
            continue
        named = _cue_before(text, span.start) or "unknown"
        yield _hit(span, value, "unknown" if named in _LENGTHS else named, "none")
