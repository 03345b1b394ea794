"""Which quotation marks and brackets belong together, in one pass over a paragraph."""

import re
from bisect import bisect_left
from typing import NamedTuple

_MARKS = re.compile('[«»“”„"()\\[\\]{}]')
# «علی) ع (» is what right-to-left damage makes of «علی (ع)»: neither mark opens or closes anything else.
_DAMAGED = re.compile(r"\)\s?(?:ع|ص|س|ره|عج|رض)\s?\(")
_CLOSER_OF = {"«": "»", "“": "”", "„": "”", "(": ")", "[": "]", "{": "}"}
_OPENER_OF = {"»": "«", "”": "“", ")": "(", "]": "[", "}": "{"}
QUOTES = '«“„"'

# A quotation longer than this holds sentences that a model should get one by one; a bracket longer than
# this is more likely two halves of different brackets.
_LONGEST_QUOTE = 400
_LONGEST_BRACKET = 250


class Pair(NamedTuple):
    """Offsets of an opening mark and of the mark that closes it."""

    open: int
    close: int


class Pairs:
    """The outermost short pairs of a paragraph, in order, with the places where a straight quote opens."""

    def __init__(self, text: str) -> None:
        self._pairs: list[Pair] = []
        self._stacks: dict[str, list[int]] = {mark: [] for mark in "«“(["}
        self._stacks["{"] = []
        self._straight: int | None = None
        self.straight_openers: set[int] = set()
        seen = 0
        for match in _MARKS.finditer(text):
            damaged = _DAMAGED.match(text, match.start())
            if damaged is not None:
                seen = damaged.end()
            elif match.start() >= seen:
                self._see(text, match.group(), match.start())
        self._closes = [pair.close for pair in self._pairs]

    def _see(self, text: str, mark: str, at: int) -> None:
        if mark == '"':
            self._see_straight(text, at)
        elif mark in _CLOSER_OF:
            self._stacks["“" if mark == "„" else mark].append(at)
        elif self._stacks[_OPENER_OF[mark]]:
            start = self._stacks[_OPENER_OF[mark]].pop()
            self._keep(start, at, longest=_LONGEST_QUOTE if mark in "»”" else _LONGEST_BRACKET)

    def _see_straight(self, text: str, at: int) -> None:
        """A straight quote closes the one before it, unless only an opener can stand here."""
        blank_before = at == 0 or text[at - 1].isspace() or text[at - 1] in "(«[“"
        blank_after = at + 1 == len(text) or text[at + 1].isspace()
        if self._straight is None or (blank_before and not blank_after):
            if not (blank_after and not blank_before):
                self._straight = at
                self.straight_openers.add(at)
        else:
            self._keep(self._straight, at, longest=_LONGEST_QUOTE)
            self._straight = None

    def _keep(self, start: int, end: int, *, longest: int) -> None:
        if end - start > longest:
            return
        while self._pairs and self._pairs[-1].open > start:
            self._pairs.pop()
        self._pairs.append(Pair(start, end))

    def around(self, at: int) -> Pair | None:
        """The pair that `at` stands inside of, if any."""
        index = bisect_left(self._closes, at)
        if index < len(self._pairs) and self._pairs[index].open < at:
            return self._pairs[index]
        return None

    def opened_at(self, at: int) -> Pair | None:
        """The pair that opens at `at`, if any."""
        pair = self.around(at + 1)
        return pair if pair is not None and pair.open == at else None
