"""How far confidence can be trusted: risk order, ranking and calibration on development sets.

    python -m scripts.check_confidence [translate/builtin] [--sets news wikinews] [--threads 1]

For every set: edits a word against the nearer reference; which share of all edits the fifth of the segments
holds that our order puts first (expected edits), beside that of ordering by length alone and of an oracle
that knows the edits; the same for the fifth of the words with the least confidence, where length does not
help; the area under the ROC curve for "needs more edits a word than the median" and "than 0.3"; expected
calibration error over ten equal bins, and the bins; how well the order agrees with TER and chrF of the lines.
--microseconds times the estimate itself.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scripts.builtin_model.test_sets import TEST_SETS
from scripts.confidence_samples import Sample, samples
from translate.confidence.edits import expected_words
from translate.confidence.estimator import Estimator, estimator_for
from translate.engines.models import resolve

FIFTH = 0.2
BINS = 10

Vector = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def efforts(found: Sequence[Sample], estimator: Estimator) -> Vector:
    """The expected edits a word of each line, its segments weighed by their words."""
    means = []
    for sample in found:
        weights = [expected_words(one.source, one.target) for one in sample.evidence]
        said = [estimator.effort(one) or 0.0 for one in sample.evidence]
        means.append(float(np.average(said, weights=weights)))
    return np.array(means)


def share(order: Vector, edits: Vector) -> float:
    """Share of the edits in the fifth of the segments with the highest `order`."""
    first = np.argsort(-order, kind="stable")[: round(FIFTH * len(order))]
    return float(edits[first].sum() / edits.sum())


def share_of_words(order: Vector, edits: Vector, words: Vector) -> float:
    """Share of the edits in the segments with the highest `order` that hold a fifth of the words."""
    ranked = np.argsort(-order, kind="stable")
    done = np.cumsum(words[ranked]) / words.sum()
    return float(np.interp(FIFTH, done, np.cumsum(edits[ranked]) / edits.sum()))


def area(order: Vector, positive: Vector) -> float:
    """Area under the ROC curve; ties count half. nan where there is one class only."""
    _, places, counts = np.unique(order, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    yes = positive.astype(bool)
    pairs = yes.sum() * (~yes).sum()
    return float((ranks[yes].sum() - yes.sum() * (yes.sum() + 1) / 2) / pairs) if pairs else float("nan")


def bins_of(expected: Vector, rates: Vector) -> list[tuple[int, float, float]]:
    """Count, mean expected and mean observed edits a word of ten bins of equal count."""
    return [
        (len(part), float(expected[part].mean()), float(rates[part].mean()))
        for part in np.array_split(np.argsort(expected, kind="stable"), BINS)
    ]


def ter(sample: Sample) -> float:
    """TER of a line: shifts counted, marks apart from words, case kept."""
    from sacrebleu.metrics import TER

    metric = TER(normalized=True, case_sensitive=True)
    return float(metric.sentence_score(sample.target, list(sample.references)).score)


def chrf(sample: Sample) -> float:
    """100 - chrF of a line, so that more is worse."""
    from sacrebleu.metrics import CHRF

    return 100 - float(CHRF().sentence_score(sample.target, list(sample.references)).score)


def report(name: str, found: Sequence[Sample], estimator: Estimator) -> None:
    expected = efforts(found, estimator)
    rates, edits, words, lengths = (
        np.array([getattr(one, field) for one in found], dtype=float)
        for field in ("rate", "edits", "words", "expected")
    )
    print(f"\n{name}: {len(found):,} segments, {edits.sum() / words.sum():.3f} edits a word")
    print(
        f"  worst fifth of the segments   ours {share(expected * lengths, edits):.1%}  "
        f"by length {share(lengths, edits):.1%}  oracle {share(edits, edits):.1%}  random 20.0%"
    )
    print(
        f"  worst fifth of the words      ours {share_of_words(expected, edits, words):.1%}  "
        f"oracle {share_of_words(edits / words, edits, words):.1%}  random 20.0%"
    )
    print(
        f"  AUC above the median {area(expected, rates > np.median(rates)):.3f}, above 0.3 "
        f"{area(expected, rates > 0.3):.3f} ({(rates <= 0.3).sum()} are not)  "
        f"correlation {np.corrcoef(expected, rates)[0, 1]:.3f}"
    )
    for metric, score in (("TER", ter), ("chrF", chrf)):
        seen = np.array([score(one) for one in found])
        print(
            f"  against {metric:<5} AUC worse than the median {area(expected, seen > np.median(seen)):.3f}  "
            f"correlation {np.corrcoef(expected, seen)[0, 1]:.3f}"
        )
    bins = bins_of(expected, rates)
    error = sum(count * abs(said - seen) for count, said, seen in bins) / len(found)
    print(f"  calibration error {error:.3f}; mean expected {expected.mean():.3f}, seen {rates.mean():.3f}")
    print("    expected  " + "  ".join(f"{said:.2f}" for _, said, _ in bins))
    print("    seen      " + "  ".join(f"{seen:.2f}" for _, _, seen in bins))


def microseconds(found: Sequence[Sample], estimator: Estimator) -> float:
    """Time of one estimate."""
    evidence = [one for sample in found for one in sample.evidence]
    began = time.process_time()
    for one in evidence:
        estimator.confidence(one)
    return (time.process_time() - began) / len(evidence) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description="risk order and calibration of confidence")
    parser.add_argument("model", nargs="?", default="translate/builtin")
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="+", choices=list(TEST_SETS), default=["news", "wikinews"])
    parser.add_argument("--most", type=int, help="segments a set, evenly spaced")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--microseconds", action="store_true", help="time the estimate")
    options = parser.parse_args()
    estimator = estimator_for(resolve(options.model).sha256)
    print(f"{options.model}, weights {estimator.version}, calibrated for {estimator.calibrated_for}")
    for name in options.sets:
        one = TEST_SETS[name](options.shared).sample(options.most)
        found = samples(options.model, one.sources, one.references, threads=options.threads)
        report(one.name, found, estimator)
        if options.microseconds:
            print(f"  {microseconds(found, estimator):.1f} microseconds of CPU an estimate")


if __name__ == "__main__":
    main()
