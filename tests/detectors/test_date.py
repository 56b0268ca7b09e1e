"""Dates, weekdays and periods, and what only looks like one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, date

MakeLook = Callable[..., Look]

NOT_DATES = {
    "may as a verb": "You may 2 times reply to us.",
    "may after a number": "Only 1 may be returned.",
    "may without a day": "You may keep it.",
    "march as a verb": "We march on.",
    "march of times": "They march 3 times around.",
    "a price": "It costs $12.06 now.",
    "around the clock": "We are here 24/7 for you.",
    "on around the clock": "We are on 24/7 duty.",
    "a version": "Firmware version 1.2.10 is new.",
    "a longer version": "v12.06.2025.3",
    "an address in a network": "192.168.10.20",
    "a fraction of an inch": "It is longer by 1/2 inch.",
    "a fraction after on": "The mark is on 3/4 inch.",
    "pieces": "The box holds 3-5 pieces.",
    "an order number": "112-1234567-1234567",
    "a phone number": "206-555-0142",
    "a French phone number": "06.12.20.25.30",
    "a ratio": "The ratio is 16/9.",
    "a month beyond the year": "Part 2025-13-40",
    "a size with a cross": "Size 12 x 06 cm",
    "a product number": "Model A12-06-2025B",
    "working hours": "We work from Monday to Friday.",
    "a sale day": "Our Black Friday was long.",
    "weekdays as habit": "We rest Sundays.",
    "past days": "It left 2 weeks ago.",
    "a stated age": "A box 30 days old",
    "good morning": "Guten Morgen, liebe Kundin",
    "in the morning": "por la mañana",
    "days without a preposition": "30 days warranty",
    "a return window from purchase": "Return it within 30 days of purchase.",
    "a number before a word with dec": "5 decals are inside.",
    "a number before marker": "2 markers",
    "October cut in a word": "4 octopus toys",
    "a set of things": "5 set of screws",
    "an augment": "3 augmented parts",
    "hours of a battery": "It runs for 10 hours.",
    "temperature": "-12 to 40 degrees",
    "a yearly number": "in 2025",
    "a size in months": "for kids of 6/12 size",
    "a Chinese greeting": "祝您一天愉快",
    "a Chinese day of use": "我用了5天",
    "time until it broke": "It broke after 2 weeks of use.",
    "a Japanese country": "日本から",
    "today without arrival": "We wrote to you today.",
}

DATES = {
    "month and day": ("It arrives June 12.", "June 12", "date"),
    "month and day with year": ("By June 12, 2025 we", "June 12, 2025", "date"),
    "ordinal": ("on June 3rd you", "June 3rd", "date"),
    "short month": ("on Jun. 3 you", "Jun. 3", "date"),
    "day and month": ("12 June 2025", "12 June 2025", "date"),
    "day of month": ("the 5th of May", "5th of May", "date"),
    "May as a month": ("It comes May 5.", "May 5", "date"),
    "may in lower case": ("delivered on may 5.", "may 5", "date"),
    "March as a month": ("expected March 14, thank you", "March 14", "date"),
    "American numbers": ("on 6/12/2025", "6/12/2025", "date"),
    "short year": ("on 06/12/25", "06/12/25", "date"),
    "day and month in numbers": ("It arrives on 6/12 at your home", "6/12", "date"),
    "ISO": ("due 2025-06-12.", "2025-06-12", "date"),
    "ISO with a time": ("due 2025-06-12T10:00", "2025-06-12", "date"),
    "German numbers": ("kommt am 12.06.2025 an", "12.06.2025", "date"),
    "German without year": ("bis zum 12.06. bei Ihnen", "12.06.", "date"),
    "German month": ("am 12. Juni 2025", "12. Juni 2025", "date"),
    "French month": ("le 12 juin 2025", "12 juin 2025", "date"),
    "first in French": ("le 1er août", "1er août", "date"),
    "Spanish month": ("el 12 de junio de 2025", "12 de junio de 2025", "date"),
    "Italian month": ("il 12 giugno", "12 giugno", "date"),
    "Chinese": ("预计5月20日送达", "5月20日", "date"),
    "Chinese with year": ("2025年5月20日", "2025年5月20日", "date"),
    "Chinese range": ("5月20日至25日送达", "5月20日至25日", "date"),
    "Japanese range": ("5月20日〜5月22日", "5月20日〜5月22日", "date"),
    "between two dates": ("between June 3 and June 7.", "June 3 and June 7", "date"),
    "from day to day": ("from June 3 to 7", "June 3 to 7", "date"),
    "days with a dash": ("June 3-7, 2025", "June 3-7, 2025", "date"),
    "days before the month": ("3-7 June", "3-7 June", "date"),
    "two dates with a dash": ("12/24/2024-12/31/2024", "12/24/2024-12/31/2024", "date"),
    "two months": ("June 28 - July 2", "June 28 - July 2", "date"),
    "within business days": ("within 3-5 business days.", "within 3-5 business days", "period"),
    "in weeks": ("in 2 to 3 weeks", "in 2 to 3 weeks", "period"),
    "working days alone": ("3 to 5 working days", "3 to 5 working days", "period"),
    "within hours": ("within 48 hours", "within 48 hours", "period"),
    "numbers as words": ("in two or three days", "in two or three days", "period"),
    "a few days": ("in a few days", "in a few days", "period"),
    "a week": ("within a week", "within a week", "period"),
    "the next days": ("within the next 7 days", "within the next 7 days", "period"),
    "takes days": ("usually takes about 5 days", "takes about 5 days", "period"),
    "German period": ("innerhalb von 3-5 Werktagen", "innerhalb von 3-5 Werktagen", "period"),
    "German days": ("in 2 bis 3 Tagen", "in 2 bis 3 Tagen", "period"),
    "French period": ("sous 3 à 5 jours ouvrés", "sous 3 à 5 jours ouvrés", "period"),
    "Spanish period": ("en 3-5 días hábiles", "en 3-5 días hábiles", "period"),
    "Italian period": ("entro 5 giorni lavorativi", "entro 5 giorni lavorativi", "period"),
    "Chinese working days": ("3-5个工作日", "3-5个工作日", "period"),
    "Chinese hours": ("48小时内发货", "48小时内", "period"),
    "Japanese working days": ("3〜5営業日", "3〜5営業日", "period"),
    "by a weekday": ("You get it by Friday.", "by Friday", "weekday"),
    "next weekday": ("next Monday", "next Monday", "weekday"),
    "arriving weekday": ("arriving Tuesday", "arriving Tuesday", "weekday"),
    "between weekdays": ("between Monday and Wednesday", "between Monday and Wednesday", "weekday"),
    "German weekday": ("bis Freitag", "bis Freitag", "weekday"),
    "French weekday": ("d'ici vendredi", "d'ici vendredi", "weekday"),
    "Chinese weekday": ("下周五送达", "下周五", "weekday"),
    "Japanese weekday": ("金曜日に届く", "金曜日", "weekday"),
    "tomorrow": ("It arrives tomorrow.", "tomorrow", "relative"),
    "end of week": ("by the end of this week", "by the end of this week", "relative"),
    "next week": ("early next week", "early next week", "relative"),
    "by today": ("will arrive by today", "by today", "relative"),
    "German next week": ("nächste Woche", "nächste Woche", "relative"),
    "French tomorrow": ("il arrive demain", "demain", "relative"),
    "Spanish tomorrow": ("llega mañana", "mañana", "relative"),
    "Italian next week": ("la prossima settimana", "la prossima settimana", "relative"),
    "Chinese tomorrow": ("明天送达", "明天", "relative"),
    "Japanese next week": ("来週", "来週", "relative"),
}


def hits(text: str, look: MakeLook) -> list[tuple[str, str]]:
    found = date.find(text.lower(), look(text))
    return [(text[hit.start : hit.end], hit.traits["kind"]) for hit in found]


@pytest.mark.parametrize("text", NOT_DATES.values(), ids=NOT_DATES)
def test_what_is_no_date_is_left_alone(text: str, look: MakeLook) -> None:
    assert hits(text, look) == []


@pytest.mark.parametrize(("text", "span", "kind"), DATES.values(), ids=DATES)
def test_dates_are_found_where_they_are(text: str, span: str, kind: str, look: MakeLook) -> None:
    assert hits(text, look) == [(span, kind)]


def test_two_dates_without_a_range_are_two_hits(look: MakeLook) -> None:
    assert hits("sent June 3 and lost June 7", look) == [("June 3", "date"), ("June 7", "date")]


def test_the_value_has_single_blanks(look: MakeLook) -> None:
    assert [hit.value for hit in date.find("within  3  days", look("within  3  days"))] == ["within 3 days"]


SOUP = st.lists(
    st.sampled_from(
        ["june ", "3", " to ", "-", "within ", "5 ", "days", "2025", "/", "月", "日", "by ", "friday", "\n"]
    )
    | st.text(max_size=4),
    max_size=20,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=120, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in date.find(text, bare):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(date.TRAITS)
        at = hit.end


@settings(max_examples=60, deadline=None)
@given(day=st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_iso_date_is_found(day: dt.date) -> None:
    text = f"due {day} then"
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    assert [(hit.start, hit.end) for hit in date.find(text, bare)] == [(4, 14)]
