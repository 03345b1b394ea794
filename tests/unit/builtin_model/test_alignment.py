"""The alignment model finds what belongs together."""

import numpy as np

from scripts.builtin_model.alignment import posteriors, train_alignment

END, ONE, TWO, THREE, EIN, ZWEI, DREI = range(7)
PAIRS = [
    ([ONE, TWO, END], [EIN, ZWEI, END]),
    ([ONE, THREE, END], [EIN, DREI, END]),
    ([TWO, THREE, END], [ZWEI, DREI, END]),
]


def test_pieces_are_aligned_with_what_they_occur_with() -> None:
    table = train_alignment(PAIRS * 10, size=7)
    assert posteriors([ONE, TWO, END], [EIN, ZWEI, END], table).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_crossed_pair_is_aligned_crosswise() -> None:
    table = train_alignment(PAIRS * 10, size=7)
    assert posteriors([ONE, TWO, END], [ZWEI, EIN, END], table).argmax(axis=1).tolist() == [1, 0, 2]


def test_posteriors_are_distributions_over_the_source() -> None:
    table = train_alignment(PAIRS, size=7)
    rows = posteriors([ONE, THREE, TWO, END], [DREI, EIN], table)
    assert rows.shape == (2, 4)
    np.testing.assert_allclose(rows.sum(axis=1), 1, rtol=1e-5)


def test_a_piece_never_seen_is_spread_along_the_diagonal() -> None:
    table = train_alignment(PAIRS, size=9)
    rows = posteriors([7] * 8, [8] * 8, table)
    assert rows.argmax(axis=1).tolist() == list(range(8))
