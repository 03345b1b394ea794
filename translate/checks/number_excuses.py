"""Which numbers and dates correct translations leave out or bring in by custom."""

import re
from fractions import Fraction
from typing import NamedTuple

from translate.checks.number_cues import english_cue, english_date_cue, persian_cue, persian_date_cue
from translate.checks.number_reading import number
from translate.text.characters import ZWNJ
from translate.text.dates import ClockTime
from translate.text.mentions import Mention
from translate.text.scan import fold

# «یک سال» is "a year", «دو سوی مرز» "both sides", «نخست» "original", «نیمی» "most": written in words these
# come and go with the language. In digits they count something and are held to.
_HALF = Fraction(1, 2)
_CUSTOMARY = frozenset({_HALF, Fraction(1), Fraction(2)})
# No value is stated: «صدها هزار», «چند صد», "hundreds of thousands".
_VAGUE_FA = re.compile("(?:صدها|دهها|ده\u200cها|صد\u200cها|هزاران|چند|چندین)[\\s\u200c]*$")
_VAGUE_EN = re.compile(
    r"(?:dozens|tens|hundreds|thousands|millions|several|few)(?: of)?(?: the)? $", re.IGNORECASE
)
# Words first and numbers by chance: "had not hit", Siam, scratch, fog, "may",
# one afternoon.
_AMBIGUOUS_FA = re.compile(rf"نزده(?:{ZWNJ}ام)?|سیام|صفر|مه|می|یک عصر|یک بعدازظهر")
_NIGHT_BEFORE = re.compile(r"شب[ِ\s]*$")  # «شب جمعه» is Thursday night
# «نیم درصد» is "half a point", and "one-tenth of a percent" is read as a fraction.
_POINTS = re.compile(
    r"\bpoints\b|\b(?:percentage|basis|an?|one) point\b|\bof (?:a|one) percent", re.IGNORECASE
)
_BELOW = re.compile(r"\b(?:under|below|minus|negative|basement|sub)\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n't\b|\bn?either\b|\bnor\b|\bno\b", re.IGNORECASE)  # «نه» is "nine" and "not"
_HOUR_WORD = re.compile(r"noon|midday|midnight|ظهر|نیمه", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"\b[kcmd]?m$")  # "km2": the figure is an exponent
_DIGIT = re.compile(r"\d")


class Sides(NamedTuple):
    """The values of the numbers that source and target state, in whatever unit."""

    stated: frozenset[Fraction]
    given: frozenset[Fraction]


def excused_fa(one: Mention, source: str, target: str, sides: Sides) -> bool:
    """Whether a Persian mention may go without a counterpart."""
    before, value = source[: one.start], number(one)
    no_number = _is_spelled(one) and (_AMBIGUOUS_FA.fullmatch(one.text) or _VAGUE_FA.search(before))
    if no_number or _stands_there(one, target):
        return True
    if value is None:
        hour = _hour(one)
        at_seven = hour is not None and (hour in sides.given or english_cue(hour, target))
        night = _NIGHT_BEFORE.search(before) is not None
        return at_seven or night or _is_hour_word(one) or english_date_cue(one.value, target)
    if one.text == "نه" and _NOT.search(target):
        return True
    if value in sides.given:  # in another unit
        return _POINTS.search(target) is not None
    if _is_customary(one) or (-value in sides.given and _BELOW.search(target)):
        return True
    with_half = value + _HALF in sides.given - sides.stated and "نیم" in source
    return with_half or english_cue(value, target)


def excused_en(one: Mention, source: str, target: str, sides: Sides) -> bool:
    """Whether an English mention may go without a counterpart."""
    before = target[: one.start]
    if _stands_there(one, source) or _UNIT_BEFORE.search(before):
        return True
    if _is_spelled(one) and _VAGUE_EN.search(before):
        return True
    value, folded = number(one), fold(source)[0]
    if value is None:
        hour = _hour(one)
        at_seven = hour is not None and (hour in sides.stated or persian_cue(hour, folded))
        return at_seven or _is_hour_word(one) or persian_date_cue(one.value, folded)
    if value in sides.stated:
        return _POINTS.search(target) is not None
    if _is_customary(one) or (-value in sides.stated and _BELOW.search(target)):
        return True
    with_half = value - _HALF in sides.stated - sides.given and "نیم" in source  # «هفت دلار و نیم»
    return with_half or _in_brackets(one, source, target) or persian_cue(value, folded)


def _stands_there(one: Mention, other: str) -> bool:
    """Whether the other side has it in the same letters, which its reader took for something else."""
    if one.text.isascii() and one.unit is None:
        return re.search(rf"(?<![\w:.]){re.escape(one.text)}(?!\w|[:.]\d)", other, re.IGNORECASE) is not None
    return False


def _is_spelled(one: Mention) -> bool:
    return _DIGIT.search(one.text) is None


def _is_customary(one: Mention) -> bool:
    return one.unit is None and number(one) in _CUSTOMARY and _is_spelled(one)


def _hour(one: Mention) -> Fraction | None:
    """The hour of a time, which the other side may state as a bare number: "at seven", "seven-thirty"."""
    return Fraction(one.value.hour) if isinstance(one.value, ClockTime) else None


def _is_hour_word(one: Mention) -> bool:
    """Noon and midnight, said in a word."""
    at = one.value
    if not isinstance(at, ClockTime) or at.hour % 12 or at.minute:
        return False
    return _is_spelled(one) or _HOUR_WORD.search(one.text) is not None


def _in_brackets(one: Mention, source: str, target: str) -> bool:
    """A Gregorian year put in brackets after a lunar one, which we cannot convert, or after a decade."""
    return one.kind == "year" and target[: one.start].endswith("(") and ("قمری" in source or "دهه" in source)
