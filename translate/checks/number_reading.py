"""The numbers and dates of a pair, flattened for comparison, with two units that stand behind the number."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from translate.text.mentions import Mention, endpoints
from translate.text.numbers import mentions_en, mentions_fa
from translate.text.numerals_fa import CURRENCIES

# The readers take a currency as a whole word; here it carries the copula: «۲۵ هزار یوروست».
_COPULA = re.compile(rf"\s?({'|'.join(word for word in CURRENCIES if word.isalpha())})(?:ست|ه|اند|ی)(?!\w)")
# «همت» is short for a thousand billion (hezar miliard) tomans, in Iran's economic news only.
_HEMMAT = re.compile(r"\s?همت(?!\w)|\s?همتی(?!\w)")
# Currencies of other countries under the name that Persian has for them: «کرون», «ریال سعودی», «دلار کانادا».
_CURRENCY_EN = re.compile(
    r"\s(?:[A-Za-z]+\s)?(?:(?P<krona>kron[aeo]r?|krone)|(?P<IRR>riyals?|rials?)|(?P<rupee>rupiah)"
    r"|(?P<USD>dollars?)|(?P<GBP>pounds?)|(?P<IRT>tomans?)|(?P<EUR>euros?))\b",
    re.IGNORECASE,
)
_THOUSAND_BILLION = Fraction(10**12)


def read_fa(text: str) -> list[Mention]:
    """The Persian mentions, ranges and scores as their two ends."""
    return [_with_unit(text, mention) for mention in _flat(mentions_fa(text))]


def read_en(text: str) -> list[Mention]:
    """The English mentions, ranges and scores as their two ends."""
    return [_with_currency(text, mention) for mention in _flat(mentions_en(text))]


def number(mention: Mention) -> Fraction | None:
    """The value as a number, whatever its unit, a bare year included; None for a date, time or decade."""
    value = mention.value
    if isinstance(value, str):
        return Fraction(int(value)) if value.isdecimal() and len(value) <= 18 else None
    if isinstance(value, Fraction):
        return value
    year = getattr(value, "year", None)
    return Fraction(year) if year is not None and mention.kind == "year" else None


def _flat(mentions: Iterable[Mention]) -> list[Mention]:
    return [end for mention in mentions for end in endpoints(mention)]


def _with_unit(text: str, mention: Mention) -> Mention:
    if mention.unit is not None or not isinstance(mention.value, Fraction):
        return mention
    if _HEMMAT.match(text, mention.end):
        return replace(mention, kind="money", value=mention.value * _THOUSAND_BILLION, unit="IRT")
    if after := _COPULA.match(text, mention.end):
        return replace(mention, kind="money", unit=CURRENCIES[after[1]])
    return mention


def _with_currency(text: str, mention: Mention) -> Mention:
    if mention.unit is not None or not isinstance(mention.value, Fraction):
        return mention
    after = _CURRENCY_EN.match(text, mention.end)
    return replace(mention, kind="money", unit=after.lastgroup) if after else mention
