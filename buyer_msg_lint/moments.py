"""Moments and deadlines: dates and times with a zone, and durations as policy writes them.

A date without a time is the whole of that day, in whatever zone: from its first second in the zone that is
furthest ahead to its last in the one furthest behind. What such a date leaves open stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from buyer_msg_lint.patterns import lazy_re

Moment = datetime | date
"""A time with its zone, or a date alone."""

ACCEPTED = "a time with its zone (2026-11-24T09:30:00+01:00, 2026-11-24T08:30:00Z) or a date (2026-11-24)"

_FURTHEST_AHEAD = timezone(timedelta(hours=14))
_FURTHEST_BEHIND = timezone(timedelta(hours=-12))
_SATURDAY = 5
_WEEK = 7
_DURATION = lazy_re(r"(?P<count>[1-9]\d{0,3}) (?P<unit>hours?|business days?|days?)")
_DATE = lazy_re(r"\d{4}-\d{2}-\d{2}")


class Unit(StrEnum):
    """What durations are counted in; business days are Monday to Friday, public holidays among them."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business days"


_IN_CHINESE = {Unit.HOURS: "小时", Unit.DAYS: "天", Unit.BUSINESS_DAYS: "个工作日"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``24 hours``, ``30 days`` (of 24 hours each), ``3 business days``."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        name = self.unit.value if self.count > 1 else self.unit.value.removesuffix("s")
        return f"{self.count} {name}"


class Stretch(NamedTuple):
    """The time from ``first`` to ``last``, in which something lies that is not known more exactly."""

    first: datetime
    last: datetime


def read_moment(value: object) -> Moment:
    """Return the moment that a caller gives, as text or as one; raises ValueError for anything else."""
    if isinstance(value, str):
        value = _read(value.strip())
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"'{value.isoformat()}' has no time zone; give {ACCEPTED}")
        return value
    if isinstance(value, date):
        return value
    raise ValueError(f"give {ACCEPTED}")


def _read(text: str) -> Moment:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no moment; give {ACCEPTED}") from None


def read_duration(text: str) -> Duration:
    """Return the duration that a rule names; raises ValueError if it is none."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no duration; write it as 24 hours, 30 days, or 3 business days")
    return Duration(int(found["count"]), Unit(found["unit"].removesuffix("s") + "s"))


def spoken(duration: Duration, locale: str) -> str:
    """Return a duration as people read it, in ``en`` or ``zh``."""
    return f"{duration.count}{_IN_CHINESE[duration.unit]}" if locale == "zh" else str(duration)


def stretch(moment: Moment) -> Stretch:
    """Return the time in which a moment lies."""
    if isinstance(moment, datetime):
        at = _with_offset(moment)
        return Stretch(at, at)
    return Stretch(
        datetime.combine(moment, time.min, _FURTHEST_AHEAD),
        datetime.combine(moment, time.max, _FURTHEST_BEHIND),
    )


def _with_offset(at: datetime) -> datetime:
    """Return a time with the offset of its zone; in one named zone, clocks would be compared, not times."""
    offset = at.utcoffset()
    return at if offset is None else at.replace(tzinfo=timezone(offset))


def is_before(moment: Moment, other: Moment) -> bool:
    """Tell whether a moment is certainly before another."""
    return stretch(moment).last < stretch(other).first


def is_within(start: Moment, end: Moment, duration: Duration | None) -> bool | None:
    """Tell whether ``end`` comes no later than ``duration`` after ``start``; None if dates leave it open.

    Without a duration there is no bound to keep.
    """
    if duration is None:
        return True
    begins, reached = stretch(start), stretch(end)
    if reached.last - begins.first <= _length(begins.first, duration):
        return True
    return False if reached.first - begins.last > _length(begins.last, duration) else None


def is_past(start: Moment, end: Moment, duration: Duration | None) -> bool | None:
    """Tell whether ``end`` comes no earlier than ``duration`` after ``start``; None if dates leave it open.

    Without a duration there is no bound to keep.
    """
    if duration is None:
        return True
    begins, reached = stretch(start), stretch(end)
    if reached.first - begins.last >= _length(begins.last, duration):
        return True
    return False if reached.last - begins.first < _length(begins.first, duration) else None


def _length(start: datetime, duration: Duration) -> timedelta:
    """Return how long a duration is; business days end with the day, at the offset of the start.

    A length, unlike the moment in which it ends, is there for every start, also for the last of all.
    """
    if duration.unit is Unit.HOURS:
        return timedelta(hours=duration.count)
    if duration.unit is Unit.DAYS:
        return timedelta(days=duration.count)
    rest_of_day = datetime.combine(start, time.max, start.tzinfo) - start
    return rest_of_day + timedelta(days=_days(start.weekday(), duration.count))


def _days(weekday: int, business_days: int) -> int:
    """Return how many days business days take from a weekday on, which itself does not count."""
    days = 0
    while business_days:
        days += 1
        business_days -= (weekday + days) % _WEEK < _SATURDAY
    return days
