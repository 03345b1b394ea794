"""Old nights are removed; what people did to translations lies in the store and stays."""

import os
import shutil
import time
from collections.abc import Mapping
from itertools import accumulate, pairwise
from pathlib import Path

from translate.nightly.places import Places, numbered
from translate.nightly.settings import Retention
from translate.store.nights import Nights

DAY = 86_400
AT_LEAST = 7
"""Nights that no clock can make too old, however far it jumps; of a limit of fewer days so many nights."""
GIGABYTE = 1_000_000_000


def prune(places: Places, nights: Nights, rules: Retention) -> list[Path]:
    """Remove published and held nights beyond the limits, the oldest first; the folders that are gone.

    The last published night stays whatever the limits are, and `current` keeps the last version of every
    article. Days are counted from when a night began, see `ages`.
    """
    old = ages(nights.began(), now=time.time(), days=rules.days) if rules.days is not None else {}
    removed = [*_beyond(places.nights, rules, old), *_beyond(places.held, rules, old)]
    for folder in removed:
        # Renamed first: a night is never seen half removed.
        places.staging.mkdir(parents=True, exist_ok=True)
        doomed = places.staging / folder.name
        shutil.rmtree(doomed, ignore_errors=True)
        folder.rename(doomed)
        shutil.rmtree(doomed)
    return removed


def ages(began: Mapping[int, float], *, now: float, days: int) -> dict[int, float]:
    """Seconds since each night, by its number, for a limit of so many days.

    The time to the next night counts as a seventh of the limit or a day at most, and never less than nothing:
    a clock that jumped ahead makes old nights no older than that, one that goes back makes none younger.
    """
    longest = max(DAY, days * DAY / AT_LEAST)
    numbers = sorted(began, reverse=True)
    moments = [now, *(began[number] for number in numbers)]
    gaps = [min(max(later - before, 0.0), longest) for later, before in pairwise(moments)]
    return dict(zip(numbers, accumulate(gaps), strict=True))


def _beyond(top: Path, rules: Retention, old: Mapping[int, float]) -> list[Path]:
    doomed: list[Path] = []
    kept_bytes = 0.0
    for place, (number, folder) in enumerate(reversed(list(numbered(top))), start=1):
        kept_bytes += _size(folder) if rules.gigabytes is not None else 0
        too_many = rules.nights is not None and place > rules.nights
        too_old = rules.days is not None and old.get(number, 0.0) > rules.days * DAY
        too_large = rules.gigabytes is not None and kept_bytes > rules.gigabytes * GIGABYTE
        if place > 1 and (too_many or too_old or too_large):
            doomed.append(folder)
    return doomed[::-1]


def _size(folder: Path) -> int:
    return sum((Path(path) / name).stat().st_size for path, _, names in os.walk(folder) for name in names)
