from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.unit.nightly.newsroom import newsroom
from translate.errors import EXIT_PARTIAL
from translate.nightly import night
from translate.nightly.planner import beams, planner

SIX = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
DEADLINE = '[deadline]\nfinish_by = "06:00"\n'


def _it_is(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(night, "planner", partial(planner, now=lambda: now))


def test_beams_are_halved_down_to_the_least() -> None:
    assert list(beams(4, 1)) == [4, 2, 1]
    assert list(beams(5, 2)) == [5, 2]
    assert list(beams(1, 1)) == [1]


def test_with_time_enough_everything_is_done_and_the_plan_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.config += DEADLINE
    _it_is(monkeypatch, SIX - timedelta(hours=4))
    done = room.night()
    assert (done.articles.done, done.articles.left, done.exit_code) == (5, 0, 0)
    assert "is taken: 5 segments to translate in less than a second" in done.plan
    assert done.predicted is not None


def test_without_time_the_newest_is_done_and_the_others_are_named_and_stay_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.config += DEADLINE
    _it_is(monkeypatch, SIX - timedelta(milliseconds=1))
    first = room.night()
    assert (first.articles.done, first.articles.left, first.exit_code) == (1, 4, EXIT_PARTIAL)
    assert (room.out / "latest" / "desk" / "a2.en.txt").is_file()
    assert "4 are left for the next night" in first.plan
    _it_is(monkeypatch, SIX)
    second = room.night()
    assert (second.articles.new, second.articles.done) == (4, 4)
    assert set(first.left).isdisjoint({"desk/a2.txt"})


def test_without_a_deadline_nothing_is_measured(tmp_path: Path) -> None:
    done = newsroom(tmp_path).night()
    assert (done.plan, done.predicted) == ("", None)
