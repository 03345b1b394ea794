"""Persian number phrases, digits and words mixed: «۳ هزار و ۵۰۰ میلیارد», «بیست و پنجمین», «سه چهارم».

A reader takes the tokens and the index of the first one, and returns what it read or None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from translate.text import numerals_fa as fa
from translate.text.asked import read_once
from translate.text.scan import BLANK, GLUED, HALF, Token, literal, whole

_MOST_SCALES = 4  # «هزار هزار میلیارد»; more is no number of this world


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and the index after its last token.

    `place`: what a following «و» may add must be worth less (0: nothing may follow). `scale`: the scale
    word that it ends in (1: none). `spelled`: no digit in it.
    """

    value: Fraction
    end: int
    place: Fraction
    scale: int = 1
    spelled: bool = True


def is_and(toks: Sequence[Token], i: int) -> bool:
    """Whether the token is the «و» that joins the parts of a number."""
    return toks[i].text == "و"


@read_once
def read_amount(toks: Sequence[Token], i: int) -> Amount | None:
    """A cardinal of any length, with «و نیم», «ممیز» and scale words."""
    total = _term(toks, i)
    while total is not None and is_and(toks, total.end):
        more = _joined(toks, total)
        if more is None:
            break
        total = more
    return total if total is None else _scaled(toks, _point(toks, total))


def _joined(toks: Sequence[Token], total: Amount) -> Amount | None:
    """`total` with the next «و ...» added, or None where that is another number or another word."""
    at = total.end + 1
    half = fa.HALF_WORDS.get(toks[at].text)
    if half is not None and toks[at + 1].gap != HALF:
        step = half * total.scale
        return _scaled(toks, Amount(total.value + step, at + 1, Fraction(0), 1, total.spelled))
    share = read_fraction(toks, at)
    if share is not None and total.place >= 1 and total.scale == 1:
        return Amount(total.value + share.value, share.end, Fraction(0), 1, total.spelled)
    group = _group(toks, at)
    if group is None or group.value >= total.place or not group.value:
        return None
    term = _scaled(toks, group)
    spelled = total.spelled and group.spelled
    if term.value < total.place:
        return Amount(total.value + term.value, term.end, term.place, term.scale, spelled)
    if total.value < term.scale:  # «۳ هزار و ۵۰۰ میلیارد»: the last scale words hold for all of it
        value = (total.value + group.value) * (term.value / group.value)
        return Amount(value, term.end, Fraction(term.scale), term.scale, spelled)
    return None


def _term(toks: Sequence[Token], i: int) -> Amount | None:
    group = _group(toks, i)
    if group is not None:
        return _scaled(toks, group)
    if toks[i].text == "هزار":
        return _scaled(toks, Amount(Fraction(1), i, Fraction(1)))
    if toks[i].text == "نیم" and toks[i + 1].text in fa.SCALES:
        return _scaled(toks, Amount(Fraction(1, 2), i + 1, Fraction(0)))
    return None


@read_once
def _group(toks: Sequence[Token], i: int) -> Amount | None:
    """What stands before a scale word: digits, or words worth less than a thousand."""
    if toks[i].kind == "n":
        return _figures(toks, i)
    word = fa.CARDINALS.get(toks[i].text)
    if word is None:
        return None
    (worth, place), end = word, i + 1
    if 2 <= worth <= 9 and toks[end].text == "صد":  # Dari: «سه صد»
        worth, place, end = worth * 100, 100, end + 1
    while place > 1 and is_and(toks, end):
        more = fa.CARDINALS.get(toks[end + 1].text)
        if more is None or more[0] >= place or not more[0]:
            break
        worth, place, end = worth + more[0], more[1], end + 2
    return Amount(Fraction(worth), end, Fraction(place))


def _figures(toks: Sequence[Token], i: int) -> Amount | None:
    value = literal(toks[i].text, dot_groups=_counts_things(toks[i + 1]))
    if value is None:
        return None
    value, end = _slashed(toks, i, value)
    return Amount(value, end, Fraction(value.denominator == 1), 1, spelled=False)


def _counts_things(token: Token) -> bool:
    return token.text in ("نفر", "تن", "تومان", "ریال", "تومانی", "ریالی", "خانوار", "واحد", "دستگاه")


def _slashed(toks: Sequence[Token], i: int, value: Fraction) -> tuple[Fraction, int]:
    """The slash and the comma as decimal marks: «۸/۲», «۳،۵ میلیون»; not in «۲۴/۷», not in lists."""
    mark, after = toks[i + 1], toks[i + 2]
    plain = after.kind == "n" and after.text.isdigit() and mark.gap == after.gap == GLUED
    if not plain or value.denominator != 1 or (toks[i + 3].text in ("/", ",") and toks[i + 3].gap == GLUED):
        return value, i + 1
    unit = toks[i + 3].text in fa.SCALES or toks[i + 3].text in fa.PERCENT or toks[i + 3].text in fa.MEASURES
    round_the_clock = (toks[i].text, after.text) == ("24", "7")
    if (mark.text == "/" and (unit or not round_the_clock)) or (mark.text == "," and unit):
        return Fraction(f"{value}.{after.text}"), i + 3
    return value, i + 1


def _scaled(toks: Sequence[Token], amount: Amount) -> Amount:
    """The amount times the scale words that follow: «هزار میلیارد»."""
    value, end, scale = amount.value, amount.end, amount.scale
    last = end + _MOST_SCALES
    while end < last and (factor := fa.SCALES.get(toks[end].text)) is not None and not _plural(toks, end):
        value, end, scale = value * factor, end + 1, factor
    if end == amount.end:
        return amount
    return Amount(value, end, Fraction(scale), scale, amount.spelled)


def _plural(toks: Sequence[Token], i: int) -> bool:
    return toks[i + 1].gap in (HALF, GLUED) and toks[i + 1].text in ("ها", "های", "ان")


def _point(toks: Sequence[Token], amount: Amount) -> Amount:
    """«هشت ممیز دو»: the digits after the decimal point as words."""
    if toks[amount.end].text != "ممیز":
        return amount
    decimals = _group(toks, amount.end + 1)
    if decimals is None or decimals.value.denominator != 1:
        return amount
    end = decimals.end
    power = {"دهم": 10, "صدم": 100, "هزارم": 1000}.get(toks[end].text)
    worth = Fraction(power or 10 ** len(str(decimals.value)))
    return Amount(amount.value + decimals.value / worth, end + bool(power), Fraction(0), 1, amount.spelled)


@read_once
def read_ordinal(toks: Sequence[Token], i: int) -> Amount | None:
    """«سوم», «بیست‌وپنجمین», «۲۵م», «سی ام»."""
    value = fa.ORDINALS.get(toks[i].text)
    if value is not None:
        return Amount(Fraction(value), i + 1, Fraction(0))
    amount = read_amount(toks, i)
    if amount is None or amount.value.denominator != 1:
        return None
    return _ordinal_tail(toks, amount)


def _ordinal_tail(toks: Sequence[Token], amount: Amount) -> Amount | None:
    last = toks[amount.end]
    if last.text in fa.ORDINAL_ENDINGS and (last.gap != BLANK or last.text in ("ام", "امین", "مین")):
        return Amount(amount.value, amount.end + 1, Fraction(0), 1, amount.spelled)
    value = fa.ORDINALS.get(toks[amount.end + 1].text) if is_and(toks, amount.end) else None
    if value is not None and value < amount.place:
        return Amount(amount.value + value, amount.end + 2, Fraction(0), 1, amount.spelled)
    if last.text.endswith("مین") and (power := fa.ORDINALS.get(last.text, 0)) >= 1000:
        return Amount(amount.value * power, amount.end + 1, Fraction(0), 1, amount.spelled)
    return None


@read_once
def read_fraction(toks: Sequence[Token], i: int) -> Amount | None:
    """«یک سوم», «سه‌چهارم», «دو دهم», «نصف», «نیمی»; «نیم» only before what it halves."""
    share = fa.SHARES.get(toks[i].text)
    if share is not None and toks[i + 1].gap != HALF and toks[i + 1].text != "النهار":
        return Amount(share, i + 1, Fraction(0))
    if toks[i].text in fa.HALF_WORDS and _is_halved(toks[i + 1]):
        return Amount(fa.HALF_WORDS[toks[i].text], i + 1, Fraction(0))
    above = _group(toks, i)
    if above is None or above.value.denominator != 1 or not above.value:
        return None
    below = fa.DENOMINATORS.get(toks[above.end].text)
    if below is None or above.value >= below or toks[above.end].text == "دوم":
        return None
    return Amount(above.value / below, above.end + 1, Fraction(0), 1, above.spelled)


def _is_halved(after: Token) -> bool:
    halved = after.text in fa.PERCENT or after.text in fa.ONE_COUNTS or after.text in fa.CURRENCIES
    return halved and after.gap != HALF


def is_plain_year(token: Token) -> bool:
    """Four digits without a separator that a year of either calendar can have."""
    year = whole(token, 1000, 2199)
    return year is not None and (1250 <= year <= 1450 or year >= 1500)
