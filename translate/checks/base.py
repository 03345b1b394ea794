"""What a check is: it looks at one source and one target and says what a person should look at."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from translate.records import Flag

Pair = tuple[str, str]
"""A source and its target."""


class Check(Protocol):
    """Judges one translation by itself. Pure: the same pair always gives the same flags, in the same order.

    Takes any Unicode, also empty strings, and never raises. A check is on for everybody or it does not
    exist: its precision stands in docs/checks.md, printed by eval/checks/score.py.
    """

    name: str
    """What its flags carry as `check`: a word or two, the same for ever, since people filter by it."""

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """The flags for `target`, the English of the Persian `source`. Both as the author sees them."""
        ...


class ArticleCheck(Protocol):
    """Judges the translations of an article together, for what one pair does not show. Pure, as above."""

    name: str

    def __call__(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, Flag]]:
        """Flags with the places of their pairs in the article, in order of place."""
        ...
