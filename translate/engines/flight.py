"""Batches on their way through an engine that works while we prepare the next: started, then waited for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from translate.engines.base import Batch
from translate.engines.halving import FAILURES, Failure

_Item = TypeVar("_Item")
_Flight = TypeVar("_Flight")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A target as CTranslate2 decoded it: own tokens, cut at the job's limit, and their mean score.

    `ended` says whether the end token came before the limit; it is not among `tokens`.
    """

    tokens: list[str]
    ended: bool
    score: float


@dataclass(slots=True)
class Flight:
    """A batch, the handles of what was asked for last, and what has come back: hypotheses by job."""

    batch: Batch
    handles: list[Any] = field(default_factory=list)
    hypotheses: list[list[Hypothesis]] = field(default_factory=list)
    failure: Failure | None = None

    @contextmanager
    def step(self) -> Iterator[None]:
        """Keep what the engine raises inside the block: the batch is tried again when its turn comes."""
        try:
            yield
        except FAILURES as error:
            self.failure = Failure.of(error)


def ahead(items: Iterable[_Item], start: Callable[[_Item], _Flight], *, depth: int) -> Iterator[_Flight]:
    """Start every item; hand out the oldest when `depth` of them are under way, and the rest at the end."""
    flights: deque[_Flight] = deque()
    for item in items:
        flights.append(start(item))
        if len(flights) >= depth:
            yield flights.popleft()
    yield from flights
