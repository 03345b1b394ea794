"""The names of a run: checked against earlier nights, and counted for the next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from translate.checks.base import ArticleCheck, Pair
from translate.checks.names import Names
from translate.glossary.names import Spelling, spellings
from translate.records import Flag

MOST = 40_000
"""Spellings counted at once, some 12 MB; beyond it the less used half is dropped, so that memory is flat."""


class RunNames:
    """The check of names for a run: `known` are the usual spellings of earlier runs, `counts` this one's."""

    name = Names.name

    def __init__(self, known: Mapping[str, str]) -> None:
        self._check = Names(known.get)
        self.counts: Counter[Spelling] = Counter()

    def __call__(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, Flag]]:
        """The flags of an article, whose names are counted."""
        found = [tuple(spellings(*pair)) for pair in pairs]
        self.counts.update(spelling for names in found for spelling in names)
        if len(self.counts) > MOST:
            self.counts = Counter(dict(self.counts.most_common(MOST // 2)))
        return self._check.flags(found)


def with_ledger(checks: Sequence[ArticleCheck], names: RunNames) -> tuple[ArticleCheck, ...]:
    """The checks, with the one of names given the ledger."""
    return tuple(names if check.name == names.name else check for check in checks)
