"""Engines that tell on the pipeline."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from translate.engines.base import Batch
from translate.records import Decoding, Job, Result


class TelltaleEngine:
    """Every target names the batch that its job travelled in, so that regrouping shows in the output.

    `dies_after` batches the engine raises, as if the process had been killed: results of batches in
    flight (`workers` of them) are lost.
    """

    name = "telltale"
    signature = "telltale"
    memory_failures = 0

    def __init__(self, *, dies_after: int | None = None, limit: int = 256, in_flight: int = 1) -> None:
        self.max_source_tokens = limit
        self.workers = in_flight
        self.seen: list[str] = []
        self._dies_after = dies_after

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        return [(*text, "</s>") for text in texts]

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        flight: list[Batch] = []
        for number, batch in enumerate(batches):
            if self._dies_after is not None and number >= self._dies_after:
                raise Died
            self.seen += [job.text for job in batch]
            flight.append(batch)
            if len(flight) > self.workers:
                yield from self._results(flight.pop(0))
        for batch in flight:
            yield from self._results(batch)

    def _results(self, batch: Batch) -> Iterator[Result]:
        name = hashlib.sha256("\n".join(job.text for job in batch).encode()).hexdigest()[:8]
        # Any order is allowed; the reverse finds out who relies on theirs.
        for job in reversed(batch):
            yield Result(job, f"<{name}> {job.text}", score=-0.5, target_tokens=1)

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        raise AssertionError(f"nobody asked for a second chance: {job}, {decoding}")

    def close(self) -> None:
        pass


class TalkativeEngine(TelltaleEngine):
    """Says of every job what else it could have been and how sure it is of each token."""

    def _results(self, batch: Batch) -> Iterator[Result]:
        for result in super()._results(batch):
            other = replace(result, target=f"or {result.target}", score=-0.654321)
            yield replace(result, alternatives=(other,), token_scores=(-0.123456, -1e-9, -0.9))


class FailingEngine(TelltaleEngine):
    """Fails for texts that contain `bad`, gives nothing for those that contain `mute`."""

    def __init__(self, *, bad: str = "\0", mute: str = "\0") -> None:
        super().__init__()
        self._bad = bad
        self._mute = mute

    def _results(self, batch: Batch) -> Iterator[Result]:
        for result in super()._results(batch):
            if self._bad in result.job.text:
                yield Result(result.job, "", error="out of order")
            elif self._mute in result.job.text:
                yield Result(result.job, " ")
            else:
                yield result


class Died(Exception):
    """The engine stopped in the middle of things."""


def job(text: str) -> Job:
    return Job(text, (*text, "</s>"))
