"""False positives of the paired tests, by simulation: two systems that differ in name only, 500 times.

    python scripts/check_significance.py [--comparisons 500] [--documents 60]

Both "systems" damage the same invented reference in the same way; each document has a difficulty of its own,
so its segments fail together. At p < 0.05 an honest test finds a difference in 5% of the comparisons. The
tests that draw whole documents must stay within 3-7%; drawing segments instead shows why they have to.
"""

import argparse
import random
import sys
from dataclasses import dataclass, replace

import numpy as np

from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.significance import Comparison, compare_statistics

SEGMENTS_A_DOCUMENT = 8
VARIANTS = 12
POOL = 120
HONEST = (0.03, 0.07)


@dataclass(frozen=True, slots=True)
class Pool:
    """Statistics of one metric for every variant: rows (POOL, VARIANTS, SEGMENTS_A_DOCUMENT, counts)."""

    metric: Statistics
    rows: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def damaged(words: list[str], rate: float, rng: random.Random) -> str:
    """Words lost or replaced at a rate."""
    kept = [rng.choice("abcdefghij") if rng.random() < rate else word for word in words]
    return " ".join(word for word in kept if rng.random() > rate / 3)


def texts(rng: random.Random) -> tuple[list[str], list[str]]:
    """Hypotheses and references for POOL x VARIANTS x SEGMENTS_A_DOCUMENT segments, in that order."""
    vocabulary = [f"{letter}{number}" for letter in "nvadrstl" for number in range(150)]
    hypotheses, references = [], []
    for _ in range(POOL):
        document = [rng.choices(vocabulary, k=rng.randint(6, 24)) for _ in range(SEGMENTS_A_DOCUMENT)]
        for _ in range(VARIANTS):
            # How well a system copes with a document varies from document to document, for each anew.
            rate = rng.uniform(0.05, 0.6)
            hypotheses += [damaged(words, rate, rng) for words in document]
            references += [" ".join(words) for words in document]
    return hypotheses, references


def pools(metrics: list[str], seed: int) -> list[Pool]:
    """A pool for each metric over the same texts."""
    hypotheses, references = texts(random.Random(seed))
    shape = (POOL, VARIANTS, SEGMENTS_A_DOCUMENT, -1)
    return [Pool(one, one.rows.reshape(shape)) for one in extract(metrics, hypotheses, [references])]


def null_comparisons(
    pool: Pool, *, count: int, documents: int, by_document: bool, seed: int
) -> list[Comparison]:
    """Comparisons of two draws from the same pool: in truth there is no difference."""
    rng = np.random.default_rng(seed)
    names = [str(number) for number in range(documents) for _ in range(SEGMENTS_A_DOCUMENT)]
    found = []
    for number in range(count):
        chosen = rng.choice(POOL, size=documents, replace=False)
        pairs = np.array([rng.choice(VARIANTS, size=2, replace=False) for _ in chosen])
        a, b = (pool.rows[chosen, pairs[:, side]].reshape(len(names), -1) for side in (0, 1))
        first, second = replace(pool.metric, rows=a), replace(pool.metric, rows=b)
        found.append(
            compare_statistics(first, second, documents=names if by_document else None, seed=seed + number)
        )
    return found


def rates(found: list[Comparison], threshold: float = 0.05) -> tuple[float, float]:
    """Share of comparisons called different: by bootstrap, by randomisation."""
    return (
        sum(one.p_bootstrap < threshold for one in found) / len(found),
        sum(one.p_randomisation < threshold for one in found) / len(found),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comparisons", type=int, default=500)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--metrics", default="bleu,chrf,ter")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    honest = True
    print(f"{options.comparisons} null comparisons of {options.documents} documents, p < 0.05")
    print("metric  drawn      bootstrap  randomisation")
    for pool in pools(options.metrics.split(","), options.seed):
        for by_document in (True, False):
            found = null_comparisons(
                pool,
                count=options.comparisons,
                documents=options.documents,
                by_document=by_document,
                seed=options.seed,
            )
            shares = rates(found)
            unit = "documents" if by_document else "segments"
            print(f"{pool.metric.name:<7} {unit:<10} {shares[0]:9.3f}  {shares[1]:13.3f}", flush=True)
            honest &= not by_document or all(HONEST[0] <= share <= HONEST[1] for share in shares)
    return 0 if honest else 1


if __name__ == "__main__":
    sys.exit(main())
