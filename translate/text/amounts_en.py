"""English number phrases: "twenty-five", "two and a half million", "3.4m", "21st", "two-thirds"."""

from collections.abc import Sequence
from fractions import Fraction

from translate.text import numerals_en as en
from translate.text.amounts_fa import Amount
from translate.text.asked import read_once
from translate.text.scan import GLUED, Token, literal
from translate.text.words import word_set

_ARTICLES = frozenset({"a", "an"})
_SHARED = word_set("of the less more as in were are is was to from and by for")


def skip_hyphen(toks: Sequence[Token], i: int) -> int:
    """The index after a hyphen that stands between two words without blanks; else `i`."""
    return i + 1 if toks[i].text == "-" and toks[i].gap == GLUED == toks[i + 1].gap else i


@read_once
def read_amount(toks: Sequence[Token], i: int) -> Amount | None:
    """A cardinal: figures, words, both with scale words, halves."""
    total = _first(toks, i)
    while total is not None:
        more = _more(toks, total)
        if more is None:
            return total
        total = more
    return None


def _first(toks: Sequence[Token], i: int) -> Amount | None:
    if toks[i].kind != "n":
        return _word(toks, i)
    value = literal(toks[i].text)
    if value is None:
        return None
    return _glued_scale(toks, Amount(value, i + 1, Fraction(0), 1, spelled=False))


def _word(toks: Sequence[Token], i: int) -> Amount | None:
    word = toks[i].text
    if word in en.SMALL:
        return Amount(Fraction(en.SMALL[word]), i + 1, Fraction(1))
    if word in en.TENS:
        return Amount(Fraction(en.TENS[word]), i + 1, Fraction(10))
    if word in _ARTICLES and toks[i + 1].text in en.SCALES:
        return Amount(Fraction(1), i + 1, Fraction(0))
    if word == "half" and toks[i + 1].text in _ARTICLES and toks[i + 2].text in en.SCALES:
        return Amount(en.HALF, i + 2, Fraction(0))
    if word == "hundred" and (
        toks[i + 1].text == "-" or toks[i - 1].text in ("first", "last", "past", "next")
    ):
        return Amount(Fraction(100), i + 1, Fraction(100), 100)
    return None


def _glued_scale(toks: Sequence[Token], amount: Amount) -> Amount:
    after = toks[amount.end]
    scale = en.SHORT_SCALES.get(after.text, 0) if after.gap == GLUED else 0
    if not scale or (after.text == "m" and toks[amount.end + 1].text in en.METRES_AFTER):
        return amount
    return Amount(amount.value * scale, amount.end + 1, Fraction(0), scale, spelled=False)


def _more(toks: Sequence[Token], total: Amount) -> Amount | None:
    """`total` with the next scale word, the next smaller part or a half; None where it ends."""
    at = skip_hyphen(toks, total.end)
    scale = en.SCALES.get(toks[at].text)
    if scale is not None and (scale > total.scale or (scale < total.scale and total.value % total.scale)):
        return _times(total, scale, at + 1)
    joined = toks[at].text == "and"
    at = skip_hyphen(toks, at + joined)
    if joined and toks[at].text in _ARTICLES:
        return _and_a_half(toks, total, skip_hyphen(toks, at + 1))
    part = _part(toks, at)
    if part is None or part.value >= total.place or not part.value or (joined and total.place < 100):
        return None
    if joined and total.place >= 1000 and en.SCALES.get(toks[part.end].text, 0) >= total.place:
        return None
    return Amount(
        total.value + part.value, part.end, min(part.place, total.place), total.scale, total.spelled
    )


def _times(total: Amount, scale: int, end: int) -> Amount:
    """All parts below the scale word are multiplied: "two thousand five hundred" keeps its two thousand."""
    whole = total.value // 1
    below = total.value if total.scale < scale else whole % total.scale
    value = total.value - below + below * scale
    return Amount(value, end, Fraction(scale), max(total.scale, scale), total.spelled)


def _part(toks: Sequence[Token], i: int) -> Amount | None:
    part = _first(toks, i) if toks[i].text not in _ARTICLES else None
    if part is None or part.place != 10:
        return part
    unit = en.SMALL.get(toks[skip_hyphen(toks, part.end)].text, 0)
    if not 1 <= unit <= 9:
        return part
    return Amount(part.value + unit, skip_hyphen(toks, part.end) + 1, Fraction(1))


def _and_a_half(toks: Sequence[Token], total: Amount, at: int) -> Amount | None:
    step = {"half": en.HALF, "quarter": Fraction(1, 4)}.get(toks[at].text)
    if step is None:
        return None
    return Amount(total.value + step * total.scale, at + 1, Fraction(0), 1, total.spelled)


@read_once
def read_ordinal(toks: Sequence[Token], i: int) -> Amount | None:
    """21st, "twenty-first", "third"."""
    value = en.ORDINALS.get(toks[i].text, en.ROMAN.get(toks[i].text))
    if value is not None:
        return Amount(Fraction(value), i + 1, Fraction(0))
    amount = read_amount(toks, i)
    if amount is None or amount.value.denominator != 1:
        return None
    after = toks[amount.end]
    if not amount.spelled and after.text in en.ORDINAL_ENDINGS and after.gap == GLUED:
        return Amount(amount.value, amount.end + 1, Fraction(0), 1, spelled=False)
    at = skip_hyphen(toks, amount.end)
    at += toks[at].text == "and"
    value = en.ORDINALS.get(toks[at].text)
    if value is not None and value >= 100 > amount.value and amount.spelled:
        return Amount(amount.value * value, at + 1, Fraction(0))
    if value is None or value >= amount.place:
        return None
    return Amount(amount.value + value, at + 1, Fraction(0))


@read_once
def read_fraction(toks: Sequence[Token], i: int) -> Amount | None:
    """Shares: "two-thirds", "a quarter of", "one fifth", "half of"; not "a third man", "the second half"."""
    word, after = toks[i].text, toks[i + 1].text
    if word == "half" and toks[i - 1].text not in en.HALVES and toks[i - 1].text not in en.ORDINALS:
        return Amount(en.HALF, i + 1, Fraction(0)) if _is_half(toks, i) else None
    above = 1 if word in _ARTICLES else en.SMALL.get(word, 0)
    at = skip_hyphen(toks, i + 1)
    below = en.DENOMINATORS.get(toks[at].text, 0)
    if toks[at].text in ("hundredth", "thousandth") and at > i + 1:  # "the two-hundredth anniversary"
        return None
    if not 0 < above < below or (toks[at].text == "half" and word not in ("one", "a")):
        return None
    before = toks[i - 1].text
    ends = before in ("than", "nearly", "almost") or (before in ("to", "by") and toks[at + 1].kind == "p")
    if toks[at + 1].text == "-" or (word in _ARTICLES and toks[at + 1].text not in _SHARED and not ends):
        return None
    return None if after == "half" and word == "a" else Amount(Fraction(above, below), at + 1, Fraction(0))


def _is_half(toks: Sequence[Token], i: int) -> bool:
    after = toks[i + 1].text
    if after in _ARTICLES:
        return toks[i + 2].text in en.PERCENT or toks[i + 2].text in en.MEASURES
    if after in ("capacity", "century", "price"):
        return True
    return after in ("of", "the", "its", "their", "his", "her", "that", "this") or toks[i - 1].text == "by"
