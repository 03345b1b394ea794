"""English times of day: "8:30 a.m.", "5pm", "1830 GMT", "noon", "6 a.m. to 1 p.m."."""

from collections.abc import Sequence

from translate.text import numerals_en as en
from translate.text.amounts_en import read_amount
from translate.text.dates import ClockTime
from translate.text.dates_en import read_half
from translate.text.mentions import Found
from translate.text.scan import GLUED, Token, whole

_NAMED = {
    "noon": ClockTime(12, 0, "pm"),
    "midday": ClockTime(12, 0, "pm"),
    "midnight": ClockTime(12, 0, "am"),
}


def read_time(toks: Sequence[Token], i: int) -> list[Found]:
    """The time, or the range of times, that begins at token `i`."""
    first = _clock(toks, i)
    if first is None:
        return _shared_half(toks, i)
    start, end = first
    if toks[end].text in ("to", "-", "until", "till"):
        second = _clock(toks, end + 1)
        if second is not None:
            return [Found("range", (start, second[0]), i, second[1])]
    return [Found("time", start, i, end)]


def _shared_half(toks: Sequence[Token], i: int) -> list[Found]:
    """A range such as "8 to 10 p.m.": the second time says what the first is."""
    figures = _figures(toks, i)
    if figures is None or figures[0] > 12:
        return []
    hour, minute, end = figures
    joint = toks[end].text
    if joint not in ("to", "-") and not (joint == "and" and toks[i - 1].text == "between"):
        return []
    second = _clock(toks, end + 1)
    if second is None:
        return []
    half = second[0].half if hour < second[0].hour < 12 or second[0].hour == hour else None
    return [Found("range", (ClockTime(hour, minute, half), second[0]), i, second[1])]


def _clock(toks: Sequence[Token], i: int) -> tuple[ClockTime, int] | None:
    if toks[i].text in _NAMED:
        return _NAMED[toks[i].text], i + 1
    figures = _past(toks, i) or _figures(toks, i)
    if figures is None:
        return None
    hour, minute, end = figures
    half = read_half(toks, end)
    if half is not None:
        return (ClockTime(hour, minute, half[0]) if 1 <= hour <= 12 else ClockTime(hour, minute)), half[1]
    if toks[end].text == "o" and toks[end + 1].text == "'" and toks[end + 2].text == "clock":
        return ClockTime(hour, minute), end + 3
    return (ClockTime(hour, minute), end) if _is_sure(toks, i, end) else None


def _past(toks: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    """Such as "half past eleven", "quarter to five"."""
    minute = {"half": 30, "quarter": 15}.get(toks[i].text)
    figures = _figures(toks, i + 2) if minute is not None and toks[i + 1].text in ("past", "to") else None
    if minute is None or figures is None or not 1 <= figures[0] <= 12 or figures[1]:
        return None
    if toks[i + 1].text == "past":
        return figures[0], minute, figures[2]
    return ((figures[0] - 2) % 12 + 1, 45, figures[2]) if minute == 15 else None


def _is_sure(toks: Sequence[Token], i: int, end: int) -> bool:
    sure = end == i + 3 or toks[i + 1].text == "past"
    return sure or (len(toks[i].text) == 4 and toks[end].text in ("gmt", "utc"))


def _figures(toks: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    hour = whole(toks[i], 0, 24)
    if hour is not None and toks[i + 1].text == ":" and toks[i + 1].gap == GLUED:
        minute = (
            whole(toks[i + 2], 0, 59) if len(toks[i + 2].text) == 2 and toks[i + 2].gap == GLUED else None
        )
        return None if minute is None or toks[i - 1].text == ":" else (hour, minute, i + 3)
    if toks[i].kind == "n" and "." in toks[i].text:
        return _dotted(toks[i].text, i)
    military = whole(toks[i], 0, 2359)
    if military is not None and len(toks[i].text) == 4 and military % 100 < 60:
        return military // 100, military % 100, i + 1
    if hour is None and toks[i].text in en.SMALL:
        amount = read_amount(toks, i)
        small = amount is not None and amount.value <= 12 and amount.value.denominator == 1
        return (int(amount.value), 0, amount.end) if amount is not None and small else None
    return None if hour is None else (hour, 0, i + 1)


def _dotted(text: str, i: int) -> tuple[int, int, int] | None:
    hour, _, minute = text.partition(".")
    if len(minute) != 2 or not (hour + minute).isdigit() or int(hour) > 24 or int(minute) > 59:
        return None
    return int(hour), int(minute), i + 1
