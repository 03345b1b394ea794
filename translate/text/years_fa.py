"""Persian years: «سال ۱۳۹۹», «سال ۸۸», «المپیک ۲۰۲۴», «۱۳۹۰–۱۴۰۰», «۵۵۰ پیش از میلاد»."""

from collections.abc import Sequence

from translate.text import months_fa
from translate.text import numerals_fa as fa
from translate.text.amounts_fa import is_plain_year, read_amount
from translate.text.dates import Calendar, PartialDate
from translate.text.mentions import Found
from translate.text.scan import BLANK, GLUED, HALF, Token, whole
from translate.text.words import word_set

_YEAR_WORDS = frozenset({"سال", "سالهای"})
_SEASONS = frozenset({"بهار", "تابستان", "پاییز", "زمستان", "نوروز"})
_TO = frozenset({"تا", "الی", "-", "/"})

# After a number in the range of years these say that it is a year; another word would be what is counted.
_FUNCTION_WORDS = word_set(
    "در به از با را که و تا بر برای یا اما ولی بود است شد شده بوده هم نیز میان بین پس پیش نیست باید خواهد "
    "خود این آن یعنی تاکنون همچنین هنوز می نمی هستند بودند شدند رخ درباره چون اگر همان آغاز رسید برگزار "
    "تصویب منتشر"
)
_COUNTS_BEFORE = word_set(
    "شماره قطعنامه حدود حدودا تقریبا پلاک ماده کد پرواز حداقل حداکثر دستکم کم بیش حدودی ظرفیت وزن رقم عدد "
    "خط کانال مبلغ فاصله ارتفاع مسافت طول منفی"
)
_YEARS_BEFORE = word_set(
    "انتخابات المپیک جهانی تابستان بهار پاییز زمستان اعتراضات بودجه نوروز مدل لایحه انقلاب جنگ زلزله "
    "کودتای بحران پارالمپیک یورو نوبل اسکار مصوب متولد موالید خیزش جنبش توافق مالی"
)


def read_year(toks: Sequence[Token], i: int) -> list[Found]:
    """The year, or the range of years, that begins at token `i`."""
    named = _is_named(toks, i)
    first = _year_at(toks, i, named=named)
    if first is None:
        return []
    start, end = first
    if toks[end].text in _TO and (toks[end].text != "/" or toks[end].gap == GLUED):
        second = _year_at(toks, end + 1, named=named or is_plain_year(toks[end + 1])) or _short_end(
            toks, end + 1, start
        )
        if second is not None and second[0].year is not None and (start.year or 0) < second[0].year:
            if start.calendar == "unknown":  # «۳۹۲ تا ۴۱۶ هجری قمری»: the era at the end holds for both
                start = PartialDate(start.year, calendar=second[0].calendar)
            return [Found("range", (start, second[0]), i, second[1])]
    return [Found("year", start, i, end)]


def _is_named(toks: Sequence[Token], i: int) -> bool:
    """Whether «سال» or «سال‌های» stands before, also across a list («سال‌های ۸۸ و ۸۹»)."""
    if toks[i - 1].text in _SEASONS and whole(toks[i], 50, 99) is not None:
        return True
    at = i - 1
    while at >= max(2, i - 12) and toks[at].text in ("و", ",", "تا") and toks[at - 1].kind == "n":
        at -= 2
    if at >= 1 and toks[at].text == "های":
        at -= 1
    counted = at >= 1 and (toks[at - 1].kind == "n" or toks[at - 1].text in fa.CARDINALS)
    return at >= 0 and toks[at].text in _YEAR_WORDS and not counted


def _year_at(toks: Sequence[Token], i: int, *, named: bool) -> tuple[PartialDate, int] | None:
    number = _figures(toks, i, named=named)
    if number is None:
        return None
    year, end = number
    before_christ = next((n for n in months_fa.BEFORE_CHRIST if _follows(toks, end, n)), None)
    if before_christ is not None:
        return PartialDate(-year, calendar="gregorian"), end + len(before_christ)
    era = read_era(toks, end)
    if era is not None and year > 99:
        return PartialDate(year, calendar=era[0]), era[1]
    if year <= 99:
        year += 1900 if era is not None and era[0] == "gregorian" else 1300 if year >= 30 else 1400
    elif not named and not _reads_as_year(toks, i, end, year):
        return None
    return PartialDate(year, calendar=_calendar(year)), end if era is None else era[1]


def _figures(toks: Sequence[Token], i: int, *, named: bool) -> tuple[int, int] | None:
    """What can be a year at all; two or three figures, or words, only after «سال» or before an era."""
    plain, end = whole(toks[i], 1, 2199), i + 1
    if plain is not None and toks[end].text in fa.COUNTED and toks[end + 1].gap != HALF:
        return None
    if is_plain_year(toks[i]):
        return int(toks[i].text), end
    if plain is not None and ((plain >= 100 and named) or _has_era(toks, end)):
        return plain, end
    if named and plain is not None and len(toks[i].text) == 2 and (plain >= 30 or toks[i].text[0] == "0"):
        return plain, end
    amount = read_amount(toks, i) if named else None
    if amount is None or amount.value.denominator != 1 or not amount.spelled:
        return None
    spelled = 30 <= amount.value <= 99 or 1250 <= amount.value <= 2199
    return (int(amount.value), amount.end) if spelled else None


def _has_era(toks: Sequence[Token], i: int) -> bool:
    return read_era(toks, i) is not None or any(_follows(toks, i, n) for n in months_fa.BEFORE_CHRIST)


def _reads_as_year(toks: Sequence[Token], i: int, end: int, year: int) -> bool:
    before, after = toks[i - 1], toks[end]
    if before.text in _COUNTS_BEFORE or (
        before.text == "از" and toks[i - 2].text in ("بیش", "کمتر", "بیشتر")
    ):
        return False
    if (
        after.text in fa.CURRENCIES
        or after.text in fa.ORDINAL_ENDINGS
        or (after.kind == "w" and after.gap != BLANK)
    ):
        return False
    if after.text in ("/", ":", "+") or before.text in ("$", "€", "£", "-", ":", "/", "+"):
        return before.text == "-" and before.gap == BLANK
    if after.kind != "w" or after.text in _FUNCTION_WORDS or before.text in _YEARS_BEFORE:
        return True
    # Nobody counts exactly 2024 of a thing as often as newspapers name the year; round numbers are counts.
    return year % 100 != 0 if year >= 1900 else 1300 < year <= 1410 and year % 10 != 0


def _short_end(toks: Sequence[Token], i: int, start: PartialDate) -> tuple[PartialDate, int] | None:
    """The «۲۴» of «۲۰۲۳-۲۴» and «۲۰۲۳/۲۴»."""
    last = whole(toks[i], 0, 99)
    if (
        last is None
        or start.year is None
        or start.year < 1000
        or toks[i].gap != GLUED
        or toks[i - 1].text == "تا"
    ):
        return None
    year = start.year - start.year % 100 + last
    return (PartialDate(year, calendar=start.calendar), i + 1) if year == start.year + 1 else None


def _calendar(year: int) -> Calendar:
    if year >= 1500:
        return "gregorian"
    return "solar" if 1250 <= year <= 1450 else "unknown"


def _follows(toks: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    return all(i + n < len(toks) and toks[i + n].text == word for n, word in enumerate(words))


def read_era(toks: Sequence[Token], i: int) -> tuple[Calendar, int] | None:
    """The calendar that «میلادی», «هجری شمسی», «قمری» ... names, and the index after it."""
    for words, calendar in months_fa.ERAS.items():
        if toks[i].text == words[0] and _follows(toks, i, words):
            return calendar, i + len(words)
    return None


def year_after_month(toks: Sequence[Token], i: int, calendar: Calendar) -> tuple[int | None, int]:
    """The year that may follow a month («آبان ۹۸», «مهر ماه سال ۱۴۰۳»), and the index after it."""
    at = i + (toks[i].text == "سال")
    end = at + 1
    year = whole(toks[at], 0, 2199)
    if year is None or toks[end].text in fa.COUNTED | fa.CURRENCIES.keys():
        return None, i
    short = calendar == "solar" and len(toks[at].text) == 2 and (year >= 40 or toks[at].text[0] == "0")
    if short and toks[end].text not in (":", "/", "-"):
        return year + (1300 if year >= 40 else 1400), end
    fits = {
        "solar": 1250 <= year <= 1450,
        "gregorian": year >= 1500,
        "lunar": 1 <= year <= 1500 and year > 99,
    }
    return (year, end) if fits.get(calendar, False) else (None, i)
