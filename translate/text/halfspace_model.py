"""The half-space tagger: a lexicon, two weight tables, and the decisions that follow from them.

The model file (`data/halfspace.bin`, written by scripts/train_halfspace.py) is one line of JSON that names
the sections and their sizes, then all sections in one zlib stream. Nothing here needs numpy, and nothing is
loaded before the first decision.
"""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from translate.text.characters import ZWNJ
from translate.text.halfspace_features import (
    KNOWN_WHOLE,
    LISTED_FLAG,
    SETTLED,
    inner_features,
    inner_gaps,
    neighbour_features,
    pair_features,
)
from translate.text.memo import Memo

MODEL_PATH = Path(__file__).parent / "data" / "halfspace.bin"
LONGEST_PIECE = 40  # letters; a longer run is not a word, and judging it costs its length squared
LISTED_WHOLE = LISTED_FLAG | SETTLED
APART = -99.0  # the score of a pair that is not worth judging


class Thresholds(NamedTuple):
    """Scores (log odds) above which a half-space is put in.

    `inner` gaps lie inside a word, `pair` gaps are blanks. `*_wary` holds in a text whose author shows the
    habit of writing that kind of gap right. A change above `sure` is itself evidence of the habit.
    """

    inner: float
    inner_wary: float
    pair: float
    pair_wary: float
    sure: float


class Spelling(NamedTuple):
    """A piece with its half-spaces: by the ordinary and by the wary threshold, and whether that is sure."""

    plain: str
    wary: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Sections:
    """The model as stored. Spellings are words with their half-spaces; codes as in halfspace_features.

    `words` has every word of the corpora and those of the list that may be split; `listed_whole` holds sorted
    CRCs of the list's other words, 4 bytes a word, so that loading need not make 150,000 strings.
    """

    inner: "array[int]"
    pair: "array[int]"
    steps: tuple[float, float]
    thresholds: Thresholds
    words: Mapping[str, int]
    listed_whole: "array[int]"
    pairs: Mapping[str, int]
    exact: Mapping[str, str]
    doubtful: frozenset[str]
    authored: Mapping[str, str]
    listed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """Decides about single words and pairs; remembers what it decided."""

    sections: Sections
    spellings: Memo[Spelling] = field(default_factory=Memo)
    scores: Memo[float] = field(default_factory=Memo)

    def word(self, piece: str) -> int:
        """The word's code, 0 for the unknown."""
        code = self.sections.words.get(piece)
        if code is not None:
            return code
        whole, row = self.sections.listed_whole, crc(piece)
        place = bisect_left(whole, row)
        return LISTED_WHOLE if place < len(whole) and whole[place] == row else 0

    def part(self, piece: str) -> int:
        """The word's code; 0 also for words of the list that were never seen as a part."""
        return self.sections.words.get(piece, 0)

    def pair(self, left: str, right: str) -> int:
        """The pair's code, 0 for the unknown."""
        return self.sections.pairs.get(left + ZWNJ + right, 0)

    def authored(self, piece: str) -> str | None:
        """The spelling of the authored texts, None for the unknown."""
        return self.sections.authored.get(piece) or (piece if self.word(piece) & KNOWN_WHOLE else None)

    def listed(self, piece: str) -> str | None:
        """The spelling of the word list, None for the unknown."""
        return self.sections.listed.get(piece) or (piece if self.word(piece) & LISTED_FLAG else None)

    def spell(self, piece: str) -> Spelling:
        """The piece with its half-spaces; every part of the answer is its own spelling."""
        known = self.spellings.get(piece)
        return self.spellings.keep(piece, self._judge(piece)) if known is None else known

    def _judge(self, piece: str) -> Spelling:
        if self.word(piece) & SETTLED or not 1 < len(piece) <= LONGEST_PIECE:
            return Spelling(piece, piece, sure=False)
        exact = self.sections.exact.get(piece)
        if exact is not None:
            return self._split(piece, exact.split(ZWNJ), wary=piece not in self.sections.doubtful, sure=True)
        score, at = self.best_gap(piece)
        limits = self.sections.thresholds
        if score <= limits.inner:
            return Spelling(piece, piece, sure=False)
        parts = [piece[:at], piece[at:]]
        return self._split(piece, parts, wary=score > limits.inner_wary, sure=score > limits.sure)

    def _split(self, piece: str, parts: list[str], *, wary: bool, sure: bool) -> Spelling:
        spelled = [self.spell(part) for part in parts]
        plain = ZWNJ.join(part.plain for part in spelled)
        if not wary:
            return Spelling(plain, piece, sure=False)
        return Spelling(plain, ZWNJ.join(part.wary for part in spelled), sure)

    def best_gap(self, piece: str) -> tuple[float, int]:
        """Score and place of the gap inside a piece that most looks like a lost half-space."""
        table, step = self.sections.inner, self.sections.steps[0]
        best, place = -100_000, 0
        for at in inner_gaps(piece, self, ZWNJ):
            total = sum([table[row] for row in inner_features(piece, at, self, ZWNJ)])
            if total > best:
                best, place = total, at
        return best * step, place

    def pair_score(self, left: str, right: str) -> float:
        """How much two pieces with a blank between them look like one word, neighbours unseen.

        For pairs that `is_worth_judging`; all others are apart.
        """
        key = left + ZWNJ + right
        score = self.scores.young.get(key)
        if score is None:
            score = self.scores.get(key)
            if score is None:
                score = self.scores.keep(key, self._pair_score(left, right))
        return score

    def _pair_score(self, left: str, right: str) -> float:
        if len(left) + len(right) > LONGEST_PIECE:
            return APART
        table = self.sections.pair
        return sum([table[row] for row in pair_features(left, right, self)]) * self.sections.steps[1]

    def neighbour_score(self, before: str, left: str, right: str, after: str) -> float:
        """What the pieces around a pair add to its score."""
        table = self.sections.pair
        rows = neighbour_features(before, left, right, after)
        return sum([table[row] for row in rows]) * self.sections.steps[1]


def crc(word: str) -> int:
    """The number under which a word of the list is kept."""
    return zlib.crc32(word.encode("utf-16-le"))


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _by_letters(spellings: list[str]) -> dict[str, str]:
    return {spelling.replace(ZWNJ, ""): spelling for spelling in spellings}


def pack(sections: Sections) -> bytes:
    """The bytes of a model file; the same sections give the same bytes."""
    body = {
        "inner": sections.inner.tobytes(),
        "pair": sections.pair.tobytes(),
        "words": "\n".join(sections.words).encode(),
        "listed_whole": sections.listed_whole.tobytes(),
        "codes": array("I", sections.words.values()).tobytes(),
        "pairs": "\n".join(sections.pairs).encode(),
        "pair_codes": array("H", sections.pairs.values()).tobytes(),
        "exact": "\n".join(sections.exact.values()).encode(),
        "doubtful": "\n".join(sorted(sections.doubtful)).encode(),
        "authored": "\n".join(sections.authored.values()).encode(),
        "listed": "\n".join(sections.listed.values()).encode(),
    }
    head = {
        "steps": sections.steps,
        "thresholds": sections.thresholds,
        "sizes": {name: len(part) for name, part in body.items()},
    }
    return json.dumps(head).encode() + b"\n" + zlib.compress(b"".join(body.values()), 9)


def unpack(packed: bytes) -> Sections:
    """Read what `pack` wrote."""
    line, _, squeezed = packed.partition(b"\n")
    head, body = json.loads(line), zlib.decompress(squeezed)
    parts: dict[str, bytes] = {}
    start = 0
    for name, size in head["sizes"].items():
        parts[name] = body[start : start + size]
        start += size
    texts = {name: _lines(parts[name].decode()) for name in ("words", "pairs", "exact", "authored", "listed")}
    return Sections(
        inner=array("b", parts["inner"]),
        pair=array("b", parts["pair"]),
        steps=tuple(head["steps"]),
        thresholds=Thresholds(*head["thresholds"]),
        words=dict(zip(texts["words"], array("I", parts["codes"]), strict=True)),
        listed_whole=array("I", parts["listed_whole"]),
        pairs=dict(zip(texts["pairs"], array("H", parts["pair_codes"]), strict=True)),
        exact=_by_letters(texts["exact"]),
        doubtful=frozenset(_lines(parts["doubtful"].decode())),
        authored=_by_letters(texts["authored"]),
        listed=_by_letters(texts["listed"]),
    )


@cache
def shipped_model() -> Model:
    """The model that comes with the package, loaded once."""
    return Model(unpack(MODEL_PATH.read_bytes()))
