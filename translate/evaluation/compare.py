"""Two systems on the same texts: whether one is better, and where the difference lives."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean, stdev

from translate.errors import BadInput
from translate.evaluation import metrics
from translate.evaluation.alignment import Aligned
from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.metrics import LOWER_IS_BETTER, MetricOptions
from translate.evaluation.scoring import segment_scores
from translate.evaluation.significance import Comparison, compare_statistics
from translate.evaluation.slices import slices

TIE = 1.0  # segments whose scores differ by less than a point are called equal
MOVERS = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """One kind of segment: how many, both scores, and the 95% interval of B minus A.

    `low` and `high` are None where all segments stand in one document: nothing can be drawn there.
    """

    name: str
    segments: int
    first: float
    second: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mover:
    """A segment that one system translates much better; scores by the judging metric."""

    line: int
    document: str | None
    source: str | None
    reference: str
    hypotheses: tuple[str, str]
    scores: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole comparison; `by` is the metric that judges single segments.

    `wins` counts segments won by A, by B, and ties. `effect` is Cohen's d of the paired segment scores, B
    minus A over its standard deviation: 0.2 is small, 0.5 medium, whatever the size of the test set.
    """

    comparisons: tuple[Comparison, ...]
    by: str
    wins: tuple[int, int, int]
    effect: float
    slices: tuple[Slice, ...]
    movers: tuple[Mover, ...]
    unit: str

    def row(self) -> dict[str, object]:
        """The JSON form."""
        return asdict(self)


def compare(
    first: Aligned,
    second: Aligned,
    *,
    keys: Sequence[str] = ("bleu", "chrf", "ter"),
    judge: str = "chrf",
    options: MetricOptions | None = None,
    resamples: int = 1000,
    trials: int = 1000,
    jobs: int = 1,
) -> Outcome:
    """Compare system A (`first`) with B; both must hold the same references.

    Significance is tested by document where documents are known, else by segment. `judge` is the metric
    of single segments, slices and movers; it is computed even if not among `keys`.
    """
    if first.references != second.references:
        raise BadInput("the two systems are not scored against the same references")
    wanted = tuple(dict.fromkeys([*keys, judge]))
    a = extract(wanted, first.hypotheses, first.references, options=options, jobs=jobs)
    b = extract(wanted, second.hypotheses, second.references, options=options, jobs=jobs)
    documents = first.documents or second.documents
    comparisons = [
        compare_statistics(
            one,
            other,
            signature=metrics.signature(one.metric, references=one.references),
            documents=documents,
            resamples=resamples,
            trials=trials,
        )
        for one, other in zip(a, b, strict=True)
        if one.key in keys
    ]
    by_a, by_b = a[wanted.index(judge)], b[wanted.index(judge)]
    values = list(zip(segment_scores(by_a), segment_scores(by_b), strict=True))
    return Outcome(
        comparisons=tuple(comparisons),
        by=by_a.name,
        wins=_wins(values, lower_is_better=by_a.name in LOWER_IS_BETTER),
        effect=_effect(values),
        slices=tuple(_slices(first, by_a, by_b, documents, resamples=resamples)),
        movers=tuple(_movers(first, second, values)),
        unit="document" if documents else "segment",
    )


def _wins(values: Sequence[tuple[float, float]], *, lower_is_better: bool) -> tuple[int, int, int]:
    higher_a = sum(a - b >= TIE for a, b in values)
    higher_b = sum(b - a >= TIE for a, b in values)
    ties = len(values) - higher_a - higher_b
    return (higher_b, higher_a, ties) if lower_is_better else (higher_a, higher_b, ties)


def _effect(values: Sequence[tuple[float, float]]) -> float:
    differences = [b - a for a, b in values]
    spread = stdev(differences) if len(differences) > 1 else 0.0
    return fmean(differences) / spread if spread else 0.0


def _slices(
    aligned: Aligned, a: Statistics, b: Statistics, documents: Sequence[str] | None, *, resamples: int
) -> list[Slice]:
    found = []
    for name, members in slices(aligned):
        if not members:
            continue
        names = [documents[at] for at in members] if documents else None
        part = compare_statistics(
            replace(a, rows=a.rows[members]),
            replace(b, rows=b.rows[members]),
            documents=names,
            resamples=resamples,
            trials=1,
        )
        low, high = (part.spread.low, part.spread.high) if part.units > 1 else (None, None)
        found.append(Slice(name, len(members), part.first, part.second, low, high))
    return found


def _movers(first: Aligned, second: Aligned, values: Sequence[tuple[float, float]]) -> list[Mover]:
    far = sorted(range(len(values)), key=lambda at: -abs(values[at][0] - values[at][1]))[:MOVERS]
    source = first.source or second.source
    documents = first.documents or second.documents
    return [
        Mover(
            line=first.lines[at],
            document=documents[at] if documents else None,
            source=source[at] if source else None,
            reference=first.references[0][at],
            hypotheses=(first.hypotheses[at], second.hypotheses[at]),
            scores=values[at],
        )
        for at in far
        if values[at][0] != values[at][1]
    ]
