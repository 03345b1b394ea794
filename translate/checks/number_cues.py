"""Words that state a number without being one for the readers: "threefold", «سه‌جانبه», "Charles III".

They can only excuse: a number of one side that the readers do not find on the other may stand there in
such a word. Each table maps a value to what begins such words, lower case, in folded letters.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from translate.text.characters import ZWNJ
from translate.text.dates import Calendar, PartialDate
from translate.text.mentions import Value
from translate.text.months_fa import MONTHS as MONTHS_FA
from translate.text.months_fa import WEEKDAYS as WEEKDAYS_FA
from translate.text.numerals_en import MONTHS as MONTHS_EN
from translate.text.numerals_en import ORDINALS as ORDINALS_EN
from translate.text.numerals_en import SCALES as SCALES_EN
from translate.text.numerals_en import SMALL as SMALL_EN
from translate.text.numerals_en import TENS as TENS_EN
from translate.text.numerals_en import WEEKDAYS as WEEKDAYS_EN
from translate.text.numerals_fa import CARDINALS, ORDINALS
from translate.text.numerals_fa import SCALES as SCALES_FA

_LATINATE: dict[Fraction, tuple[str, ...]] = {
    Fraction(0): ("nought", "clean sheet", "goalless", "scoreless", "scratch"),
    Fraction(1): ("single",),
    Fraction(3): ("tri", "thrice", "trebl", "hat-trick", "hat trick", "quarter"),
    Fraction(4): ("quad", "quart", "tetra"),
    Fraction(5): ("quint", "penta"),
    Fraction(6): ("half-year", "semi-annual", "semiannual", "sext"),
    Fraction(7): ("septu", "week-long"),
    Fraction(8): ("octo",),
    Fraction(10): ("decade", "tenfold", "deca"),
    Fraction(12): ("dozen", "noon", "midnight", "midday"),
    Fraction(14): ("fortnight",),
    Fraction(15): ("quarter",),
    Fraction(20): ("score",),
    Fraction(16): ("round of 32",),
    Fraction(24): ("round-the-clock", "around-the-clock", "midnight"),
    Fraction(30): ("half",),
    Fraction(50): ("half",),
    Fraction(100): ("centur", "centen", "cent"),
    Fraction(1000): ("millenni",),
    Fraction(3, 2): ("half",),
    Fraction(5, 2): ("half",),
}
_PERSIAN: dict[Fraction, tuple[str, ...]] = {
    Fraction(3): ("ثالث", "مثلث", "فصل", "ثلث", "هتتریک", "هت"),
    Fraction(4): ("چار", "مربع", "رابع", "ربع", "فصل"),
    Fraction(5): ("خمس", "مخمس"),
    Fraction(10): ("عشر", "دهه"),
    Fraction(12): ("دوجین", "ظهر", "نیمه"),
    Fraction(15): ("ربع",),
    Fraction(23): ("امید",),
    Fraction(24): ("شبانه", "شبانروز"),
    Fraction(30): ("نیم",),
    Fraction(100): ("سده", "قرن"),
    Fraction(3, 4): ("سه", "ربع"),
}
# The Friday mosque; the evening of Thursday is that of Friday.
_OTHER_DAYS = {"جامع": 4, "شب جمعه": 3, "شبهای جمعه": 3, f"شب{ZWNJ}های جمعه": 3}
_JOINT = f"[ {ZWNJ}]?"
_ROMAN = {
    1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X", 11: "XI",
    12: "XII", 13: "XIII", 14: "XIV", 15: "XV", 16: "XVI", 17: "XVII", 18: "XVIII", 19: "XIX", 20: "XX",
    21: "XXI", 23: "XXIII",
}  # fmt: skip


def english_cue(value: Fraction, text: str) -> bool:
    """Whether an English text has a word or a Roman numeral that may state `value`."""
    pattern = _english(_told(value))
    return pattern is not None and pattern.search(text) is not None


def persian_cue(value: Fraction, folded: str) -> bool:
    """Whether a Persian text, folded by `translate.text.scan.fold`, has a word that may state `value`."""
    pattern = _persian(_told(value))
    return pattern is not None and pattern.search(folded) is not None


def _told(value: Fraction) -> Fraction:
    """What the words of a number are made of: of a tenth, «یک‌دهمش» or "one in ten", it is ten."""
    return Fraction(value.denominator) if value.numerator == 1 and value.denominator > 2 else value


def english_date_cue(value: Value, text: str) -> bool:
    """Whether a bare month or weekday stands in the text as a word that the readers did not take for one."""
    return any(
        re.search(rf"\b{name}", text, re.IGNORECASE)
        for name in _names(value, MONTHS_EN, WEEKDAYS_EN | {"dushanbe": 0})
    )


def persian_date_cue(value: Value, folded: str) -> bool:
    """The same for a Persian text in folded letters."""
    names = _names(value, MONTHS_FA, WEEKDAYS_FA | _OTHER_DAYS)
    return any(name in folded for name in names)


def _names(value: Value, months: Mapping[str, tuple[Calendar, int]], days: Mapping[str, int]) -> list[str]:
    if not isinstance(value, PartialDate) or value.year is not None or value.day is not None:
        return []
    if value.month is None:
        return [name for name, day in days.items() if day == value.weekday]
    return [name for name, place in months.items() if place == (value.calendar, value.month)]


# A night holds hundreds of thousands of different numbers, and each pattern is a few kilobytes.
_VALUES_KEPT = 512


@lru_cache(_VALUES_KEPT)
def _english(value: Fraction) -> re.Pattern[str] | None:
    words = {
        word
        for table in (SMALL_EN, TENS_EN, SCALES_EN, ORDINALS_EN)
        for word in table
        if table[word] == value
    }
    starts = sorted(re.escape(word) for word in {*words, *_LATINATE.get(value, ())})
    parts = [rf"(?i:\b(?:{'|'.join(starts)}))"] if starts else []
    if value.denominator == 1 and (roman := _ROMAN.get(value.numerator)):
        parts.append(rf"\b{roman}\b")
    return re.compile("|".join(parts)) if parts else None


@lru_cache(_VALUES_KEPT)
def _persian(value: Fraction) -> re.Pattern[str] | None:
    words = {word for word, (worth, _) in CARDINALS.items() if worth == value}
    words |= {word for table in (ORDINALS, SCALES_FA) for word, worth in table.items() if worth == value}
    starts = sorted({*words, *_PERSIAN.get(value, ()), *_compounds(value)})
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(starts)})") if starts else None


def _compounds(value: Fraction) -> Iterator[str]:
    """«سی‌وشش‌فروندی», «صدهزارنفری»: numbers of two words inside a compound, as patterns."""
    by_value = {worth: word for word, (worth, _) in reversed(CARDINALS.items())}
    tens, unit = divmod(value, 10)
    if 2 <= tens <= 9 and unit in by_value:
        yield f"{by_value[int(tens) * 10]}{_JOINT}و{_JOINT}{by_value[int(unit)]}"
    for word, scale in SCALES_FA.items():
        if value / scale in by_value:
            yield f"{by_value[int(value / scale)]}{_JOINT}{word}"
