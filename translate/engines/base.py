"""What every engine is: a stream of batches in, a stream of results out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from translate.records import Decoding, Job, Result

Batch = Sequence[Job]
"""Jobs that are decoded together. The pipeline composes them; an engine never regroups them."""


class Engine(Protocol):
    """Translates batches of jobs. Results come in any order, each job exactly once.

    `name` is "ctranslate2", "transformers" or "echo". `signature` is everything that may change a
    target, as a stable string: weights hash, precision, decoding settings; it goes into the memory key.
    `max_source_tokens` is the longest job, in tokens as `encode` counts them, that the engine takes.
    `workers` is how many batches it decodes at once (at least one more should be ready).
    `memory_failures` counts the batches that did not fit into memory so far.
    """

    name: str
    signature: str
    max_source_tokens: int
    workers: int

    @property
    def memory_failures(self) -> int:
        """Batches that did not fit into memory and were tried again in halves."""
        ...

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text as the model will see them, special tokens included."""
        ...

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """Pull batches as capacity frees, yield a result for each job.

        A batch that fails (out of memory, an engine error) is tried again in halves; a single job that
        still fails is yielded with `error` set. Nothing is dropped, nothing is raised for one job.
        Results carry `alternatives` and `token_scores` as the engine's decoding asks for them.
        """
        ...

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        """One job under another decoding, decoded alone and now; `error` is set where the engine failed."""
        ...

    def close(self) -> None:
        """Free threads and memory. Called once."""
        ...
