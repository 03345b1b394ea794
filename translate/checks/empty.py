"""A source with words and a target without any."""

import re
from collections.abc import Iterator

from translate.records import Flag

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


class Empty:
    """A flag where nothing was translated: no letter and no digit stands in the target."""

    name = "empty"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair."""
        if _LETTER_OR_DIGIT.search(source) and not _LETTER_OR_DIGIT.search(target):
            yield Flag(self.name, "the source has words, the translation has none")
