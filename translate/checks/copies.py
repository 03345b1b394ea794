"""One English sentence for several Persian ones of an article: at least one of them is not translated."""

import re
from collections.abc import Iterator, Sequence

from translate.checks.base import Pair
from translate.records import Flag

LEAST = 5  # words; shorter sentences may well be the same: "He did not say more."
ALIKE = 0.5
"""Sources that share so many of their words may have one translation: a sentence and its scraped twin."""

_WORD = re.compile(r"[^\W_]+")


class Copies:
    """A flag where the English of a segment stood before for quite other Persian."""

    name = "copies"

    def __call__(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, Flag]]:
        """The place of the later pair of each two, and which one it copies (counted from 1)."""
        first: dict[str, int] = {}
        for place, (source, target) in enumerate(pairs):
            words = _WORD.findall(target.lower())
            if len(words) < LEAST:
                continue
            earlier = first.setdefault(" ".join(words), place)
            if earlier != place and not _are_alike(source, pairs[earlier][0]):
                detail = f"the same English as segment {earlier + 1}, whose Persian differs"
                yield place, Flag(self.name, detail)


def _are_alike(one: str, other: str) -> bool:
    ours, theirs = set(_WORD.findall(one)), set(_WORD.findall(other))
    return len(ours & theirs) >= ALIKE * max(1, min(len(ours), len(theirs)))
