"""What the half-space trainer counts: words, pieces and pairs, with the example at hand left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from translate.text import halfspace_features as hf
from translate.text.characters import ZWNJ

PIECES = re.compile(r"[\u0621-\u063a\u0641-\u0655\u0670-\u06d3\u06d5\u200c]+")
PRODUCTIVE_TYPES, PRODUCTIVE_SHARE = 3, 0.1  # joined with so many different words, in this share of its uses
SURE_COUNT, SURE_SHARE = 30, 0.97


def words_of(line: str) -> Iterator[str]:
    """Words of Persian letters with their half-spaces."""
    return filter(None, (match.strip(ZWNJ) for match in PIECES.findall(line)))


def pieces_of(line: str) -> tuple[list[str], str]:
    """Pieces of a line and the gaps between them: `z` half-space, `b` one blank, `#` anything else."""
    pieces: list[str] = []
    gaps: list[str] = []
    last = 0
    for match in PIECES.finditer(line):
        parts = [part for part in match.group().split(ZWNJ) if part]
        if parts and pieces:
            gaps.append("b" if line[last : match.start()] == " " else "#")
        gaps += "z" * (len(parts) - 1)
        pieces += parts
        last = match.end()
    return pieces, "".join(gaps)


def authored_lines(folder: Path) -> Iterator[str]:
    """The Persian side of our own sentence pairs and articles."""
    for path in sorted([*folder.glob("pairs_*.tsv"), *folder.glob("art_*.tsv")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")[0]


class Counts:
    """Words, pieces and pairs of one set of lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.tokens: Counter[str] = Counter()
        self.pieces: Counter[str] = Counter()
        self.joined: Counter[tuple[str, str]] = Counter()
        self.apart: Counter[tuple[str, str]] = Counter()
        for line in lines:
            self.tokens.update(words_of(line))
            pieces, gaps = pieces_of(line)
            self.pieces.update(pieces)
            for left, gap, right in zip(pieces, gaps, pieces[1:], strict=False):
                if gap != "#":
                    (self.joined if gap == "z" else self.apart)[left, right] += 1

    def spellings(self) -> dict[str, Counter[str]]:
        """How each word is written, by its letters."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for token, count in self.tokens.items():
            found[token.replace(ZWNJ, "")][token] += count
        return found


class Lexicon:
    """All that is known about words and pairs, with the example at hand left out."""

    def __init__(self, treebank: Counts, own: Counts, listed: Iterable[str]) -> None:
        self.treebank, self.own = treebank, own
        self.authored_spelling = {key: best(forms) for key, forms in own.spellings().items()}
        self.listed_spelling: dict[str, str] = {}
        self.listed_pairs: set[tuple[str, str]] = set()
        for word in listed:
            key = word.replace(ZWNJ, "")
            if key not in self.listed_spelling or ZWNJ in word:
                self.listed_spelling[key] = word
            parts = word.split(ZWNJ)
            self.listed_pairs.update(pairwise(parts))
        self.pairs = set(treebank.joined) | set(own.joined) | self.listed_pairs
        self.pair_lefts = {left for left, _ in self.pairs}
        self.pair_rights = {right for _, right in self.pairs}
        self.left_types = Counter(left for left, _ in treebank.joined)
        self.right_types = Counter(right for _, right in treebank.joined)
        self.sides = [Counter[str]() for _ in range(4)]
        for table, offset in ((treebank.joined, 0), (treebank.apart, 1)):
            for (left, right), count in table.items():
                self.sides[offset][left] += count
                self.sides[2 + offset][right] += count
        self.without_word: Counter[str] = Counter()
        self.without_left: Counter[str] = Counter()
        self.without_right: Counter[str] = Counter()
        self.without_pair: tuple[str, str, str] | None = None
        self.cached: dict[str, int] = {}

    def leave_out_word(self, token: str) -> None:
        """Judge as if no word like this had been counted."""
        parts, count = token.split(ZWNJ), self.treebank.tokens[token]
        self.without_word = Counter({part: parts.count(part) * count for part in parts})
        self.without_left, self.without_right = Counter(parts[:-1]), Counter(parts[1:])

    def word(self, piece: str) -> int:
        """The word's code."""
        if piece in self.without_word or (self.without_pair and piece in self.without_pair[:2]):
            return self._word(piece)
        code = self.cached.get(piece)
        if code is None:
            code = self.cached[piece] = self._word(piece)
        return code

    def part(self, piece: str) -> int:
        """The same code."""
        return self.word(piece)

    def _word(self, piece: str) -> int:
        count = self.treebank.pieces[piece] + self.own.pieces[piece] - self.without_word[piece]
        left_types = self.left_types[piece] - self.without_left[piece]
        right_types = self.right_types[piece] - self.without_right[piece]
        sides = [side[piece] for side in self.sides]
        if self.without_pair:
            left, right, gap = self.without_pair
            lone = gap == "z" and self.treebank.joined[left, right] == 1
            count -= (piece == left) + (piece == right)
            left_types -= lone and piece == left
            right_types -= lone and piece == right
            sides[gap == "b"] -= piece == left
            sides[2 + (gap == "b")] -= piece == right
        bands = (count, left_types, right_types, *sides)
        code = sum(hf.band(value) << 3 * place for place, value in enumerate(bands))
        code |= hf.LISTED_FLAG * (piece in self.listed_spelling)
        return code | hf.KNOWN_WHOLE * (self.authored_spelling.get(piece) == piece)

    def pair(self, left: str, right: str) -> int:
        """The pair's code."""
        key = left, right
        if key not in self.pairs:
            return 0
        out = self.without_pair[2] if self.without_pair and self.without_pair[:2] == key else ""
        counts = (
            self.treebank.joined[key] - (out == "z"),
            self.treebank.apart[key] - (out == "b"),
            self.own.joined[key],
            self.own.apart[key],
        )
        code = sum(hf.band(value) << 3 * place for place, value in enumerate(counts))
        return code | hf.LISTED_PAIR * (key in self.listed_pairs)

    def authored(self, piece: str) -> str | None:
        """The authored texts' spelling."""
        return self.authored_spelling.get(piece)

    def listed(self, piece: str) -> str | None:
        """The word list's spelling."""
        return self.listed_spelling.get(piece)

    def flags(self, piece: str) -> int:
        """Whether blanks beside this piece are worth judging, and whether they are sure to be half-spaces."""
        left_joined, left_apart, right_joined, right_apart = (side[piece] for side in self.sides)
        code = hf.PAIR_LEFT * (piece in self.pair_lefts) | hf.PAIR_RIGHT * (piece in self.pair_rights)
        for types, joined, apart, often, sure in (
            (self.left_types[piece], left_joined, left_apart, hf.OPENS, hf.SURELY_OPENS),
            (self.right_types[piece], right_joined, right_apart, hf.CLOSES, hf.SURELY_CLOSES),
        ):
            uses = joined + apart
            code |= often * (types >= PRODUCTIVE_TYPES and joined >= PRODUCTIVE_SHARE * uses)
            code |= sure * (joined >= SURE_COUNT and joined >= SURE_SHARE * uses)
        return code


def best(forms: Counter[str]) -> str:
    """The most frequent spelling; of equals the first by code point."""
    return min(forms, key=lambda form: (-forms[form], form))
