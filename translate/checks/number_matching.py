"""Which numbers and dates of one side are answered on the other, in whatever measure they stand there."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from translate.checks.number_reading import number
from translate.text.dates import PartialDate
from translate.text.mentions import Mention, same_value

# A Solar Hijri year begins in the Gregorian year 621 later and ends in the one after.
_SOLAR_SHIFT = (621, 622)
_SOLAR_YEARS = range(1200, 1500)
_SHORT_SOLAR_YEARS = range(30, 100)  # «شوک ارزی ۹۷», «آبان ۹۸»
# «۲ متر و ۴۶ سانتی‌متر» is "2.46 meters": the second part counts tenths, hundredths or thousandths.
_SUBUNITS = (10, 100, 1000)
_SCALES = (10**3, 10**6, 10**9, 10**12)


def unanswered(ours: Sequence[Mention], theirs: Sequence[Mention]) -> list[Mention]:
    """Those of `ours` that nothing in `theirs` can state. Both flattened; neither language is preferred."""
    if not ours:
        return []
    days = any(_has_day(other) for other in theirs)
    left = [one for one in ours if not any(_answers(one, other, days=days) for other in theirs)]
    if left:
        sums = {*_in_sums(ours, theirs)}
        left = [one for one in left if one not in sums and not _in_ellipsis(one, ours, theirs)]
    return left


def _answers(a: Mention, b: Mention, *, days: bool) -> bool:
    """Whether `b` can state `a`. `days`: its side names days, so that no year or month stands for one."""
    if days and _has_day(a) and not _has_day(b) and b.kind != "ordinal":
        return False
    return same_value(a, b) or any(
        _is_year_of(bare, dated) or _is_day_of(bare, dated) for bare, dated in ((a, b), (b, a))
    )


def _has_day(mention: Mention) -> bool:
    return isinstance(mention.value, PartialDate) and mention.value.day is not None


def _is_year_of(bare: Mention, dated: Mention) -> bool:
    """A number that only the other side marks as a year: «شنبه ۲۷ سپتامبر ۲۰۲۵», «آبان ۹۸»."""
    value = number(bare)
    if value is None or bare.unit is not None or not isinstance(dated.value, PartialDate):
        return False
    if dated.value.year is None or dated.value.year == value:
        return dated.value.year is not None
    if value in _SHORT_SOLAR_YEARS:
        value += 1300
    apart = dated.value.year - value
    if value in _SOLAR_YEARS and dated.value.calendar != "solar":
        return apart in (0, *_SOLAR_SHIFT)
    return dated.value.calendar == "solar" and -apart in _SOLAR_SHIFT


def _is_day_of(bare: Mention, dated: Mention) -> bool:
    """The day of "the fifteenth of the month of Dey", where the month is told apart from it."""
    if bare.kind != "ordinal" or not isinstance(dated.value, PartialDate):
        return False
    return dated.value.day is not None and number(bare) == dated.value.day


def _in_ellipsis(one: Mention, ours: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    """Whether it is answered but for a unit or a scale that one side states once for several numbers.

    «۲۹۵ میلیارد و ۳۷ میلیارد دلار» is "$295 billion and $37 billion", «از ۱۴ به ۱۱ میلیون» "from 14 million
    to 11 million".
    """
    return any(_is_barer(one, other, beside=ours) or _is_barer(other, one, beside=theirs) for other in theirs)


def _is_barer(bare: Mention, full: Mention, *, beside: Sequence[Mention]) -> bool:
    small, large = number(bare), number(full)
    if small is None or large is None or bare.unit not in (None, full.unit):
        return False
    units = {mention.unit for mention in beside}
    if full.unit != bare.unit and full.unit not in units:
        return False
    if small == large:
        return True
    largest = max((number(mention) or 0 for mention in beside), default=0)
    return any(small * scale == large for scale in _SCALES if small < scale <= largest)


def _in_sums(ours: Sequence[Mention], theirs: Sequence[Mention]) -> Iterator[Mention]:
    """Those of `ours` that are a part, or the whole, of a number that one side gives in two measures."""
    for first, second, _ in _sums(ours, theirs):
        yield from (first, second)
    for _, _, whole in _sums(theirs, ours):
        yield whole


def _sums(parts: Sequence[Mention], wholes: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, Mention]]:
    for first, second in pairwise(parts):
        a, b = number(first), number(second)
        if a is None or b is None or b >= 1000:
            continue
        totals = {a + b / share for share in _SUBUNITS if b < share} | {a * 1000 + b}
        totals |= {a + b} if b < 1 else set()  # «۱۱ ثانیه و ۲۸ صدم»
        for whole in wholes:
            if number(whole) in totals:
                yield first, second, whole
