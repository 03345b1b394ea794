"""Persian dates, months, weekdays and decades: «جمعه ۲۰ مهرماه ۱۴۰۳», «اول تا سوم آبان», «دهه هفتاد».

Each reader takes the tokens and an index and returns what begins there. Years alone: `years_fa`.
"""

from collections.abc import Sequence
from typing import NamedTuple, cast

from translate.text import months_fa as fa
from translate.text import numerals_fa
from translate.text.amounts_fa import read_amount, read_ordinal
from translate.text.dates import Calendar, Decade, Part, PartialDate, is_possible
from translate.text.mentions import Found
from translate.text.scan import GLUED, HALF, Token, whole
from translate.text.years_fa import read_era, year_after_month

_NOT_A_DAY = frozenset({"امام", "نماز", "ائمه", "امامان", "نمازهای", "نمازگزاران", "خطیب", "نمازجمعه"})
_BEFORE_MUHARRAM = frozenset({"آستانه", "عزاداری", "سوگواری", "ایام", "دهه", "در", "مراسم"})
_TO = frozenset({"تا", "الی", "-"})
_THIS_YEAR = frozenset({"امسال", "پارسال", "گذشته", "سال", "جاری", "آینده"})
_WEEK_OF = frozenset({"هفته", "نیمه", "دهه"})  # «هفتهٔ دوم آوریل» is no second of April
_FROM_THEN_ON = frozenset({"آغاز", "شروع", "اجرا", "ادامه", "تمدید"})
_MONTH_AFTER_IN = frozenset({"مهر", "آبان", "ابان", "آذر", "اذر", "دی", "اوت", "مه"})


class _Month(NamedTuple):
    calendar: Calendar
    number: int
    end: int
    sure: bool  # «ماه» stands beside it
    word: str


def read_date(toks: Sequence[Token], i: int) -> list[Found]:
    """The dates that begin at token `i`; several where days share a month («۲۰ و ۲۱ مهر»)."""
    weekday = _weekday(toks, i)
    if weekday is not None:
        return _from_weekday(toks, i, *weekday)
    return read_numeric(toks, i) or _days_of_month(toks, i) or _month_alone(toks, i) or read_decade(toks, i)


def _weekday(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    day, end = fa.WEEKDAYS.get(toks[i].text), i + 1
    if day is None and toks[i].text in fa.WEEKDAY_PREFIXES and toks[i + 1].text == "شنبه":
        day, end = fa.WEEKDAY_PREFIXES[toks[i].text], i + 2
    if day is None or toks[i - 1].text in _NOT_A_DAY or toks[end].text in ("سوری", "سیاه"):
        return None
    return None if toks[end].gap == HALF and toks[end].text not in ("شب", "ها", "ی") else (day, end)


def _from_weekday(toks: Sequence[Token], i: int, weekday: int, end: int) -> list[Found]:
    at = end
    while toks[at].text in (",", "مورخ", "روز", "مورخه", "(") and at < end + 2:
        at += 1
    dates = read_numeric(toks, at) or _days_of_month(toks, at)
    if len(dates) != 1 or dates[0].kind != "date":
        return [Found("date", PartialDate(weekday=weekday), i, end)]
    when = cast("PartialDate", dates[0].value)
    dated = PartialDate(when.year, when.month, when.day, when.calendar, weekday, when.part)
    return [Found("date", dated, i, dates[0].end)]


def read_numeric(toks: Sequence[Token], i: int) -> list[Found]:
    """1403/07/20, 20/7/1403, 2024-10-11, 1403.7.20, 98/02/15."""
    fields, end = _fields(toks, i)
    if len(fields) != 3:
        return []
    if len(fields[2]) == 4:
        fields = fields[::-1]
    year, month, day = (int(field) for field in fields)
    if len(fields[0]) == 2:
        year += 1300 if year >= 40 else 1400
    calendar: Calendar = "solar" if year < 1500 else "gregorian"
    when = PartialDate(year, month, day, calendar)
    lengths = len(fields[0]) in (2, 4) and len(fields[1]) <= 2 and len(fields[2]) <= 2
    good = lengths and 1250 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31 and is_possible(when)
    return [Found("date", when, i, end)] if good else []


def _fields(toks: Sequence[Token], i: int) -> tuple[list[str], int]:
    if toks[i].kind != "n":
        return [], i
    if toks[i].text.count(".") == 2:
        return toks[i].text.split("."), i + 1
    mark, end, fields = toks[i + 1].text, i + 1, [toks[i].text]
    while mark in ("/", "-") and toks[end].text == mark and len(fields) <= 3 and toks[end + 1].kind == "n":
        if toks[end].gap != GLUED or toks[end + 1].gap != GLUED:
            break
        fields.append(toks[end + 1].text)
        end += 2
    return (fields, end) if all(f.isdigit() and len(f) <= 4 for f in fields) else ([], i)


def _day(toks: Sequence[Token], i: int) -> tuple[int, int, bool] | None:
    """A day of the month, the index after it, and whether it is a bare spelled cardinal."""
    ordinal = read_ordinal(toks, i)
    amount = ordinal or read_amount(toks, i)
    if amount is None or amount.value.denominator != 1 or not 1 <= amount.value <= 31:
        return None
    return int(amount.value), amount.end, ordinal is None and amount.spelled


def _days_of_month(toks: Sequence[Token], i: int) -> list[Found]:
    first = _day(toks, i)
    if first is None or (toks[i - 1].text in _WEEK_OF and first[0] <= 5):
        return []
    if toks[first[1]].text in _TO or toks[first[1]].text == "و":
        second = _day(toks, first[1] + 1)
        return [] if second is None else _two_days(toks, i, first, second)
    found = _day_month(toks, i, first)
    return [] if found is None else [found]


def _two_days(
    toks: Sequence[Token], i: int, first: tuple[int, int, bool], second: tuple[int, int, bool]
) -> list[Found]:
    at = first[1] + 1
    later = _day_month(toks, at, second)
    if later is None or first[0] >= second[0]:
        return []
    end = cast("PartialDate", later.value)
    start = PartialDate(end.year, end.month, first[0], end.calendar)
    if toks[first[1]].text == "و":
        return [Found("date", start, i, first[1]), later]
    return [Found("range", (start, end), i, later.end)]


def _day_month(toks: Sequence[Token], i: int, day: tuple[int, int, bool]) -> Found | None:
    at = day[1] + (toks[day[1]].text == "برج")
    month = _month(toks, at)
    if month is None:
        return None
    year, end = year_after_month(toks, month.end, month.calendar)
    settled = year is not None or month.sure
    if month.word in fa.STUBBORN and not settled:
        return None
    if day[2] and day[0] < 10 and month.word in ("تیر", "می", "مه") and not settled:
        return None
    calendar = read_era(toks, end)
    when = PartialDate(year, month.number, day[0], month.calendar)
    return Found("date", when, i, end if calendar is None else calendar[1]) if is_possible(when) else None


def _month(toks: Sequence[Token], i: int) -> _Month | None:
    at = i + (toks[i].text in ("ماه", "برج"))
    word = toks[at].text
    pair = fa.LUNAR_PAIRS.get((word, toks[at + 1].text))
    if pair is not None:
        named: tuple[Calendar, int] | None = ("lunar", pair)
    else:
        named = fa.MONTHS.get(word)
    if named is None:
        return None
    (calendar, number), end = named, at + 1 + (pair is not None)
    sure = at > i or word.endswith("ماه") or pair is not None
    if toks[end].text == "ماه":
        return _Month(calendar, number, end + 1, True, word)
    joined = (toks[end].gap == HALF and toks[end].kind == "w") or toks[at].gap == HALF
    return None if joined else _Month(calendar, number, end, sure, word)


def _month_alone(toks: Sequence[Token], i: int) -> list[Found]:
    known, part, at = _part(toks, i)
    month = _month(toks, at)
    if month is None:
        return []
    year, end = year_after_month(toks, month.end, month.calendar)
    if not (known or month.sure or year is not None or _in_context(toks, at, month)):
        return []
    value = PartialDate(year, month.number, None, month.calendar, None, part)
    return [Found("date", value, i if part else at, end)]


def _part(toks: Sequence[Token], i: int) -> tuple[bool, Part | None, int]:
    if toks[i].text not in fa.PARTS:
        return False, None, i
    at = i + 1 + (toks[i + 1].text in ("های", "ی"))
    return True, cast("Part | None", fa.PARTS[toks[i].text]), at


def _in_context(toks: Sequence[Token], i: int, month: _Month) -> bool:
    before, after = toks[i - 1].text, toks[month.end].text
    if month.word not in fa.COMMON_WORDS:
        return before not in ("خبرگزاری", "روزنامه")
    if month.word == "رمضان" or (month.word == "محرم" and before in _BEFORE_MUHARRAM):
        return True
    if after in _THIS_YEAR and month.calendar == "solar" and month.word in fa.SOLAR:
        return True
    if before == "در" and month.word in _MONTH_AFTER_IN and after not in ("مه", "غلیظ", "و"):
        return True
    week_of = toks[i - 2].text in _WEEK_OF and before in numerals_fa.ORDINALS
    starts = before in ("از", "تا") and month.word in _MONTH_AFTER_IN and after in _FROM_THEN_ON
    return week_of or starts or _beside_a_month(toks, i, month)


def _beside_a_month(toks: Sequence[Token], i: int, month: _Month) -> bool:
    """«مهر و آبان», «از دی تا بهمن»: two months of the year vouch for each other."""
    pairs = (
        (toks[month.end].text, toks[month.end + 1].text),
        (toks[i - 1].text, toks[i - 2].text if i > 1 else ""),
    )
    return any(
        mark in ("و", "تا", ",") and word in fa.MONTHS and fa.MONTHS[word][0] == month.calendar == "solar"
        for mark, word in pairs
        if word not in fa.DARI and month.word not in fa.DARI
    )


def read_decade(toks: Sequence[Token], i: int) -> list[Found]:
    """«دهه ۷۰», «دهه هفتاد», «دهه ۱۹۹۰ میلادی», «دهه‌های ۶۰ و ۷۰»."""
    if toks[i].text not in ("دهه", "دهههای") or toks[i - 1].text in numerals_fa.CARDINALS:
        return []
    found: list[Found] = []
    at = i + 1 + (toks[i + 1].text in ("های", "ی"))
    while (one := _decade(toks, at)) is not None:
        found.append(one._replace(first=at if found else i))
        at = one.end + 1
        if toks[one.end].text not in ("و", ","):
            break
    return found


def _decade(toks: Sequence[Token], i: int) -> Found | None:
    plain = whole(toks[i], 10, 2100)
    amount = None if plain is not None else read_amount(toks, i)
    if amount is not None and amount.value.denominator == 1:
        plain = int(amount.value)
    if plain is None or plain % 10 or not (10 <= plain <= 90 or 1250 <= plain <= 2100):
        return None
    end = i + 1 if amount is None else amount.end
    era = read_era(toks, end)
    calendar, end = (None, end) if era is None else era
    if calendar is None:
        calendar = "gregorian" if plain >= 1500 else "solar"
    century = 0 if plain > 100 else 1900 if calendar == "gregorian" else 1300
    return Found("decade", Decade(century + plain, calendar, plain < 100 and era is None), i, end)
