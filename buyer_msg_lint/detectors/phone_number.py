"""Telephone numbers, told from all the other numbers of a shop's message.

What counts is decided in this order: numbers that are something else (order, tracking number, date, link,
price, size, invoice) are taken out; a number right after "call us at" is one; so is one that is written
as telephone numbers are; the rest must be valid for the marketplace's country by the phonenumbers package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import regex

from buyer_msg_lint.detectors import Hit, Look

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

TRAITS: Mapping[str, str] = {
    "kind": "international (with + or 00), national, or service-number (toll-free, shared cost, premium)",
    "region": "two-letter country code such as US, empty if unknown",
}
VIEWS: tuple[str, ...] = ("joined", "numerals")

_SEPARATOR = r"(?:[ \t./()\[\]\u2010-\u2015\u2212-]{0,4}|[.*_~·•]{1,12}[ \t]{0,2})"
_CANDIDATE = regex.compile(
    rf"(?<![a-z0-9])(?<![a-z0-9][-_./]|[$€£¥₹][ \t]?)(?:\+[ \t]?\(?|\()?\d(?:{_SEPARATOR}\d){{6,17}}(?!\d|{_SEPARATOR}\d)"
)
_CANDIDATE_GLUED = regex.compile(r"(?<=[a-z])\+?\d(?:[ \t.-]?\d){6,14}(?![a-z0-9])")
_VANITY = regex.compile(
    r"(?<![a-z0-9])(?<![a-z0-9][-_./])(?:(?:\+?1[-. ]?\(?)(?:8(?:00|33|44|55|66|77|88)|900)\)?[-. ]|8(?:00|33|44|55|66|77|88)-)"
    r"(?P<word>(?=[\d-]{0,5}[a-z])(?:[a-z0-9]-?){6,9}[a-z0-9])(?![a-z0-9])"
)
_DIGIT = regex.compile(r"\d")
_NOT_DIGIT = regex.compile(r"\D+")

# --- the shapes that only telephone numbers have -------------------------------------------------

_NORTH_AMERICAN = regex.compile(
    r"(?:\+?1[-. \t]{0,2})?(?:\(\d{3}\)[-. \t]{0,2}\d{3}[-. \t]\d{4}|\d{3}-\d{3}-\d{4}|[2-9]\d{2}\.[2-9]\d{2}\.\d{4}"
    r"|\d{3}[.*_~·•]{2,12}[ \t]?\d{3}[.*_~·•]{2,12}[ \t]?\d{4})"
    r"|\+?1[-. ]\d{3}[-. ]\d{3}[-. ]\d{4}"
)
_TOLL_FREE = regex.compile(r"(?:\+?1[-. ])?\(?8(?:00|33|44|55|66|77|88)\)?[-. ]\d{3}[-. ]\d{4}|400[- ]\d{3,4}[- ]\d{3,4}")
_CHINESE_MOBILE = regex.compile(r"(?P<code>(?:\+|00)?86[-. ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_CARD = regex.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}")
_ADDRESS = regex.compile(r"\d{1,3}(?:\.\d{1,3}){3}")

# --- words before and after ----------------------------------------------------------------------

_FILLER = r"(?:us|me|we|our|my|the|a|is|are|at|on|to|via|by|or|and|number|numbers|num|no|nr|line|directly|anytime|today|now|here|this|just"
_FILLER += r"|also|please|message|support|service|team|free|toll|hours|24/7|mobile|cell|office|whatsapp|text|call|sms|unter|an|au|al|en|su"
_FILLER += r"|号码|号|是|为|我|我们|请|的|番号|は|まで)"
_PHONE_CUE = r"""(?:\b(?:call|calling|phone|phones|telephone|tel|tele|ph|whatsapp|whats[ ]app|wa|sms|mobile|mob|cell|cellphone|hotline
    |helpline|dial|fax|viber|imessage|wechat|telegram|signal|rufen|anrufen|telefon|telefonnummer|rufnummer|handynummer|handy
    |téléphone|telephone|tél|appelez(?:-nous)?|appeler|portable|teléfono|telefono|móvil|llame|llámenos|chiama|chiamate|cellulare
    |telefone|ligue|telefoon|text[ ](?:us|me|at|to)|text|ring[ ](?:us|me)|(?:reach|contact)[ ](?:us|me)[ ](?:at|on|via|by|through)
    |(?:reach|contact)[ ]number|customer[ ]service|customer[ ]support|support[ ]line)\b
    |电话|電話|手机|手機|微信|联系|聯繫|热线|熱線|拨打|致电|客服|携帯|전화|휴대폰)"""
_CUED = regex.compile(
    rf"{_PHONE_CUE}(?:[^\w\n]{{0,3}}(?:{_FILLER})(?![a-z]))" + r"{0,6}[^\w\n+(]{0,4}$", regex.VERBOSE
)
_CUED_AFTER = regex.compile(
    r"[ \t]{0,2}[(,]?[ \t]?(?:is[ ]my[ ]|is[ ]our[ ]|on[ ]|our[ ]|my[ ])?(?:phone|whatsapp|cell|mobile|tel|hotline|telephone|wechat)\b"
)
_SOMETHING_ELSE = regex.compile(
    r"""(?:\b(?:invoice|item|part|parts|batch|lot|ticket|case|claim|ref|reference|transaction|txn|rma|id|zip|zipcode|postcode|plz|asin
    |sku|serial|s/n|sn|p/n|pn|mpn|model|ean|upc|gtin|isbn|fnsku|upc-a|imei|barcode|code|coupon|vat|tax|ein|iban|account|acct|card|order
    |po|receipt|confirmation|product|article|artikel|artikelnummer|rechnung|rechnungsnummer|facture|seriennummer|version|firmware
    |patent|registration|licen[sc]e|certificate|fcc|reg|policy|approval|authorization|member|membership|booking|size|no\.?|number)\b
    |序列号|型号|发票|编号|条码|货号|批号|税号|品番|型番)
    [^\w\n]{0,3}(?:(?:number|numbers|num|no|nr|id|code|is|are|was|of|your|our|the|for|:|\#)(?![a-z])[^\w\n]{0,3}){0,4}$""",
    regex.VERBOSE,
)
_UNIT_AFTER = regex.compile(
    r"""[ \t]?(?:mm|cm|m|km|in|inch|inches|ft|feet|yd|pcs|pieces|pc|units?|ml|l|oz|lbs?|kg|g|mg|mah|wh|w|kw|v|kv|hz|khz|mhz|ghz|lm|lumens?
    |hours?|hrs?|days?|weeks?|minutes?|times|sheets|packs?|sets|items|usd|eur|gbp|cad|aud|jpy|cny|rmb|dollars|euros?|yen|yuan|gb|tb|mb
    |x|rpm|db|psi|views|orders|customers|users|points|steps|people|business)\b|[ \t]?(?:[%$€£¥₹°"″元円원]|个|件|米|岁)""",
    regex.VERBOSE,
)
_BEFORE, _AFTER = 70, 20
_SHORTEST, _LOCAL, _NATIONAL, _LONGEST = 7, 9, 10, 15
_NO_TRUNK = frozenset({"ES", "IT", "PL", "IN", "PT", "DK", "NO", "SG", "MX", "BR", "CZ"})
_NORTH_AMERICA = frozenset({"US", "CA"})
_OTHER_THINGS = ("order-id", "tracking-number", "date", "link", "email-address")


class _Found(NamedTuple):
    start: int
    end: int
    raw: str
    number: PhoneNumber | None


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield telephone numbers; ``value`` is ``+12065550142`` where the country is known, else the digits."""
    if not _DIGIT.search(text) or not (_CANDIDATE.search(text) or _CANDIDATE_GLUED.search(text) or _VANITY.search(text)):
        return
    masked = _without_other_things(text, look)
    country = look.marketplace.country if look.marketplace else "US"
    hits = [*_vanity(masked, look), *_numbers(masked, country)]
    at = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= at:
            yield hit
            at = hit.end


def _without_other_things(text: str, look: Look) -> str:
    """Put a mark that belongs to no number in the place of what other detectors found."""
    pieces = list(text)
    for name in _OTHER_THINGS:
        for hit in look.hits(name):
            pieces[hit.start : hit.end] = "¤" * (hit.end - hit.start)
    return "".join(pieces)


def _vanity(text: str, look: Look) -> Iterator[Hit]:
    for match in _VANITY.finditer(text):
        start, end = match.span()
        letters = [mark for mark in look.cased[start:end] if mark.isalpha()]
        if match[0].startswith("8") and not all(mark.isupper() for mark in letters):
            continue
        digits = _NOT_DIGIT.sub("", _dialled(match[0])).removeprefix("1")
        yield Hit(start, end, f"+1{digits[:_NATIONAL]}", {"kind": "service-number", "region": "US"})


def _dialled(word: str) -> str:
    return word.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999"))


def _numbers(text: str, country: str) -> Iterator[Hit]:
    matches = [*_CANDIDATE.finditer(text), *_CANDIDATE_GLUED.finditer(text)]
    for match in matches:
        found = _judge(text, match, country)
        if found:
            yield _hit(found, country)


def _judge(text: str, match: regex.Match[str], country: str) -> _Found | None:
    """Return the number of a candidate, or None if it is something else."""
    start, end, raw = match.start(), match.end(), match[0]
    digits = _NOT_DIGIT.sub("", raw)
    if _CARD.search(raw) or _ADDRESS.fullmatch(raw):
        return None
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _AFTER]
    cued = bool(_CUED.search(before) or _CUED_AFTER.match(after))
    if cued and _SHORTEST <= len(digits) <= _LONGEST:
        return _Found(start, end, raw, _parsed(raw, country))
    glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    if glued or _UNIT_AFTER.match(after) or _SOMETHING_ELSE.search(before):
        return None
    return _shaped(match, country) or _valid(match, country)


def _shaped(match: regex.Match[str], country: str) -> _Found | None:
    raw, start = match[0], match.start()
    chinese = _CHINESE_MOBILE.fullmatch(raw)
    if chinese and chinese["code"]:
        return _Found(start, match.end(), raw, _parsed("+" + raw.removeprefix("00").removeprefix("+"), country))
    shape = _TOLL_FREE.fullmatch(raw) or _NORTH_AMERICAN.fullmatch(raw)
    if shape:
        return _Found(start, match.end(), raw, _parsed(raw, country if country in _NORTH_AMERICA else "US"))
    if raw.startswith("+"):
        from phonenumbers import is_possible_number

        number = _parsed(raw, None)
        if number and is_possible_number(number):
            return _Found(start, match.end(), raw, number)
    return None


def _valid(match: regex.Match[str], country: str) -> _Found | None:
    """Ask phonenumbers; digits in a row, and groups that begin as no national number does, are not asked."""
    raw = match[0]
    if raw.isdecimal() or _counts_up(raw):
        return None
    from phonenumbers import Leniency, PhoneNumberMatcher

    for found in PhoneNumberMatcher(raw, country, leniency=Leniency.VALID):
        start, end = match.start() + found.start, match.start() + found.end
        part = found.raw_string
        if not part.isdecimal() and (part.startswith("+") or _written_nationally(part, country)):
            return _Found(start, end, part, found.number)
    return None


def _written_nationally(raw: str, country: str) -> bool:
    digits = _NOT_DIGIT.sub("", raw)
    if country in _NORTH_AMERICA:
        return len(digits) >= _NATIONAL
    return len(digits) >= _LOCAL and (digits[0] == "0" or country in _NO_TRUNK or digits.startswith("1"))


def _counts_up(raw: str) -> bool:
    """Tell whether the groups are a list of sizes: ``5 6 7 8 9 10 11``."""
    groups = [int(group) for group in _NOT_DIGIT.split(raw) if group]
    return len(groups) > len("ddd") and all(low < high for low, high in zip(groups, groups[1:], strict=False))


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

    service = {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN}
    if _TOLL_FREE.fullmatch(found.raw) or (found.number and number_type(found.number) in service):
        return "service-number"
    return "international" if found.raw.startswith(("+", "00")) else "national"
