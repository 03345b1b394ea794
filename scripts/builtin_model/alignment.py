"""Word alignment after IBM model 1 (Brown et al. 1993) over pieces: what guides the cross attention.

The table of translation probabilities is kept dense, so that posteriors can be had for any segmentation
and any mixture of a pair: nothing is stored for each pair.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = Sequence[int]

ROUNDS = 6
DIAGONAL = 1.0
"""Weight of the prior exp(-DIAGONAL * |i/I - j/J|), as in fast_align but weak: word orders differ."""

_FLOOR = 1e-9
_PAIRS_AT_ONCE = 2_000


def train_alignment(pairs: Sequence[tuple[Ids, Ids]], *, size: int, rounds: int = ROUNDS) -> Floats:
    """p(target piece | source piece) as a dense matrix [source, target] after `rounds` of EM.

    The end mark of the source takes the part of the empty word: both sides are given with theirs.
    """
    table = np.full((size, size), 1 / size, dtype=np.float32)
    for _ in range(rounds):
        counts = np.zeros(size * size, dtype=np.float32)
        for start in range(0, len(pairs), _PAIRS_AT_ONCE):
            cells, weights = _expected(pairs[start : start + _PAIRS_AT_ONCE], table)
            np.add.at(counts, cells, weights)
        table = counts.reshape(size, size)
        table /= np.maximum(table.sum(axis=1, keepdims=True), _FLOOR)
    return table


def posteriors(source: Ids, target: Ids, table: Floats) -> Floats:
    """For each target piece a distribution over the source pieces, [target, source]; rows sum to one."""
    scores = table[np.asarray(source)[None, :], np.asarray(target)[:, None]]
    scores = (scores + _FLOOR) * _diagonal(len(target), len(source))
    normed: Floats = scores / scores.sum(axis=1, keepdims=True)
    return normed


def load_or_train(path: Path, pairs: Sequence[tuple[Ids, Ids]], *, size: int) -> Floats:
    """The table kept at `path`, trained and kept there where there is none."""
    if not path.is_file():
        np.save(path, train_alignment(pairs, size=size).astype(np.float16))
    table: Floats = np.load(path).astype(np.float32)
    return table


def _expected(pairs: Sequence[tuple[Ids, Ids]], table: Floats) -> tuple[NDArray[np.int64], Floats]:
    size = table.shape[0]
    cells, weights = [], []
    for source, target in pairs:
        left = np.asarray(source, dtype=np.int64)
        cells.append((left[None, :] * size + np.asarray(target)[:, None]).ravel())
        weights.append(posteriors(source, target, table).ravel())
    return np.concatenate(cells), np.concatenate(weights)


def _diagonal(rows: int, columns: int) -> Floats:
    down = np.arange(rows, dtype=np.float32)[:, None] / rows
    across = np.arange(columns, dtype=np.float32)[None, :] / columns
    return np.exp(-DIAGONAL * np.abs(down - across))
