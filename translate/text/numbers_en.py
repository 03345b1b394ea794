"""English quantities in their sentence: units, ranges, scores, codes, and what only looks like a number."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from translate.text import numerals_en as en
from translate.text.amounts_en import read_amount, read_fraction, read_ordinal, skip_hyphen
from translate.text.amounts_fa import Amount
from translate.text.codes_en import read_code
from translate.text.mentions import Found, Kind
from translate.text.scan import BLANK, GLUED, Token
from translate.text.words import word_set

_SCORE_WORDS = word_set(
    "beat beats beating won win wins lost lose draw drew match score victory defeat ended"
)
_AFTER_A_SECOND = word_set("to ago later after before for in and of or from")
_AFTER_DOUBLE = word_set("its the their his her what that those from as to in and but , .") | {""}
_MINUS = frozenset({"minus", "negative", "-"})


class Quantity(NamedTuple):
    """An amount with its unit, and the index after both."""

    amount: Amount
    unit: str | None
    end: int
    share: bool


def read_quantity(toks: Sequence[Token], i: int) -> list[Found]:
    """The number, percentage, sum, ordinal, fraction, range, score or code that begins at token `i`."""
    return read_code(toks, i) or _ordinal(toks, i) or _pair(toks, i) or _single(toks, i)


def _ordinal(toks: Sequence[Token], i: int) -> list[Found]:
    if read_fraction(toks, i) is not None:
        return []
    amount = read_ordinal(toks, i)
    if amount is None:
        return []
    before, after = toks[i - 1].text, toks[amount.end]
    hand = after.text == "-" and toks[amount.end + 1].text in ("hand", "guess", "guessing", "rate")
    if toks[i].text == "second" and (before in ("per", "each", "every", "split") or hand):
        return []
    if (
        toks[i].text == "second"
        and before in ("a", "one")
        and (after.kind != "w" or after.text in _AFTER_A_SECOND)
    ):
        return []
    if toks[i].text == "third" and after.text in ("party", "parties"):
        return []
    return (
        [] if toks[i].text == "first" and before == "at" else [Found("ordinal", amount.value, i, amount.end)]
    )


def _quantity(toks: Sequence[Token], i: int) -> Quantity | None:
    """An amount with the sign before it or the unit after it."""
    unit, first = _prefix(toks, i)
    share = read_fraction(toks, first)
    amount = share or read_amount(toks, first)
    if amount is None:
        return None
    if unit is not None:
        return Quantity(amount, unit, amount.end, False)
    unit, end = _suffix(toks, skip_hyphen(toks, amount.end), amount)
    if unit is None:
        return Quantity(amount, None, amount.end, share is not None)
    if unit != "%" and toks[end - 1].text in en.CENTS:
        amount = replace(amount, value=amount.value / 100)
    return Quantity(amount, unit, end, share is not None)


def _prefix(toks: Sequence[Token], i: int) -> tuple[str | None, int]:
    """The currency before the figures: $, US$, USD, € ..."""
    if toks[i].text in en.SIGNS and toks[i + 1].kind == "n":
        return en.SIGNS[toks[i].text], i + 1
    if toks[i + 1].text == "$" and toks[i + 1].gap == GLUED and toks[i].text in en.DOLLAR_PREFIXES:
        return en.DOLLAR_PREFIXES[toks[i].text], i + 2
    if toks[i].text in ("usd", "eur", "gbp", "irr") and toks[i + 1].kind == "n":
        return en.CURRENCIES[toks[i].text], i + 1
    return None, i


def _suffix(toks: Sequence[Token], i: int, amount: Amount) -> tuple[str | None, int]:
    word = toks[i].text
    i += word in ("a", "an") and toks[i + 1].text in en.PERCENT
    word = toks[i].text
    if word in en.PERCENT:
        return "%", i + 1 + (toks[i + 1].text in ("point", "points") and word == "percentage")
    if word == "per" and toks[i + 1].text == "cent":
        return "%", i + 2
    nation = word in en.NATIONS and toks[i + 1].text in en.CURRENCIES
    unit = en.CURRENCIES.get(toks[i + nation].text)
    if unit is None or (unit == "won" and amount.value < 1000):
        return None, i
    return (en.NATIONS[word] if nation and unit == "USD" else None) or unit, i + nation + 1


def _pair(toks: Sequence[Token], i: int) -> list[Found]:
    """Two ends: "10 to 15 percent", "between 5 and 7", "two or three", "3-1"."""
    low = _quantity(toks, i)
    if low is None:
        return []
    joint = toks[low.end].text
    if joint not in ("to", "-", "and", "or") or (joint == "and" and toks[i - 1].text != "between"):
        return []
    high = _quantity(toks, low.end + 1 + (joint == "-" and toks[low.end + 1].text == "to"))
    if high is None or (joint == "-" and toks[low.end].gap != toks[low.end + 1].gap):
        return []
    return _joined(toks, i, low, high)


def _joined(toks: Sequence[Token], i: int, low: Quantity, high: Quantity) -> list[Found]:
    a, b = low.amount.value, high.amount.value
    joint, unit = toks[low.end].text, high.unit or low.unit
    if joint == "to" and a >= b and high.unit is not None and low.unit is None and toks[i - 1].text == "from":
        kind = _kind(unit, a, share=False)
        return [Found(kind, a, i, low.end, unit), Found(kind, b, low.end + 1, high.end, unit)]
    if low.unit not in (None, unit) or (high.unit is None and unit == "%"):
        return []
    if low.amount.scale == 1 and high.amount.scale > 1 and a <= b / high.amount.scale:
        a *= high.amount.scale
    if joint == "-" and unit is None and _is_score(toks, a, b, high.end):
        return [Found("score", (a, b), i, high.end)]
    if a >= b or (joint == "or" and b - a > 2) or (toks[i].text == "a" and joint != "to"):
        return []
    return [Found("range", (a, b), i, high.end, unit)]


def _is_score(toks: Sequence[Token], a: Fraction, b: Fraction, end: int) -> bool:
    if max(a, b) >= 30 or a.denominator != 1 or b.denominator != 1 or toks[end].text in en.MEASURES:
        return False
    return a >= b or any(token.text in _SCORE_WORDS for token in toks[max(0, end - 20) : end + 12])


def _single(toks: Sequence[Token], i: int) -> list[Found]:
    lexical = toks[i].text in ("double", "triple") and toks[i + 1].text not in _AFTER_DOUBLE
    if toks[i].text in en.TIMES and not lexical:
        return [Found("number", Fraction(en.TIMES[toks[i].text]), i, i + 1)]
    minus = toks[i].text in ("minus", "negative") or (toks[i].text == "-" and _is_sign(toks, i))
    if toks[i].text in _MINUS and not minus:
        return []
    quantity = _quantity(toks, i + minus)
    if quantity is None:
        return []
    amount, unit, end, share = quantity
    if unit is None and not share and not _is_counted(toks, i + minus, amount):
        return []
    value, end = (-amount.value, end) if minus else _below_zero(toks, amount.value, end)
    return [Found(_kind(unit, amount.value, share=share), value, i, end, unit)]


def _is_sign(toks: Sequence[Token], i: int) -> bool:
    return (
        toks[i].gap == BLANK
        and toks[i + 1].gap == GLUED
        and (toks[i + 1].kind == "n" or toks[i + 1].text in en.SIGNS)
    )


def _kind(unit: str | None, value: Fraction, *, share: bool) -> Kind:
    if unit is not None:
        return "percent" if unit == "%" else "money"
    return "fraction" if share and value < 1 else "number"


def _below_zero(toks: Sequence[Token], value: Fraction, end: int) -> tuple[Fraction, int]:
    at = end + (toks[end].text in ("degree", "degrees"))
    at += toks[at].text in ("celsius", "c")
    below = toks[at].text == "below" and toks[at + 1].text in ("zero", "freezing")
    return (-value, at + 2) if below else (value, end)


def _is_counted(toks: Sequence[Token], i: int, amount: Amount) -> bool:
    """Whether a spelled number counts something: "one year" does, "one of", "no one", "this one" do not."""
    if toks[i].text != "one" or amount.end > i + 1:
        return True
    if toks[i - 1].text in en.NUMBERED:
        return True
    after = toks[skip_hyphen(toks, amount.end)].text
    one_day = after == "day" and toks[i - 1].text not in ("only", "just")
    return after in en.MEASURES and not one_day and toks[i - 1].text not in ("no", "any", "this", "that")


STARTS = frozenset(
    {*en.SMALL, *en.TENS, *en.ORDINALS, *en.ROMAN, *en.TIMES, *en.SIGNS, *en.DOLLAR_PREFIXES}
    | {"a", "an", "half", "quarter", "hundred", "-", "minus", "negative", "usd", "eur", "gbp", "irr"}
)
