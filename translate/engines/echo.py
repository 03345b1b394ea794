"""Engine "echo": gives every text back, for tests and soaks of everything but a model."""

import time
from collections.abc import Iterable, Iterator, Sequence

from translate.engines.base import Batch
from translate.records import Decoding, Job, Result


class EchoEngine:
    """The target is the source, word by word a token.

    `delay` is slept before each batch, in seconds; a text that contains `fails_on` comes back as an error.
    Every token is certain, and there is no second hypothesis.
    """

    name = "echo"
    workers = 1
    max_source_tokens = 256
    memory_failures = 0

    def __init__(self, *, decoding: Decoding | None = None, delay: float = 0.0, fails_on: str = "") -> None:
        self._rates = decoding is not None and decoding.token_scores
        self.signature = f"echo-1|token_scores={self._rates}"
        self._delay = delay
        self._fails_on = fails_on

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Words of each text and an end mark."""
        return [(*text.split(), "</s>") for text in texts]

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """Every job of every batch, in order."""
        for batch in batches:
            if self._delay:
                time.sleep(self._delay)
            yield from map(self._result, batch)

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        """The text again, whatever is asked for."""
        del decoding
        return self._result(job)

    def close(self) -> None:
        """Nothing to free."""

    def _result(self, job: Job) -> Result:
        if self._fails_on and self._fails_on in job.text:
            return Result(job=job, target="", error="asked to fail")
        scores = (0.0,) * len(job.tokens) if self._rates else ()
        return Result(job, job.text, score=0.0, target_tokens=len(job.tokens), token_scores=scores)
