"""Which segments are decoded together: neighbours in length, within a budget of tokens."""

from collections.abc import Iterable, Iterator

from translate.records import Job


def by_length(jobs: Iterable[Job], *, token_budget: int, most: int) -> Iterator[list[Job]]:
    """Batches of at most `most` jobs whose padded size (jobs x longest, in tokens) keeps to the budget.

    A job longer than the budget travels alone. Longest first, so that a batch too big for the memory
    shows at once. Equal lengths are ordered by text: the composition depends on the jobs, not on the
    order they came in.
    """
    # Padding is paid per batch, so neighbours should be of equal length.
    batch: list[Job] = []
    for job in sorted(jobs, key=lambda job: (-len(job.tokens), job.text)):
        longest = len(batch[0].tokens) if batch else 0
        if batch and (len(batch) == most or longest * (len(batch) + 1) > token_budget):
            yield batch
            batch = []
        batch.append(job)
    if batch:
        yield batch
