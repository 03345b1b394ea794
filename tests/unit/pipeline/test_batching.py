from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pipeline.engines import job
from translate.pipeline.batching import by_length
from translate.records import Job

JOBS = st.lists(st.text("ابپت", min_size=1, max_size=40), unique=True).map(lambda texts: [*map(job, texts)])


@given(JOBS, st.integers(1, 60), st.integers(1, 5))
def test_every_job_travels_exactly_once(jobs: list[Job], budget: int, most: int) -> None:
    batches = list(by_length(jobs, token_budget=budget, most=most))
    assert sorted(one.text for batch in batches for one in batch) == sorted(one.text for one in jobs)


@given(JOBS, st.integers(1, 60), st.integers(1, 5))
def test_no_batch_exceeds_the_budget_unless_it_is_one_job(jobs: list[Job], budget: int, most: int) -> None:
    for batch in by_length(jobs, token_budget=budget, most=most):
        assert len(batch) <= most
        assert len(batch) == 1 or len(batch) * max(len(one.tokens) for one in batch) <= budget


@given(JOBS, st.randoms(use_true_random=False))
def test_the_composition_does_not_depend_on_the_order_of_arrival(jobs: list[Job], random: object) -> None:
    shuffled = list(jobs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert list(by_length(shuffled, token_budget=50, most=4)) == list(
        by_length(jobs, token_budget=50, most=4)
    )


def test_the_longest_come_first_and_neighbours_are_of_equal_length() -> None:
    jobs = [job("ا" * length) for length in (3, 9, 4, 8)]
    lengths = [[len(one.text) for one in batch] for batch in by_length(jobs, token_budget=100, most=2)]
    assert lengths == [[9, 8], [4, 3]]
