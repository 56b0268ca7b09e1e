"""Telephone numbers, told from all the other numbers of a shop's message.

What counts is decided in this order: numbers that are something else (order, tracking number, date, link,
price, size, invoice) are taken out; a number right after "call us at" is one; so is one that is written
as telephone numbers are; the rest must be valid for the marketplace's country by the phonenumbers package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import has_digit, has_other_digit, matches_near
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape

if TYPE_CHECKING:
    import regex

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

TRAITS: Mapping[str, str] = {
    "kind": "international (with + or 00), national, or service-number (toll-free, shared cost, premium)",
    "region": "two-letter country code such as US, empty if unknown",
}
VIEWS: tuple[str, ...] = ("joined", "numerals")

_SEPARATOR = (
    r"(?:[ \t./()\[\]\u2010-\u2015\u2212-]{0,4}|[.*_~·•|\p{So}\ufe0f]{1,12}[ \t]{0,2}|[ \t][-*_~·•|/.][ \t])"
)
_CANDIDATE = lazy_pattern(
    rf"(?<![a-z0-9])(?<![a-z0-9][-_./]|[$€£¥₹][ \t]?)(?:\+[ \t]?\(?|[(\[])?\d(?>{_SEPARATOR}\d){{6,49}}+"
    rf"(?!\d|{_SEPARATOR}\d)"
)
_CANDIDATE_GLUED = lazy_pattern(r"(?<=[a-z])\+?\d(?:[ \t.-]?\d){6,14}(?![a-z0-9])")
_EIGHT_HUNDRED = r"8(?:00|33|44|55|66|77|88)"
_VANITY = lazy_pattern(
    rf"(?<![a-z0-9])(?<![a-z0-9][-_./])(?:\+?1[-. ]?\(?(?:{_EIGHT_HUNDRED}|900)\)?[-. ]|{_EIGHT_HUNDRED}-)"
    r"(?=[\d-]{0,5}[a-z])(?:[a-z0-9]-?){6,9}[a-z0-9](?![a-z0-9])"
)
# what each of the patterns has, on shapes of the text: seven digits with signs of separators between them
_CHAINED = Shape({"0123456789": "0", " \t./()[]-*_~|": "-"}, other="-")
_CHAIN = re.compile(rb"0(?:-{0,14}0){6,}")
_CHAIN_REACH = (4, 20)
_FREE_CODES = ("800", "833", "844", "855", "866", "877", "888", "900")
_LIKE_FIGURES = Shape({"0123456789oil": "0", "-. ()": "-"}, other="0")
_LIKE_FIGURE = frozenset("oil")
_LETTERED_CHAIN = re.compile(rb"000-{1,4}000-{1,3}0000")
_LIKE_DIGIT = r"(?:\d|o|[il](?=\d))"
_LETTERED = lazy_pattern(
    rf"(?<![a-z0-9])(?<![a-z0-9][-_./])\(?{_LIKE_DIGIT}{{3}}\)?[-. ]{{1,3}}"
    rf"{_LIKE_DIGIT}{{3}}[-. ]{{1,3}}{_LIKE_DIGIT}{{4}}"
    r"(?![a-z0-9]|-\w)"
)
_LIKE_DIGITS = str.maketrans("oil", "011")

# --- the shapes that only telephone numbers have -------------------------------------------------

_NORTH_AMERICAN = r"""(?:
    (?:\+?1[-. \t]{0,2})?(?:\(\d{3}\)[-. \t]{0,2}\d{3}[-. \t]\d{4}|\d{3}-\d{3}-\d{4}
        |[2-9]\d{2}\.[2-9]\d{2}\.\d{4}
        |\d{3}[.*_~·•]{2,12}[ \t]?\d{3}[.*_~·•]{2,12}[ \t]?\d{4})
    |\+?1[-.\ ]\d{3}[-.\ ]\d{3}[-.\ ]\d{4})"""
_TOLL_FREE = rf"""(?:
    (?:\+?1[-.\ ])?(?:{_EIGHT_HUNDRED}|\({_EIGHT_HUNDRED}\))[-.\ ]\d{{3}}[-.\ ]\d{{4}}
        |400[-\ ]\d{{3,4}}[-\ ]\d{{3,4}})"""
_SHAPED = lazy_pattern(rf"{_TOLL_FREE}|{_NORTH_AMERICAN}", "VERBOSE")
_SERVICE = lazy_pattern(_TOLL_FREE, "VERBOSE")
# one number among others: two numbers side by side, or a number and the hours of service
_INNER = lazy_pattern(
    rf"(?<!\d)(?<!\d[-./])(?:{_TOLL_FREE}|{_NORTH_AMERICAN}|(?<![\w.-])\d{{10,11}})(?!\d|[-.]\d)",
    "VERBOSE",
)
_ONE_INTERNATIONAL = lazy_pattern(r"\+\d{10,15}")
_NOT_DIGIT = lazy_pattern(r"\D+")
_CHINESE_MOBILE = lazy_pattern(r"(?P<code>(?:\+|00)?86[-. ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
# reserved for examples, so never valid, yet drafts have them
_RESERVED = lazy_pattern(r"1?[2-9]\d{2}55501\d{2}")
# a country's code after the zeros that most of the world dials before it
_AFTER_ZEROS = lazy_pattern(r"00[ ]?(?=[1-9])\d{1,3}[ (]{1,2}\d[\d ().-]{5,18}\d")
_ONE_BY_ONE = lazy_pattern(r"\+?\d(?:\D{1,4}\d){9,14}")
_CARD = lazy_pattern(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}")
_ADDRESS = lazy_pattern(r"\d{1,3}(?:\.\d{1,3}){3}")

# --- words before and after ----------------------------------------------------------------------

_FILLER = r"""(?:us|me|we|our|my|the|a|is|are|at|on|to|via|by|or|and|number|numbers|num|no|nr|line|directly
    |anytime|today|now|here|this|just|also|please|message|support|service|team|free|toll|hours|mobile|cell|office|whatsapp
    |text|call|sms|unter|an|au|al|en|su|号码|号|是|为|我|我们|请|的|番号|は|まで)(?![a-z])"""
_CUE = r"""(?:
    \b(?:call|calling|phone|phones|telephone|tel|tele|ph|whatsapp|whats[ ]app|wa(?=[ ]?:)|sms|mobile|mob|cell
    |cellphone|hotline|helpline|dial|fax|viber|imessage|wechat|telegram|signal|text|support[ ]line
    |customer[ ](?:service|support)
    |rufen|anrufen|telefon|telefonnummer|rufnummer|handynummer|handy|téléphone|tél|appelez(?:-nous)?|appeler
    |portable|teléfono|telefono|móvil|llame|llámenos|chiama|chiamate|cellulare|telefone|ligue|telefoon
    |ring[ ](?:us|me)
    |(?:my|his|her|(?:search|add|save|under|at)[ ]our)[ ](?:new[ ]|own[ ]|private[ ]|direct[ ])?number
    |(?:reach|contact)[ ](?:us|me)[ ](?:at|on|via|by|through)|(?:reach|contact)[ ]number)\b
    |(?P<chinese>电话|電話|手机|手機|微信|联系|聯繫|热线|熱線|拨打|致电|客服)|携帯|전화|휴대폰)"""
_CUED = lazy_pattern(rf"{_CUE}(?:[^\w\n]{{0,3}}{_FILLER}){{0,6}}[^\w\n+(]{{0,4}}$", "VERBOSE")
_CUED_AFTER = lazy_pattern(
    r"""[ \t]{0,2}\(?[ \t]?(?:is[ ]my[ ]|is[ ]our[ ]|on[ ]|our[ ]|my[ ])?
    (?:(?:phone|whatsapp|cell|mobile|tel|hotline|telephone|wechat)\b|(?<=[ ](?:my|our)[ ])number\b)
    (?![ .:#]{0,3}[\d(+])""",
    "VERBOSE",
)
_NUMBER_WORD = r"(?:numbers?|num|no|nr|id|code|nummer|\#|号码?|編號|编号|番号)"
_LINKING = r"[^\w\n]{0,3}(?:(?:is|are|was|of|your|our|the|for)(?![a-z])[^\w\n]{0,3}){0,3}$"
# what has numbers of its own; the second list only says so with "number", "no.", "id"
_IDENTIFIER = lazy_pattern(
    rf"""(?:(?:\b(?:invoice|batch|lot|ref|reference|transaction|txn|rma|id|zip|zipcode|postcode|plz|asin|sku|serial|s/n|sn
    |p/n|pn|mpn|model|ean|upc|upc-a|gtin|isbn|fnsku|imei|barcode|coupon|vat|ein|iban|patent|fcc|firmware
    |artikelnummer|rechnung|rechnungsnummer|facture|seriennummer)\b
    |序列号|型号|发票|编号|条码|货号|批号|税号|品番|型番)(?:[^\w\n]{{0,3}}{_NUMBER_WORD}(?![a-z])){{0,2}}
    |\b(?:item|parts?|ticket|case|claim|account|acct|card|order|po|receipt|confirmation|product|article|artikel|tax
    |registration|licen[sc]e|certificate|reg|policy|approval|authorization|member|membership|booking|version
    |warranty|shipment|customer|tracking|track)
        [^\w\n]{{0,3}}{_NUMBER_WORD}(?![a-z])){_LINKING}""",
    "VERBOSE",
)
_ARTICLE = lazy_pattern(
    rf"\b(?:items?|parts?|ticket|case|claim|account|order|product|article|size|sizes|version|code){_LINKING}"
)
_UNIT_AFTER = lazy_pattern(
    r"""[ \t]?(?:mm|cm|m|km|inch|inches|ft|feet|yd|pcs|pieces|pc|units?|ml|l|oz|lbs?|kg|g|mg|mah|wh
    |w|kw|v|kv|hz|khz|mhz|ghz|lm|lumens?|hours?|hrs?|days?|weeks?|minutes?|times|sheets|packs?|sets|items
    |usd|eur|gbp|cad|aud|jpy
    |cny|rmb|dollars|euros?|yen|yuan|gb|tb|mb|x|rpm|db|psi|views|orders|customers|users|points|steps)\b
    |[ \t]?(?:in\b(?![ \t][a-z])|[%$€£¥₹°"″元円원]|个|件|米|岁)""",
    "VERBOSE",
)
_BEFORE, _AFTER = 70, 20
_SHORTEST, _LOCAL, _NATIONAL, _LONGEST = 7, 9, 10, 15
_NO_TRUNK = frozenset({"ES", "IT", "PL", "IN", "PT", "DK", "NO", "SG", "MX", "BR", "CZ"})
_NORTH_AMERICA = frozenset({"US", "CA"})
_ELSEWHERE = ("GB", "FR", "AU", "JP")
_OTHER_THINGS = ("order-id", "tracking-number", "date", "link", "email-address")


class _Found(NamedTuple):
    start: int
    end: int
    raw: str
    number: PhoneNumber | None


def may_find(text: str) -> bool:
    """Tell whether seven figures stand in a row, or those that services have, whatever separates them."""
    return has_digit(text) and _has_row(_with_digits(text))


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield telephone numbers; ``value`` is ``+12065550142`` where the country is known, else the digits."""
    if not has_digit(text):
        return
    text = _with_digits(text)
    if not _has_row(text):
        return
    masked = _without_other_things(text, look)
    country = look.marketplace.country if look.marketplace else "US"
    elsewhere = () if look.marketplace else _ELSEWHERE
    hits = [*_vanity(masked, look), *_numbers(masked, country, elsewhere)]
    at = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= at:
            yield hit
            at = hit.end


def _has_row(text: str) -> bool:
    if _CHAIN.search(_CHAINED.of(text)) or any(map(text.__contains__, _FREE_CODES)):
        return True
    return has_other_digit(text)


def _with_digits(text: str) -> str:
    """Read letters that look like digits inside a number (``41o-555-o142``); of the same length."""
    rows = _LETTERED_CHAIN.finditer(_LIKE_FIGURES.of(text))
    lettered = any(not _LIKE_FIGURE.isdisjoint(text[row.start() : row.end()]) for row in rows)
    return _LETTERED.sub(_in_digits, text) if lettered else text


def _in_digits(number: regex.Match[str]) -> str:
    digits = sum(map(str.isdecimal, number[0]))
    return number[0].translate(_LIKE_DIGITS) if digits >= _SHORTEST else number[0]


def _without_other_things(text: str, look: Look) -> str:
    """Put a mark that belongs to no number in the place of what other detectors found."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(hit.span for name in _OTHER_THINGS for hit in look.hits(name)):
        if end > at:
            pieces += (text[at:start], "¤" * (end - max(start, at)))
            at = end
    return "".join((*pieces, text[at:]))


def _vanity(text: str, look: Look) -> Iterator[Hit]:
    if not any(map(text.__contains__, _FREE_CODES)):
        return
    for match in _VANITY.finditer(text):
        start, end = match.span()
        letters = [mark for mark in look.cased[start:end] if mark.isalpha()]
        if match[0].startswith("8") and not all(mark.isupper() for mark in letters):
            continue
        digits = _NOT_DIGIT.sub("", _dialled(match[0])).removeprefix("1")
        yield Hit(start, end, f"+1{digits[:_NATIONAL]}", {"kind": "service-number", "region": "US"})


def _dialled(word: str) -> str:
    return word.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999"))


def _numbers(text: str, country: str, elsewhere: tuple[str, ...]) -> Iterator[Hit]:
    rows = [(0, len(text))]
    if not has_other_digit(text):
        rows = [row.span() for row in _CHAIN.finditer(_CHAINED.of(text))]
    for match in chain.from_iterable(
        matches_near(pattern, text, rows, _CHAIN_REACH) for pattern in (_CANDIDATE, _CANDIDATE_GLUED)
    ):
        for start, end in _apart(text, match):
            found = _judge(text, start, end, country, elsewhere)
            if found:
                yield _hit(found, country)


def _apart(text: str, match: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """Tell numbers apart that stand side by side."""
    whole = (
        _SHAPED.fullmatch(match[0])
        or _CHINESE_MOBILE.fullmatch(match[0])
        or _ONE_INTERNATIONAL.fullmatch(match[0])
    )
    if not whole:
        inner = [found.span() for found in _INNER.finditer(text, match.start(), match.end())]
        if inner:
            yield from inner
            return
    yield match.span()


def _judge(text: str, start: int, end: int, country: str, elsewhere: tuple[str, ...]) -> _Found | None:
    """Return the number of a candidate, or None if it is something else."""
    raw = text[start:end]
    if _CARD.search(raw) or _ADDRESS.fullmatch(raw):
        return None
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _AFTER]
    cue = _CUED.search(before) or _CUED_AFTER.match(after)
    counted = _UNIT_AFTER.match(after)
    if cue and not (counted and raw.isdecimal()):
        return _cued(start, end, raw, country, chinese=bool(cue.groupdict().get("chinese")))
    glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    if glued or counted or _IDENTIFIER.search(before):
        return None
    shaped = _shaped(start, end, raw, country)
    if shaped or _ARTICLE.search(before):
        return shaped
    return _valid(start, raw, country) or _valid_elsewhere(start, raw, elsewhere)


def _cued(start: int, end: int, raw: str, country: str, *, chinese: bool) -> _Found | None:
    if not _SHORTEST <= len(_NOT_DIGIT.sub("", raw)) <= _LONGEST:
        return None
    mobile = _CHINESE_MOBILE.fullmatch(raw)
    if mobile and not mobile["code"] and (chinese or not _is_valid(raw, country)):
        country = "CN"
    return _Found(start, end, raw, _parsed(raw, country))


def _is_valid(raw: str, country: str) -> bool:
    from phonenumbers import is_valid_number

    number = _parsed(raw, country)
    return number is not None and is_valid_number(number)


def _shaped(start: int, end: int, raw: str, country: str) -> _Found | None:
    chinese = _CHINESE_MOBILE.fullmatch(raw)
    if chinese and chinese["code"]:
        return _Found(start, end, raw, _parsed("+" + raw.removeprefix("00").removeprefix("+"), country))
    if _SHAPED.fullmatch(raw):
        home = "CN" if raw.startswith("400") else country if country in _NORTH_AMERICA else "US"
        return _Found(start, end, raw, _parsed(raw, home))
    # Nothing else is written with a plus and so many digits, whether the number can be dialled or not.
    if raw.startswith("+") and _NATIONAL <= len(_NOT_DIGIT.sub("", raw)) <= _LONGEST:
        return _Found(start, end, raw, _parsed(raw, None))
    return None


def _valid(at: int, raw: str, country: str) -> _Found | None:
    """Ask phonenumbers; digits in a row, and groups that begin as no national number does, are not asked."""
    if raw.isdecimal() or _counts_up(raw):
        return None
    if country in _NORTH_AMERICA and _RESERVED.fullmatch(_NOT_DIGIT.sub("", raw)):
        return _Found(at, at + len(raw), raw, _parsed(raw, country))
    if _AFTER_ZEROS.fullmatch(raw):
        digits = _NOT_DIGIT.sub("", raw).removeprefix("00")
        known = len(digits) >= _NATIONAL and (_RESERVED.fullmatch(digits) or _is_valid(f"+{digits}", country))
        return _Found(at, at + len(raw), raw, _parsed(f"+{digits}", None)) if known else None
    if _ONE_BY_ONE.fullmatch(raw):
        digits = _NOT_DIGIT.sub("", raw)
        if digits != raw and _is_valid(digits, country):
            return _Found(at, at + len(raw), raw, _parsed(digits, country))
    from phonenumbers import Leniency, PhoneNumberMatcher

    for found in PhoneNumberMatcher(raw, country, leniency=Leniency.VALID):
        part = found.raw_string
        if not part.isdecimal() and (part.startswith("+") or _written_nationally(part, country)):
            return _Found(at + found.start, at + found.end, part, found.number)
    return None


def _valid_elsewhere(at: int, raw: str, countries: tuple[str, ...]) -> _Found | None:
    """Ask for countries where a number begins with a zero and is grouped in few ways, when none is known."""
    if (
        not countries
        or raw[0] != "0"
        or raw.startswith("00")
        or raw.isdecimal()
        or len(_NOT_DIGIT.sub("", raw)) < _NATIONAL
    ):
        return None
    from phonenumbers import Leniency, PhoneNumberMatcher

    for country in countries:
        for found in PhoneNumberMatcher(raw, country, leniency=Leniency.STRICT_GROUPING):
            return _Found(at + found.start, at + found.end, found.raw_string, found.number)
    return None


def _written_nationally(raw: str, country: str) -> bool:
    digits = _NOT_DIGIT.sub("", raw)
    if country in _NORTH_AMERICA:
        return len(digits) >= _NATIONAL
    return len(digits) >= _LOCAL and (digits[0] == "0" or country in _NO_TRUNK or digits.startswith("1"))


def _counts_up(raw: str) -> bool:
    """Tell whether the groups are a list of sizes: ``5 6 7 8 9 10 11``; none begins with a zero."""
    if raw.startswith("0"):
        return False
    groups = [int(group) for group in _NOT_DIGIT.split(raw) if group.isdecimal()]
    return len(groups) > len("ddd") and all(low < high for low, high in pairwise(groups))


def _parsed(raw: str, country: str | None) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse

    try:
        return parse(raw, country)
    except NumberParseException:  # a cue or a shape made it a number, though of no known country
        return None


def _hit(found: _Found, country: str) -> Hit:
    from phonenumbers import PhoneNumberFormat, format_number, region_code_for_number

    digits = _NOT_DIGIT.sub("", found.raw)
    if found.number is None or len(digits) < _LOCAL:
        return Hit(found.start, found.end, digits, {"kind": "national", "region": country})
    region = region_code_for_number(found.number) or _region_of_code(found.number, country)
    value = format_number(found.number, PhoneNumberFormat.E164)
    return Hit(found.start, found.end, value, {"kind": _kind(found), "region": region})


def _region_of_code(number: PhoneNumber, country: str) -> str:
    from phonenumbers import region_codes_for_country_code

    regions = region_codes_for_country_code(number.country_code or 0)
    return country if country in regions else next((code for code in regions if code.isalpha()), "")


def _kind(found: _Found) -> str:
    from phonenumbers import PhoneNumberType, number_type

    kinds = PhoneNumberType
    service = {kinds.TOLL_FREE, kinds.SHARED_COST, kinds.PREMIUM_RATE, kinds.UAN}
    if _SERVICE.fullmatch(found.raw) or (found.number and number_type(found.number) in service):
        return "service-number"
    return "international" if found.raw.startswith(("+", "00")) else "national"
