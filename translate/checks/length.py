"""Too little or too much English for the Persian: a clause was dropped, or one was made up.

The band of usual ratios is learned from our own pairs by `scripts/learn_length_band.py`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from translate.records import Flag


class Length:
    """A flag where the target is shorter or longer than nearly all translations of such a source."""

    name = "length"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair; none for sources of a few letters, or for an empty target."""
        ours, theirs = letters(source), letters(target)
        limits = _limits(ours)
        if limits is None or not theirs:
            return
        low, high = limits
        if not low <= theirs / ours <= high:
            kind = "little" if theirs < low * ours else "much"
            yield Flag(self.name, f"too {kind}: {theirs} letters for {ours}")


def letters(text: str) -> int:
    """Letters and digits of a text."""
    return sum(map(str.isalnum, text))


def _limits(source: int) -> tuple[float, float] | None:
    """The least and most ratio for a source of so many letters; None where too few were seen to tell."""
    starts, ratios = _band()
    at = bisect_right(starts, source) - 1
    return None if at < 0 else ratios[at]


@cache
def _band() -> tuple[list[int], list[tuple[float, float]]]:
    text = files("translate.checks").joinpath("length_band.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [int(start) for start, _, _ in rows], [(float(low), float(high)) for _, low, high in rows]
