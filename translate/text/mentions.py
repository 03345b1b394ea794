"""A number or date of a text as a value, and when two of them mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from translate.text.dates import ClockTime, Decade, PartialDate, same_clock, same_date, same_decade
from translate.text.scan import Token

Kind = Literal[
    "number",  # a plain quantity, also one with a measure («۴۵ساله», "72-hour"): Fraction
    "percent",  # Fraction in percent, unit "%"
    "money",  # Fraction in whole units of the currency `unit`
    "ordinal",  # Fraction
    "fraction",  # Fraction: a third, half
    "range",  # (low, high): two Fractions, PartialDates or ClockTimes; `unit` holds for both
    "score",  # (Fraction, Fraction) in the order of the text
    "date",  # PartialDate with a month, a day or a weekday
    "year",  # PartialDate with only a year
    "decade",  # Decade
    "time",  # ClockTime
    "code",  # str of digits: telephone and model numbers, what is read out and not counted
]

Scalar: TypeAlias = Fraction | PartialDate | Decade | ClockTime | str
Value: TypeAlias = Scalar | tuple[Scalar, Scalar]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the author's text that states a number or a date.

    `text` is `source[start:end]`. `unit` is "%" or a currency: an ISO 4217 code, "IRT" for the toman (ten
    rials; ISO has none), or the bare word ("dinar", "dirham", "lira", "rupee", "franc", "krona", "peso",
    "won") where several countries share it.
    """

    start: int
    end: int
    kind: Kind
    value: Value
    unit: str | None
    text: str


def same_value(a: Mention, b: Mention) -> bool:
    """Whether two mentions, of either language, can state the same thing.

    Counts, ordinals, fractions and codes are one family («کانال دو» is "Channel 2", «جنگ جهانی دوم» "World
    War Two"), told apart by value and unit: 5 and 5 percent differ, as do toman and rial. A bare number may
    be a year. Scores match in either order, since the winner may change places. Dates: `same_date`.
    """
    if isinstance(a.value, tuple) and isinstance(b.value, tuple):
        return a.unit == b.unit and _same_pair(a.value, b.value, crossing="score" in (a.kind, b.kind))
    if isinstance(a.value, tuple) or isinstance(b.value, tuple):
        return False
    return a.unit == b.unit and _same_scalar(a.value, b.value)


def endpoints(mention: Mention) -> tuple[Mention, ...]:
    """The two ends of a range or score as mentions of their own (same span); any other mention alone.

    For comparing «از ۱۰ تا ۱۵ درصد» with "from 10 percent to 15 percent".
    """
    if not isinstance(mention.value, tuple):
        return (mention,)
    return tuple(replace(mention, kind=_kind_of(end, mention.unit), value=end) for end in mention.value)


def show(value: Value) -> str:
    """A value for a person or a file: `8.2`, `1/3`, `10..15`, `3:1` is shown `3..1`, `solar 1403-07-20`."""
    if isinstance(value, tuple):
        return f"{show(value[0])}..{show(value[1])}"
    return _show_number(value) if isinstance(value, Fraction) else str(value)


class Found(NamedTuple):
    """What a reader made of the tokens from `first` up to `end`."""

    kind: Kind
    value: Value
    first: int
    end: int
    unit: str | None = None


def to_mention(text: str, toks: Sequence[Token], found: Found) -> Mention:
    """The mention in the author's text that a reader found in its tokens."""
    start, end = toks[found.first].start, toks[found.end - 1].end
    return Mention(start, end, found.kind, found.value, found.unit, text[start:end])


def _same_pair(a: tuple[Scalar, Scalar], b: tuple[Scalar, Scalar], *, crossing: bool) -> bool:
    straight = _same_scalar(a[0], b[0]) and _same_scalar(a[1], b[1])
    return straight or (crossing and _same_scalar(a[0], b[1]) and _same_scalar(a[1], b[0]))


def _same_scalar(a: Scalar, b: Scalar) -> bool:
    if isinstance(a, PartialDate) and isinstance(b, PartialDate):
        return same_date(a, b)
    if isinstance(a, Decade) and isinstance(b, Decade):
        return same_decade(a, b)
    if isinstance(a, ClockTime) and isinstance(b, ClockTime):
        return same_clock(a, b)
    x, y = _number(a), _number(b)
    return a == b if x is None or y is None else x == y


def _number(value: Scalar) -> Fraction | None:
    if isinstance(value, str):
        return Fraction(int(value)) if value.isdecimal() and len(value) <= 18 else None
    if isinstance(value, PartialDate):
        bare = value.month is None and value.weekday is None and value.year is not None
        return Fraction(value.year or 0) if bare else None
    return value if isinstance(value, Fraction) else None


def _kind_of(value: Scalar, unit: str | None) -> Kind:
    if isinstance(value, PartialDate):
        return "year" if value.month is None and value.weekday is None else "date"
    if isinstance(value, ClockTime):
        return "time"
    if unit is None:
        return "number"
    return "percent" if unit == "%" else "money"


def _show_number(value: Fraction) -> str:
    twos_and_fives = value.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if value.denominator == 1 or twos_and_fives != 1:
        return str(value)
    digits = f"{float(value):.12f}".rstrip("0").rstrip(".")
    return digits if Fraction(digits) == value else str(value)
