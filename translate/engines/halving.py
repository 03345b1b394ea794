"""What to do with a batch that fails: try it again in halves until the culprit is alone."""

from collections.abc import Callable, Iterator

from translate.engines.base import Batch
from translate.records import Job, Result

Attempt = Callable[[Batch], list[Result]]
"""Decodes a batch, or raises one of `FAILURES` for the whole of it."""

FAILURES = (RuntimeError, ValueError, MemoryError)
"""What engines raise for a batch: out of memory (a RuntimeError in both), too many positions, a bad token."""


def results(batch: Batch, attempt: Attempt) -> Iterator[Result]:
    """A result for each job of `batch`; a job that fails even alone has the reason in `error`."""
    try:
        done = attempt(batch)
    except FAILURES as error:
        yield from after_failure(batch, attempt, error)
    else:
        yield from done


def after_failure(batch: Batch, attempt: Attempt, error: BaseException) -> Iterator[Result]:
    """The same for a batch whose first attempt has just failed with `error`."""
    if len(batch) == 1:
        yield failed(batch[0], error)
        return
    middle = len(batch) // 2
    yield from results(batch[:middle], attempt)
    yield from results(batch[middle:], attempt)


def failed(job: Job, error: BaseException) -> Result:
    """A job without a target: the first line of the reason, as the engine put it."""
    lines = str(error).strip().splitlines()
    return Result(job=job, target="", error=lines[0] if lines else type(error).__name__)
