from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.moments import (
    ACCEPTED,
    Duration,
    Moment,
    Unit,
    is_before,
    is_past,
    is_within,
    read_duration,
    read_moment,
    spoken,
    stretch,
)

HOURS_24 = Duration(24, Unit.HOURS)
SECOND = timedelta(seconds=1)


def moment(text: str) -> Moment:
    return read_moment(text)


# what moments are


@pytest.mark.parametrize(
    ("given", "read"),
    [
        pytest.param("2026-11-24", date(2026, 11, 24), id="a date"),
        pytest.param("  2026-11-24\n", date(2026, 11, 24), id="a date with blanks around"),
        pytest.param("2028-02-29", date(2028, 2, 29), id="a leap day"),
        pytest.param("2026-11-24T09:30:00Z", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), id="a time in UTC"),
        pytest.param(
            "2026-11-24T09:30:00+01:00",
            datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=1))),
            id="a time with its offset",
        ),
        pytest.param(
            "2026-11-24 09:30-03:30",
            datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            id="a blank for the T, no seconds, an offset of half hours",
        ),
        pytest.param(
            "2026-11-24T09:30:00.250Z",
            datetime(2026, 11, 24, 9, 30, 0, 250_000, tzinfo=UTC),
            id="parts of a second",
        ),
        pytest.param(date(2026, 11, 24), date(2026, 11, 24), id="a date as such"),
        pytest.param(
            datetime(2026, 11, 24, tzinfo=UTC),
            datetime(2026, 11, 24, tzinfo=UTC),
            id="midnight, which is no date",
        ),
    ],
)
def test_a_moment_is_read(given: Any, read: Moment) -> None:
    assert read_moment(given) == read
    assert type(read_moment(given)) is type(read)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        pytest.param("2026-11-24T09:30:00", "'2026-11-24T09:30:00' has no time zone; ", id="no zone"),
        pytest.param(
            "2026-11-24 09:30", "'2026-11-24T09:30:00' has no time zone; ", id="no zone nor seconds"
        ),
        pytest.param(datetime(2026, 11, 24), "'2026-11-24T00:00:00' has no time zone; ", id="no zone given"),  # noqa: DTZ001 - the mistake
        pytest.param("2027-02-29", "'2027-02-29' is no moment; ", id="no leap year"),
        pytest.param("2026-11-31", "'2026-11-31' is no moment; ", id="no such day"),
        pytest.param("2026-13-01", "'2026-13-01' is no moment; ", id="no such month"),
        pytest.param("2026-11-24T25:00:00Z", "'2026-11-24T25:00:00Z' is no moment; ", id="no such hour"),
        pytest.param(
            "2026-11-24T09:30:00+25:00", "'2026-11-24T09:30:00+25:00' is no moment; ", id="no offset"
        ),
        pytest.param("2026-11", "'2026-11' is no moment; ", id="a month"),
        pytest.param("24.11.2026", "'24.11.2026' is no moment; ", id="a date as Germans write it"),
        pytest.param("11/24/2026", "'11/24/2026' is no moment; ", id="a date as Americans write it"),
        pytest.param("２０２６-11-24", "'２０２６-11-24' is no moment; ", id="wide digits"),
        pytest.param("yesterday", "'yesterday' is no moment; ", id="a word"),
        pytest.param("1764000000", "'1764000000' is no moment; ", id="seconds since 1970 as text"),
        pytest.param("", "'' is no moment; ", id="nothing"),
        pytest.param(1_764_000_000, "", id="seconds since 1970"),
        pytest.param(1.5, "", id="a number"),
        pytest.param(True, "", id="true"),
        pytest.param(None, "", id="null"),
        pytest.param(b"2026-11-24", "", id="bytes"),
        pytest.param(time(9, 30), "", id="a time of any day"),
    ],
)
def test_anything_else_is_refused(given: object, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(ACCEPTED)) as told:
        read_moment(given)
    assert str(told.value) == f"{problem}give {ACCEPTED}"


def test_the_accepted_forms_are_accepted() -> None:
    for form in ("2026-11-24T09:30:00+01:00", "2026-11-24T08:30:00Z", "2026-11-24"):
        assert form in ACCEPTED
        read_moment(form)


# what durations are


@pytest.mark.parametrize(
    ("text", "duration", "english", "chinese"),
    [
        pytest.param("24 hours", HOURS_24, "24 hours", "24小时", id="hours"),
        pytest.param("1 hour", Duration(1, Unit.HOURS), "1 hour", "1小时", id="one hour"),
        pytest.param("30 days", Duration(30, Unit.DAYS), "30 days", "30天", id="days"),
        pytest.param("1 day", Duration(1, Unit.DAYS), "1 day", "1天", id="one day"),
        pytest.param(
            "3 business days",
            Duration(3, Unit.BUSINESS_DAYS),
            "3 business days",
            "3个工作日",
            id="business days",
        ),
        pytest.param(
            "1 business day",
            Duration(1, Unit.BUSINESS_DAYS),
            "1 business day",
            "1个工作日",
            id="one business day",
        ),
        pytest.param("9999 days", Duration(9999, Unit.DAYS), "9999 days", "9999天", id="the longest"),
        pytest.param(" 2 day ", Duration(2, Unit.DAYS), "2 days", "2天", id="a plural without its s"),
    ],
)
def test_a_duration_is_read_and_spoken(text: str, duration: Duration, english: str, chinese: str) -> None:
    assert read_duration(text) == duration
    assert str(duration) == spoken(duration, "en") == english
    assert spoken(duration, "zh") == chinese


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("0 hours", id="none"),
        pytest.param("-3 days", id="less than none"),
        pytest.param("1.5 days", id="parts of days"),
        pytest.param("10000 days", id="too long"),
        pytest.param("3 weeks", id="an unknown unit"),
        pytest.param("3 Days", id="in capitals"),
        pytest.param("3days", id="no blank"),
        pytest.param("3  days", id="two blanks"),
        pytest.param("three days", id="in words"),
        pytest.param("٣ days", id="other digits"),
        pytest.param("24", id="no unit"),
        pytest.param("hours", id="no number"),
        pytest.param("", id="nothing"),
    ],
)
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration") as told:
        read_duration(text)
    assert str(told.value) == f"'{text}' is no duration; write it as 24 hours, 30 days, or 3 business days"


# borders of durations

BORDERS = [
    pytest.param("2026-11-23T10:00:00Z", "24 hours", "2026-11-24T10:00:00Z", id="hours"),
    pytest.param("2026-11-23T23:59:59Z", "1 hour", "2026-11-24T00:59:59Z", id="an hour over midnight"),
    pytest.param(
        "2026-11-23T23:00:00-08:00", "24 hours", "2026-11-25T15:00:00+08:00", id="hours between two zones"
    ),
    pytest.param(
        "2026-11-24T00:30:00+14:00", "24 hours", "2026-11-23T22:30:00-12:00", id="the zones furthest apart"
    ),
    pytest.param("2026-11-24T09:15:00+05:45", "12 hours", "2026-11-24T15:30:00Z", id="an offset of quarters"),
    pytest.param("2026-11-21T10:00:00Z", "72 hours", "2026-11-24T10:00:00Z", id="hours over a weekend"),
    pytest.param("2026-01-31T12:00:00Z", "30 days", "2026-03-02T12:00:00Z", id="days over February"),
    pytest.param("2028-01-31T12:00:00Z", "30 days", "2028-03-01T12:00:00Z", id="days over a leap day"),
    pytest.param("2028-02-29T00:00:00Z", "1 day", "2028-03-01T00:00:00Z", id="from a leap day"),
    pytest.param("2027-02-28T00:00:00Z", "1 day", "2027-03-01T00:00:00Z", id="from the end of February"),
    pytest.param("2026-12-31T23:59:59Z", "5 days", "2027-01-05T23:59:59Z", id="days over the year's end"),
    pytest.param("2026-08-01T12:00:00+02:00", "90 days", "2026-10-30T10:00:00Z", id="days between two zones"),
    pytest.param("2026-03-31T08:00:00Z", "30 days", "2026-04-30T08:00:00Z", id="to the end of a short month"),
]


@pytest.mark.parametrize(("start", "duration", "border"), BORDERS)
def test_a_duration_ends_at_its_border(start: str, duration: str, border: str) -> None:
    begins, at, length = moment(start), moment(border), read_duration(duration)
    assert isinstance(at, datetime)
    assert [is_within(begins, at + step, length) for step in (-SECOND, 0 * SECOND, SECOND)] == [
        True,
        True,
        False,
    ]
    assert [is_past(begins, at + step, length) for step in (-SECOND, 0 * SECOND, SECOND)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("start", "count", "first_after"),
    [
        pytest.param("2026-11-23T00:00:00Z", 1, "2026-11-25T00:00:00Z", id="Monday's first second, one day"),
        pytest.param("2026-11-23T23:59:59Z", 1, "2026-11-25T00:00:00Z", id="Monday's last second, one day"),
        pytest.param("2026-11-17T09:00:00Z", 3, "2026-11-21T00:00:00Z", id="Tuesday to Friday"),
        pytest.param("2026-11-18T09:00:00Z", 3, "2026-11-24T00:00:00Z", id="Wednesday, over a weekend"),
        pytest.param("2026-11-20T23:00:00+01:00", 3, "2026-11-26T00:00:00+01:00", id="Friday to Wednesday"),
        pytest.param("2026-11-21T00:00:00Z", 1, "2026-11-24T00:00:00Z", id="Saturday, one day: Monday"),
        pytest.param("2026-11-22T23:59:59Z", 1, "2026-11-24T00:00:00Z", id="Sunday, one day: Monday"),
        pytest.param("2026-11-21T12:00:00Z", 3, "2026-11-26T00:00:00Z", id="Saturday, three days"),
        pytest.param("2026-11-22T12:00:00Z", 5, "2026-11-28T00:00:00Z", id="Sunday, a whole week"),
        pytest.param("2026-11-20T12:00:00Z", 5, "2026-11-28T00:00:00Z", id="Friday, a week over a weekend"),
        pytest.param("2026-12-31T12:00:00Z", 1, "2027-01-02T00:00:00Z", id="holidays count: New Year's Day"),
        pytest.param("2027-12-31T12:00:00Z", 3, "2028-01-06T00:00:00Z", id="the year's end on a Friday"),
        pytest.param("2028-02-28T12:00:00Z", 2, "2028-03-02T00:00:00Z", id="over a leap day"),
        pytest.param(
            "2026-11-20T23:30:00-08:00", 1, "2026-11-24T08:00:00Z", id="Friday there, Saturday here"
        ),
        pytest.param("2026-11-23T00:30:00+09:00", 1, "2026-11-24T15:00:00Z", id="Monday there, Sunday here"),
    ],
)
def test_business_days_end_with_the_day_in_the_zone_of_the_start(
    start: str, count: int, first_after: str
) -> None:
    begins, after, length = moment(start), moment(first_after), Duration(count, Unit.BUSINESS_DAYS)
    assert isinstance(after, datetime)
    assert is_within(begins, after - SECOND, length) is True
    assert is_within(begins, after, length) is False
    assert is_past(begins, after - SECOND, length) is False
    assert is_past(begins, after, length) is True


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("start", "border"),
    [
        pytest.param(
            datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 11, tzinfo=BERLIN), id="autumn"
        ),
        pytest.param(
            datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, tzinfo=BERLIN), id="spring"
        ),
        pytest.param(
            datetime(2026, 10, 24, 2, 30, tzinfo=BERLIN),
            datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
            id="the first of two same hours",
        ),
    ],
)
@pytest.mark.parametrize("duration", [HOURS_24, Duration(1, Unit.DAYS)], ids=str)
def test_hours_are_hours_where_clocks_are_put_on_or_back(
    start: datetime, border: datetime, duration: Duration
) -> None:
    assert is_within(start, border, duration) is True
    assert is_within(start, border + SECOND, duration) is False
    assert is_past(start, border - SECOND, duration) is False
    assert is_past(start, border, duration) is True


def test_the_second_of_two_same_hours_is_an_hour_later() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert is_before(first, first.replace(fold=1))
    assert is_within(first, first.replace(fold=1, second=1), Duration(1, Unit.HOURS)) is False


def test_without_a_duration_there_is_no_bound() -> None:
    early, late = moment("2026-01-01"), moment("2027-01-01T00:00:00Z")
    for one, other in ((early, late), (late, early), (early, early)):
        assert is_within(one, other, None) is True
        assert is_past(one, other, None) is True


def test_what_comes_before_its_start_is_within() -> None:
    start, end = moment("2026-11-24T10:00:00Z"), moment("2026-11-20")
    assert is_within(start, end, HOURS_24) is True
    assert is_past(start, end, HOURS_24) is False


# dates alone


def test_a_date_is_the_whole_day_in_whatever_zone() -> None:
    day = stretch(date(2026, 11, 24))
    assert day.first == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert day.last == datetime(2026, 11, 25, 11, 59, 59, 999_999, tzinfo=UTC)


def test_a_time_is_itself() -> None:
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert (stretch(at).first, stretch(at).last) == (at, at)


@pytest.mark.parametrize(
    ("start", "end", "duration", "within", "past"),
    [
        pytest.param("2026-11-24", "2026-11-24", "24 hours", None, None, id="the same day"),
        pytest.param("2026-11-24", "2026-11-24", "49 hours", None, None, id="two hours short of all zones"),
        pytest.param("2026-11-24", "2026-11-24", "50 hours", True, False, id="the same day in any zones"),
        pytest.param("2026-11-22", "2026-11-24", "24 hours", None, None, id="two days after, or 22 hours"),
        pytest.param("2026-11-21", "2026-11-24", "24 hours", None, None, id="three days after, or 22 hours"),
        pytest.param("2026-11-20", "2026-11-24", "24 hours", False, True, id="four days after"),
        pytest.param("2026-11-20", "2026-11-24", "8 days", True, False, id="less than eight days"),
        pytest.param("2026-10-01", "2026-10-28", "30 days", True, False, id="well within a month"),
        pytest.param("2026-10-01", "2026-10-31", "30 days", None, None, id="the last day of thirty"),
        pytest.param("2026-10-01", "2026-11-02", "30 days", None, None, id="perhaps on the last day"),
        pytest.param("2026-10-01", "2026-11-04", "30 days", False, True, id="over a month in all zones"),
        pytest.param(
            "2026-11-20", "2026-11-23", "3 business days", True, False, id="the first of three days"
        ),
        pytest.param("2026-11-20", "2026-11-25", "3 business days", None, None, id="the last of three days"),
        pytest.param("2026-11-20", "2026-11-28", "3 business days", False, True, id="after three days"),
        pytest.param("2026-11-20T10:00:00Z", "2026-11-20", "50 hours", True, False, id="a time, then a date"),
        pytest.param(
            "2026-11-20T10:00:00Z", "2026-11-21", "24 hours", None, None, id="a time, the next date"
        ),
        pytest.param("2026-11-20T10:00:00Z", "2026-11-22", "24 hours", None, True, id="at its first second"),
        pytest.param("2026-11-20T09:59:59Z", "2026-11-22", "24 hours", False, True, id="just before that"),
        pytest.param("2026-11-20", "2026-11-20T09:59:59Z", "24 hours", True, False, id="a date, then a time"),
        pytest.param("2026-11-20", "2026-11-21T10:00:00Z", "24 hours", None, None, id="open, a date first"),
        pytest.param("2026-11-20", "2026-11-22T12:00:00Z", "24 hours", False, True, id="after all its zones"),
    ],
)
def test_a_date_decides_what_holds_in_all_zones(
    start: str, end: str, duration: str, *, within: bool | None, past: bool | None
) -> None:
    length = read_duration(duration)
    assert is_within(moment(start), moment(end), length) is within
    assert is_past(moment(start), moment(end), length) is past


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        pytest.param("2026-11-24T10:00:00Z", "2026-11-24T10:00:01Z", True, id="a second before"),
        pytest.param("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z", False, id="the same time"),
        pytest.param("2026-11-24T10:00:00Z", "2026-11-24T11:00:00+01:00", False, id="the same, elsewhere"),
        pytest.param("2026-11-24T10:59:59+01:00", "2026-11-24T10:00:00Z", True, id="a second, elsewhere"),
        pytest.param("2026-11-24", "2026-11-24", False, id="the same date"),
        pytest.param("2026-11-23", "2026-11-24", False, id="the next date, perhaps the same moment"),
        pytest.param("2026-11-21", "2026-11-24", True, id="three days before"),
        pytest.param("2026-11-24", "2026-11-25T11:59:59Z", False, id="its last second, far west"),
        pytest.param("2026-11-24", "2026-11-25T12:00:00Z", True, id="after its last second"),
        pytest.param("2026-11-23T10:00:00Z", "2026-11-24", False, id="its first second, far east"),
        pytest.param("2026-11-23T09:59:59Z", "2026-11-24", True, id="before its first second"),
    ],
)
def test_a_moment_is_before_another_only_if_that_is_certain(one: str, other: str, *, before: bool) -> None:
    assert is_before(moment(one), moment(other)) is before


# any moments

DURATIONS = st.builds(Duration, st.integers(1, 9999), st.sampled_from(Unit))
SHORT = st.builds(Duration, st.integers(1, 120), st.sampled_from(Unit))
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NAMED = st.sampled_from(
    ["Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"]
).map(ZoneInfo)
ZONES: st.SearchStrategy[tzinfo] = OFFSETS | NAMED
NEAR = st.dates(date(2027, 11, 1), date(2028, 4, 30))
NEAR_TIMES = st.datetimes(datetime(2027, 11, 1), datetime(2028, 4, 30), timezones=ZONES)  # noqa: DTZ001 - hypothesis adds the zones
FURTHEST = st.sampled_from([timezone(timedelta(hours=sign * 23, minutes=sign * 59)) for sign in (-1, 1)])
ENDS = st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
ANY_TIMES = st.datetimes(timezones=ZONES) | st.builds(
    lambda at, zone: at.replace(tzinfo=zone), ENDS, ZONES | FURTHEST
)
ANY = ANY_TIMES | st.dates() | st.sampled_from([date.min, date.max])


@settings(max_examples=80)
@given(ANY, ANY, DURATIONS)
def test_any_moments_can_be_compared(start: Moment, end: Moment, duration: Duration) -> None:
    assert is_within(start, end, duration) in (True, False, None)
    assert is_past(start, end, duration) in (True, False, None)
    assert not (is_before(start, end) and is_before(end, start))
    assert stretch(start).first <= stretch(start).last


@settings(max_examples=60)
@given(ANY_TIMES, ANY_TIMES, st.integers(1, 9999))
def test_hours_and_days_are_what_lies_between_in_utc(start: datetime, end: datetime, count: int) -> None:
    utc = datetime(2000, 1, 1, tzinfo=UTC)
    passed = (end - utc) - (start - utc)  # a difference to another zone is not one of clocks
    for unit, length in ((Unit.HOURS, timedelta(hours=count)), (Unit.DAYS, timedelta(days=count))):
        assert is_within(start, end, Duration(count, unit)) is (passed <= length)
        assert is_past(start, end, Duration(count, unit)) is (passed >= length)


@settings(max_examples=60)
@given(NEAR_TIMES | NEAR, NEAR_TIMES, NEAR_TIMES, SHORT)
def test_what_comes_sooner_is_within_if_what_comes_later_is(
    start: Moment, one: datetime, other: datetime, duration: Duration
) -> None:
    order = {True: 0, None: 1, False: 2}
    sooner, later = (one, other) if not is_before(other, one) else (other, one)
    assert order[is_within(start, sooner, duration)] <= order[is_within(start, later, duration)]
    assert order[is_past(start, sooner, duration)] >= order[is_past(start, later, duration)]


@settings(max_examples=60)
@given(ANY_TIMES, ANY_TIMES, DURATIONS)
def test_what_is_not_past_is_within(start: datetime, end: datetime, duration: Duration) -> None:
    within, past = is_within(start, end, duration), is_past(start, end, duration)
    assert within is not None
    assert past is not None
    assert within or past


@settings(max_examples=60)
@given(NEAR, st.integers(-3, 12), SHORT, st.times(), st.times(), OFFSETS, OFFSETS)
def test_what_dates_decide_holds_for_every_time_of_the_days(  # noqa: PLR0913, PLR0917 - each is drawn alone
    day: date,
    after: int,
    duration: Duration,
    began: time,
    ended: time,
    one_zone: timezone,
    other_zone: timezone,
) -> None:
    last = day + timedelta(days=after)
    exact = datetime.combine(day, began, one_zone), datetime.combine(last, ended, other_zone)
    for start in (day, exact[0]):
        for end in (last, exact[1]):
            assert is_within(start, end, duration) in (None, is_within(*exact, duration))
            assert is_past(start, end, duration) in (None, is_past(*exact, duration))
            assert not is_before(start, end) or is_before(*exact)


@settings(max_examples=60)
@given(NEAR_TIMES, st.integers(1, 60))
def test_business_days_are_never_fewer_than_days_and_end_on_one(start: datetime, count: int) -> None:
    fixed = start.replace(tzinfo=timezone(start.utcoffset() or timedelta()))
    day = fixed.date()
    worked = 0
    while worked < count:
        day += timedelta(days=1)
        worked += day.isoweekday() <= 5
    ends = datetime.combine(day, time.max, fixed.tzinfo)
    duration = Duration(count, Unit.BUSINESS_DAYS)
    assert is_within(start, ends, duration) is True
    assert is_within(start, ends + timedelta(microseconds=1), duration) is False


@settings(max_examples=60)
@given(ANY)
def test_a_moment_is_read_back_from_its_text(one: Moment) -> None:
    read = read_moment(one.isoformat())
    assert stretch(read) == stretch(one)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        read = read_moment(text)
    except ValueError as told:
        assert str(told).endswith(f"give {ACCEPTED}")  # noqa: PT017 - most texts are refused, not all
    else:
        assert isinstance(read, date)


@settings(max_examples=50)
@given(DURATIONS)
def test_a_duration_is_read_back_from_its_text(duration: Duration) -> None:
    assert read_duration(str(duration)) == duration
