"""Nights to tell of."""

from dataclasses import replace
from typing import Any

from translate.nightly.records import Articles, FlagRate, Night, Segments

GOOD = Night(
    number=7,
    name="000007-2024-05-06",
    outcome="published",
    exit_code=0,
    started="2024-05-06T02:15:00+03:30",
    seconds=12.5,
    folder="/news/nights/000007-2024-05-06",
    articles=Articles(seen=10, unchanged=8, new=2, done=2),
    segments=Segments(total=30, mt=20, memory=10, words=400),
    load_seconds=1.5,
    segments_per_second=15.25,
    words_per_second=200.0,
    peak_mib=512.5,
    flags=(
        FlagRate("numbers", 1, 20, usual=0.04, limit=0.2),
        FlagRate("length", 0, 20, usual=None, limit=0.2),
    ),
    flagged=FlagRate("any", 1, 20, usual=0.05, limit=0.3),
    model="builtin (abc)",
)


def night(**changes: Any) -> Night:
    return replace(GOOD, **changes)


HELD = night(
    outcome="held", exit_code=3, reason="12 of 20 segments flagged", look_first=("Held: too many flags",)
)
