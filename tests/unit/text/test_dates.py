from datetime import date
from pathlib import Path

import pytest

from translate.text.dates import (
    ClockTime,
    Decade,
    PartialDate,
    is_possible,
    same_clock,
    same_date,
    same_decade,
    span,
    to_gregorian,
    to_solar,
    weekday_agrees,
)

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "calendar" / "jalali_gregorian.tsv"


def solar(year: int | None, month: int | None = None, day: int | None = None) -> PartialDate:
    return PartialDate(year, month, day, "solar")


def gregorian(year: int | None, month: int | None = None, day: int | None = None) -> PartialDate:
    return PartialDate(year, month, day, "gregorian")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared calendar table is not beside the repository")
def test_every_day_of_the_shared_table_converts_both_ways() -> None:
    rows = [line.split("\t")[:2] for line in SHARED.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) >= 500
    for western, persian in rows:
        year, month, day = map(int, persian.split("-"))
        assert to_gregorian(year, month, day) == date.fromisoformat(western)
        assert to_solar(date.fromisoformat(western)) == (year, month, day)


def test_every_day_from_1200_to_1499_comes_back() -> None:
    first, last = date(1821, 3, 21).toordinal(), date(2121, 3, 20).toordinal()
    expected = (1200, 1, 1)
    for ordinal in range(first, last + 1):
        day = date.fromordinal(ordinal)
        assert to_solar(day) == expected
        assert to_gregorian(*expected) == day
        expected = _next_day(*expected)


def _next_day(year: int, month: int, day: int) -> tuple[int, int, int]:
    if to_gregorian(year, month, day + 1) is not None:
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def test_leap_years_follow_the_official_calendar() -> None:
    leap = [year for year in range(1370, 1415) if to_gregorian(year, 12, 30) is not None]
    assert leap == [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]


def test_a_solar_day_equals_its_gregorian_day_and_no_neighbour() -> None:
    assert same_date(solar(1403, 7, 20), gregorian(2024, 10, 11))
    assert not same_date(solar(1403, 7, 20), gregorian(2024, 10, 12))
    assert same_date(gregorian(2024, 10, 11), solar(1403, 7, 20))


def test_a_solar_year_covers_two_gregorian_years() -> None:
    assert span(solar(1403)) == (date(2024, 3, 20).toordinal(), date(2025, 3, 20).toordinal())
    assert [year for year in range(2020, 2030) if same_date(solar(1403), gregorian(year))] == [2024, 2025]


def test_a_solar_month_covers_two_gregorian_months() -> None:
    months = [month for month in range(1, 13) if same_date(solar(1403, 7), gregorian(2024, month))]
    assert months == [9, 10]
    assert [m for m in range(1, 13) if same_date(solar(None, 7), gregorian(None, m))] == [9, 10]


def test_without_a_year_any_year_of_the_leap_cycle_will_do() -> None:
    days = [day for day in range(1, 32) if same_date(solar(None, 7, 20), gregorian(None, 10, day))]
    assert days == [11, 12]


def test_a_field_that_one_side_leaves_out_is_no_contradiction() -> None:
    assert same_date(solar(None, 7, 20), solar(1403, 7, 20))
    assert same_date(solar(None, 7, 20), gregorian(2024, 10, 11))
    assert not same_date(solar(None, 7, 20), gregorian(2024, 11, 11))
    assert not same_date(solar(None, 7), solar(1403))


def test_weekdays_must_not_contradict() -> None:
    friday = PartialDate(1403, 7, 20, "solar", weekday=4)
    assert weekday_agrees(friday) is True
    assert weekday_agrees(PartialDate(1403, 7, 21, "solar", weekday=4)) is False
    assert weekday_agrees(PartialDate(None, 7, 20, "solar", weekday=4)) is None
    assert same_date(PartialDate(weekday=4), friday)
    assert same_date(PartialDate(weekday=4), gregorian(2024, 10, 11))
    assert not same_date(PartialDate(weekday=3), friday)


def test_lunar_dates_are_compared_with_lunar_dates_only() -> None:
    assert same_date(PartialDate(None, 9, None, "lunar"), PartialDate(1445, 9, None, "lunar"))
    assert not same_date(PartialDate(1445, 9, 1, "lunar"), gregorian(2024, 3, 11))


def test_parts_of_a_month_cross_calendars() -> None:
    late_shahrivar = PartialDate(None, 6, None, "solar", part="late")
    assert same_date(late_shahrivar, PartialDate(None, 9, None, "gregorian", part="mid"))
    assert not same_date(late_shahrivar, PartialDate(None, 10, None, "gregorian", part="early"))
    assert not same_date(late_shahrivar, PartialDate(None, 6, None, "solar", part="early"))


def test_a_year_of_unknown_calendar_matches_either() -> None:
    assert same_date(solar(1396), PartialDate(1396))
    assert not same_date(solar(1396), PartialDate(1397))


def test_decades_meet_where_most_of_their_years_do() -> None:
    assert same_decade(Decade(1370, "solar"), Decade(1990, "gregorian"))
    assert not same_decade(Decade(1370, "solar"), Decade(1980, "gregorian"))
    assert not same_decade(Decade(1370, "solar"), Decade(1970, "gregorian"))
    assert same_decade(Decade(1370, "solar", short=True), Decade(1970, "gregorian"))


def test_half_a_clock_is_enough_to_agree_but_not_to_contradict() -> None:
    assert same_clock(ClockTime(5, 0, "pm"), ClockTime(17))
    assert same_clock(ClockTime(5), ClockTime(17))
    assert not same_clock(ClockTime(5, 0, "am"), ClockTime(17))
    assert same_clock(ClockTime(12, 0, "am"), ClockTime(0))
    assert not same_clock(ClockTime(5, 30), ClockTime(5))


def test_days_that_cannot_be_are_known() -> None:
    assert not is_possible(solar(None, 7, 31))
    assert not is_possible(solar(1402, 12, 30))
    assert is_possible(solar(1403, 12, 30))
    assert not is_possible(gregorian(2023, 2, 29))
    assert is_possible(gregorian(None, 2, 29))
