"""Fluent English where the source is too short to say so much."""

import re
from collections.abc import Iterator
from itertools import islice

from translate.records import Flag

_WORD = re.compile(r"[^\W_]+(?:[\u200c'’-][^\W_]+)*")

# Of one to three Persian words. One verb may need four English ones («نمی‌آمدند»: "they were not coming"), a
# title or an abbreviation more; what goes beyond is a sentence that the model knew by heart.
_SHORT = 3
_MOST_A_WORD = 3
_MOST_EXTRA = 4


class Short:
    """A flag where one to three words become a sentence."""

    name = "short"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair."""
        ours = sum(1 for _ in islice(_WORD.finditer(source), _SHORT + 1))  # nearly all sources are longer
        if not 1 <= ours <= _SHORT:
            return
        theirs = len(_WORD.findall(target))
        if theirs > _MOST_A_WORD * ours + _MOST_EXTRA:
            yield Flag(self.name, f"{theirs} words for {ours}")
