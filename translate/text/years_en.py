"""English years: "in 2003", "the 2024 Olympics", "2015-16", "550 BC", "in 1396" (either calendar)."""

from collections.abc import Sequence

from translate.text import numerals_en as en
from translate.text.dates import Calendar, PartialDate
from translate.text.mentions import Found
from translate.text.scan import GLUED, Token, whole
from translate.text.words import word_set

_BEFORE = word_set(
    "in since until till by of from between during year years summer winter spring autumn fall early late "
    "mid to through after before around and for ( circa dated"
)
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})  # "in the spring of 2020 people ..."
_COUNTS_BEFORE = word_set("about some nearly almost over than least most resolution flight no number only")


def read_year(toks: Sequence[Token], i: int) -> list[Found]:
    """The year, or the range of years, that begins at token `i`."""
    first = _year_at(toks, i)
    if first is None:
        return []
    start, end = first
    if toks[end].text in ("to", "-", "/", "through", "until"):
        second = _year_at(toks, end + 1, ends_range=True) or _short_end(toks, end + 1, start)
        if second is not None and (start.year or 0) < (second[0].year or 0):
            return [Found("range", (start, second[0]), i, second[1])]
    return [Found("year", start, i, end)]


def _year_at(toks: Sequence[Token], i: int, *, ends_range: bool = False) -> tuple[PartialDate, int] | None:
    year = whole(toks[i], 1, 2199)
    if year is None:
        return None
    era = toks[i + 1].text
    if era in ("bc", "bce"):
        return PartialDate(-year, calendar="gregorian"), i + 2
    if tuple(t.text for t in toks[i + 1 : i + 5]) == ("b", ".", "c", "."):
        return PartialDate(-year, calendar="gregorian"), i + 5
    if era in ("ce", "ad") or toks[i - 1].text == "ad":
        return PartialDate(year, calendar="gregorian"), i + 1 + (era in ("ce", "ad"))
    if len(toks[i].text) != 4 or not _reads_as_year(toks, i, year, ends_range=ends_range):
        return None
    calendar: Calendar = "gregorian" if year >= 1500 else "unknown"
    return PartialDate(year, calendar=calendar), i + 1


def _reads_as_year(toks: Sequence[Token], i: int, year: int, *, ends_range: bool) -> bool:
    before, after = toks[i - 1], toks[i + 1]
    counted = (
        (after.text in en.MEASURES and toks[i - 2].text not in _SEASONS)
        or after.text in en.SCALES
        or after.text in en.PERCENT
    )
    if counted or after.text in en.CURRENCIES or before.text in _COUNTS_BEFORE or before.text in en.SIGNS:
        return False
    if year < 1200 or (after.gap == GLUED and (after.kind == "w" or after.text in (":", "+"))):
        return False
    if ends_range or before.text in _BEFORE or after.kind != "w":
        return True
    return 1900 <= year <= 2060 and year % 100 != 0


def _short_end(toks: Sequence[Token], i: int, start: PartialDate) -> tuple[PartialDate, int] | None:
    """The "16" of "2015-16"."""
    last = whole(toks[i], 0, 99)
    if last is None or start.year is None or start.year < 1000 or toks[i].gap != GLUED:
        return None
    year = start.year - start.year % 100 + last
    return (PartialDate(year, calendar=start.calendar), i + 1) if year == start.year + 1 else None
