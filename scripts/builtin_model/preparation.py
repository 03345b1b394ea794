"""From corpora as they lie on disk to pairs as the model sees them.

    python -m scripts.builtin_model.preparation --shared ../shared/data -o /tmp/builtin/prepared.tsv

Sources go through the text layer that runs before the model, so that training and use see the same text.
Each row: corpus, Persian, Persian with lost half-spaces (only where it differs), English; tab-separated.
"""

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.builtin_model.sources import CORPORA, Corpus
from translate.text.characters import ZWNJ
from translate.text.normalise import PROFILES, normalise

MODEL_SEES = PROFILES["builtin"]
# What the text layer would give if it did not know how to restore half-spaces.
UNREPAIRED = replace(MODEL_SEES, name="unrepaired", half_spaces="keep")

LONGEST = 600
"""Characters of the longer side; above it are paragraphs, which the pipeline never hands to the model."""

_PERSIAN = re.compile("[\u0600-\u06ff]")
_LATIN = re.compile("[A-Za-z0-9]")
# English as the vocabulary can write it: it has ASCII punctuation only, without brackets or braces.
_ENGLISH_SIGNS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2013": "-", "\u2014": " - ", "\u2212": "-", "\u2026": "...", "\u00a0": " ", "[": "(", "]": ")",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair as the model sees it. `unrepaired` has half-spaces lost; "" if it would be the same."""

    corpus: str
    persian: str
    unrepaired: str
    english: str


def english_text(text: str) -> str:
    """English in the characters of the vocabulary: plain signs, letters without accents, single blanks."""
    plain = unicodedata.normalize("NFKD", text.translate(_ENGLISH_SIGNS))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(letters.split())


def lost_half_spaces(text: str, rng: random.Random) -> str:
    """Persian as scraped pages have it: most half-spaces deleted, some become blanks."""
    return re.sub(ZWNJ, lambda _: "" if rng.random() < 0.8 else " ", text)


def prepared(name: str, corpus: Corpus, shared: Path) -> Iterator[Pair]:
    """Pairs of one corpus, cleaned; the same pair only once. What cannot be used is left out."""
    rng = random.Random(name)  # by name: adding a corpus changes no other
    seen: set[tuple[str, str]] = set()
    for raw_persian, raw_english in corpus.read(shared):
        persian, english = normalise(raw_persian, MODEL_SEES), english_text(raw_english)
        if (persian, english) in seen or not usable(persian, english):
            continue
        seen.add((persian, english))
        spoilt = ""
        if corpus.ours and ZWNJ in raw_persian:
            spoilt = normalise(lost_half_spaces(raw_persian, rng), UNREPAIRED)
        yield Pair(name, persian, spoilt, english)


def usable(persian: str, english: str) -> bool:
    """Whether both sides are there, in their scripts, of lengths that fit each other."""
    if not _PERSIAN.search(persian) or not _LATIN.search(english) or _PERSIAN.search(english):
        return False
    if max(len(persian), len(english)) > LONGEST:
        return False
    # Single words may differ much in length; +15 lets them.
    return 0.4 < (len(english) + 15) / (len(persian) + 15) < 2.5


def write_prepared(pairs: Iterator[Pair], path: Path) -> Counter[str]:
    """Rows into `path`; how many came from each corpus."""
    counts: Counter[str] = Counter()
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        for pair in pairs:
            file.write("\t".join((pair.corpus, pair.persian, pair.unrepaired, pair.english)) + "\n")
            counts[pair.corpus] += 1
    partial.replace(path)
    return counts


def read_prepared(path: Path) -> list[Pair]:
    """The pairs that `write_prepared` wrote."""
    with path.open(encoding="utf-8") as file:
        return [Pair(*line.rstrip("\n").split("\t")) for line in file]


def main() -> None:
    parser = argparse.ArgumentParser(description="prepare the training pairs of the built-in model")
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=sorted(CORPORA), default=sorted(CORPORA))
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    pairs = (pair for name in options.only for pair in prepared(name, CORPORA[name], options.shared))
    for name, count in write_prepared(pairs, options.out).items():
        print(f"{name:<16} {count:>7,} pairs  {CORPORA[name].licence}")


if __name__ == "__main__":
    main()
