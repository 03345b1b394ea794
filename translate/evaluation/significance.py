"""Is the difference between two systems more than chance? Paired tests that draw whole documents.

Segments of a document share its topic, its names and its mistakes, so they are not independent: a test that
draws segments one by one finds differences that are none. Both tests work on sums of sufficient statistics
and are checked by simulation in scripts/check_significance.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.evaluation import formulas
from translate.evaluation.extraction import Statistics
from translate.evaluation.metrics import LOWER_IS_BETTER
from translate.evaluation.resampling import (
    SACREBLEU_SEED,
    Interval,
    group_sums,
    interval,
    resampled_sums,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# A permutation that only swaps equal documents must count as "at least as large" despite rounding.
ROUNDING = 1e-9
TRIALS_AT_ONCE = 500
Z95 = 1.959964  # the normal quantile of a two-sided test at 5%


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric over two systems on the same texts; `difference` is B minus A, in points of the metric.

    `spread` is the 95% interval of the difference. `p_bootstrap` and `p_randomisation` are two-sided.
    `superior` is the share of resamples in which B is the better system; `units` is how many documents (or
    segments) were drawn.
    """

    metric: str
    signature: str
    first: float
    second: float
    spread: Interval
    p_bootstrap: float
    p_randomisation: float
    superior: float
    units: int

    @property
    def difference(self) -> float:
        """B minus A."""
        return self.second - self.first

    @property
    def better(self) -> str:
        """Which system is better by this metric: "A", "B" or "neither" for equal scores."""
        if self.difference == 0:
            return "neither"
        return "B" if (self.difference > 0) != (self.metric in LOWER_IS_BETTER) else "A"


def compare_statistics(
    first: Statistics,
    second: Statistics,
    *,
    signature: str = "",
    documents: Sequence[str] | None = None,
    resamples: int = 1000,
    trials: int = 1000,
    seed: int = SACREBLEU_SEED,
) -> Comparison:
    """Both tests for one metric. `documents` names the document of each row; None draws segments."""
    ours, theirs = group_sums(first.rows, documents), group_sums(second.rows, documents)
    drawn_a, drawn_b = resampled_sums([ours, theirs], resamples=resamples, seed=seed)
    drawn = formulas.scores(second, drawn_b) - formulas.scores(first, drawn_a)
    value_a, value_b = _score(first, ours), _score(second, theirs)
    actual = value_b - value_a
    sign = -1 if first.name in LOWER_IS_BETTER else 1
    return Comparison(
        metric=first.name,
        signature=signature,
        first=value_a,
        second=value_b,
        spread=interval(drawn),
        p_bootstrap=bootstrap_p(drawn, actual, units=len(ours)),
        p_randomisation=randomisation_p(first, ours, theirs, actual=actual, trials=trials, seed=seed),
        superior=float((sign * drawn > 0).mean()),
        units=len(ours),
    )


def _score(statistics: Statistics, table: "Floats") -> float:
    return float(formulas.scores(statistics, table.sum(axis=0, keepdims=True))[0])


def bootstrap_p(drawn: "Floats", actual: float, *, units: int) -> float:
    """Two-sided p-value of a paired bootstrap: how often resamples stray from their mean by that much.

    Koehn 2004 with the shift of Riezler and Maxwell 2005: under the null hypothesis the differences lie
    around zero as they are seen to lie around their mean.

    Few documents make a bootstrap too sure of itself: a sample's variance is (n - 1) / n of the truth, and
    its mean follows Student's t, not a normal curve. Both are put right for `units` documents at the 5%
    level (the t quantile by its expansion z + (z^3 + z) / 4(n - 1)).
    """
    import numpy as np

    freedom = max(1, units - 1)
    wider = np.sqrt(units / freedom) * (1 + (Z95**2 + 1) / (4 * freedom))
    strays = np.abs(drawn - drawn.mean()) * wider
    return float(((strays >= abs(actual) - ROUNDING).sum() + 1) / (len(drawn) + 1))


def randomisation_p(
    statistics: Statistics,
    first: "Floats",
    second: "Floats",
    *,
    actual: float,
    trials: int,
    seed: int = SACREBLEU_SEED,
) -> float:
    """Two-sided p-value of approximate randomisation (Riezler and Maxwell 2005).

    `first` and `second` are tables of sums (documents, counts); each trial swaps the systems in half of the
    documents, at random. 1.0 for equal systems.
    """
    import numpy as np

    extreme = 0
    for total_a, total_b in _swapped_sums(first, second, trials=trials, seed=seed):
        difference = formulas.scores(statistics, total_b) - formulas.scores(statistics, total_a)
        extreme += int((np.abs(difference) >= abs(actual) - ROUNDING).sum())
    return (extreme + 1) / (trials + 1)


def _swapped_sums(
    first: "Floats", second: "Floats", *, trials: int, seed: int
) -> Iterator[tuple["Floats", "Floats"]]:
    import numpy as np

    generator = np.random.default_rng(seed)
    total_a, total_b = first.sum(axis=0), second.sum(axis=0)
    for start in range(0, trials, TRIALS_AT_ONCE):
        some = min(TRIALS_AT_ONCE, trials - start)
        swaps = generator.integers(0, 2, size=(some, len(first))).astype(np.float64)
        moved = swaps @ (second - first)
        yield total_a + moved, total_b - moved
