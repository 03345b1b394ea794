"""A gate for nightly jobs and CI: no worse than the baseline, chance taken into account."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import BadInput
from translate.evaluation import metrics
from translate.evaluation.alignment import Aligned
from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.metrics import LOWER_IS_BETTER
from translate.evaluation.significance import Comparison, compare_statistics

TOLERANCES: Mapping[str, float] = {"BLEU": 0.5, "chrF": 0.5, "chrF++": 0.5, "TER": 1.0}
"""Points by which a score may be worse even if that is certain."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One metric at the gate. `worse` is how many points the new score lost (negative: it gained)."""

    metric: str
    baseline: float
    value: float
    worse: float
    low: float
    high: float
    tolerance: float

    @property
    def passed(self) -> bool:
        """False only for a loss above the tolerance that is no chance: its interval excludes zero."""
        return not (self.worse > self.tolerance and self.low > 0)

    @property
    def reason(self) -> str:
        """The verdict in one line."""
        direction = "worse" if self.worse > 0 else "better" if self.worse < 0 else "either way"
        text = (
            f"{self.metric} {self.value:.2f}, baseline {self.baseline:.2f}: "
            f"{abs(self.worse):.2f} {direction} "
            f"(points lost, 95%: {self.low:+.2f} to {self.high:+.2f}; tolerated: {self.tolerance:g})"
        )
        return f"{'ok' if self.passed else 'FAILED'}: {text}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was good enough once: hypotheses for a test set, with the scores they had.

    Hypotheses are kept, not only scores, because a paired comparison sees a loss that two separate
    intervals would hide.
    """

    set_name: str
    checksum: str
    model: str
    hypotheses: tuple[str, ...]
    scores: tuple[Mapping[str, Any], ...]

    def write(self, path: Path) -> None:
        """Write as JSON, atomically."""
        row = {
            "set": self.set_name,
            "checksum": self.checksum,
            "model": self.model,
            "scores": list(self.scores),
            "hypotheses": list(self.hypotheses),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)


def read_baseline(path: Path) -> Baseline:
    """A baseline file; BadInput where it is missing or broken."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(
            set_name=row["set"],
            checksum=row["checksum"],
            model=row["model"],
            hypotheses=tuple(row["hypotheses"]),
            scores=tuple(row["scores"]),
        )
    except FileNotFoundError as error:
        raise BadInput(f"{path}: no baseline there; make one with --write") from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadInput(f"{path}: not a baseline ({error})") from error


def judge(
    old: Aligned,
    new: Aligned,
    *,
    keys: Sequence[str],
    tolerances: Mapping[str, float] = TOLERANCES,
    resamples: int = 1000,
) -> list[Verdict]:
    """A verdict for each metric; both sides must be scored on the same references."""
    if old.references != new.references:
        raise BadInput("the baseline was made on another test set; make a new one with --write")
    before = extract(keys, old.hypotheses, old.references)
    after = extract(keys, new.hypotheses, new.references)
    return [
        _verdict(_compared(a, b, old.documents, resamples), tolerances)
        for a, b in zip(before, after, strict=True)
    ]


def _compared(a: Statistics, b: Statistics, documents: Sequence[str] | None, resamples: int) -> Comparison:
    signature = metrics.signature(a.metric, references=a.references)
    return compare_statistics(a, b, signature=signature, documents=documents, resamples=resamples, trials=1)


def _verdict(found: Comparison, tolerances: Mapping[str, float]) -> Verdict:
    sign = 1 if found.metric in LOWER_IS_BETTER else -1
    bounds = sorted((sign * found.spread.low + 0.0, sign * found.spread.high + 0.0))  # + 0.0: no -0.00
    return Verdict(
        metric=found.metric,
        baseline=found.first,
        value=found.second,
        worse=sign * found.difference + 0.0,
        low=bounds[0],
        high=bounds[1],
        tolerance=tolerances.get(found.metric, 0.0),
    )
