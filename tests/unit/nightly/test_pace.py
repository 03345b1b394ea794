"""From a sample of batches to all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from translate import wiring
from translate.config import Settings
from translate.engines import selection
from translate.engines.base import Batch
from translate.engines.echo import EchoEngine
from translate.nightly.forecast import Article, Reading, forecast
from translate.nightly.pace import makespan, measured_pace, padded
from translate.pipeline.batching import by_length
from translate.records import Job, Result
from translate.store.memory import Memory


class Watch:
    """A clock that an engine turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Steady(EchoEngine):
    """Takes a hundredth of a second for every padded token."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self.batches = 0

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        for batch in batches:
            self._watch.now += 0.01 * padded(batch)
            self.batches += 1
            yield from (Result(job, f"A plain report number {len(job.tokens)}.", -0.1, 6) for job in batch)


def batches(engine: EchoEngine, count: int) -> list[Batch]:
    texts = [f"خبر شماره {number}" + " تازه" * (number % 30) for number in range(count * 4)]
    jobs = [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
    return [*by_length(jobs, token_budget=10_000, most=4)]


@pytest.mark.parametrize("count", [3, 40, 1000])
def test_an_engine_of_steady_pace_is_predicted_exactly_from_a_part_of_its_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    watch = Watch()
    engine = Steady(watch)
    monkeypatch.setattr(selection, "load", lambda *_, **__: engine)
    with wiring.workshop(Settings(engine="echo")) as shop:
        every = batches(engine, count)
        judge = wiring.judge(shop, tmp_path / "m.db")
        pace = measured_pace(shop, judge, every, clock=watch)
        assert pace.decoding == pytest.approx(0.01 * sum(map(padded, every)))
        assert engine.batches <= max(9, count // 9)
        assert shop.ladder.rescued == Counter()  # what the sample needed is not the night's


def test_where_nothing_is_to_be_decoded_nothing_is_asked(tmp_path: Path) -> None:
    with wiring.workshop(Settings(engine="echo")) as shop, closing(shop.engine):
        pace = measured_pace(shop, wiring.judge(shop, tmp_path / "m.db"), [])
    assert (pace.decoding, pace.judging) == (0.0, 0.0)


def test_workers_that_wait_for_the_last_one_count() -> None:
    assert makespan([3, 3, 3], 1) == 9
    assert makespan([3, 3, 3], 2) == 6
    assert makespan([5, 1, 1, 1], 2) == 5


def test_a_text_that_is_too_long_for_the_model_is_paid_for_by_its_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch()
    monkeypatch.setattr(selection, "load", lambda *_, **__: Steady(watch))
    sentences = [f"خبر شماره {number} درباره بازار نان" for number in range(40)]  # seven tokens each
    long = "خبر " * 279
    with wiring.workshop(Settings(engine="echo")) as shop, closing(Memory(tmp_path / "m.db")) as memory:
        plain, with_long = (
            forecast(
                shop,
                memory,
                Reading({"a": Article(sources)}, files=1, seconds=0.0),
                scratch=tmp_path,
                spare=True,
                clock=watch,
            )
            for sources in (sentences, [*sentences, long])
        )
    assert with_long.decoding == pytest.approx(2 * plain.decoding, rel=0.01)
