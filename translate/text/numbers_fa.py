"""Persian quantities in their sentence: units, ranges, scores, codes, and the words that only look like numbers."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from translate.text import numerals_fa as fa
from translate.text.amounts_fa import Amount, is_and, read_amount, read_fraction, read_ordinal
from translate.text.mentions import Found, Kind
from translate.text.months_fa import WEEKDAYS
from translate.text.scan import BLANK, GLUED, HALF, Token

_LETTERS = frozenset("اف اس ام جی بی تی سی ای دی پی کی وی ان ال یو آر اچ کا میگ سو کووید ایکس".split())
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SCORE_WORDS = frozenset("نتیجه برد باخت شکست مساوی پیروز پیروزی تساوی مغلوب مقابل برابر حساب".split())
_NAMES_AFTER = frozenset(  # «شبکه یک», «گروه یک»: here even «یک» is a number
    "شبکه شماره کانال گروه فاز بند خط بلوک منطقه سد درجه رتبه رده ماده فصل فقط تنها".split()
)
_END_WORDS = frozenset("و که را در به از با تا برای است بود شد هم نیز بالا پایین رفت رفتند".split())


class Quantity(NamedTuple):
    """An amount with its unit, and the index after both."""

    amount: Amount
    unit: str | None
    end: int


def read_quantity(toks: Sequence[Token], i: int) -> list[Found]:
    """The number, percentage, sum, ordinal, fraction, range, score or code that begins at token `i`."""
    first = i + _sign(toks, i)
    return (
        _code(toks, i)
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


def _code(toks: Sequence[Token], i: int) -> list[Found]:
    """Telephone numbers, «اف-۳۵», «کووید-۱۹», «۱+۵», 24/7, and figures too long to count anything."""
    if toks[i].kind != "n":
        return []
    text, after = toks[i].text, toks[i + 2]
    joint = toks[i + 1].text if toks[i + 1].gap == GLUED == after.gap and after.kind == "n" else ""
    if joint == "+":
        return [Found("code", "+".join(sorted((text, after.text), reverse=True)), i, i + 3)]
    if (text, joint, after.text) == ("24", "/", "7") and toks[i + 3].text not in fa.PERCENT | fa.MEASURES:
        return [Found("code", "24/7", i, i + 3)]
    if _is_phone(toks, i, joint):
        end = i + 1
        while toks[end].text == "-" and toks[end + 1].kind == "n" and toks[end].gap == GLUED == toks[end + 1].gap:
            end += 2
        return [Found("code", "".join(t.text for t in toks[i:end] if t.kind == "n"), i, end)]
    if _is_model(toks, i) or text.count(".") > 1 and read_amount(toks, i) is None or len(text) > 12 and text.isdigit():
        return [Found("code", text, i, i + 1)]
    return []


def _is_phone(toks: Sequence[Token], i: int, joint: str) -> bool:
    text = toks[i].text
    zeros = len(text) >= 3 and text[0] == "0" and text.isdigit()
    return zeros or (joint == "-" and len(text) + len(toks[i + 2].text) >= 9 and text.isdigit())


def _is_model(toks: Sequence[Token], i: int) -> bool:
    before = toks[i - 1]
    if before.text == "-" and toks[i].gap == GLUED == before.gap and toks[i - 2].kind == "w":
        return True
    if toks[i].gap == BLANK or before.kind != "w":
        return False
    return before.text in _LETTERS or before.text.isascii()


def _ordinal(toks: Sequence[Token], i: int) -> list[Found]:
    if toks[i].gap == HALF and toks[i - 1].kind == "w" and toks[i - 1].text not in ("و", "نیم"):
        return []
    if read_fraction(toks, i) is not None:
        return []
    amount = read_ordinal(toks, i)
    if amount is None or (toks[i].text == "نخست" and toks[i + 1].text in ("وزیر", "وزیری", "وزیران")):
        return []
    return [Found("ordinal", amount.value, i, amount.end)]


def _around_tens(toks: Sequence[Token], i: int) -> list[Found]:
    """«دو سه روز», «یکی دو هفته»: two neighbouring numbers without a joint are a range."""
    low = 1 if toks[i].text == "یکی" else fa.CARDINALS.get(toks[i].text, (0, 0))[0]
    high, place = fa.CARDINALS.get(toks[i + 1].text, (0, 0))
    if not 1 <= low < high <= 20 or high - low > 2 + (low == 10) or place != 1 or toks[i + 1].gap == GLUED:
        return []
    quantity = _with_unit(toks, read_amount(toks, i + 1))
    if quantity is None or toks[i + 2].text == "بر":
        return []
    times = quantity.amount.value / high
    return [Found("range", (low * times, quantity.amount.value), i, quantity.end, quantity.unit)]


def _with_unit(toks: Sequence[Token], amount: Amount | None) -> Quantity | None:
    """The amount with the percent sign, currency or half («سه سال و نیم») that belongs to it."""
    if amount is None:
        return None
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
    if word in fa.MEASURES and is_and(toks, at + 1) and toks[at + 2].text == "نیم" and toks[at + 3].gap != HALF:
        return Quantity(replace(amount, value=amount.value + Fraction(1, 2)), None, at + 3)
    return Quantity(amount, None, amount.end)


def _money(toks: Sequence[Token], amount: Amount, at: int) -> Quantity:
    word, unit = toks[at].text, fa.CURRENCIES[toks[at].text]
    if word in fa.CENTS:
        amount = replace(amount, value=amount.value / 100)
    unit = fa.DOLLARS_OF.get(toks[at + 1].text, unit) if unit == "USD" else unit
    return Quantity(amount, unit, at + 1)


def _quantity(toks: Sequence[Token], i: int) -> Quantity | None:
    return _with_unit(toks, read_fraction(toks, i) or read_amount(toks, i))


def _pair(toks: Sequence[Token], i: int, first: int) -> list[Found]:
    """«۱۰ تا ۱۵ درصد», «بین ۵۰ و ۶۰», «دو یا سه», «۳ بر ۱», «۲-۱»."""
    low = _quantity(toks, first)
    if low is None:
        return []
    at = low.end
    joint, words = toks[at].text, low.amount.spelled
    high = _quantity(toks, at + 1 + _sign(toks, at + 1)) if joint in ("تا", "الی", "-", "بر", "یا", "و") else None
    if high is None or (low.unit is not None and low.unit != high.unit):
        return []
    if joint == "بر" and max(low.amount.value, high.amount.value) < 200 and high.unit is None:
        return [Found("score", (low.amount.value, high.amount.value), i, high.end)]
    if joint == "و" and not _between(toks, i):
        return []
    if joint == "یا" and high.amount.value - low.amount.value > 2:
        return []
    if joint == "-" and (words or high.amount.spelled or not _is_joint(toks, at)):
        return []
    return _joined(toks, i, low, high)


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


def _between(toks: Sequence[Token], i: int) -> bool:
    return toks[i - 1].text in ("بین", "میان", "مابین")


def _is_joint(toks: Sequence[Token], at: int) -> bool:
    return toks[at].gap == toks[at + 1].gap


def _is_score(toks: Sequence[Token], a: Fraction, b: Fraction, end: int) -> bool:
    if max(a, b) >= 30 or a.denominator != 1 or b.denominator != 1 or toks[end].text in fa.MEASURES:
        return False
    return a >= b or any(token.text in _SCORE_WORDS for token in toks)


def _single(toks: Sequence[Token], i: int, first: int) -> list[Found]:
    share = read_fraction(toks, first)
    quantity = _with_unit(toks, share or read_amount(toks, first))
    if quantity is None:
        return []
    amount, unit, end = quantity
    if share is None and unit is None and amount.spelled and not _is_counted(toks, i, amount):
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


def _is_counted(toks: Sequence[Token], i: int, amount: Amount) -> bool:
    """Whether a spelled number counts something, and is not an article, a name, a village or a "no"."""
    before, after, end = toks[i - 1].text, toks[amount.end], amount.end
    if after.gap in (HALF, GLUED) and after.kind == "w" and after.text not in fa.MEASURE_ENDINGS:
        return after.text in fa.SCALES
    if end > i + 1:
        return not (toks[end - 1].text in fa.SCALES and before in ("چند", "چندین", "ده", "صدها", "دهها", "ها"))
    if before in ("چند", "چندین", "ها", "صدها", "دهها") and amount.value >= 100:
        return False
    if after.text == "ماهه" and toks[end + 1].text in fa.ORDINALS:  # «سه‌ماههٔ دوم» is the second quarter
        return False
    check = _TRAPS.get(toks[i].text)
    return check is None or check(toks, i)


def _one(toks: Sequence[Token], i: int) -> bool:
    after = toks[i + 1]
    if after.text in fa.MEASURE_ENDINGS & fa.ONE_COUNTS:
        return toks[i - 1].text not in ("هر",)
    return toks[i - 1].text in _NAMES_AFTER and after.text != "از"


def _two(toks: Sequence[Token], i: int) -> bool:
    sport = toks[i + 1].text in ("میدانی", "ماراتن", "استقامت", "سرعت") or toks[i + 2].text in ("میدانی", "میدانی")
    return toks[i - 1].text not in ("هر", "پیاده") and not sport


def _nine(toks: Sequence[Token], i: int) -> bool:
    return toks[i + 1].text in fa.MEASURE_ENDINGS and toks[i + 1].text != "تنها"


def _ten(toks: Sequence[Token], i: int) -> bool:
    after = toks[i + 1]
    return after.kind == "w" and after.text not in _END_WORDS and toks[i - 1].text not in ("این", "آن")


def _thirty(toks: Sequence[Token], i: int) -> bool:
    return not ({toks[i - 1].text, toks[i + 1].text} & (_LETTERS | {"آی"})) and _ten(toks, i)


def _thirteen(toks: Sequence[Token], i: int) -> bool:
    return (toks[i + 1].text, toks[i + 2].text) != ("به", "در")


def _hundred(toks: Sequence[Token], i: int) -> bool:
    return toks[i + 1].text not in ("البته", "ها", "حیف")


_TRAPS = {
    "یک": _one,
    "دو": _two,
    "نه": _nine,
    "ده": _ten,
    "سی": _thirty,
    "سیزده": _thirteen,
    "صد": _hundred,
}

STARTS = frozenset(
    {*fa.CARDINALS, *fa.ORDINALS, *fa.SHARES, *fa.HALF_WORDS, "هزار", "یکی", "منفی", "منهای", "-", "%", *_SIGNS}
) - WEEKDAYS.keys()
