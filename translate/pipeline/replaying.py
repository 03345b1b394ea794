"""Texts through the engine again, in batches of a given composition; no memory, no files."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from translate.engines.base import Engine
from translate.pipeline.batching import by_length
from translate.pipeline.stream import BatchRule
from translate.records import Job, Result
from translate.text.segment import split_long


def pieces_of(text: str, engine: Engine) -> list[str]:
    """A text as the model sees it, in pieces that the model can take: what a run has entries for."""

    def fits(piece: str) -> bool:
        return len(engine.encode([piece])[0]) <= engine.max_source_tokens

    return [text] if fits(text) else [text[start:end] for start, end in split_long(text, fits=fits)]


def decoded(
    batches: Iterable[Sequence[str]], *, engine: Engine, mend: Callable[[Result], Result]
) -> Iterator[tuple[str, str | None]]:
    """Each text of each batch with its target, in any order; None where the engine failed on it."""
    for result in engine.translate(_jobs(batch, engine) for batch in batches):
        mended = mend(result)
        yield mended.job.text, None if mended.error is not None else mended.target.strip()


def batch_with(text: str, texts: Iterable[str], *, engine: Engine, rule: BatchRule) -> tuple[str, ...]:
    """The batch that `text` was decoded in, when `texts` (it among them) were the new ones of a window."""
    jobs = _jobs(list(texts), engine)
    for batch in by_length(jobs, token_budget=rule.tokens, most=rule.most):
        if any(job.text == text for job in batch):
            return tuple(job.text for job in batch)
    raise ValueError("the text is not among those of the window")


def _jobs(texts: Sequence[str], engine: Engine) -> list[Job]:
    return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
