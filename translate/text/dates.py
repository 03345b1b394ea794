"""Dates as a newspaper gives them: often without a year, in one of three calendars.

They are compared by the days they can mean. Solar Hijri days become Gregorian through persiantools; lunar
dates are recognised but never converted, because the lunar month begins when the moon is sighted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from persiantools.jdatetime import JalaliDate

Calendar = Literal["solar", "gregorian", "lunar", "unknown"]
"""`unknown`: the text gives a year that either calendar could own ("in 1396")."""

Part = Literal["early", "mid", "late"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# First and last day of the month that "early", "mid" and "late" can mean; neighbours overlap on purpose.
_PART_DAYS: dict[Part, tuple[int, int]] = {"early": (1, 11), "mid": (10, 21), "late": (19, 31)}

# 33 years is the leap-year cycle of the Solar Hijri calendar: every pairing of month and day occurs in it.
_CYCLE = range(1380, 1413)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What a text says of a date; None is what it leaves out. Months and days count from 1, Monday is 0.

    `year` is as the calendar counts it; a negative Gregorian year is before the common era.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar = "unknown"
    weekday: int | None = None
    part: Part | None = None

    def __str__(self) -> str:
        """`solar 1403-07-20 fri`, with `????` for a missing year and only what is known."""
        words = []
        if self.year is not None or self.month is not None:
            fields = ["????" if self.year is None else f"{self.year:04d}"]
            fields += [f"{n:02d}" for n in (self.month, self.day) if n is not None]
            words = [self.calendar, "-".join(fields)]
        if self.part is not None:
            words.append(self.part)
        if self.weekday is not None:
            words.append(WEEKDAYS[self.weekday])
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from `start`. `short`: the text gave two digits or a word, without saying the calendar."""

    start: int
    calendar: Calendar
    short: bool = False

    def __str__(self) -> str:
        """`solar 1370s`."""
        return f"{self.calendar} {self.start}s"


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day. `half` is "am" or "pm" where the text says so (hour 1 to 12), else None (0 to 24)."""

    hour: int
    minute: int = 0
    half: Literal["am", "pm"] | None = None

    def __str__(self) -> str:
        """`8:30am`, `18:30`."""
        return f"{self.hour}:{self.minute:02d}{self.half or ''}"


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one; None where there is no such day."""
    if not JalaliDate.check_date(year, month, day):
        return None
    gregorian: date = JalaliDate(year, month, day).to_gregorian()
    return gregorian


def to_solar(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Solar Hijri calendar."""
    solar = JalaliDate(day)
    return solar.year, solar.month, solar.day


def is_possible(when: PartialDate) -> bool:
    """Whether such a day can exist: no 31 Mehr, no 30 February; 30 Esfand needs a leap year."""
    if when.month is None or when.day is None:
        return True
    if when.calendar == "lunar":
        return when.day <= 30
    years = _CYCLE if when.calendar == "solar" else range(2000, 2005)
    wanted = years if when.year is None else (when.year,)
    return any(_day(when.calendar, year, when.month, when.day) is not None for year in wanted)


def weekday_agrees(when: PartialDate) -> bool | None:
    """Whether the weekday that the text names is the day's own; None where the text does not say enough."""
    days = span(when)
    if when.weekday is None or days is None or days[0] != days[1]:
        return None
    return date.fromordinal(days[0]).weekday() == when.weekday


def span(when: PartialDate) -> tuple[int, int] | None:
    """First and last day (proleptic ordinals) that a date with a year can mean.

    None for a lunar or unknown calendar and without a year. A Solar Hijri year thus covers parts of two
    Gregorian years, and a month parts of two months.
    """
    if when.year is None:
        return None
    return _span(when.calendar, when.year, when.month, when.day, when.part)


def same_date(a: PartialDate, b: PartialDate) -> bool:
    """Whether two mentions can mean the same time: they share a field, and no day contradicts another.

    A field that only one side gives (the year, the weekday) is no contradiction. Across calendars the
    days that each side can mean must overlap; without any year, in some year of the leap cycle.
    """
    if a.weekday is not None and b.weekday is not None and a.weekday != b.weekday:
        return False
    if _only_weekday(a) or _only_weekday(b):
        return _weekday(a) is not None and _weekday(a) == _weekday(b)
    if a.calendar == b.calendar or "unknown" in (a.calendar, b.calendar):
        return _same_fields(a, b)
    if "lunar" in (a.calendar, b.calendar):
        return False
    return any(_overlap(x, y) for x in _dated(a, b) for y in _dated(b, a))


def same_decade(a: Decade, b: Decade) -> bool:
    """Equal, or the Gregorian decade that shares most years with the Solar Hijri one (1370s are the 1990s).

    A short decade whose calendar is only assumed («دهه ۷۰») also equals the same two digits of the other.
    """
    if a.start == b.start:
        return a.calendar == b.calendar or "unknown" in (a.calendar, b.calendar)
    if a.calendar == b.calendar:
        return False
    if (a.short or b.short) and a.start % 100 == b.start % 100:
        return True
    return _as_gregorian(a) == _as_gregorian(b)


def same_clock(a: ClockTime, b: ClockTime) -> bool:
    """Equal on a 24-hour clock, or on a 12-hour one where a side does not say which half of the day."""
    if a.minute != b.minute:
        return False
    if _settled(a) and _settled(b):
        return _hour24(a) == _hour24(b)
    return _hour24(a) % 12 == _hour24(b) % 12


def _day(calendar: Calendar, year: int, month: int, day: int) -> int | None:
    if calendar == "solar":
        found = to_gregorian(year, month, day)
    else:
        try:
            found = date(year, month, day)
        except ValueError:
            return None
    return None if found is None else found.toordinal()


@lru_cache(maxsize=4096)
def _span(
    calendar: Calendar, year: int, month: int | None, day: int | None, part: Part | None
) -> tuple[int, int] | None:
    if calendar not in ("solar", "gregorian") or not 1 <= year <= 9000:
        return None
    first, last = (1, 31) if part is None or day is not None else _PART_DAYS[part]
    first, last = (first, last) if day is None else (day, day)
    start = _day(calendar, year, month or 1, first)
    ends = (_day(calendar, year, month or 12, n) for n in range(last, first - 1, -1))
    end = next((n for n in ends if n is not None), None)
    return None if start is None or end is None else (start, end)


def _only_weekday(when: PartialDate) -> bool:
    return when.year is None and when.month is None


def _weekday(when: PartialDate) -> int | None:
    days = span(when)
    if when.weekday is None and days is not None and days[0] == days[1]:
        return date.fromordinal(days[0]).weekday()
    return when.weekday


def _same_fields(a: PartialDate, b: PartialDate) -> bool:
    pairs = [(a.year, b.year), (a.month, b.month), (a.day, b.day)]
    both = [x == y for x, y in pairs if x is not None and y is not None]
    parts = a.part is None or b.part is None or a.part == b.part
    return bool(both) and all(both) and parts


def _dated(when: PartialDate, other: PartialDate) -> Iterator[PartialDate]:
    """`when` with every year it can have, given what the other side says."""
    if when.year is not None:
        yield when
    elif when.month is not None:
        for year in _years_for(when.calendar, other):
            yield PartialDate(year, when.month, when.day, when.calendar, None, when.part)


def _years_for(calendar: Calendar, other: PartialDate) -> Iterator[int]:
    years = _CYCLE if other.year is None else (other.year,)
    if other.year is None and calendar == "solar":
        yield from years
        return
    # Solar Hijri year y begins in Gregorian year y + 621.
    shift = 621 if calendar == "gregorian" else -621
    if other.year is None:
        yield from range(_CYCLE.start + 621, _CYCLE.stop + 622)
    elif other.month is not None:
        yield from (other.year + shift + step for step in (-1, 0, 1))


def _overlap(a: PartialDate, b: PartialDate) -> bool:
    x, y = span(a), span(b)
    return x is not None and y is not None and x[0] <= y[1] and y[0] <= x[1]


def _as_gregorian(decade: Decade) -> int:
    # 1370 to 1379 run from March 1991 to March 2001: nine of the ten years lie in the 1990s.
    return decade.start + 620 if decade.calendar == "solar" else decade.start


def _settled(clock: ClockTime) -> bool:
    return clock.half is not None or clock.hour > 12 or clock.hour == 0


def _hour24(clock: ClockTime) -> int:
    if clock.half is None:
        return clock.hour % 24
    return clock.hour % 12 + (12 if clock.half == "pm" else 0)
