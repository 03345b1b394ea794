"""How fast a loaded engine is, and how much memory the process came to need."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from translate.engines.base import Engine
from translate.pipeline.batching import by_length
from translate.pipeline.stream import BatchRule
from translate.pipeline.survey import SAMPLE
from translate.records import Job

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Speed:
    """What a measurement saw. Rates are per second of wall time, padding and special tokens not counted.

    `peak_mib` is the most resident memory of this process so far; None where the system does not tell.
    """

    segments: int
    source_tokens: int
    target_tokens: int
    failed: int
    seconds: float
    segments_per_second: float
    target_tokens_per_second: float
    peak_mib: float | None


def measured_speed(engine: Engine, see: Callable[[str], str], rule: BatchRule, *, segments: int) -> Speed:
    """Decode that many sentences of our own under the rule, all distinct, after a batch to warm up."""
    texts = [see(f"{number} {SAMPLE[number % len(SAMPLE)]}") for number in range(segments)]
    jobs = [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
    for _ in engine.translate([jobs[: rule.most]]):
        pass
    began = time.perf_counter()
    results = list(engine.translate(by_length(jobs, token_budget=rule.tokens, most=rule.most)))
    seconds = max(time.perf_counter() - began, 1e-9)
    made = sum(result.target_tokens for result in results)
    return Speed(
        segments=segments,
        source_tokens=sum(len(job.tokens) for job in jobs),
        target_tokens=made,
        failed=sum(result.error is not None for result in results),
        seconds=round(seconds, 3),
        segments_per_second=round(segments / seconds, 2),
        target_tokens_per_second=round(made / seconds, 2),
        peak_mib=peak_mib(),
    )


def peak_mib() -> float | None:
    """The most resident memory of this process so far, in MiB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, everybody else KiB.
    return round(most / MIB if sys.platform == "darwin" else most / 1024, 1)
