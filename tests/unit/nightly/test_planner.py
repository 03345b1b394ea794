from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.unit.nightly.newsroom import newsroom
from translate import wiring
from translate.errors import EXIT_PARTIAL
from translate.nightly import night
from translate.nightly.forecast import Forecast
from translate.nightly.planner import beams, planner
from translate.wiring import Workshop

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


def _takes(monkeypatch: pytest.MonkeyPatch, seconds: dict[tuple[str, int], float]) -> None:
    """What a night takes with a precision and a beam; the echo engine has neither."""

    def forecast(shop: Workshop, *_: object, **__: object) -> Forecast:
        needed = seconds[shop.precision, shop.decoding.beam]
        return Forecast(0.0, needed, 0.0, 5, {}, defaultdict(str), needed / 100, needed / 5)

    monkeypatch.setattr("translate.nightly.planner.forecast", forecast)


HOURS = {("float32", 4): 8.0, ("int8", 4): 4.0, ("int8", 2): 2.0, ("int8", 1): 1.0, ("float32", 2): 9.9}


@pytest.mark.parametrize(
    ("left", "taken", "said"),
    [
        (9.5, ("float32", 4), "beam 4 in float32 in batches of"),
        (5.0, ("int8", 4), "beam 4 in float32 would take 8.0 h: later than 06:00; beam 4 in int8"),
        (3.0, ("int8", 2), "beam 4 in int8 would take 4.0 h: later than 06:00; beam 2 in int8"),
        (0.5, ("int8", 1), "beam 1 in int8 would take 60 min: later than 06:00; beam 1 in int8 is taken"),
    ],
)
def test_the_most_exact_way_for_which_there_is_time_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: float, taken: tuple[str, int], said: str
) -> None:
    room = newsroom(tmp_path)
    room.config += DEADLINE + 'precisions = ["int8", "float32"]\n'
    _it_is(monkeypatch, SIX - timedelta(hours=left))
    _takes(monkeypatch, {way: hours * 3600 for way, hours in HOURS.items()})
    done = room.night()
    assert said in done.plan
    assert (done.manifest["engine"]["precision"], done.manifest["decoding"]["beam"]) == taken


def test_no_time_is_spent_on_a_further_way_that_takes_as_long_to_open_as_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.config += DEADLINE
    _it_is(monkeypatch, SIX - timedelta(hours=1))
    _takes(monkeypatch, {("auto", 4): 2 * 3600.0})  # a second one would be an error
    passed = iter(range(0, 1_000_000, 900))
    monkeypatch.setattr("translate.nightly.planner.time.monotonic", lambda: float(next(passed)))
    assert "beam 4 would take 2.0 h: later than 06:00; beam 4 is taken for 1 article" in room.night().plan


def test_where_lower_precision_is_slower_smaller_beams_are_tried_with_the_higher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.config += DEADLINE + 'precisions = ["bfloat16", "float32"]\n'
    _it_is(monkeypatch, SIX - timedelta(hours=3))
    hours = {("float32", 4): 5.0, ("bfloat16", 4): 6.0, ("float32", 2): 2.5}
    _takes(monkeypatch, {way: one * 3600 for way, one in hours.items()})
    assert "beam 2 in float32 in batches" in room.night().plan


def test_an_article_that_stays_unreadable_is_tried_again_without_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.write("bad.txt", "no Persian here\n")
    room.night()
    monkeypatch.setattr(wiring, "workshop", None)  # whoever opens an engine breaks
    again = room.night()
    assert (again.articles.again, again.articles.quarantined, again.exit_code) == (1, 1, 0)
    (setback,) = again.setbacks
    assert (setback.tries, "no Persian in it" in setback.reason) == (2, True)
