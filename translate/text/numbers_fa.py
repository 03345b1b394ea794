"""Persian quantities in their sentence: units, ranges, scores, codes, and what only looks like a number."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from translate.text import numerals_fa as fa
from translate.text.amounts_fa import Amount, is_and, read_amount, read_fraction, read_ordinal
from translate.text.codes_fa import read_code
from translate.text.mentions import Found, Kind
from translate.text.months_fa import WEEKDAYS
from translate.text.scan import BLANK, GLUED, HALF, Token
from translate.text.traps_fa import is_counted, only_looks_ordinal
from translate.text.words import word_set

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SCORE_WORDS = word_set("نتیجه برد باخت شکست مساوی پیروز پیروزی تساوی مغلوب مقابل برابر حساب")
_JOINTS = frozenset({"تا", "الی", "-", "بر", "یا", "و", "به"})


class Quantity(NamedTuple):
    """An amount with its unit, and the index after both."""

    amount: Amount
    unit: str | None
    end: int


def read_quantity(toks: Sequence[Token], i: int) -> list[Found]:
    """The number, percentage, sum, ordinal, fraction, range, score or code that begins at token `i`."""
    first = i + _sign(toks, i)
    return (
        read_code(toks, i)
        or _ordinal(toks, i)
        or _around_tens(toks, i)
        or _pair(toks, i, first)
        or _single(toks, i, first)
    )


def _sign(toks: Sequence[Token], i: int) -> int:
    """How many tokens of sign or currency stand before the figures."""
    word, after = toks[i].text, toks[i + 1]
    if word in _SIGNS and after.kind == "n":
        return 1
    if word == "%" and after.kind == "n" and after.gap == GLUED and toks[i - 1].kind != "n":
        return 1
    negative = word == "-" and toks[i].gap == BLANK and after.kind == "n" and after.gap == GLUED
    return int(negative or word in ("منفی", "منهای"))


def _ordinal(toks: Sequence[Token], i: int) -> list[Found]:
    if toks[i].gap == HALF and toks[i - 1].kind == "w" and toks[i - 1].text not in ("و", "نیم"):
        return []
    if read_fraction(toks, i) is not None:
        return []
    amount = read_ordinal(toks, i)
    if amount is None or only_looks_ordinal(toks, i):
        return []
    return [Found("ordinal", amount.value, i, amount.end)]


def _around_tens(toks: Sequence[Token], i: int) -> list[Found]:
    """«دو سه روز», «یکی دو هفته»: two neighbouring numbers without a joint are a range."""
    low = 1 if toks[i].text == "یکی" else fa.CARDINALS.get(toks[i].text, (0, 0))[0]
    high, place = fa.CARDINALS.get(toks[i + 1].text, (0, 0))
    if not 1 <= low < high <= 20 or high - low > 2 + (low == 10) or place != 1 or toks[i + 1].gap == GLUED:
        return []
    amount = read_amount(toks, i + 1)
    if amount is None or toks[i + 2].text == "بر":
        return []
    quantity = _with_unit(toks, amount)
    times = quantity.amount.value / high
    return [Found("range", (low * times, quantity.amount.value), i, quantity.end, quantity.unit)]


def _with_unit(toks: Sequence[Token], amount: Amount) -> Quantity:
    """The amount with the percent sign, currency or half («سه سال و نیم») that belongs to it."""
    at = amount.end + (toks[amount.end].text == "واحد" and toks[amount.end + 1].text in fa.PERCENT)
    word = toks[at].text
    if word in fa.PERCENT:
        return Quantity(amount, "%", at + 1)
    if word == "در" and toks[at + 1].text == "صد" and toks[at + 2].text not in fa.SCALES:
        return Quantity(amount, "%", at + 2)
    if word == fa.TRILLION_TOMANS:
        return Quantity(replace(amount, value=amount.value * 10**12), "IRT", at + 1)
    if word in fa.CURRENCIES:
        return _money(toks, amount, at)
    return _halved(toks, amount, at)


def _halved(toks: Sequence[Token], amount: Amount, at: int) -> Quantity:
    """«سه سال و نیم»: the half stands behind what is counted."""
    half = is_and(toks, at + 1) and toks[at + 2].text == "نیم" and toks[at + 3].gap != HALF
    if toks[at].text in fa.MEASURES and half:
        return Quantity(replace(amount, value=amount.value + Fraction(1, 2)), None, at + 3)
    return Quantity(amount, None, amount.end)


def _money(toks: Sequence[Token], amount: Amount, at: int) -> Quantity:
    word, unit = toks[at].text, fa.CURRENCIES[toks[at].text]
    if word in fa.CENTS:
        amount = replace(amount, value=amount.value / 100)
    unit = fa.DOLLARS_OF.get(toks[at + 1].text, unit) if unit == "USD" else unit
    cents = read_amount(toks, at + 2) if unit == "USD" and is_and(toks, at + 1) else None
    if cents is not None and toks[cents.end].text in fa.CENTS:  # «۶۳ دلار و ۱۷ سنت» is one sum
        return Quantity(replace(amount, value=amount.value + cents.value / 100), unit, cents.end + 1)
    return Quantity(amount, unit, at + 1)


def _quantity(toks: Sequence[Token], i: int) -> Quantity | None:
    amount = read_fraction(toks, i) or read_amount(toks, i)
    return None if amount is None else _with_unit(toks, amount)


def _pair(toks: Sequence[Token], i: int, first: int) -> list[Found]:
    """«۱۰ تا ۱۵ درصد», «بین ۵۰ و ۶۰», «دو یا سه», «۳ بر ۱», «۲-۱»."""
    low = _quantity(toks, first)
    if low is None:
        return []
    joint, at = toks[low.end].text, low.end + 1
    high = _quantity(toks, at + _sign(toks, at)) if joint in _JOINTS else None
    if high is None or (low.unit is not None and low.unit != high.unit):
        return []
    if joint == "به":
        return _change(toks, i, low, high)
    if joint == "بر" and max(low.amount.value, high.amount.value) < 200 and high.unit is None:
        return [Found("score", (low.amount.value, high.amount.value), i, high.end)]
    if not _is_joint(toks, i, low, high):
        return []
    return _joined(toks, i, low, high)


def _change(toks: Sequence[Token], i: int, low: Quantity, high: Quantity) -> list[Found]:
    """«از ۹ به ۱۰ درصد»: two values that share the unit, and the scale word where the first has none."""
    a, b = low.amount.value, high.amount.value
    shared = low.amount.scale == 1 and high.amount.scale > 1 and 1 <= a < 1000
    if toks[i - 1].text != "از" or low.unit is not None or (high.unit is None and not shared):
        return []
    first = Found(_kind(high.unit, None), a * (high.amount.scale if shared else 1), i, low.end, high.unit)
    return [first, Found(_kind(high.unit, None), b, low.end + 1, high.end, high.unit)]


def _joined(toks: Sequence[Token], i: int, low: Quantity, high: Quantity) -> list[Found]:
    a, b = low.amount.value, high.amount.value
    unit = high.unit or _SIGNS.get(toks[i].text)
    if low.amount.scale == 1 and low.unit is None and high.amount.scale > 1 and a <= b / high.amount.scale:
        a *= high.amount.scale
    if toks[low.end].text == "-" and unit is None and _is_score(toks, a, b, high.end):
        return [Found("score", (a, b), i, high.end)]
    if toks[i].text in ("منفی", "-"):
        a = -a
    if toks[low.end + 1].text in ("منفی", "-"):
        b = -b
    return [Found("range", (a, b), i, high.end, unit)] if a < b else []


def _is_joint(toks: Sequence[Token], i: int, low: Quantity, high: Quantity) -> bool:
    """Whether the word between two quantities makes a range of them."""
    joint, after = toks[low.end], toks[low.end + 1]
    if joint.text == "و":
        return toks[i - 1].text in ("بین", "میان", "مابین")
    if joint.text == "یا":
        return high.amount.value - low.amount.value <= 2
    spelled = low.amount.spelled or high.amount.spelled
    return joint.text != "-" or (not spelled and joint.gap == after.gap)


def _is_score(toks: Sequence[Token], a: Fraction, b: Fraction, end: int) -> bool:
    if max(a, b) >= 30 or a.denominator != 1 or b.denominator != 1 or toks[end].text in fa.MEASURES:
        return False
    return a >= b or any(token.text in _SCORE_WORDS for token in toks[max(0, end - 20) : end + 12])


def _single(toks: Sequence[Token], i: int, first: int) -> list[Found]:
    share = read_fraction(toks, first)
    quantity = _quantity(toks, first)
    if quantity is None:
        return []
    amount, unit, end = quantity
    if share is None and unit is None and amount.spelled and not is_counted(toks, i, amount):
        return []
    if toks[first].gap == HALF and toks[first - 1].kind == "w" and amount.spelled:
        return []
    unit = unit or _SIGNS.get(toks[i].text) or ("%" if toks[i].text == "%" else None)
    value, end = _negative(toks, i, amount.value, end)
    return [Found(_kind(unit, share), value, i, end, unit)]


def _kind(unit: str | None, share: Amount | None) -> Kind:
    if unit is not None:
        return "percent" if unit == "%" else "money"
    return "number" if share is None or share.value >= 1 else "fraction"


def _negative(toks: Sequence[Token], i: int, value: Fraction, end: int) -> tuple[Fraction, int]:
    if toks[i].text in ("منفی", "منهای", "-"):
        return -value, end
    at = end + (toks[end].text == "درجه")
    at += toks[at].text in ("سانتیگراد", "سلسیوس")
    if toks[at].text == "زیر" and toks[at + 1].text == "صفر":
        return -value, at + 2
    return value, end


STARTS = (
    frozenset(
        {
            *fa.CARDINALS,
            *fa.ORDINALS,
            *fa.SHARES,
            *fa.HALF_WORDS,
            "هزار",
            "یکی",
            "منفی",
            "منهای",
            "-",
            "%",
            *_SIGNS,
        }
    )
    - WEEKDAYS.keys()
)
