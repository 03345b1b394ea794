"""Sufficient statistics: every segment is read once, every later figure is a sum of its rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from translate.evaluation import metrics
from translate.evaluation.edit_rate import edit_rate
from translate.evaluation.metrics import METRICS, MetricOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Segment = tuple[str, tuple[str, ...]]
"""A hypothesis with its references."""

Rows = dict[str, list[list[float]]]

# Below this a second process costs more than it saves (it imports numpy and sacreBLEU anew, about 0.5 s).
WORTH_A_PROCESS = 4000
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Statistics:
    """One metric over one hypothesis: `rows` is (segments, counts), float64; `metric` sacreBLEU's object."""

    key: str
    metric: Any
    rows: "NDArray[np.float64]"
    references: int

    @property
    def name(self) -> str:
        """The metric's name in reports: BLEU, chrF, chrF++, TER."""
        return METRICS[self.key]


def extract(
    keys: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    options: MetricOptions | None = None,
    jobs: int = 1,
) -> list[Statistics]:
    """Statistics of each metric; `references` holds one sequence a reference, each as long as `hypotheses`.

    ValueError if they are not (callers check first and say it in the user's terms). With `jobs` > 1 long
    inputs are shared between that many processes; the result does not depend on it.
    """
    import numpy as np

    options = options or MetricOptions()
    segments: list[Segment] = list(zip(hypotheses, zip(*references, strict=True), strict=True))
    rows = _rows(tuple(keys), segments, options, jobs)
    return [
        Statistics(
            key=key,
            metric=metrics.sacrebleu_metric(key, options),
            rows=np.asarray(rows[key], dtype=np.float64),
            references=len(references),
        )
        for key in keys
    ]


def _rows(keys: tuple[str, ...], segments: list[Segment], options: MetricOptions, jobs: int) -> Rows:
    if jobs < 2 or len(segments) < WORTH_A_PROCESS:
        return count_segments(keys, segments, options)
    chunks = [segments[at : at + CHUNK] for at in range(0, len(segments), CHUNK)]
    rows: Rows = {key: [] for key in keys}
    # spawn: a fork of a process with BLAS or torch threads may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        parts = pool.map(count_segments, [keys] * len(chunks), chunks, [options] * len(chunks))
        for part in parts:
            for key in keys:
                rows[key].extend(part[key])
    return rows


def count_segments(keys: Sequence[str], segments: Sequence[Segment], options: MetricOptions) -> Rows:
    """The rows of each metric for some segments. Top-level, so that a worker process can be sent it."""
    counters = list(_counters(keys, options))
    rows: Rows = {key: [] for key in keys}
    for hypothesis, references in segments:
        for counter in counters:
            for key, counts in counter(hypothesis, references):
                rows[key].append(counts)
    return rows


CountOne = Callable[[str, tuple[str, ...]], Iterator[tuple[str, list[float]]]]


def _counters(keys: Sequence[str], options: MetricOptions) -> Iterator[CountOne]:
    chrf = {key: metrics.sacrebleu_metric(key, options) for key in keys if key.startswith("chrf")}
    if chrf:
        yield _chrf_counter(chrf)
    if "bleu" in keys:
        yield _bleu_counter(metrics.sacrebleu_metric("bleu", options))
    if "ter" in keys:
        yield _ter_counter(metrics.sacrebleu_metric("ter", options))


def _bleu_counter(metric: Any) -> CountOne:
    def count(hypothesis: str, references: tuple[str, ...]) -> Iterator[tuple[str, list[float]]]:
        info = metrics.reference_info(metric, [metrics.preprocess(metric, text) for text in references])
        yield "bleu", metrics.segment_counts(metric, metrics.preprocess(metric, hypothesis), info)

    return count


def _ter_counter(metric: Any) -> CountOne:
    """Fewest edits against any reference, and the references' mean length."""

    def count(hypothesis: str, references: tuple[str, ...]) -> Iterator[tuple[str, list[float]]]:
        words = metrics.preprocess(metric, hypothesis).split()
        rates = [edit_rate(words, metrics.preprocess(metric, text).split()) for text in references]
        lengths = sum(length for _, length in rates)
        yield "ter", [min(edits for edits, _ in rates), lengths / len(rates)]

    return count


def _chrf_counter(chrf: dict[str, Any]) -> CountOne:
    """Both chrF and chrF++ count the same characters, so these n-grams are extracted once.

    The rows of chrF are the beginning of the rows of chrF++; with several references each of the two picks
    its own best one, as sacreBLEU does.
    """
    widest = max(chrf.values(), key=lambda metric: metric.order)

    def ngrams(text: str) -> list[Counter[str]]:
        found: list[Counter[str]] = metrics.reference_info(widest, [metrics.preprocess(widest, text)])[
            "ref_ngrams"
        ][0]
        return found

    def count(hypothesis: str, references: tuple[str, ...]) -> Iterator[tuple[str, list[float]]]:
        ours = ngrams(hypothesis)
        counts = [_matches(ours, ngrams(text)) for text in references]
        for key, metric in chrf.items():
            cut = [row[: 3 * metric.order] for row in counts]
            yield key, cut[0] if len(cut) == 1 else max(cut, key=lambda row: metrics.f_score(metric, row))

    return count


def _matches(hypothesis: list[Counter[str]], reference: list[Counter[str]]) -> list[float]:
    """Counts [hypothesis, reference, matches] for each order, as sacreBLEU's chrF has them."""
    counts: list[float] = []
    for ours, theirs in zip(hypothesis, reference, strict=True):
        # A set intersection runs in C, where sacreBLEU's loop over every n-gram runs in Python.
        matched = sum([min(ours[gram], theirs[gram]) for gram in ours.keys() & theirs.keys()])
        # No reference n-gram of this order: the hypothesis is not counted either (sacreBLEU).
        counts += [ours.total() if theirs else 0, theirs.total(), matched]
    return counts
