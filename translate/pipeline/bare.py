"""Lines through an engine and nothing else: no memory, no splitting, no retries that hide its faults."""

from collections.abc import Callable, Sequence

from translate.engines.base import Engine
from translate.errors import ModelUnavailable
from translate.records import Job

TOGETHER = 16
"""Lines in a batch: few enough that a canary reaches every worker and every GPU."""


def translate_bare(lines: Sequence[str], *, engine: Engine, see: Callable[[str], str]) -> list[str]:
    """One target for each line, in order; `see` makes of a line what the model is to see.

    Lines must be within the engine's limit. Raises ModelUnavailable with what the engine said of a line
    that it could not decode.
    """
    seen = [see(line) for line in lines]
    texts = list(dict.fromkeys(seen))
    jobs = [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
    batches = [jobs[start : start + TOGETHER] for start in range(0, len(jobs), TOGETHER)]
    targets: dict[str, str] = {}
    for result in engine.translate(batches):
        if result.error is not None:
            raise ModelUnavailable(f"engine {engine.name} fails on a plain sentence: {result.error}")
        targets[result.job.text] = result.target
    return [targets[text] for text in seen]
