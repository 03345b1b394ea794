"""English dates: "Friday, October 11, 2024", "the 29th of November", "mid-Mehr", "the 1990s"."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from translate.text import numerals_en as en
from translate.text.amounts_en import read_ordinal, skip_hyphen
from translate.text.dates import Calendar, Decade, PartialDate, is_possible
from translate.text.mentions import Found
from translate.text.scan import GLUED, Token, whole

_TO = frozenset({"to", "-", "through", "until", "till"})
_AGES = frozenset({"his", "her", "their", "my", "your", "our"})


class _Month(NamedTuple):
    calendar: Calendar
    number: int
    end: int
    word: str


def read_date(toks: Sequence[Token], i: int) -> list[Found]:
    """The dates that begin at token `i`."""
    weekday = en.WEEKDAYS.get(toks[i].text)
    if weekday is not None:
        return _from_weekday(toks, i, weekday)
    return read_numeric(toks, i) or _month_first(toks, i) or _day_first(toks, i) or read_decade(toks, i)


def _from_weekday(toks: Sequence[Token], i: int, weekday: int) -> list[Found]:
    if toks[i + 1].text in ("prayer", "prayers") or toks[i - 1].text == "black":
        return []
    at = i + 1
    while toks[at].text in (",", "the", "(") and at < i + 3:
        at += 1
    dates = read_numeric(toks, at) or _month_first(toks, at) or _day_first(toks, at)
    if len(dates) != 1 or dates[0].kind != "date":
        return [Found("date", PartialDate(weekday=weekday), i, i + 1)]
    when = cast("PartialDate", dates[0].value)
    dated = PartialDate(when.year, when.month, when.day, when.calendar, weekday, when.part)
    return [Found("date", dated, i, dates[0].end)]


def read_numeric(toks: Sequence[Token], i: int) -> list[Found]:
    """2024-10-11, 1403/7/20, 31/10/1917; 10/31/1917 where only that order makes a date."""
    mark = toks[i + 1].text
    parts = toks[i : i + 5]
    glued = len(parts) == 5 and all(t.gap == GLUED for t in parts[1:])
    if not glued or mark not in ("/", "-") or parts[3].text != mark:
        return []
    fields = [whole(parts[n], 1, 2199) for n in (0, 2, 4)]
    if None in fields:
        return []
    a, b, c = cast("list[int]", fields)
    orders = ((a, b, c),) if len(parts[0].text) == 4 else ((c, b, a), (c, a, b))
    for year, month, day in orders:
        calendar: Calendar = "solar" if 1250 <= year <= 1450 else "gregorian"
        when = PartialDate(year, month, day, calendar)
        if year >= 1250 and month <= 12 and day <= 31 and is_possible(when):
            return [Found("date", when, i, i + 5)]
    return []


def _month(toks: Sequence[Token], i: int) -> _Month | None:
    word, end = toks[i].text, i + 1
    if word in ("rabi", "jumada", "dhu"):
        last = next(
            (n for n in range(i + 1, min(i + 5, len(toks))) if (word, toks[n].text) in en.LUNAR_PAIRS), None
        )
        return (
            None if last is None else _Month("lunar", en.LUNAR_PAIRS[word, toks[last].text], last + 1, word)
        )
    if word not in en.MONTHS:
        return None
    if len(word) <= 4 and toks[end].text == "." and toks[end].gap == GLUED:
        end += 1
    return _Month(*en.MONTHS[word], end, word)


def _year(toks: Sequence[Token], i: int, calendar: Calendar) -> tuple[int | None, int]:
    at = i + (toks[i].text in (",", "of"))
    year = whole(toks[at], 1, 2199)
    if year is None or toks[at + 1].text in en.MEASURES or len(toks[at].text) < 3:
        return None, i
    fits = {"solar": 1250 <= year <= 1450, "gregorian": year >= 1500, "lunar": year <= 1500}
    return (year, at + 1) if fits.get(calendar, False) else (None, i)


def _day(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    ordinal = read_ordinal(toks, i)
    if ordinal is not None and 1 <= ordinal.value <= 31:
        return int(ordinal.value), ordinal.end
    day = whole(toks[i], 1, 31)
    return None if day is None else (day, i + 1)


def _month_first(toks: Sequence[Token], i: int) -> list[Found]:
    """October 11, 2024; October 22 to 24; October 2024; mid-October."""
    part, at = en.PARTS.get(toks[i].text), i
    if toks[i].text in en.PARTS:
        at = skip_hyphen(toks, i + 1)
        at += toks[at].text == "of"
    month = _month(toks, at)
    if month is None:
        return []
    day = _day(toks, month.end) if at == i else None
    if day is not None and not _is_clock(toks, day[1]):
        return _with_days(toks, i, month, day)
    year, end = _year(toks, month.end, month.calendar)
    before = toks[at - 1].text
    vouched = (
        at > i or year is not None or month.word not in en.COMMON_WORDS or _is_vouched(toks, before, month)
    )
    when = PartialDate(year, month.number, None, month.calendar, None, part)
    return [Found("date", when, i if part else at, end)] if vouched else []


def _is_clock(toks: Sequence[Token], i: int) -> bool:
    return toks[i].text in (":", "%", "percent", "people", "million")


def _is_vouched(toks: Sequence[Token], before: str, month: _Month) -> bool:
    if month.word in en.CASED:
        return before in en.BEFORE_MONTH - {"to", "and"}
    news = toks[month.end].text in ("news", "agency", "and")
    return before in en.BEFORE_MONTH and month.calendar == "solar" and not news


def _with_days(toks: Sequence[Token], i: int, month: _Month, day: tuple[int, int]) -> list[Found]:
    first, end = day
    second = _day(toks, end + 1) if toks[end].text in _TO | {"and"} else None
    if second is not None and second[0] > first and not _month(toks, second[1]):
        year, last = _year(toks, second[1], month.calendar)
        a, b = (PartialDate(year, month.number, n, month.calendar) for n in (first, second[0]))
        if toks[end].text == "and":
            return [Found("date", a, i, end), Found("date", b, end + 1, last)]
        return [Found("range", (a, b), i, last)]
    year, last = _year(toks, end, month.calendar)
    when = PartialDate(year, month.number, first, month.calendar)
    return [Found("date", when, i, last)] if is_possible(when) else []


def _day_first(toks: Sequence[Token], i: int) -> list[Found]:
    """11 October 2024; the 29th of November; 22-24 October; 20 and 21 Mehr."""
    day = _day(toks, i)
    if day is None:
        return []
    joint = toks[day[1]].text
    second = _day(toks, day[1] + 1) if joint in _TO | {"and"} else None
    first, end = day if second is None else second
    at = end + (toks[end].text == "of")
    month = _month(toks, at)
    if (
        month is None
        or (second is not None and second[0] <= day[0])
        or (month.word == "May" and toks[at].gap == GLUED)
    ):
        return []
    year, last = _year(toks, month.end, month.calendar)
    when = PartialDate(year, month.number, first, month.calendar)
    if not is_possible(when):
        return []
    if second is None:
        return [Found("date", when, i, last)]
    start = PartialDate(year, month.number, day[0], month.calendar)
    if joint == "and":
        return [Found("date", start, i, day[1]), Found("date", when, day[1] + 1, last)]
    return [Found("range", (start, when), i, last)]


def read_decade(toks: Sequence[Token], i: int) -> list[Found]:
    """1990s, the '90s, the eighties; not "in her eighties"."""
    before = toks[i - 1].text
    if toks[i].text in en.DECADES and before in ("the", "early", "late", "mid", "-"):
        return [Found("decade", Decade(1900 + en.DECADES[toks[i].text], "gregorian", True), i, i + 1)]
    at = i + (toks[i].text == "'")
    start = whole(toks[at], 10, 2190)
    end = at + 1 + (toks[at + 1].text == "'")
    if start is None or start % 10 or toks[end].text != "s" or toks[end].gap != GLUED or before in _AGES:
        return []
    if start < 100:
        return [Found("decade", Decade(1900 + start, "gregorian", True), i, end + 1)]
    calendar: Calendar = "gregorian" if start >= 1500 else "unknown"
    return [Found("decade", Decade(start, calendar), i, end + 1)] if start >= 1200 else []


def read_half(toks: Sequence[Token], i: int) -> tuple[Literal["am", "pm"], int] | None:
    """The half of the day that "a.m.", "pm", "in the afternoon" ... say, and the index after it."""
    word = toks[i].text
    if word in ("am", "pm"):
        return ("am" if word == "am" else "pm"), i + 1
    if (
        word in ("a", "p")
        and toks[i + 1].text == "."
        and toks[i + 2].text == "m"
        and toks[i + 2].gap == GLUED
    ):
        dot = toks[i + 3].text == "." and toks[i + 3].gap == GLUED
        return ("am" if word == "a" else "pm"), i + 3 + dot
    phrase = (word, toks[i + 1].text) if word == "at" else (word, toks[i + 1].text, toks[i + 2].text)
    if phrase == ("in", "the", "morning"):
        return "am", i + 3
    if phrase in (("in", "the", "afternoon"), ("in", "the", "evening")):
        return "pm", i + 3
    return ("pm", i + 2) if phrase == ("at", "night") else None
