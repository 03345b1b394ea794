"""From evidence to the effort that a translation will need, and to the confidence in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from translate.confidence.curve import Curve
from translate.confidence.features import Evidence, features
from translate.confidence.recalibration import Recalibration

GENERIC = "generic"

WEIGHTS = "weights.json"
"""Beside this file; written by scripts/train_confidence.py."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature counts, a standard deviation (`scale`) away from its `mean`."""

    mean: float
    scale: float
    weight: float


@dataclass(frozen=True, slots=True)
class Estimator:
    """A linear model under a rising curve, and the curves that later corrected it.

    `calibrated_for` names what the curve was fitted to: a model, or "generic", which is the curve of the
    model that the weights were trained with. `version` identifies the weights. `recalibration`, where there
    is one, was fitted to people's edits and maps the effort once more.
    """

    intercept: float
    weights: Mapping[str, Weight]
    curve: Curve
    calibrated_for: str
    version: str
    recalibration: Recalibration | None = None

    def effort(self, evidence: Evidence) -> float | None:
        """Expected share of the words of the post-edited text that somebody has to change, 0 to 1.

        None where the model gave no score.
        """
        base = self.base_effort(evidence)
        if base is None or self.recalibration is None:
            return base
        return _share(self.recalibration.curve(base))

    def base_effort(self, evidence: Evidence) -> float | None:
        """The effort before any recalibration."""
        if evidence.score is None:
            return None
        return _share(self.curve(self.raw(features(evidence, evidence.score))))

    def raw(self, measured: Mapping[str, float]) -> float:
        """The linear model's say; a feature that was not measured is 0, one without a weight is ignored."""
        return self.intercept + sum(
            one.weight * (measured.get(name, 0.0) - one.mean) / one.scale
            for name, one in self.weights.items()
        )

    def confidence(self, evidence: Evidence) -> float | None:
        """1 - the expected effort, four digits: 1 where no editing is expected, 0 for a new translation."""
        effort = self.effort(evidence)
        return None if effort is None else round(1 - effort, 4)


def estimator_for(model: str, *, recalibrations: Mapping[str, Recalibration] | None = None) -> Estimator:
    """The estimator for a model by its sha256: with a curve of its own where there is one, else generic.

    Of `recalibrations`, the model's is used if it belongs to the weights that stand here now.
    """
    stored = _stored()
    own: Mapping[str, Any] = stored["models"].get(model, {})
    learned = (recalibrations or {}).get(model)
    return Estimator(
        intercept=stored["intercept"],
        weights={name: Weight(**values) for name, values in stored["features"].items()},
        curve=Curve(tuple((x, y) for x, y in own.get("curve", stored["curve"]))),
        calibrated_for=own.get("name", GENERIC),
        version=stored["version"],
        recalibration=learned if learned and learned.weights == stored["version"] else None,
    )


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(
        files("translate.confidence").joinpath(WEIGHTS).read_text(encoding="utf-8")
    )
    return stored


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
