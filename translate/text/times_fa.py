"""Persian times of day: «ساعت ۱۸:۳۰», «هشت و نیم صبح», «۵ بعدازظهر», «ساعت ۸ و ۴۵ دقیقه»."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from translate.text import numerals_fa as fa
from translate.text.amounts_fa import is_and, read_amount
from translate.text.dates import ClockTime
from translate.text.mentions import Found
from translate.text.scan import BLANK, GLUED, Token, whole

Half = Literal["am", "pm"]

_PERIODS: dict[tuple[str, ...], Half] = {
    ("صبح",): "am", ("بامداد",): "am", ("سحر",): "am", ("عصر",): "pm", ("بعدازظهر",): "pm", ("غروب",): "pm",
    ("بعد", "از", "ظهر"): "pm", ("قبل", "از", "ظهر"): "am", ("پیش", "از", "ظهر"): "am", ("ظهر",): "pm",
    ("نیمهشب",): "am",
}  # fmt: skip


def read_time(toks: Sequence[Token], i: int) -> list[Found]:
    """The time, or after «ساعت» the range of times, that begins at token `i`."""
    named_hour = _named_hour(toks, i)
    if named_hour:
        return named_hour
    named = toks[i - 1].text == "ساعت" or (toks[i - 1].text in (":", "های") and toks[i - 2].text == "ساعت")
    first = _clock(toks, i, named=named)
    if first is None:
        return []
    start, end = first
    if named and toks[end].text in ("تا", "الی", "-"):
        at = end + 1 + (toks[end + 1].text == "ساعت")
        second = _clock(toks, at, named=True)
        if second is not None:
            return [Found("range", (start, second[0]), i, second[1])]
    return [Found("time", start, i, end)]


def _named_hour(toks: Sequence[Token], i: int) -> list[Found]:
    """«نیمه‌شب» and «ظهر», but not «بعد از ظهر» or «نماز ظهر»."""
    if toks[i].text == "نیمه" and toks[i + 1].text == "شب":
        return [Found("time", ClockTime(12, 0, "am"), i, i + 2)]
    if toks[i].text == "نیمهشب":
        return [Found("time", ClockTime(12, 0, "am"), i, i + 1)]
    noon = toks[i].text == "ظهر" and toks[i - 1].text not in ("از", "نماز", "اذان", "شرعی", "به")
    return [Found("time", ClockTime(12, 0, "pm"), i, i + 1)] if noon and toks[i + 1].gap == BLANK else []


def _clock(toks: Sequence[Token], i: int, *, named: bool) -> tuple[ClockTime, int] | None:
    figures = _colon(toks, i) or (_dotted(toks[i], i) if named else None)
    sure = named or figures is not None
    figures = figures or _spoken(toks, i, named=named)
    if figures is None:
        return None
    hour, minute, end = figures
    period = _period(toks, end, hour, named=named or minute > 0)
    if period is not None:
        return _with_half(hour, minute, period[0]), period[1]
    counted = toks[end].kind == "w" and toks[end].text in fa.COUNTED
    return None if not sure or counted else (ClockTime(hour, minute), end)


def _colon(toks: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    hour = whole(toks[i], 0, 24)
    minute = whole(toks[i + 2], 0, 59) if toks[i + 1].text == ":" and hour is not None else None
    glued = minute is not None and toks[i + 1].gap == GLUED == toks[i + 2].gap and len(toks[i + 2].text) == 2
    if hour is None or minute is None or not glued or toks[i - 1].text == ":":
        return None
    seconds = toks[i + 3].text == ":" and toks[i + 3].gap == GLUED and whole(toks[i + 4], 0, 59) is not None
    return hour, minute, i + (5 if seconds else 3)


def _dotted(token: Token, i: int) -> tuple[int, int, int] | None:
    hour, mark, minute = token.text.partition(".")
    good = (
        token.kind == "n"
        and mark
        and len(minute) == 2
        and minute.isdigit()
        and hour.isdigit()
        and len(hour) <= 2
    )
    if not good or int(hour) > 24 or int(minute) > 59:
        return None
    return int(hour), int(minute), i + 1


def _spoken(toks: Sequence[Token], i: int, *, named: bool) -> tuple[int, int, int] | None:
    amount = read_amount(toks, i)
    if amount is None or not 0 <= amount.value < 25 or amount.scale > 1:
        return None
    minutes = (amount.value - int(amount.value)) * 60
    if minutes not in (0, 15, 30):
        return None
    if named and not minutes and is_and(toks, amount.end):
        more = read_amount(toks, amount.end + 1)
        if (
            more is not None
            and more.value < 60
            and toks[more.end].text == "دقیقه"
            and more.value.denominator == 1
        ):
            return int(amount.value), int(more.value), more.end + 1
    return int(amount.value), int(Fraction(minutes)), amount.end


def _period(toks: Sequence[Token], i: int, hour: int, *, named: bool) -> tuple[Half, int] | None:
    """The half of the day, and the index after its name; «شب» may be nights unless a clock time is sure."""
    for words, half in _PERIODS.items():
        if toks[i].text == words[0] and all(
            i + n < len(toks) and toks[i + n].text == w for n, w in enumerate(words)
        ):
            morning = words == ("ظهر",) and hour == 11
            return ("am" if morning else half), i + len(words)
    if named and toks[i].text in ("شب", "شامگاه"):
        return ("pm" if 5 <= hour <= 11 else "am"), i + 1
    return None


def _with_half(hour: int, minute: int, half: Half) -> ClockTime:
    return ClockTime(hour, minute, half) if 1 <= hour <= 12 else ClockTime(hour, minute)
