"""Asking an engine for lines, and what the contract tests ask for."""

from tests.tiny_models import persian_lines
from translate.engines.base import Engine
from translate.records import Decoding, Job, Result

GREEDY = Decoding(beam=1)
RATED = Decoding(beam=3, n_best=3, token_scores=True)


def jobs(engine: Engine, texts: list[str]) -> list[Job]:
    return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]


def answered(engine: Engine) -> list[Result]:
    """Results for a few lines, in their order."""
    batch = jobs(engine, persian_lines()[:8])
    found = {result.job.text: result for result in engine.translate([batch[:3], batch[3:]])}
    engine.close()
    return [found[job.text] for job in batch]


def by_text(engine: Engine, lines: list[str]) -> dict[str, Result]:
    ordered = sorted(jobs(engine, lines), key=lambda job: len(job.tokens))
    batches = [ordered[start : start + 25] for start in range(0, len(ordered), 25)]
    results = {result.job.text: result for result in engine.translate(batches)}
    engine.close()
    return results
