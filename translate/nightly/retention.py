"""Old nights are removed; what people did to translations lies in the store and stays."""

import os
import shutil
import time
from pathlib import Path

from translate.nightly.places import Places, numbered
from translate.nightly.settings import Retention

DAY = 86_400
GIGABYTE = 1_000_000_000


def prune(places: Places, rules: Retention) -> list[Path]:
    """Remove published and held nights beyond the limits, the oldest first; the folders that are gone.

    The last published night stays whatever the limits are, and `current` keeps the last version of every
    article. Days are counted from when a folder was published.
    """
    removed = [*_beyond(places.nights, rules), *_beyond(places.held, rules)]
    for folder in removed:
        # Renamed first: a night is never seen half removed.
        places.staging.mkdir(parents=True, exist_ok=True)
        doomed = places.staging / folder.name
        shutil.rmtree(doomed, ignore_errors=True)
        folder.rename(doomed)
        shutil.rmtree(doomed)
    return removed


def _beyond(top: Path, rules: Retention) -> list[Path]:
    folders = [folder for _, folder in numbered(top)]
    doomed: list[Path] = []
    kept_bytes = 0.0
    for place, folder in enumerate(reversed(folders), start=1):
        kept_bytes += _size(folder) if rules.gigabytes is not None else 0
        too_many = rules.nights is not None and place > rules.nights
        too_old = rules.days is not None and _age(folder) > rules.days * DAY
        too_large = rules.gigabytes is not None and kept_bytes > rules.gigabytes * GIGABYTE
        if place > 1 and (too_many or too_old or too_large):
            doomed.append(folder)
    return doomed[::-1]


def _age(folder: Path) -> float:
    """Seconds; a clock that went back makes it negative, and the folder stays."""
    return time.time() - folder.stat().st_mtime


def _size(folder: Path) -> int:
    return sum((Path(path) / name).stat().st_size for path, _, names in os.walk(folder) for name in names)
