"""Train the half-space tagger and write translate/text/data/halfspace.bin.

    python scripts/train_halfspace.py --shared ../shared/data -o translate/text/data/halfspace.bin

The weights come from the training part of UD Persian PerDT alone (CC BY-SA 4.0). The lexicon adds counts
from our authored texts (CC0) and membership in hazm's word list (MIT). Every example is judged as if its own
word (inside a word) or its own occurrence (a blank) had not been counted, so that the weights learn what to
do with words never seen. Seeded and single-threaded: the same input gives the same bytes. Under a minute.
"""

import argparse
import time
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from halfspace_lexicon import Counts, Lexicon, authored_lines, best, pieces_of
from numpy.typing import NDArray

from translate.text import halfspace_features as hf
from translate.text.characters import ZWNJ
from translate.text.halfspace_model import LISTED_WHOLE, Model, Sections, Thresholds, crc, pack

THRESHOLDS = Thresholds(inner=-0.5, inner_wary=3.0, pair=-0.5, pair_wary=2.5, sure=3.0)
STEPS = (1 / 16, 1 / 16)
SEED = 20240101


def inner_examples(lexicon: Lexicon) -> tuple[list[list[int]], list[bool], list[float]]:
    """Every gap worth judging inside every word type, and inside its runs of pieces."""
    rows: list[list[int]] = []
    labels: list[bool] = []
    weights: list[float] = []
    tokens = lexicon.treebank.tokens
    single: set[str] = set()
    for token in tokens:
        parts = token.split(ZWNJ)
        lexicon.leave_out_word(token)
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                run = parts[first:last]
                if len(run) == 1 < len(parts):
                    if run[0] in tokens or run[0] in single:
                        continue
                    single.add(run[0])
                piece = "".join(run)
                cuts = {sum(map(len, run[:place])) for place in range(1, len(run))}
                for at in hf.inner_gaps(piece, lexicon, ZWNJ):
                    rows.append(hf.inner_features(piece, at, lexicon, ZWNJ))
                    labels.append(at in cuts)
                    weights.append(1.0 if len(run) == len(parts) else 0.3)
    lexicon.leave_out_word("")
    lexicon.without_word.clear()
    return rows, labels, weights


def pair_examples(lexicon: Lexicon, lines: Iterable[str]) -> tuple[list[list[int]], list[bool]]:
    """Every gap between pieces that is worth judging: half-spaces against blanks."""
    rows: list[list[int]] = []
    labels: list[bool] = []
    for line in lines:
        pieces, gaps = pieces_of(line)
        for place, gap in enumerate(gaps):
            left, right = pieces[place : place + 2]
            worth = lexicon.flags(left) & hf.OPENS or lexicon.flags(right) & hf.CLOSES
            if gap == "#" or not (worth or (left, right) in lexicon.pairs):
                continue
            before = pieces[place - 1] if place and gaps[place - 1] != "#" else hf.OUTSIDE
            inside = place + 1 < len(gaps) and gaps[place + 1] != "#"
            after = pieces[place + 2] if inside else hf.OUTSIDE
            lexicon.without_pair = (left, right, gap)
            rows.append(
                hf.pair_features(left, right, lexicon) + hf.neighbour_features(before, left, right, after)
            )
            labels.append(gap == "z")
    lexicon.without_pair = None
    return rows, labels


def fit(
    rows: list[list[int]], labels: list[bool], weights: list[float], *, epochs: int, rate: float
) -> NDArray[np.float32]:
    """Logistic regression by Adagrad over mini-batches; rows seen once are dropped."""
    features, wanted = np.array(rows, np.int32), np.array(labels, np.float32)
    share, size = np.array(weights, np.float32), hf.MASK + 1
    kept = np.bincount(features.ravel(), minlength=size) > 1
    table, squares = np.zeros(size, np.float32), np.full(size, 0.1, np.float32)
    chooser = np.random.default_rng(SEED)
    for _ in range(epochs):
        order = chooser.permutation(len(wanted))
        for start in range(0, len(order), 64):
            chosen = order[start : start + 64]
            batch = features[chosen]
            odds = table[batch].sum(axis=1)
            error = (1 / (1 + np.exp(-odds)) - wanted[chosen]) * share[chosen]
            slope = np.repeat(error, batch.shape[1]) * kept[batch.ravel()]
            np.add.at(squares, batch.ravel(), slope * slope)
            np.add.at(table, batch.ravel(), -rate * slope / np.sqrt(squares[batch.ravel()]))
    return table


def quantised(table: NDArray[np.float32], step: float) -> "array[int]":
    """Weights as signed bytes."""
    return array("b", np.clip(np.rint(table / step), -127, 127).astype(np.int8).tobytes())


def exact_spellings(treebank: Counts) -> tuple[dict[str, str], frozenset[str], set[str]]:
    """Treebank words: those with half-spaces, the doubtful among them, those without."""
    split: dict[str, str] = {}
    doubtful: set[str] = set()
    whole: set[str] = set()
    spellings = treebank.spellings()
    for piece, count in treebank.pieces.items():
        spellings.setdefault(piece, Counter())[piece] = max(count, spellings.get(piece, Counter())[piece])
    for letters, forms in spellings.items():
        form = best(forms)
        if ZWNJ not in form:
            whole.add(letters)
            continue
        split[letters] = form
        if forms[letters] * 4 > forms[form]:
            doubtful.add(letters)
    return split, frozenset(doubtful), whole


def build(shared: Path) -> Sections:
    """The whole model from the shared files."""
    lines = (shared / "halfspace/perdt_train.txt").read_text(encoding="utf-8").splitlines()
    listing = (shared / "halfspace/hazm_words.dat").read_text(encoding="utf-8").splitlines()
    treebank, own = Counts(lines), Counts(authored_lines(shared / "authored"))
    lexicon = Lexicon(treebank, own, (line.split("\t")[0] for line in listing))
    inner = fit(*inner_examples(lexicon), epochs=4, rate=0.1)
    rows, labels = pair_examples(lexicon, lines)
    pair = fit(rows, labels, [1.0] * len(labels), epochs=3, rate=0.1)
    lexicon.cached.clear()
    return settled(sections_of(lexicon, quantised(inner, STEPS[0]), quantised(pair, STEPS[1])))


def sections_of(lexicon: Lexicon, inner: "array[int]", pair: "array[int]") -> Sections:
    """Tables and lexicon in the shape of the model file."""
    exact, doubtful, whole = exact_spellings(lexicon.treebank)
    words = {*lexicon.treebank.pieces, *lexicon.own.pieces, *lexicon.authored_spelling}
    words |= {*lexicon.listed_spelling, *lexicon.pair_lefts, *lexicon.pair_rights} - {""}
    codes = {
        word: lexicon.word(word) | lexicon.flags(word) | hf.SETTLED * (word in whole)
        for word in sorted(words)
    }
    split = {key: form for key, form in sorted(lexicon.authored_spelling.items()) if ZWNJ in form}
    listed = {key: form for key, form in sorted(lexicon.listed_spelling.items()) if ZWNJ in form}
    pairs = {ZWNJ.join(key): lexicon.pair(*key) for key in sorted(lexicon.pairs) if all(key)}
    return Sections(
        inner=inner,
        pair=pair,
        steps=STEPS,
        thresholds=THRESHOLDS,
        words=codes,
        listed_whole=array("I"),
        pairs=pairs,
        exact=exact,
        doubtful=doubtful,
        authored=split,
        listed=listed,
    )


def settled(sections: Sections) -> Sections:
    """Store what the tagger says of every known word, so that it is asked about the others only."""
    model, limits = Model(sections), sections.thresholds
    codes, exact, doubtful = dict(sections.words), dict(sections.exact), set(sections.doubtful)
    for word, code in sections.words.items():
        if code & hf.SETTLED or word in exact or len(word) < 2:
            continue
        score, at = model.best_gap(word)
        if score <= limits.inner:
            codes[word] |= hf.SETTLED
            continue
        exact[word] = word[:at] + ZWNJ + word[at:]
        if score <= limits.inner_wary:
            doubtful.add(word)
    whole = {word for word, code in codes.items() if code == LISTED_WHOLE}
    return replace(
        sections,
        words={word: code for word, code in codes.items() if word not in whole},
        listed_whole=array("I", sorted({crc(word) for word in whole})),
        exact=dict(sorted(exact.items())),
        doubtful=frozenset(doubtful),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("-o", "--output", type=Path, default=Path("translate/text/data/halfspace.bin"))
    options = parser.parse_args()
    began = time.monotonic()
    packed = pack(build(options.shared))
    options.output.write_bytes(packed)
    print(f"{options.output}: {len(packed):,} bytes in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
