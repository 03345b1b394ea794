"""Answers remembered in bounded memory, the often-asked ones for good."""

from typing import Generic, TypeVar

Answer = TypeVar("Answer")

GENERATION = 30_000
"""Entries of a generation, two of which make up a memo. News has more words than that, but seldom twice."""


class Memo(Generic[Answer]):
    """Two generations of answers: what is asked again moves to the young one, the old one is let go.

    A night's text holds hundreds of thousands of different words; a plain dict of them grows all night, and
    one that is emptied when full forgets the words that every sentence holds.
    """

    __slots__ = ("_old", "young")

    def __init__(self) -> None:
        self.young: dict[str, Answer] = {}
        """For the hot path: `memo.young.get(key) or ...`; read it anew for each text."""
        self._old: dict[str, Answer] = {}

    def get(self, key: str) -> Answer | None:
        """The answer, None where it is not remembered."""
        found = self.young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: str, answer: Answer) -> Answer:
        """Remember an answer; it is returned."""
        if len(self.young) >= GENERATION:
            self.young, self._old = {}, self.young
        self.young[key] = answer
        return answer
