"""Which nights are removed, and that no clock removes them all."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.nightly.newsroom import SENTENCES, newsroom
from translate.nightly.places import Places, night_name
from translate.nightly.retention import DAY, ages, prune
from translate.nightly.settings import Retention
from translate.store.nights import Nights

YEARS = 14 * 365 * DAY


def remaining(folder: Path, rules: Retention, *, nights: int, ahead: float = 0.0) -> list[int]:
    """Numbers of what is kept of so many nights, one a day; before the last one the clock jumped `ahead`."""
    places, now = Places(folder), time.time()
    with closing(Nights(folder / "memory.db")) as store, pytest.MonkeyPatch.context() as clock:
        for number in range(1, nights + 1):
            moment = now - (nights - number) * DAY - 60 + (ahead if number == nights else 0.0)
            clock.setattr(time, "time", lambda moment=moment: moment)
            name = night_name(number, "2026-01-01")
            (places.nights / name).mkdir(parents=True)
            store.begin(number, name)
            store.end(number, name, state="closed", report="{}")
        clock.setattr(time, "time", lambda: now + ahead)
        prune(places, store, rules)
    return sorted(int(path.name[:6]) for path in places.nights.iterdir())


def test_nights_beyond_their_days_are_removed(tmp_path: Path) -> None:
    assert remaining(tmp_path, Retention(nights=None, days=10), nights=30) == list(range(21, 31))


def test_a_clock_that_jumped_ahead_removes_few_nights_before_their_time(tmp_path: Path) -> None:
    kept = remaining(tmp_path, Retention(nights=None, days=28), nights=28, ahead=YEARS)
    assert kept == list(range(4, 29))


@pytest.mark.parametrize("days", [3, 7, 90])
def test_a_clock_that_jumps_every_night_leaves_the_last_nights(days: int) -> None:
    began = {number: float(number * YEARS) for number in range(1, 21)}
    kept = [number for number, age in ages(began, now=20.0 * YEARS, days=days).items() if age <= days * DAY]
    assert len(kept) == min(days, 7) + 1


def test_a_clock_that_goes_back_removes_nothing(tmp_path: Path) -> None:
    assert len(remaining(tmp_path, Retention(nights=None, days=30), nights=20, ahead=-YEARS)) == 20


def test_the_last_night_stays_and_current_with_it_whatever_the_clock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.config += "[retention]\ndays = 1\n"
    room.night()
    room.write("new.txt", f"{SENTENCES[0]}\n")
    room.night()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + YEARS)
    assert room.night().outcome == "nothing"
    assert (room.out / "latest").resolve().is_dir()
    assert len(list((room.out / "current" / "desk").glob("*.en.txt"))) == 4
