r"""Fit translate/confidence/weights.json: from what a translation shows to the editing that it needs.

    python -m scripts.train_confidence [--model ../shared/models/builtin-v0] [--threads 1]

Translates the articles of scripts/builtin_model/corpus with a model that has not seen them, the first
built-in one: on text that a model learned from, its scores say too little of its errors. Ridge regression
from the features (translate/confidence/features.py) to edits a word against the reference, then a rising
curve through what the regression says of articles that it was not fitted to. Some two minutes on a free core.

Nothing named dev or test is used. Prints how well the held-out folds come out, and the weights.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.builtin_model.reading import lines_of
from scripts.builtin_model.sources import OWN
from scripts.confidence_samples import Sample, samples
from translate.confidence.curve import Curve, rising_curve
from translate.confidence.estimator import WEIGHTS
from translate.confidence.features import FLAG, Evidence, features
from translate.engines.models import resolve
from translate.text.version import TEXT_VERSION

OUT = Path(__file__).parents[1] / "translate" / "confidence" / WEIGHTS
BASE = (
    "probability",
    "source words",
    "target words",
    "distinct words",
    "no stop",
    "flags",
)
FEWEST_FLAGS = 30  # segments that a check must have flagged to get a weight of its own
RIDGE = 10.0  # in standardised units; anything from 1 to 100 gives the same to two digits
FOLDS = 5
LINES_A_FOLD_BLOCK = 12  # about an article: neighbours share a subject, so they stay in one fold
BINS = 20

Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def corpus() -> tuple[list[str], list[str]]:
    """Persian and English of our articles, in order."""
    rows = [line.split("\t") for path in sorted(OWN.glob("*.tsv")) for line in lines_of(path)]
    return [row[0] for row in rows], [row[1] for row in rows]


def single(found: Sequence[Sample]) -> list[tuple[Evidence, float]]:
    """Lines of one segment, the unit that is judged, with their edits a word."""
    return [(one.evidence[0], one.rate) for one in found if len(one.evidence) == 1]


def names_of(evidence: Sequence[Evidence]) -> list[str]:
    """The features that get a weight."""
    counts: dict[str, int] = {}
    for one in evidence:
        for check in {flag.check for flag in one.flags}:
            counts[check] = counts.get(check, 0) + 1
    return [*BASE, *(FLAG + check for check in sorted(counts) if counts[check] >= FEWEST_FLAGS)]


def measured(evidence: Sequence[Evidence], names: Sequence[str]) -> Matrix:
    """A row for each, a column a feature."""
    rows = []
    for one in evidence:
        found = features(one, one.score if one.score is not None else float("nan"))
        rows.append([found.get(name, 0.0) for name in names])
    return np.array(rows)


def regression(x: Matrix, y: Matrix) -> tuple[Matrix, Matrix, Matrix, float]:
    """Mean and scale of the columns, their weights, and the intercept."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1.0
    z = (x - mean) / scale
    intercept = float(y.mean())
    weights = np.linalg.solve(z.T @ z + RIDGE * np.eye(x.shape[1]), z.T @ (y - intercept))
    return mean, scale, weights, intercept


def held_out(x: Matrix, y: Matrix) -> Matrix:
    """What the regression says of each row when it was fitted to the other folds."""
    fold = np.arange(len(y)) // LINES_A_FOLD_BLOCK % FOLDS
    said = np.zeros(len(y))
    for number in range(FOLDS):
        mean, scale, weights, intercept = regression(x[fold != number], y[fold != number])
        said[fold == number] = (x[fold == number] - mean) / scale @ weights + intercept
    return said


def weights_file(model: str, names: Sequence[str], x: Matrix, y: Matrix) -> dict[str, Any]:
    """The content of weights.json but for its version."""
    mean, scale, weights, intercept = regression(x, y)
    curve = rising_curve(zip(held_out(x, y).tolist(), y.tolist(), strict=True), bins=BINS)
    assert isinstance(curve, Curve)
    found = resolve(model)
    return {
        "made_by": "scripts/train_confidence.py",
        "trained_on": {
            "corpus": {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(OWN.glob("*.tsv"))
            },
            "segments": len(y),
            "model": Path(model).name,
            "model_sha256": found.sha256,
            "text_version": TEXT_VERSION,
        },
        "intercept": round(intercept, 6),
        "features": {
            name: {"mean": round(m, 6), "scale": round(s, 6), "weight": round(w, 6)}
            for name, m, s, w in zip(names, mean.tolist(), scale.tolist(), weights.tolist(), strict=True)
        },
        "curve": [list(knot) for knot in curve.knots],
        "models": {found.sha256: {"name": Path(model).name}},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="fit the confidence weights")
    parser.add_argument(
        "--model", default="../shared/models/builtin-v0", help="one that has not seen corpus/"
    )
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    persian, english = corpus()
    pairs = single(samples(options.model, persian, [english], threads=options.threads))
    evidence = [one for one, _ in pairs]
    names = names_of(evidence)
    x, y = measured(evidence, names), np.array([rate for _, rate in pairs])
    content = weights_file(options.model, names, x, y)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]
    OUT.write_text(json.dumps({"version": digest, **content}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    said = held_out(x, y)
    correlation = np.corrcoef(said, y)[0, 1]
    print(f"{len(y):,} segments, {y.mean():.3f} edits a word; held out: correlation {correlation:.3f}")
    for name, values in content["features"].items():
        print(f"  {name:<18} {values['weight']:+.4f} a standard deviation of {values['scale']:.3f}")
    print(f"wrote {OUT.name}, version {digest}")


if __name__ == "__main__":
    main()
