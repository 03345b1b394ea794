"""What to do with a batch that fails: try it again in halves, and remember what did not fit into memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translate.engines.base import Batch
from translate.records import Job, Result

Attempt = Callable[[Batch], list[Result]]
"""Decodes a batch, or raises one of `FAILURES` for the whole of it."""

FAILURES = (RuntimeError, ValueError, MemoryError)
"""What engines raise for a batch: out of memory (a RuntimeError in both), too many positions, a bad token."""

MEMORY_WORDS = ("out of memory", "bad_alloc", "alloc_failed", "failed to allocate", "can't allocate")
"""How CUDA, cuBLAS, the C++ library and PyTorch say that memory is short; lower case."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a batch failed: the first line of the error, and whether memory was short.

    Never the exception itself: its traceback would keep the tensors of the failed batch in memory while
    the halves are tried.
    """

    reason: str
    memory: bool

    @classmethod
    def of(cls, error: BaseException) -> "Failure":
        """What `error` says."""
        lines = str(error).strip().splitlines()
        short = isinstance(error, MemoryError) or any(word in str(error).lower() for word in MEMORY_WORDS)
        return cls(lines[0] if lines else type(error).__name__, short)


@dataclass(slots=True)
class Halving:
    """Retries of one engine. What is too large for its memory is tried once and split from then on.

    `too_large` is the padded size (jobs x longest source, in tokens) of the smallest batch of several
    jobs that failed for memory; None before that. It is kept as long as the engine, since neither card
    nor model changes (CTranslate2 with several cards is one engine: the smallest decides).
    `memory_failures` counts the batches that failed so.
    """

    too_large: int | None = None
    memory_failures: int = 0

    def parts(self, batch: Batch) -> Iterator[Batch]:
        """The batch, or its halves until each is smaller than what has failed before."""
        if len(batch) < 2 or self.too_large is None or padded_size(batch) < self.too_large:
            yield batch
            return
        for half in _halves(batch):
            yield from self.parts(half)

    def results(self, batch: Batch, attempt: Attempt) -> Iterator[Result]:
        """A result for each job of `batch`; a job that fails even alone has the reason in `error`."""
        for part in self.parts(batch):
            yield from self._tried(part, attempt)

    def after_failure(self, batch: Batch, attempt: Attempt, failure: Failure) -> Iterator[Result]:
        """The same for a batch whose first attempt has just failed."""
        if failure.memory:
            self._remember(batch)
        if len(batch) == 1:
            yield failed(batch[0], failure)
            return
        for half in _halves(batch):
            yield from self.results(half, attempt)

    def _tried(self, batch: Batch, attempt: Attempt) -> Iterator[Result]:
        try:
            done = attempt(batch)
        except FAILURES as error:
            failure = Failure.of(error)
        else:
            yield from done
            return
        yield from self.after_failure(batch, attempt, failure)

    def _remember(self, batch: Batch) -> None:
        self.memory_failures += 1
        # A single job that fails says little of batches: its own length squared may be the reason.
        if len(batch) > 1:
            self.too_large = min(padded_size(batch), self.too_large or padded_size(batch))


def padded_size(batch: Batch) -> int:
    """Source tokens of a batch with its padding."""
    return len(batch) * max(len(job.tokens) for job in batch)


def failed(job: Job, failure: Failure) -> Result:
    """A job without a target: the first line of the reason, as the engine put it."""
    return Result(job=job, target="", error=failure.reason)


def _halves(batch: Batch) -> tuple[Batch, Batch]:
    middle = len(batch) // 2
    return batch[:middle], batch[middle:]
