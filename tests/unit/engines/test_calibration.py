"""A calibration is made once, kept whole, and chooses what the clock says. The clock is made up."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from translate.engines import calibration as module
from translate.engines.base import Batch
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.calibration import Calibration, Layout, Subject, calibration, forget, untried
from translate.records import Decoding, Job, Result

SAMPLE = ("قیمت نان بالا رفت", "وزیر راه از بهره‌برداری از دو خط تازه خبر داد.")
SUBJECT = Subject("ctranslate2", "4.8", "int8", "cpu", "f" * 64, Decoding(), 2)


class Clock:
    """Time that passes only when an engine works."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(time, "perf_counter", lambda: self.now)
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


class ClockedEngine:
    """Takes `cost(size)` seconds for a batch of `size` jobs, on each of its workers."""

    name = signature = "clocked"
    max_source_tokens = 256
    memory_failures = 0

    def __init__(self, clock: Clock, layout: Layout, cost: Callable[[int], float]) -> None:
        self.workers = layout.workers
        self._clock = clock
        self._cost = cost

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        return [(*text.split(), "</s>") for text in texts]

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        for batch in batches:
            self._clock.now += self._cost(len(batch)) / self.workers
            yield from (Result(job, job.text) for job in batch)

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        raise AssertionError(f"nothing to decode again: {job}, {decoding}")

    def close(self) -> None:
        pass


class Opener:
    """Opens clocked engines and keeps count. `cost` gets the layout and the size of a batch."""

    def __init__(self, clock: Clock, cost: Callable[[Layout, int], float]) -> None:
        self.opened: list[Layout] = []
        self._clock = clock
        self._cost = cost

    def __call__(self, layout: Layout) -> ClockedEngine:
        self.opened.append(layout)
        return ClockedEngine(self._clock, layout, lambda size: self._cost(layout, size))


def even(_layout: Layout, size: int) -> float:
    """Every segment costs the same."""
    return size / 1000


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path / "calibration"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def found(opener: Opener, subject: Subject = SUBJECT) -> Calibration:
    return calibration(subject, open_engine=opener, sample=SAMPLE)


def kept(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.suffix != ".lock"]


@pytest.mark.usefixtures("cache")
def test_the_second_time_no_engine_is_opened_and_the_choice_is_the_same(clock: Clock) -> None:
    first, second = Opener(clock, even), Opener(clock, lambda _, size: size * size / 1000)
    assert found(first) == found(second)
    assert (len(first.opened), second.opened) == (2, [])


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "other",
    [
        replace(SUBJECT, decoding=Decoding(beam=1)),
        replace(SUBJECT, model="e" * 64),
        replace(SUBJECT, cores=4),
        replace(SUBJECT, release="4.9"),
        replace(SUBJECT, precision="float32"),
        replace(SUBJECT, device="cuda:0"),
        replace(SUBJECT, engine="transformers"),
    ],
)
def test_whatever_changes_speed_is_calibrated_for_itself(clock: Clock, other: Subject) -> None:
    found(Opener(clock, even))
    opener = Opener(clock, even)
    found(opener, other)
    assert opener.opened


@pytest.mark.usefixtures("cache")
def test_another_processor_with_the_same_home_folder_calibrates_for_itself(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(Opener(clock, even))
    monkeypatch.setattr(module, "_processor", lambda: "another")
    opener = Opener(clock, even)
    found(opener)
    assert opener.opened


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b'{"tokens": 64, "most": 8}', b"\xff\xfe"],
)
def test_a_damaged_file_is_measured_anew_and_mended(clock: Clock, cache: Path, damage: bytes) -> None:
    whole = found(Opener(clock, even))
    (path,) = kept(cache)
    path.write_bytes(damage)
    opener, after = Opener(clock, even), Opener(clock, even)
    assert found(opener) == found(after) == whole
    assert (bool(opener.opened), after.opened) == (True, [])


@pytest.mark.parametrize("wrong", [0, -1, "32", 2.5, True, None])
def test_a_size_that_cannot_be_is_not_taken_from_a_file(clock: Clock, cache: Path, wrong: object) -> None:
    found(Opener(clock, even))
    (path,) = kept(cache)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"most": wrong}))
    opener = Opener(clock, even)
    found(opener)
    assert opener.opened


def test_a_writer_that_is_killed_leaves_nothing_behind(
    clock: Clock, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            found(Opener(clock, even))
    assert kept(cache) == []


@pytest.mark.usefixtures("cache")
def test_the_size_with_most_segments_a_second_is_chosen(clock: Clock) -> None:
    def quickest_at(best: int) -> Opener:
        return Opener(clock, lambda _, size: size * (1 if size == best else 2) / 1000)

    for best in module.CANDIDATES["cpu"]:
        chosen = found(quickest_at(best))
        assert (chosen.most, chosen.tokens) == (best, best * module.TOKENS_A_SEGMENT)
        forget(SUBJECT)


@pytest.mark.usefixtures("cache")
def test_a_difference_within_the_noise_changes_nothing(clock: Clock) -> None:
    likeliest = module.CANDIDATES["cpu"][0]
    chosen = found(Opener(clock, lambda _, size: size * (1.02 if size == likeliest else 1) / 1000))
    assert chosen == untried(SUBJECT)


@pytest.mark.usefixtures("cache")
def test_workers_of_two_threads_are_chosen_where_they_are_faster(clock: Clock) -> None:
    def cost(layout: Layout, size: int) -> float:
        return size / (1 if layout.threads == 1 else 3)

    assert found(Opener(clock, lambda layout, size: cost(layout, size) / 1000)).layout == Layout(1, 2)


@pytest.mark.usefixtures("cache")
def test_a_model_too_slow_to_try_things_with_gets_the_likeliest(clock: Clock) -> None:
    opener = Opener(clock, lambda _, size: size * (100 if size > 16 else 10))
    assert found(opener) == untried(SUBJECT)
    assert opener.opened == [Layout(2)]


@pytest.mark.usefixtures("cache")
def test_gpus_are_one_worker_each_and_transformers_shares_its_threads(clock: Clock) -> None:
    opener = Opener(clock, even)
    found(opener, replace(SUBJECT, device="cuda:0,1"))
    found(opener, replace(SUBJECT, engine="transformers", cores=8))
    assert opener.opened == [Layout(2), Layout(1, 8)]
