"""Several engines behind one: every job once, all of them at work."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from translate.engines.base import Batch
from translate.engines.echo import EchoEngine
from translate.engines.pool import EnginePool
from translate.records import Decoding, Job, Result


class Together(EchoEngine):
    """Gets no further until all engines of the pool are at work at once."""

    def __init__(self, meeting: threading.Barrier) -> None:
        super().__init__()
        self._meeting = meeting

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        self._meeting.wait(timeout=30)
        yield from super().translate(batches)


def batches(count: int) -> list[list[Job]]:
    return [[Job(f"{number} {part}", ("x",)) for part in range(3)] for number in range(count)]


def test_all_engines_work_at_once_and_every_job_comes_back_once() -> None:
    meeting = threading.Barrier(2)
    pool = EnginePool([Together(meeting), Together(meeting)])
    assert pool.workers == 2
    results = Counter(result.job.text for result in pool.translate(batches(6)))
    assert results == Counter(job.text for batch in batches(6) for job in batch)


def test_one_job_is_decoded_again_while_others_run() -> None:
    pool = EnginePool([EchoEngine(), EchoEngine()])
    result = pool.redecode(Job("a b", ("a", "b")), Decoding())
    assert result.target == "a b"


def test_batches_are_read_ahead_by_a_bounded_number() -> None:
    pulled = 0

    def endless() -> Iterator[list[Job]]:
        nonlocal pulled
        while True:
            pulled += 1
            yield [Job(str(pulled), ("x",))]

    stream = EnginePool([EchoEngine(), EchoEngine()]).translate(endless())
    for taken in range(1, 20):
        next(stream)
        assert pulled <= taken + 4
    stream.close()  # type: ignore[attr-defined]  # it is a generator


def test_engines_that_differ_are_no_pool() -> None:
    other = EchoEngine()
    other.signature = "echo-2"
    with pytest.raises(ValueError, match="same targets"):
        EnginePool([EchoEngine(), other])
