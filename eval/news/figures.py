"""Whether the numbers, dates and times of a Persian sentence stand in its English.

Digits and plain number words only: not a reader of every number that can be written, but of those that the
news set writes, strict enough that a wrong digit in a reference shows.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from persiantools.jdatetime import JalaliDate

from translate.text.characters import ZWNJ

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
LETTERS = str.maketrans("\u064a\u0643", "\u06cc\u06a9")  # Arabic yeh and kaf

SOLAR_MONTHS = (
    "فروردین|حمل",
    "اردیبهشت|ثور",
    "خرداد|جوزا",
    "تیر|سرطان",
    "مرداد|اسد",
    "شهریور|سنبله",
    "مهر|میزان",
    "آبان|عقرب",
    "آذر|قوس",
    "دی|جدی",
    "بهمن|دلو",
    "اسفند|حوت",
)
MONTH_OF = {name: number for number, names in enumerate(SOLAR_MONTHS, 1) for name in names.split("|")}
SOLAR_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTH_OF)})[\s{ZWNJ}]?(?:ماه)?\s+(1[34]\d\d)")
CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?!\d)")
NUMBER = r"\d[\d,]*(?:[.]\d+)?"

PERSIAN_WORDS = {
    "یک": 1,
    "دو": 2,
    "سه": 3,
    "چهار": 4,
    "پنج": 5,
    "شش": 6,
    "هفت": 7,
    "هشت": 8,
    "نه": 9,
    "ده": 10,
}
PERSIAN_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
SCALE = f"(?: (?:{'|'.join(PERSIAN_SCALES)}))"
# The digit before keeps «70 هزار و 850» out: there the thousand has its number already.
SPELT_SCALE = re.compile(rf"(?<![\d.] )(?:\b({'|'.join(PERSIAN_WORDS)}) )?\b(هزار|میلیون) و (?=\d)")
PERSIAN_NUMBER = re.compile(rf"(?:{NUMBER}{SCALE}+ و )?{NUMBER}{SCALE}*")

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_WORDS = {
    "a": 1,
    "dozen": 12,
    **{word: value for value, word in enumerate(ONES, 1)},
    **{word: value for value, word in enumerate(TEENS, 10)},
    **{word: 10 * value for value, word in enumerate(TENS, 2)},
    **{
        f"{ten}-{one}": 10 * tens + ones
        for tens, ten in enumerate(TENS, 2)
        for ones, one in enumerate(ONES, 1)
    },
}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
LONGEST_FIRST = "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True))
ENGLISH_NUMBER = re.compile(rf"({NUMBER}|\b(?:{LONGEST_FIRST})(?:th)?\b)((?:[ -](?:{'|'.join(SCALES)}))*)")


def plain(text: str) -> str:
    """Digits as Latin ones, Arabic letters as Persian ones; everything else as it stands."""
    return text.translate(DIGITS).translate(LETTERS)


def persian_numbers(text: str) -> list[str]:
    """The number phrases of plain text that hold digits, in the shape that `persian_value` reads."""
    text = text.replace(ZWNJ, " ")
    text = re.sub(r"(?<=\d)/(?=\d)", ".", text)  # a slash is a decimal point here: dates are taken out before
    text = re.sub(r"(?<=\d)(?=[^\W\d])", " ", text)
    text = SPELT_SCALE.sub(lambda match: f"{PERSIAN_WORDS.get(match[1], 1)} {match[2]} و ", text)
    return [match[0] for match in PERSIAN_NUMBER.finditer(text)]


def persian_value(phrase: str) -> Decimal:
    """`51 میلیون و 200 هزار` is 51200000; `4 هزار و 200 میلیارد` is 4200 milliards."""
    total = group = Decimal(0)
    for token in phrase.replace(",", "").split():
        scale = PERSIAN_SCALES.get(token, 0)
        if scale == 1000:
            group *= scale
        elif scale:
            total, group = total + group * scale, Decimal(0)
        elif token != "و":
            group += Decimal(token)
    return total + group


def english_values(text: str) -> set[Decimal]:
    """Every number in digits or plain words, with its scale: `2,900 billion`, `sixty-bed`."""
    found = set()
    for number, scales in ENGLISH_NUMBER.findall(text.lower()):
        word = number.removesuffix("th")
        value = Decimal(ENGLISH_WORDS[word]) if word in ENGLISH_WORDS else Decimal(number.replace(",", ""))
        for scale in re.findall(r"\w+", scales):
            value *= SCALES[scale]
        found.add(value)
    return found


def clocks(text: str) -> set[tuple[int, int]]:
    """Times of day on a twelve-hour dial, since agencies write 10:17 p.m. for ۲۲:۱۷."""
    text = re.sub(r"\b(\d{1,2})(?=[ap]m\b)", r"\1:00", text)
    return {(int(hour) % 12, int(minute)) for hour, minute in CLOCK.findall(text)}


def wrong_dates(source: str, reference: str) -> Iterator[str]:
    """Solar Hijri dates with day and year whose Gregorian day and weekday the reference does not give."""
    for day, month, year in SOLAR_DATE.findall(plain(source)):
        date = JalaliDate(int(year), MONTH_OF[month], int(day)).to_gregorian()
        american, british = f"{date:%B} {date.day}, {date.year}", f"{date.day} {date:%B} {date.year}"
        if not (american in reference or british in reference) or f"{date:%A}" not in reference:
            yield f"{day} {month} {year} is {date:%A} {british}"


def missing_numbers(source: str, reference: str) -> Iterator[str]:
    """Numbers that the source writes in digits, dates aside, and the reference has in no form."""
    source = SOLAR_DATE.sub(" ", plain(source))
    times = re.findall(r"\d{1,2}:\d\d", source)
    if not clocks(" ".join(times)) <= clocks(reference):
        yield f"time of day: {' '.join(times)}"
    present = english_values(reference)
    for phrase in persian_numbers(re.sub(r"\d{1,2}:\d\d", " ", source)):
        value = persian_value(phrase)
        if not present & {value, value + 1300}:  # the year 98 is 1398
            yield f"number: {phrase}"
