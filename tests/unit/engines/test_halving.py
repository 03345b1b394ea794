"""A batch that fails loses only the jobs that fail alone."""

from translate.engines.halving import results
from translate.records import Job, Result


def job(text: str) -> Job:
    return Job(text, (text,))


def test_only_the_culprits_fail_and_every_job_comes_back_once() -> None:
    sizes: list[int] = []

    def attempt(batch: object) -> list[Result]:
        assert isinstance(batch, list)
        sizes.append(len(batch))
        if any(one.text in {"b", "f"} for one in batch):
            raise RuntimeError("CUDA out of memory\nand much more")
        return [Result(job=one, target=one.text.upper()) for one in batch]

    done = list(results([job(text) for text in "abcdefgh"], attempt))
    assert [one.job.text for one in done] == list("abcdefgh")
    assert [one.job.text for one in done if one.error] == ["b", "f"]
    assert {one.error for one in done} == {None, "CUDA out of memory"}
    assert max(sizes[1:]) == 4


def test_an_error_without_words_is_named_by_its_kind() -> None:
    def attempt(_batch: object) -> list[Result]:
        raise MemoryError

    (only,) = results([job("a")], attempt)
    assert only.error == "MemoryError"
