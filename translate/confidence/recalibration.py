"""What people's edits taught about confidence: a curve for each model, in a file beside the store."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from math import fsum, sqrt
from pathlib import Path
from typing import Any

from translate.confidence.curve import Curve, rising_curve
from translate.errors import BadInput

ENOUGH = 200
"""Accepted segments of a model below which no curve is fitted: forty a fold, twenty a bin."""

SEGMENTS_A_BIN = 20
MOST_BINS = 10
PRIOR = 1.0  # point on y = x in each bin, beside the twenty or more that it holds
FOLDS = 5
LEAST_SLOPE = 0.05
"""Share of y = x that is mixed in: a curve that always rises can be undone (`Curve.undone`)."""


@dataclass(frozen=True, slots=True)
class Recalibration:
    """For one model: from the effort that was expected to the effort that was.

    `weights` is the version of the estimator whose efforts it maps. `segments` were fitted to; `before` and
    `after` are the root mean square of expected less real effort, in folds that were not fitted to.
    """

    weights: str
    knots: tuple[tuple[float, float], ...]
    segments: int
    before: float
    after: float

    @property
    def curve(self) -> Curve:
        """The map itself."""
        return Curve(self.knots)

    @property
    def is_better(self) -> bool:
        """Whether it comes nearer to edits that it has not seen."""
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class Observed:
    """Segments of one model by name: the effort expected before any recalibration, and the real one."""

    weights: str
    efforts: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def with_more(self, weights: str, more: Mapping[str, tuple[float, float]]) -> "Observed":
        """With newer observations; those under other weights say nothing about these."""
        kept = self.efforts if weights == self.weights else {}
        return Observed(weights, dict(sorted({**kept, **more}.items())))


@dataclass(frozen=True, slots=True)
class Learned:
    """The content of the file, by sha256 of the model."""

    models: Mapping[str, Recalibration] = field(default_factory=dict)
    observed: Mapping[str, Observed] = field(default_factory=dict)


def fitted(observed: Observed) -> Recalibration | None:
    """The curve through what was observed; None where that is not enough. The same input, the same curve."""
    points = [point for _, point in sorted(observed.efforts.items())]
    if len(points) < ENOUGH:
        return None
    errors_before: list[float] = []
    errors_after: list[float] = []
    for fold in range(FOLDS):
        curve = _curve(point for place, point in enumerate(points) if place % FOLDS != fold)
        for expected, real in points[fold::FOLDS]:
            errors_before.append((expected - real) ** 2)
            errors_after.append((curve(expected) - real) ** 2)
    return Recalibration(
        weights=observed.weights,
        knots=_curve(points).knots,
        segments=len(points),
        before=_root_mean(errors_before),
        after=_root_mean(errors_after),
    )


def _curve(points: Iterable[tuple[float, float]]) -> Curve:
    known = list(points)
    bins = min(MOST_BINS, len(known) // SEGMENTS_A_BIN)
    level = rising_curve(known, bins=bins, prior=PRIOR)
    if level is None:
        raise ValueError("no points to fit to")
    places = sorted({0.0, 1.0, *(x for x, _ in level.knots)})
    return Curve(tuple((x, round((1 - LEAST_SLOPE) * level(x) + LEAST_SLOPE * x, 6)) for x in places))


def _root_mean(squares: list[float]) -> float:
    return round(sqrt(fsum(squares) / len(squares)), 4)


def beside(store: Path) -> Path:
    """The file that belongs to a store."""
    return store.with_name(store.name + ".confidence.json")


def read_learned(path: Path) -> Learned:
    """What the file says; nothing where there is none. BadInput where it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Learned(
            {model: _recalibration(values) for model, values in content["models"].items()},
            {model: _observed(values) for model, values in content["observed"].items()},
        )
    except FileNotFoundError:
        return Learned()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{path}: not a calibration of confidence ({error}); delete it, "
            "`tarjoman effort OUT --recalibrate` makes it anew"
        ) from error


def as_text(learned: Learned) -> str:
    """The content of the file; the same for the same."""
    return json.dumps(asdict(learned), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _recalibration(values: Mapping[str, Any]) -> Recalibration:
    knots = tuple((float(x), float(y)) for x, y in values["knots"])
    found = Recalibration(**{**values, "knots": knots})
    Curve(knots)  # a file changed by hand fails here and not in the middle of a run
    return found


def _observed(values: Mapping[str, Any]) -> Observed:
    efforts = {name: (float(expected), float(real)) for name, (expected, real) in values["efforts"].items()}
    return Observed(values["weights"], efforts)
