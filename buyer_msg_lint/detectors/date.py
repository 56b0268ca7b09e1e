"""Dates, weekdays and periods in which something arrives, as messages state them.

English in full, and the common forms in German, French, Spanish, Italian, Chinese and Japanese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence, Place, has_digit, matches_near, meeting, windows
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape, places_of
from buyer_msg_lint.spans import Span, SpanSet

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "kind": "date (12 June), period (within 3 days), weekday (by Friday), relative (tomorrow, next week)"
}
VIEWS: tuple[str, ...] = ()

_GAP = r"[ \t]{0,2}"
_DASH = r"[-\u2010-\u2015~〜～]"
_WORD_TO = r"(?<=[ \t])(?:to|until|till|through|and|or|bis|und|à|au|et|al?|e|y|o|ou|oder)(?=[ \t])"
_AND = rf"{_GAP}(?:{_DASH}|{_WORD_TO}){_GAP}"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_DAY = rf"(?<![\w.,/$€£¥-]){_D}(?:st|nd|rd|th)?(?![\w%])(?![.,/:]\d)"

# --- dates ---------------------------------------------------------------------------------------

_MONTH = r"""(?:january|february|march|april|may|june|july|august|september|october|november|december
    |jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"""
_MONTH_ELSEWHERE = r"""(?:januar|jänner|februar|märz|april|mai|juni|juli|august
    |september|oktober|november|dezember
    |janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre
    |enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre
    |gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)\b"""
_NOT_COUNTED = r"(?![ \t]?(?:days?|weeks?|hours?|years?|times|pcs|pieces|units|items|inch(?:es)?|mm|cm)\b)"
_NAMED_DATE = rf"""
    (?<![a-z])(?P<month>{_MONTH}){_GAP}(?:the[ \t])?(?<![\d$]){_D}(?:st|nd|rd|th)?(?![\w%])(?![.,/:]\d)
        (?:{_AND}{_D}(?:st|nd|rd|th)?(?![\w%])(?![ \t-]{{0,2}}{_MONTH}))?{_NOT_COUNTED}
        (?:,?[ \t]{{0,2}}{_YEAR})?
    |(?=\d)(?:{_DAY}{_AND})?(?<![\w.,/$€£¥]){_D}(?:st|nd|rd|th)?(?:[ \t]of)?[ \t-]{{0,2}}
        (?P<late_month>{_MONTH})(?![a-z\d])(?:,?[ \t-]{{0,2}}{_YEAR})?
    |(?=\d)(?:{_DAY}\.?{_AND})?(?<![\w.,/$€£¥]){_D}(?:\.|er)?[ \t]{{1,2}}(?:de[ \t])?{_MONTH_ELSEWHERE}
        (?:[ \t](?:del?[ \t])?{_YEAR})?"""
_EITHER_ORDER = rf"(?:{_M}/{_D}|{_D}/{_M})(?!\d)"
_NO_SIZE = r"""(?![\w/]|[ \t]?(?:of|inch|inches|in|mm|cm|"|full|cups?|stars?|size)\b)"""
_NUMERIC_DATE = rf"""(?=\d)(?:
    (?<![\w.-])(?:19|20)\d\d(?P<iso>[-/.]){_M}(?P=iso){_D}(?!\d|(?P=iso)\d|[a-su-z_])
    |(?<![\w./])(?:(?<!\w-)|(?<=/\d{{4}}-))(?:{_M}/{_D}|{_D}/{_M})/(?:(?:19|20)\d\d|\d\d)(?![\w/])
    |(?<![\w.])(?:(?<!\w-)|(?<=\.\d{{4}}-)){_D}\.[ \t]?{_M}\.[ \t]?(?:19|20)\d\d(?!\w|\.\d)
    |(?<![\w.])(?<!\w-)(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d(?!\w|\.\d)
    |(?<![\w.-])(?:{_D}-{_M}|{_M}-{_D})-(?:19|20)\d\d(?!\w|-\d)
    |(?<=\b(?:on|before|until|since|from|dated|expected|between|le|el|il|and|to)[ \t])
        (?!24/7){_EITHER_ORDER}{_NO_SIZE}
    |(?<=\bby[ \t])(?!24/7|1/[2348]\b|[23]/[34]\b){_EITHER_ORDER}{_NO_SIZE}
    |(?<=\b(?:am|bis|zum|vom|ab|den)[ \t]){_D}\.[ \t]?{_M}\.(?!\d))"""
_CJK_DAY = r"(?<!\d)\d{1,2}[ \t]?[日号號일]"
_CJK_DATE = rf"""
    (?:\d{{4}}[年년][ \t]?)?(?<!\d)\d{{1,2}}[月월][ \t]?
        \d{{1,2}}[ \t]?(?:[-~〜～至到][ \t]?\d{{1,2}}[ \t]?)?[日号號일]
        (?:[ \t]?(?:{_DASH}|至|到|から)[ \t]?(?:(?<!\d)\d{{1,2}}[月월])?{_CJK_DAY})?"""

# --- periods -------------------------------------------------------------------------------------

_NUMBER_WORD = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty"
_NUMBER = rf"(?:\d{{1,3}}(?![\d,]|\.\d)|{_NUMBER_WORD})"
_SOME = r"(?:a[ \t]few|few|several|a[ \t]couple(?:[ \t]of)?)"
_COUNT = (
    rf"(?<![\w.,/$€£¥-])(?:{_SOME}|{_NUMBER}(?:[ \t]{{0,2}}(?:{_DASH}|/|to|or|and)[ \t]{{0,2}}{_NUMBER})?)"
)
_WORKING = (
    r"(?:(?:full|more|additional|extra)[ \t])?(?:(?:business|working|work|week|calendar|standard)[ \t-])?"
)
_DAYS = r"(?:days?|weeks?|months?|day\(s\))(?![a-z])(?![ \t](?:ago|old|warranty))"
_PERIOD = rf"""
    \b(?:within|(?:in|not|no)[ \t](?:less|more|later)[ \t]than|in[ \t]under|up[ \t]to)
        (?:[ \t](?:the[ \t](?:next|following)|about|approximately|around|just|only|a[ \t]maximum[ \t]of))?
        [ \t]{{1,2}}(?:{_COUNT}[ \t-]{{0,2}})?{_WORKING}(?:{_DAYS}|hours?\b|hrs?\b)
        (?![ \t](?:of|from|after)[ \t](?:the[ \t]|your[ \t])?(?:purchase|receipt|receiving|delivery)\b)
    |\b(?:in|another|takes?|taking|allow|about|around|approximately|roughly|additional)
        (?:[ \t](?:the[ \t](?:next|following)|about|approximately|around|just|only|another|us))?
        [ \t]{{1,2}}{_COUNT}[ \t-]{{0,2}}{_WORKING}{_DAYS}
    |{_COUNT}[ \t-]{{0,2}}(?:business|working)[ \t-]{_DAYS}
    |\bthe[ \t]next[ \t]{_COUNT}[ \t]{_WORKING}{_DAYS}"""
_NUM_DE = r"(?:\d{1,3}|einem|einer|eine[nm]?|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|wenigen|ein[ \t]paar)"
_NUM_ROMANCE = r"(?:\d{1,3}|une?|uno?|una|deux|trois|dos|tres|due|tre|quelques|unos|pochi)"
_PERIOD_ELSEWHERE = rf"""
    \b(?:(?:innerhalb(?:[ \t]von)?|binnen|in|nach|ca\.?|etwa)[ \t](?:den[ \t]nächsten[ \t])?)
        {_NUM_DE}(?:{_AND}{_NUM_DE})?[ \t-](?:werk|arbeits|geschäfts)?(?:tag(?:en?)?|wochen?|stunden)\b
    |\b{_NUM_DE}(?:{_AND}{_NUM_DE})?[ \t-](?:werk|arbeits|geschäfts)tagen?\b
    |\b(?:sous|dans|en|d['’]ici|entro|tra|fra|in|dentro[ \t]de
        |plazo[ \t]de|délai[ \t]de|nel[ \t]giro[ \t]di)[ \t]
        (?:les?[ \t])?{_NUM_ROMANCE}(?:{_AND}{_NUM_ROMANCE})?[ \t]
        (?:jours?|semaines?|heures?|días?|dias?|semanas?|horas?|giorn[oi]|settiman[ae]|or[ae])
        (?:[ \t](?:ouvr(?:é|e|able)s?|hábil(?:es)?|laborables?|lavorativ[oi]))?\b
    |\b{_NUM_ROMANCE}(?:{_AND}{_NUM_ROMANCE})?[ \t](?:jours?|días?|dias?|giorn[oi])[ \t]
        (?:ouvr(?:é|e|able)s?|hábil(?:es)?|laborables?|lavorativ[oi])\b"""
_HAN = r"[一二两兩三四五六七八九十]{1,3}"
_CJK_NUMBER = rf"(?:(?<![\d.])\d{{1,3}}|{_HAN})"
_CJK_RANGE = rf"{_CJK_NUMBER}[ \t]?(?:{_DASH}|至|到|から)[ \t]?(?:\d{{1,3}}|{_HAN})[ \t]?"
_CJK_COUNT = rf"(?:{_CJK_RANGE}|{_CJK_NUMBER}[ \t]?)"
_CJK_UNIT = r"(?:(?:个|個)?(?:小时|小時|星期|礼拜|禮拜)|[个個ヶか]月|天|日|周|週間?|時間)"
_CJK_PERIOD = rf"""
    {_CJK_COUNT}(?:(?:个|個)?工作[日天]|営業日)(?:以?[内內])?
    |(?:(?<=约|約|需|要|等|计|計){_CJK_COUNT}{_CJK_UNIT}|{_CJK_COUNT}{_CJK_UNIT}(?:之[内內]|以?[内內]|左右|以?[后後])
        |{_CJK_RANGE}{_CJK_UNIT})"""

# --- weekdays and relative days ------------------------------------------------------------------

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!s)\b"
_WEEKDAY_SHORT = r"(?:mon|tues?|wed|thurs?|fri)(?![\w-])"
_WEEKDAY_ELSEWHERE = r"""(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag
    |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo
    |lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b"""
_WEEKDAY_HIT = rf"""
    \b(?:by|next|this|coming|following|before|until|on|arriv(?:e|es|ing)|deliver(?:ed|y))
        (?:[ \t](?:by|on|this|next|coming|the))?[ \t]
        (?:{_WEEKDAY}|{_WEEKDAY_SHORT})(?:{_GAP}(?:{_DASH}|to|or)[ \t]{{0,2}}{_WEEKDAY})?
    |\bbetween[ \t]{_WEEKDAY}[ \t]and[ \t]{_WEEKDAY}
    |\b(?:bis|am|spätestens|nächsten|kommenden|d['’]ici|avant|ce|el|antes[ \t]del|próximo|entro|prossimo)
        (?:[ \t](?:zum|am|nächsten|kommenden|próximo))?[ \t]{_WEEKDAY_ELSEWHERE}
    |\b{_WEEKDAY_ELSEWHERE}[ \t](?:prochain|próximo|prossimo)\b
    |(?:这|這|本|下)?个?(?:周|週|星期|礼拜)[一二三四五六日天](?![一-龥]?[元名])|[月火水木金土日]曜日?"""
_RELATIVE = r"""
    \bthe[ \t]day[ \t]after[ \t]tomorrow\b|\btomorrow\b
    |\b(?:by|before|until|arriv(?:e|es|ing)|delivered)[ \t](?:the[ \t]end[ \t]of[ \t])?(?:today|tonight)\b
    |\b(?:(?:by|before|until|at)[ \t])?(?:the[ \t])?end[ \t]of[ \t]
        (?:(?:the|this|next|the[ \t]following)[ \t])?(?:day|week|weekend|month|year)\b
    |\b(?:by[ \t])?(?:(?:early|earlier|late|later|sometime)[ \t])?(?:in[ \t])?
        (?:(?:the[ \t]following|next)[ \t](?:week|weekend|month)
        |this[ \t](?:coming[ \t])?(?:week|weekend))\b
    |\bübermorgen\b|\b(?:bis|ab)[ \t]morgen\b
    |\b(?:nächste|diese|kommende|ende[ \t](?:der|dieser|nächster))[ \t]woche\b
    |\baprès-demain\b|\bdemain\b|\bla[ \t]semaine[ \t]prochaine\b|\bcette[ \t]semaine\b
    |\bpasado[ \t]mañana\b|(?<!\bla[ \t])\bmañana\b|\bla[ \t]próxima[ \t]semana\b
    |\b(?:esta|la)[ \t]semana[ \t]que[ \t]viene\b
    |\bdopodomani\b|\bdomani\b|\b(?:la[ \t])?(?:prossima[ \t]settimana|settimana[ \t]prossima)\b
    |明天|后天|後天|明后天
    |(?:本|这|這|下)个?(?:周|週|星期|礼拜|月)(?![一二三四五六日天])(?:[内內底末])?|月底前?|周末前
    |明日|明後日|あさって|来週|今週[中末]?|来月"""

_MERGING_WORD = r"(?<=[ \t])(?:to|and|until|through|bis|au|al?|und|et|y|e)(?=[ \t])"
_MERGED = lazy_pattern(rf"{_GAP}(?:{_DASH}|{_MERGING_WORD}|至|到|から){_GAP}(?:the[ \t])?")
_OPENED = lazy_pattern(r"\b(?:between|zwischen|entre|tra|fra)[ \t](?:(?:the|le|el|il|dem)[ \t])?$")
_KINDS = {
    "named": lazy_pattern(_NAMED_DATE, "VERBOSE"),
    "numeric": lazy_pattern(_NUMERIC_DATE, "VERBOSE"),
    "numeric or CJK": lazy_pattern(rf"{_NUMERIC_DATE}|{_CJK_DATE}", "VERBOSE"),
    "weekday": lazy_pattern(_WEEKDAY_HIT, "VERBOSE"),
    "relative": lazy_pattern(_RELATIVE, "VERBOSE"),
}
_PERIODS = {
    "period, English": _PERIOD,
    "period, elsewhere": _PERIOD_ELSEWHERE,
    "period, CJK": _CJK_PERIOD,
}
# what each kind cannot do without; the patterns look only round these places
_EVIDENCE = Evidence(
    {
        kind: [word.replace("+", blank) for word in words.split() for blank in " \t"]
        for kind, words in {
            "named": "jan feb mar apr may jun jul aug sep oct nov dec jän märz mai okt dez fév avr jui aoû"
            " déc ene abr ago dic gen mag giu lug set ott",
            "period, English": "day week month hour hrs hr",
            "period, elsewhere": "tag woche stunde jour semaine heure día dia semana hora giorn settiman"
            " +ora +ore",
            "period, CJK": "天 日 周 週 時 时 礼 禮 期 月",
            "weekday": "sunday monday tuesday wednesday thursday friday saturday montag tag mittwoch"
            " abend lundi lunes lunedì mardi martes martedì mercredi mercoledì miércoles jeudi jueves giovedì"
            " vendredi viernes venerdì samedi sábado sabato dimanche domingo domenica 周 週 星 礼 曜",
            "relative": "tomorrow today tonight week month morgen woche demain semaine mañana semana domani"
            " settimana 明 后 後 周 週 星 礼 月 来 あさって",
            "weekday, short": "+mon +tue +wed +thu +fri",
            "end": "end+of",
        }.items()
    }
)
Evidenced = Mapping[str, Sequence[Place]]
"""Where words stand that speak for a kind."""

_AFTER_COUNT = lazy_pattern(rf"(?:[^a-z]|^|{_NUMBER_WORD}|few|several|couple|of)$")
"""What stands directly before an English unit of time; "today" and "through" have other letters there."""
_LONGEST_COUNT = 10
_APART = (" ", "\t", "-", "werk", "arbeits", "geschäfts")
"""What stands directly before a unit of time in languages other than English."""

_NUMERIC = lazy_pattern(r"\d[-/.][ \t]?\d|[月월]")
_ELSEWHERE = lazy_pattern(r"(?V1)[[\d--[0-9]]月월]")
_FIGURES = Shape({"0123456789": "0", "-/.": "-"})
_TIGHT, _LOOSE = b"0-0", b"0- 0"
_SHORT_WEEKDAY = lazy_pattern(rf"[ \t]{_WEEKDAY_SHORT}")
_LEADING = {
    words: tuple(word + blank for word in before.split(",") for blank in " \t")
    for words, before in {
        "today tonight": "by,before,until,arrive,arrives,arriving,delivered,of",
        "week month": "following,next,this,coming,of,the",
    }.items()
}
_LED = {word: before for words, before in _LEADING.items() for word in words.split()}
"""What must stand directly before a word that by itself says nothing."""
_REACHES = {
    "named": (30, 50),
    "numeric": (8, 16),
    "numeric or CJK": (12, 40),
    "weekday": (30, 30),
    "relative": (40, 24),
}
"""How far a match of each kind reaches from its evidence."""
_PERIOD_REACH = (60, 30)
_END_REACH = (20, 34)
_AROUND = (60, 50)
"""The end of a day or a year counts only so near to other words for days."""
_DAY_BEFORE, _DAY_AFTER = 20, 24
"""How far the day stands from the first letters of its month, at most."""
_SUBJECT = lazy_pattern(
    r"\b(?:you|we|it|they|i|he|she|this|that|which|who|order|package|item|parcel|only)[ \t]$"
)


def may_find(text: str) -> bool:
    """Tell whether there is a digit, or a word for a day or a stretch of time."""
    return has_digit(text) or _EVIDENCE.is_in(text)


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield dates, weekdays and periods; a range (``June 3 to June 7``) is one hit, of its first kind."""
    evidence = _EVIDENCE.places(text)
    found = [(span, "date") for span in _merged(text, _dates(text, look, evidence))]
    taken = SpanSet(span for span, _ in found)
    for kind, match in chain(_periods(text, evidence), _days(text, evidence)):
        span = Span(*match.span())
        if not taken.overlaps(span):
            taken.add(span)
            found.append((span, kind))
    for span, kind in sorted(found):
        yield Hit(span.start, span.end, " ".join(text[span.start : span.end].split()), {"kind": kind})


def _periods(text: str, evidence: Evidenced) -> Iterator[tuple[str, regex.Match[str]]]:
    """Yield the periods, looked for in the languages only of which there is a word."""
    places = {kind: _units(kind, text, evidence[kind]) for kind in _PERIODS if kind in evidence}
    spoken = tuple(kind for kind, units in places.items() if units)
    if not spoken:
        return
    for match in matches_near(_period_pattern(spoken), text, chain(*places.values()), _PERIOD_REACH):
        yield "period", match


def _units(kind: str, text: str, places: Sequence[Place]) -> list[Place]:
    """Return the places of words for units of time that may follow a number."""
    if kind == "period, English":
        return [place for place in places if _may_be_counted(text, place[0])]
    if kind == "period, elsewhere":
        return [place for place in places if text[place[0]].isspace() or text.endswith(_APART, 0, place[0])]
    return list(places)


def _may_be_counted(text: str, at: int) -> bool:
    return text[at - 1 : at].isspace() or bool(_AFTER_COUNT.search(text, max(0, at - _LONGEST_COUNT), at))


_WORD_AFTER = lazy_pattern(r"[ \t]+[a-z]")


@cache
def _period_pattern(spoken: tuple[str, ...]) -> regex.Pattern[str]:
    return lazy_pattern("|".join(_PERIODS[one] for one in spoken), "VERBOSE")


def _days(text: str, evidence: Evidenced) -> Iterator[tuple[str, regex.Match[str]]]:
    short = (place for place in evidence.get("weekday, short", ()) if _SHORT_WEEKDAY.match(text, place[0]))
    for match in _matches("weekday", text, chain(evidence.get("weekday", ()), short)):
        yield "weekday", match
    for start, end in _relative_ranges(text, evidence) if "relative" in evidence else ():
        for match in _KINDS["relative"].finditer(text, start, end):
            yield "relative", match


def _relative_ranges(text: str, evidence: Evidenced) -> Iterator[Place]:
    words = evidence["relative"]
    led = [place for place in words if _is_led(text, *place)]
    ranges = windows(led, *_REACHES["relative"], len(text))
    if "end" not in evidence:
        return ranges
    ends = windows(evidence["end"], *_END_REACH, len(text))
    near = meeting(ends, windows(words, *_AROUND, len(text)))
    return windows([*ranges, *near], 0, 0, len(text))


def _is_led(text: str, start: int, end: int) -> bool:
    before = _LED.get(text[start:end])
    return before is None or text.endswith(before, 0, start)


def _matches(kind: str, text: str, evidence: Iterable[Place]) -> Iterator[regex.Match[str]]:
    return matches_near(_KINDS[kind], text, evidence, _REACHES[kind])


def _dates(text: str, look: Look, evidence: Evidenced) -> list[Span]:
    if not has_digit(text):
        return []
    months = [
        (start, end)
        for start, end in evidence.get("named", ())
        if has_digit(text[max(0, start - _DAY_BEFORE) : end + _DAY_AFTER])
    ]
    named = [
        Span(*match.span()) for match in _matches("named", text, months) if not _is_verb(match, text, look)
    ]
    taken = SpanSet(named)
    numeric = (Span(*match.span()) for match in _numeric(text))
    return sorted(named + [span for span in numeric if not taken.overlaps(span)])


def _numeric(text: str) -> Iterator[regex.Match[str]]:
    """Yield the dates in figures; most texts have none with other figures, or with signs for months."""
    if not text.isascii() and _ELSEWHERE.search(text):
        return _matches("numeric or CJK", text, (match.span() for match in _NUMERIC.finditer(text)))
    shape = _FIGURES.of(text)
    return _matches("numeric", text, places_of(_TIGHT, shape) + places_of(_LOOSE, shape))


def _is_verb(match: regex.Match[str], text: str, look: Look) -> bool:
    """Tell "you may 2" and "only 1 may be" from the month; a capital letter speaks for the month."""
    group = "month" if match["month"] else "late_month"
    name = match[group]
    if name not in {"may", "march"}:
        return False
    start, end = match.span(group)
    if look.cased[start : start + 1].isupper():
        return False
    if group == "month":
        return _SUBJECT.search(text, max(0, start - 12), start) is not None
    return _WORD_AFTER.match(text[end : end + 3]) is not None


def _merged(text: str, spans: list[Span]) -> Iterator[Span]:
    """Join two dates with "to", a dash, or "between ... and" between them."""
    waiting: Span | None = None
    for span in spans:
        if waiting and _joined(text, waiting, span):
            waiting = Span(waiting.start, span.end)
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


def _joined(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    if not _MERGED.fullmatch(between):
        return False
    return between.strip() not in {"and", "und", "et", "y", "e"} or bool(
        _OPENED.search(text[max(0, first.start - 16) : first.start])
    )
