"""Bootstrap: what a score would have been on other samples of the same kind of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.evaluation import formulas
from translate.evaluation.extraction import Statistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SACREBLEU_SEED = 12345  # what sacreBLEU uses, so that our intervals are its intervals
INDICES_AT_ONCE = 4_000_000  # 32 MB of int64


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval of a score from resamples: its bounds and the mean of the resampled scores."""

    low: float
    high: float
    mean: float

    @property
    def half_width(self) -> float:
        """What sacreBLEU prints after ±."""
        return 0.5 * (self.high - self.low)


def interval(resampled: "Floats") -> Interval:
    """The 95% percentile interval, by sacreBLEU's choice of order statistics."""
    import numpy as np

    ordered = np.sort(resampled)
    lower = len(ordered) // 40
    return Interval(
        low=float(ordered[lower]), high=float(ordered[len(ordered) - lower - 1]), mean=float(ordered.mean())
    )


def group_sums(rows: "Floats", groups: Sequence[str] | None) -> "Floats":
    """Rows summed by group in order of first appearance; the rows themselves without groups."""
    import numpy as np

    if groups is None:
        return rows
    numbers = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    sums = np.zeros((len(numbers), rows.shape[1]))
    np.add.at(sums, [numbers[name] for name in groups], rows)
    return sums


def draws(count: int, *, resamples: int, seed: int) -> Iterator["Floats"]:
    """How often each of `count` items is drawn, a few resamples at a time: arrays (some, count).

    The draws are those of sacreBLEU's `--confidence` for the same seed. Items are weighted instead of
    copied: a weighted sum of statistics is a matrix product, which needs neither the memory nor the time
    of gathering every row again.
    """
    import numpy as np

    generator = np.random.default_rng(seed)
    block = max(1, INDICES_AT_ONCE // count)
    for start in range(0, resamples, block):
        some = min(block, resamples - start)
        drawn = generator.choice(count, size=(some, count), replace=True)
        drawn += np.arange(some)[:, None] * count
        weights = np.bincount(drawn.ravel(), minlength=some * count)
        yield weights.reshape(some, count).astype(np.float64)


def resampled_sums(
    tables: Sequence["Floats"], *, resamples: int, seed: int = SACREBLEU_SEED
) -> list["Floats"]:
    """Sums of each table (items, counts) over the same bootstrap samples of its rows: (resamples, counts).

    Every table must have the same number of rows; they are drawn together, which is what makes a test paired.
    """
    import numpy as np

    widths = np.cumsum([table.shape[1] for table in tables])[:-1]
    together = np.hstack(tables)
    blocks = [weights @ together for weights in draws(len(together), resamples=resamples, seed=seed)]
    return np.split(np.vstack(blocks), widths, axis=1)


def intervals(
    statistics: Sequence[Statistics],
    *,
    resamples: int,
    seed: int = SACREBLEU_SEED,
    groups: Sequence[str] | None = None,
) -> list[Interval]:
    """An interval for each metric, from the same resamples; `groups` (documents) are drawn whole."""
    tables = [group_sums(one.rows, groups) for one in statistics]
    sums = resampled_sums(tables, resamples=resamples, seed=seed)
    return [interval(formulas.scores(one, table)) for one, table in zip(statistics, sums, strict=True)]
