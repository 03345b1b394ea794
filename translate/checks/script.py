"""Persian left in the English, and a sentence that was copied instead of translated."""

import re
from collections.abc import Iterator

from translate.records import Flag

# Two letters or more: a single one may be quoted as a letter ("the letter «پ»").
_PERSIAN_RUN = re.compile("[\u0620-\u065f\u0670-\u06d3\u06fa-\u06ff\u200c]{2,}")


class SourceScript:
    """A flag where a Persian word stands in the target, or the whole source does."""

    name = "source script"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair: the first word, or the sentence."""
        left = _PERSIAN_RUN.search(target)
        if left is None:
            return
        copied = source.split() == target.split()
        yield Flag(self.name, "the source was copied" if copied else f"«{left[0]}» is left untranslated")
