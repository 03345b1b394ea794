"""How fast an engine is with a night's own batches: some are decoded, evenly spread over short and long ones.

They go through all that a result of the run goes through: mended by the ladder and for the glossary, judged.
The time of a batch is taken to be proportional to its padded tokens (segments x the longest). Workers that
have nothing left while others finish their last batch count in the sample as they will in the night.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapreplace

from translate.engines.base import Batch
from translate.pipeline.judging import Judge
from translate.pipeline.terms import mending
from translate.records import Result, Segment
from translate.store.memory import Entry
from translate.wiring import Workshop

Clock = Callable[[], float]

SECONDS = 8.0
"""No batch of the sample is handed over after this. At most `SHARE` of all batches are decoded."""

SHARE = 0.1
FEWEST = 8
"""Batches a worker, at least."""

GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Pace:
    """`decoding` is the seconds for all batches, `judging` those for a segment that is judged besides."""

    decoding: float
    judging: float


def measured_pace(
    shop: Workshop, judge: Judge, batches: Sequence[Batch], *, clock: Clock = time.perf_counter
) -> Pace:
    """What the batches will take, told from some of them."""
    if not batches:
        return Pace(0.0, 0.0)
    workers = shop.engine.workers
    sample = _sample(batches, workers)
    # Memory is allocated and tables are read once; the longest batch takes most of it.
    for result in shop.engine.translate([max(sample, key=padded)]):
        _judge(judge, result)
    # Copies, so that the run's own counts do not begin with those of the sample.
    ladder = replace(shop.ladder, rescued=Counter())
    terms = replace(shop.terms, counts=Counter()) if shop.terms else None
    mend = mending(ladder, terms)
    handed: list[Batch] = []
    judging, judged, began = 0.0, 0, clock()

    def in_time() -> Iterator[Batch]:
        for batch in _from_the_middle(sample):
            if handed and clock() - began > SECONDS:
                return
            handed.append(batch)
            yield batch

    for result in shop.engine.translate(in_time()):
        mended = mend(result)
        asked = clock()
        _judge(judge, mended)
        judging, judged = judging + clock() - asked, judged + 1
    seconds = clock() - began
    factor = seconds / makespan(list(map(padded, handed)), workers)
    return Pace(factor * makespan(list(map(padded, batches)), workers), judging / judged)


def padded(batch: Batch) -> int:
    """Tokens of a batch with the padding."""
    return len(batch) * max(len(job.tokens) for job in batch)


def makespan(sizes: Sequence[float], workers: int) -> float:
    """When the last of `workers` is done, each of which takes the next batch when it is free."""
    free = [0.0] * workers
    for size in sizes:
        heapreplace(free, free[0] + size)
    return max(free)


def _sample(batches: Sequence[Batch], workers: int) -> list[Batch]:
    """Batches at even distances, so that long and short ones have their share."""
    count = min(len(batches), max(FEWEST * workers, round(SHARE * len(batches))))
    return [batches[int((place + 0.5) * len(batches) / count)] for place in range(count)]


def _from_the_middle(sample: Sequence[Batch]) -> list[Batch]:
    """In an order of which every beginning is spread evenly, since steps of the golden section never meet."""
    middle = len(sample) // 2
    order = sorted(range(len(sample)), key=lambda place: (place - middle) * GOLDEN % 1)
    return [sample[place] for place in order]


def _judge(judge: Judge, result: Result) -> None:
    text = result.job.text
    entry = Entry(b"", text, result.target, result.score, run=0, window=0)
    judge.translation(Segment("sample", 0, 0, 0, len(text), text), [(entry, "mt")])
