"""Numbers and dates by value: what the source states and the target does not, and what it states instead.

Persian and English mentions are read by `translate.text.numbers` and compared as values, so that «۲۰ مهر
۱۴۰۳» is answered by "October 11, 2024" and «سه هزار میلیارد» by "3 trillion". What correct translations
leave out or bring in by custom is excused.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from translate.checks.number_excuses import Sides, excused_en, excused_fa
from translate.checks.number_matching import unanswered
from translate.checks.number_reading import number, read_en, read_fa
from translate.records import Flag
from translate.text.mentions import Mention


class Numbers:
    """A flag for every number or date that was lost, changed or added."""

    name = "numbers"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """Details quote both sides as they stand there."""
        stated, given = read_fa(source), read_en(target)
        if not stated and not given:
            return
        lost, added = unanswered(stated, given), unanswered(given, stated)
        if not lost and not added:
            return
        sides = Sides(_values(stated), _values(given))
        lost = [one for one in lost if not excused_fa(one, source, target, sides)]
        added = [one for one in added if not excused_en(one, source, target, sides)]
        for detail in _details(lost, added):
            yield Flag(self.name, detail)


def _values(mentions: Sequence[Mention]) -> frozenset[Fraction]:
    return frozenset(value for value in map(number, mentions) if value is not None)


def _details(lost: Sequence[Mention], added: Sequence[Mention]) -> Iterator[str]:
    lost, spare = _once(lost), _once(added)
    for one in lost:
        instead = next((other for other in spare if _alike(one, other)), None)
        if instead is None:
            yield f"«{one.text}» is missing"
        else:
            spare.remove(instead)
            yield f"«{one.text}» became {instead.text!r}"
    for other in spare:
        yield f"{other.text!r} is not in the source"


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    """Each wording once: a loop, or a range with both its ends, needs no second flag."""
    return list({mention.text: mention for mention in reversed(mentions)}.values())[::-1]


def _alike(a: Mention, b: Mention) -> bool:
    return (number(a) is None) == (number(b) is None)
