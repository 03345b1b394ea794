"""Finding the terms of a glossary in Persian text: longest first, no two over the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from translate.glossary.persian import NONE, SOFT, TOKEN, Ending, endings, folded, separate, spellings
from translate.glossary.terms import INDEFINITE, INFLECTED, Term
from translate.text.characters import ZWNJ

_LONGEST = 24  # letters of a word of a term, and more
_MOST_KEPT = 200_000
# Short words that careless typists tie to the next one with a half-space.
_LEANING = frozenset({"به", "از", "در", "و", "با", "تا", "که", "این", "آن"})


class Match(NamedTuple):
    """A term and where it stands in the text, its endings included."""

    start: int
    end: int
    term: Term


class Reading(NamedTuple):
    """A word as a word of some term, and the ending that is written together with it."""

    stem: str
    ending: Ending


@dataclass(slots=True)
class _Node:
    after: "dict[str, _Node]" = field(default_factory=dict)
    term: Term | None = None


class _Readings(dict[str, tuple[Reading, ...]]):
    """What a word of a text may be read as, worked out once: nearly all words were seen before."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> tuple[Reading, ...]:
        plain = folded(word)
        stems = (plain[:end] for end in range(min(len(plain), _LONGEST), 0, -1))
        known = ((stem, endings(stem, plain[len(stem) :])) for stem in stems if stem in self._words)
        found = [Reading(stem, ending) for stem, ending in known if ending]
        if len(self) >= _MOST_KEPT:  # a text of random letters must not fill the memory
            self.clear()
        self[word] = tuple(found)
        return self[word]


class _Text:
    """The words of a text: where they stand, how they may be read, and what stands before each."""

    def __init__(self, text: str, readings: _Readings) -> None:
        found = list(TOKEN.finditer(text))
        self.spans = [match.span() for match in found]
        self.words = [match[0] for match in found]
        self.readings = [readings[word] for word in self.words]
        self.gaps = [""] + [
            text[left[1] : right[0]] for left, right in zip(self.spans, self.spans[1:], strict=False)
        ]

    def is_open(self, place: int) -> bool:
        """Whether a term may begin here: not in the middle of a word of several parts."""
        return self.gaps[place] != ZWNJ or folded(self.words[place - 1]) in _LEANING

    def follows(self, place: int) -> bool:
        """Whether there is a word here, and nothing but blanks and the like before it."""
        return place < len(self.words) and SOFT.fullmatch(self.gaps[place]) is not None


class Matcher:
    """Finds terms. Built once, for any number of texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._root = _Node()
        ways = [(tuple(spellings(term.persian)), term) for term in terms]
        # A spelling that closes up a half-space never takes the place of a term that is spelled so.
        for first in (True, False):
            for spelled, term in ways:
                for spelling in spelled[:1] if first else spelled[1:]:
                    self._add(spelling, term)
        words = frozenset(word for spelled, _ in ways for spelling in spelled for word in spelling)
        self._readings = _Readings(words)
        self._openings = frozenset(self._root.after)

    def matches(self, text: str) -> list[Match]:
        """The terms in a text, in order. A term is a word by itself: «ایران» does not stand in «ایرانی»."""
        readings, openings = self._readings, self._openings
        for word in TOKEN.findall(text):
            if any(reading.stem in openings for reading in readings[word]):
                return list(self._found(_Text(text, readings)))
        return []

    def _add(self, spelling: tuple[str, ...], term: Term) -> None:
        node = self._root
        for word in spelling:
            node = node.after.setdefault(word, _Node())
        node.term = node.term or term

    def _found(self, text: _Text) -> Iterator[Match]:
        place, count = 0, len(text.words)
        while place < count:
            longest: tuple[int, Term] | None = None
            if text.readings[place] and text.is_open(place):
                longest = max(self._from(text, place, self._root), key=lambda found: found[0], default=None)
            if longest is None:
                place += 1
                continue
            yield Match(text.spans[place][0], text.spans[longest[0] - 1][1], longest[1])
            place = longest[0]

    def _from(self, text: _Text, place: int, node: _Node) -> Iterator[tuple[int, Term]]:
        """Every term that goes on with the word at `place`: the place behind it, and the term."""
        for stem, ending in text.readings[place]:
            after = node.after.get(stem)
            if after is None:
                continue
            behind = place + 1
            if after.term is not None:
                yield from self._ended(text, behind, after.term, stem, ending)
            if after.after and ending.allowed == "everybody":
                if text.follows(behind):
                    yield from self._from(text, behind, after)
                if self._is_ezafe(text, behind, stem) and text.follows(behind + 1):
                    yield from self._from(text, behind + 1, after)

    @staticmethod
    def _is_ezafe(text: _Text, place: int, stem: str) -> bool:
        """Whether the word here is only the «ی» of «کمیته‌ی»."""
        return text.follows(place) and text.words[place] == "ی" and stem[-1] == "ه"

    @staticmethod
    def _ended(text: _Text, behind: int, term: Term, stem: str, ending: Ending) -> Iterator[tuple[int, Term]]:
        """The end of a term, with an ending that is written apart; none where it is part of another word."""
        if not _may_have(term, ending):
            return
        if not text.follows(behind):
            yield behind, term
            return
        apart = separate(stem, folded(text.words[behind]), text.gaps[behind]) if ending is NONE else None
        if apart is not None and _may_have(term, apart):
            yield behind + 1, term
        elif text.gaps[behind] != ZWNJ:
            yield behind, term


def _may_have(term: Term, ending: Ending) -> bool:
    if ending.allowed == "everybody":
        return True
    return term.kind in (INFLECTED if ending.allowed == "inflected" else INDEFINITE)


def distinct_terms(matches: Sequence[Match]) -> tuple[Term, ...]:
    """The terms among some matches, once each, in order."""
    return tuple(dict.fromkeys(match.term for match in matches))
