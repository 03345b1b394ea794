"""How long a target may become."""

from translate.records import Decoding, Job


def longest_target(job: Job, decoding: Decoding, positions: int) -> int:
    """Target tokens after which a job is cut, the end token not counted; at least 1.

    A batch is decoded up to the limit of its longest job and each target is then cut at its own, so that
    what a runaway looks like does not depend on its neighbours.
    """
    wanted = int(len(job.tokens) * decoding.max_length_ratio) + decoding.max_length_extra
    return max(1, min(wanted, positions))
