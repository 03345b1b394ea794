"""Copies of pairs with other numbers and names: what both sides have alike is exchanged on both sides."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from scripts.builtin_model.preparation import Pair

NAME_CORPORA = ("lexicon/person_family", "lexicon/person_given", "lexicon/place")
"""Corpora of names. A name is exchanged for another of its own corpus."""

CHANCE = 0.7
"""Of each candidate: a pair keeps some of its own names and numbers, so that they stay in their company."""

_WORD = re.compile(r"\w+")
# Whole numbers and decimals, not parts of dates, fractions, scores, codes or ordinals.
_NUMBER = re.compile(r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)")
# A year beside a month, or in a date that the two calendars write differently, means only itself.
_YEAR = re.compile(r"1[34]\d\d|19\d\d|20\d\d")


class Exchange:
    """Exchanges names and numbers that stand exactly once on each side."""

    def __init__(self, kinds: Sequence[Mapping[str, str]]) -> None:
        """`kinds`: English names by their Persian, a mapping for each kind; those of one word are used."""
        self._kinds = [
            {
                persian: english
                for persian, english in kind.items()
                if _WORD.fullmatch(persian) and _WORD.fullmatch(english) and len(persian) > 2
            }
            for kind in kinds
        ]
        self._others = [list(kind.items()) for kind in self._kinds]

    def __call__(self, persian: str, english: str, rng: random.Random) -> tuple[str, str]:
        """Both sides with some of their common names and numbers exchanged, or as they are."""
        there: dict[str, str] = {}
        here: dict[str, str] = {}
        for old_persian, old_english, new_persian, new_english in self._candidates(persian, english, rng):
            if rng.random() < CHANCE:
                there[old_persian], here[old_english] = new_persian, new_english
        return _replaced(persian, there), _replaced(english, here)

    def _candidates(
        self, persian: str, english: str, rng: random.Random
    ) -> Iterator[tuple[str, str, str, str]]:
        words, answers = _once(_WORD, persian), _once(_WORD, english)
        for kind, others in zip(self._kinds, self._others, strict=True):
            for word in words:
                if kind.get(word) in answers:
                    yield word, kind[word], *rng.choice(others)
        numbers = _once(_NUMBER, english)
        for number in _once(_NUMBER, persian):
            if number in numbers and len(number) > 1 and not _YEAR.fullmatch(number):
                other = _like(number, rng)
                yield number, number, other, other


def names_of(pairs: Sequence[Pair]) -> list[dict[str, str]]:
    """English names by their Persian, a mapping for each corpus of names."""
    return [
        {pair.persian: pair.english for pair in pairs if pair.corpus == corpus} for corpus in NAME_CORPORA
    ]


def _once(pattern: re.Pattern[str], text: str) -> list[str]:
    """Matches that occur once, in their order."""
    found = pattern.findall(text)
    return [one for one in found if found.count(one) == 1]


def _like(number: str, rng: random.Random) -> str:
    """Another number of the same digits and marks; the first digit is never zero."""
    digits = (str(rng.randint(at == 0, 9)) if char.isdigit() else char for at, char in enumerate(number))
    return "".join(digits)


def _replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with words and numbers replaced, all at once."""
    if not by:
        return text
    longest_first = sorted(by, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<![\w]){f'(?:{pattern})'}(?!\w)", lambda found: by[found[0]], text)
