"""A number, date or time of a Persian text as English news writes it."""

from collections.abc import Iterator
from fractions import Fraction

from translate.text.dates import ClockTime, Decade, PartialDate, to_gregorian
from translate.text.mentions import Mention
from translate.text.numerals_en import ORDINALS

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SOLAR_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
    "Bahman", "Esfand",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_CURRENCIES = {
    "IRT": "tomans",
    "IRR": "rials",
    "JPY": "yen",
    "CNY": "yuan",
    "RUB": "rubles",
    "AFN": "afghanis",
}
_PLURALS = {"dinar": "dinars", "dirham": "dirhams", "lira": "lira", "rupee": "rupees", "franc": "francs"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_ORDINAL_WORDS = {value: word for word, value in ORDINALS.items() if value <= 10}


def wordings(mention: Mention, *, instead: str = "") -> Iterator[str]:
    """Ways to say it, the best first; none where English has no short way.

    `instead` is the wrong wording that it is to replace: a percent sign, words or a comma there are kept.
    """
    value = mention.value
    if isinstance(value, Fraction):
        yield from _quantity(mention, value, instead)
    elif isinstance(value, PartialDate):
        yield from _date(value)
    elif isinstance(value, ClockTime):
        yield _time(value)
    elif isinstance(value, Decade):
        yield from _decade(value)
    elif isinstance(value, str):
        yield value


def _quantity(mention: Mention, value: Fraction, instead: str) -> Iterator[str]:
    figure = _figure(value)
    if figure is None:
        return
    if mention.kind == "percent":
        yield f"{figure}%" if "%" in instead else f"{figure} percent"
    elif mention.kind == "ordinal":
        if value in _ORDINAL_WORDS and not instead[:1].isdecimal():
            yield _ORDINAL_WORDS[int(value)]
        elif value.denominator == 1:
            yield f"{figure}{_ending(int(value))}"
    elif mention.unit in _SIGNS:
        yield f"{_SIGNS[mention.unit]}{figure}"
    elif mention.unit:
        names = _CURRENCIES | _PLURALS
        yield f"{figure} {names.get(mention.unit, mention.unit)}"
    else:
        yield figure


def _figure(value: Fraction) -> str | None:
    """`2.145 million`, `118,000`, `8.2`; None where decimals do not end."""
    for scale, name in _SCALES:
        if abs(value) >= scale and (short := _decimal(value / scale)) is not None:
            return f"{short} {name}"
    return _decimal(value)


def _decimal(value: Fraction) -> str | None:
    if value.denominator == 1:
        return f"{int(value):,}"
    shown = f"{float(value):,.3f}".rstrip("0")
    return shown if Fraction(shown.replace(",", "")) == value else None


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _date(when: PartialDate) -> Iterator[str]:
    weekday = f"{_WEEKDAYS[when.weekday]}, " if when.weekday is not None else ""
    part = f"{when.part} " if when.part else ""
    if when.calendar == "solar" and when.year and when.month and when.day:
        day = to_gregorian(when.year, when.month, when.day)
        if day is not None:
            yield f"{weekday}{_MONTHS[day.month - 1]} {day.day}, {day.year}"
        return
    if when.month is None and when.year is None:
        yield weekday.removesuffix(", ")
    elif when.month is None and when.calendar == "solar" and when.year:
        # A Solar Hijri year begins in March: it is the one Gregorian year and a part of the next.
        yield f"{when.year} ({when.year + 621}–{(when.year + 622) % 100:02d})"
        yield str(when.year)
    elif when.month is None:
        yield str(when.year)
    elif when.calendar in ("solar", "gregorian"):
        yield weekday + part + _day_and_month(when)


def _day_and_month(when: PartialDate) -> str:
    """A Solar Hijri day without its year cannot be converted: leap years move it by a day."""
    month = (when.month or 1) - 1
    year = f" {when.year}" if when.year else ""
    if when.calendar == "solar":
        return f"{when.day} {_SOLAR_MONTHS[month]}{year}" if when.day else f"{_SOLAR_MONTHS[month]}{year}"
    comma = "," if when.day and year else ""
    return f"{_MONTHS[month]} {when.day}{comma}{year}" if when.day else f"{_MONTHS[month]}{year}"


def _time(time: ClockTime) -> str:
    minutes = f":{time.minute:02d}"
    if time.half:
        return f"{time.hour}{minutes if time.minute else ''} {time.half[0]}.m."
    if time.hour > 12:
        return f"{time.hour - 12}{minutes if time.minute else ''} p.m."
    return f"{time.hour}{minutes}"


def _decade(decade: Decade) -> Iterator[str]:
    if decade.calendar == "solar":
        yield f"{(decade.start + 620) // 10 * 10}s"
    yield f"{decade.start}s"
