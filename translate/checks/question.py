"""A question that became a statement, or a statement that became a question."""

import re
from collections.abc import Iterator

from translate.records import Flag

_MARK_FA = re.compile("[؟?]")
# Direct questions that a headline or an old text leaves unmarked.
_ASKING_FA = re.compile(r"(?<![^\W\d_])(?:آیا|چرا|چه|چگونه|چطور|چند|کدام|کجا|کی|چیست|کیست|مگر|یعنی|چی)")
# "Asked whether", "the question of who", "What to do about": asked all the same.
_INDIRECT = re.compile(r"\b(?:ask|wonder|whether|question|what to|how to|why|query|quer)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*[./]\S*\?\S*")  # the question mark of a web address asks nothing


class Question:
    """A flag where only one side asks."""

    name = "question"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair."""
        asks = _MARK_FA.search(source) is not None
        asked = _MARK_FA.search(target) is not None
        if asks and not asked and target.strip() and not _INDIRECT.search(target):
            yield Flag(self.name, "the source asks, the translation states")
        elif (
            asked and not asks and not _ASKING_FA.search(source) and _MARK_FA.search(_ADDRESS.sub("", target))
        ):
            yield Flag(self.name, "the source states, the translation asks")
