"""What a person's edits taught about confidence: a curve for each model, in a file beside the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translate.confidence.curve import Curve
from translate.errors import BadInput


@dataclass(frozen=True, slots=True)
class Recalibration:
    """For one model under the weights of one version: the effort that was expected, to the effort that was.

    `segments` were fitted to; `before` and `after` are how far expected and real effort lay apart on
    average, in folds that the curve was not fitted to.
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


def beside(store: Path) -> Path:
    """The file that belongs to a store."""
    return store.with_name(store.name + ".confidence.json")


def read_recalibrations(path: Path) -> dict[str, Recalibration]:
    """By sha256 of the model; empty where there is no file. BadInput where it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {model: _read(values) for model, values in content["models"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{path}: not a calibration of confidence ({error}); delete it, `tarjoman effort` makes it anew"
        ) from error


def as_text(found: Mapping[str, Recalibration]) -> str:
    """The content of the file."""
    models = {model: asdict(one) for model, one in sorted(found.items())}
    return json.dumps({"models": models}, indent=1) + "\n"


def _read(values: Mapping[str, Any]) -> Recalibration:
    knots = tuple((float(x), float(y)) for x, y in values["knots"])
    found = Recalibration(**{**values, "knots": knots})
    Curve(knots)  # a file changed by hand fails here and not in the middle of a run
    return found
