"""A batch that fails loses only the jobs that fail alone; what did not fit is not tried whole again."""

import gc
import weakref

import pytest

from translate.engines.base import Batch
from translate.engines.halving import Failure, Halving
from translate.records import Job, Result


def job(text: str, tokens: int = 1) -> Job:
    return Job(text, (text,) * tokens)


class Card:
    """Decodes batches of at most `room` jobs and notes what it was given; counts what it refused."""

    def __init__(self, room: int, words: str = "CUDA failed with error out of memory") -> None:
        self.room = room
        self.words = words
        self.sizes: list[int] = []

    def __call__(self, batch: Batch) -> list[Result]:
        self.sizes.append(len(batch))
        if len(batch) > self.room:
            raise RuntimeError(self.words)
        return [Result(job=one, target=one.text.upper()) for one in batch]


def test_only_the_culprits_fail_and_every_job_comes_back_once() -> None:
    sizes: list[int] = []

    def attempt(batch: Batch) -> list[Result]:
        sizes.append(len(batch))
        if any(one.text in {"b", "f"} for one in batch):
            raise RuntimeError("no such position\nand much more")
        return [Result(job=one, target=one.text.upper()) for one in batch]

    halving = Halving()
    done = list(halving.results([job(text) for text in "abcdefgh"], attempt))
    assert [one.job.text for one in done] == list("abcdefgh")
    assert [one.job.text for one in done if one.error] == ["b", "f"]
    assert {one.error for one in done} == {None, "no such position"}
    assert max(sizes[1:]) == 4
    assert (halving.memory_failures, halving.too_large) == (0, None)


def test_what_was_too_large_once_is_split_before_it_is_tried() -> None:
    card, halving = Card(room=3), Halving()
    batch = [job(text) for text in "abcdefgh"]
    first = list(halving.results(batch, card))
    assert card.sizes == [8, 4, 2, 2, 2, 2]
    assert (halving.memory_failures, halving.too_large) == (2, 4)
    card.sizes.clear()
    again = list(halving.results(batch, card))
    assert card.sizes == [2, 2, 2, 2]
    assert again == first
    assert [one.target for one in again] == list("ABCDEFGH")
    assert halving.memory_failures == 2


def test_size_is_counted_in_padded_tokens() -> None:
    halving = Halving()
    list(halving.results([job(text, tokens=50) for text in "abcd"], Card(room=2)))
    assert halving.too_large == 200
    short = [job(text, tokens=10) for text in "abcdefgh"]
    assert list(halving.parts(short)) == [short]
    long = [job("a", tokens=100), job("b", tokens=1)]
    assert list(halving.parts(long)) == [long[:1], long[1:]]


def test_another_kind_of_failure_is_not_remembered_as_size() -> None:
    card, halving = Card(room=3, words="a bad token"), Halving()
    batch = [job(text) for text in "abcdefgh"]
    list(halving.results(batch, card))
    assert list(halving.parts(batch)) == [batch]
    assert halving.memory_failures == 0


def test_one_job_that_does_not_fit_is_an_error_and_no_limit_for_others() -> None:
    halving = Halving()
    (only,) = halving.results([job("a", tokens=5)], Card(room=0))
    assert only.error == "CUDA failed with error out of memory"
    assert (halving.memory_failures, halving.too_large) == (1, None)


def test_nothing_of_a_failed_batch_is_held_while_its_halves_are_tried() -> None:
    class Tensor:
        """Stands for what a failed attempt had on the card."""

    held: list[weakref.ref[Tensor]] = []

    def attempt(batch: Batch) -> list[Result]:
        gc.collect()
        assert [one() for one in held] == [None] * len(held)
        tensor = Tensor()
        held.append(weakref.ref(tensor))
        if len(batch) > 1:
            raise MemoryError
        return [Result(one, "x") for one in batch]

    assert len(list(Halving().results([job("a"), job("b")], attempt))) == 2


@pytest.mark.parametrize(
    ("error", "memory"),
    [
        (MemoryError(), True),
        (RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"), True),
        (RuntimeError("cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"), True),
        (RuntimeError("No position encodings are defined for positions >= 512"), False),
        (ValueError("bad token"), False),
    ],
)
def test_memory_is_told_from_other_failures(error: Exception, memory: bool) -> None:
    assert Failure.of(error).memory is memory


def test_an_error_without_words_is_named_by_its_kind() -> None:
    def attempt(_batch: Batch) -> list[Result]:
        raise MemoryError

    (only,) = Halving().results([job("a")], attempt)
    assert only.error == "MemoryError"
