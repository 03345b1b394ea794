"""From aligned texts to scores with signatures and intervals."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from translate.evaluation import metrics
from translate.evaluation.alignment import Aligned
from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.metrics import METRICS, MetricOptions
from translate.evaluation.resampling import SACREBLEU_SEED, Interval, intervals

DEFAULT_METRICS = tuple(METRICS)


@dataclass(frozen=True, slots=True)
class MetricScore:
    """A corpus score. `name` is sacreBLEU's (chrF2++), `detail` what it prints behind BLEU.

    `signature` describes the value, `interval_signature` how the interval was drawn.
    """

    metric: str
    name: str
    value: float
    signature: str
    detail: str = ""
    interval: Interval | None = None
    interval_signature: str = ""

    def row(self) -> dict[str, object]:
        """The JSON form; `low` and `high` are the 95% interval, None where it was not asked for."""
        span = self.interval
        return {
            "metric": self.metric,
            "value": self.value,
            "signature": self.signature,
            "low": span.low if span else None,
            "high": span.high if span else None,
            "mean": span.mean if span else None,
            "interval": self.interval_signature or None,
            "name": self.name,
        }


def corpus_scores(
    statistics: Sequence[Statistics],
    *,
    resamples: int = 0,
    seed: int = SACREBLEU_SEED,
    documents: Sequence[str] | None = None,
) -> list[MetricScore]:
    """A score for each metric; with `resamples` an interval, drawn by document where these are given."""
    if not resamples:
        return [_corpus_score(one) for one in statistics]
    spans = intervals(statistics, resamples=resamples, seed=seed, groups=documents)
    unit = "document" if documents is not None else "segment"
    drawn = f"bs:{resamples}|seed:{seed}|unit:{unit}"
    return [_corpus_score(one, span, drawn) for one, span in zip(statistics, spans, strict=True)]


def _corpus_score(one: Statistics, span: Interval | None = None, drawn: str = "") -> MetricScore:
    score = metrics.score_from_sums(one.metric, one.rows.sum(axis=0).tolist())
    return MetricScore(
        metric=one.name,
        name=score.name,
        value=float(score.score),
        signature=metrics.signature(one.metric, references=one.references),
        detail=score._verbose,  # noqa: SLF001 - no public name for what sacreBLEU prints behind BLEU
        interval=span,
        interval_signature=drawn,
    )


def segment_scores(one: Statistics) -> list[float]:
    """The score of each segment by itself, as sacreBLEU's `--sentence-level` (BLEU: effective order)."""
    metric = copy(one.metric)
    if one.key == "bleu":
        metric.effective_order = True
    return [float(metrics.score_from_sums(metric, row).score) for row in one.rows.tolist()]


def score_texts(
    aligned: Aligned,
    *,
    keys: Sequence[str] = DEFAULT_METRICS,
    options: MetricOptions | None = None,
    resamples: int = 0,
    by_document: bool = False,
    jobs: int = 1,
) -> list[MetricScore]:
    """Scores of aligned texts; intervals with `resamples` > 0, drawn by document if wanted and known."""
    found = extract(keys, aligned.hypotheses, aligned.references, options=options, jobs=jobs)
    return corpus_scores(found, resamples=resamples, documents=aligned.documents if by_document else None)
