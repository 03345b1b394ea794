import pytest

from translate.nightly.hold import is_beyond, judged, limit_of, usual_of
from translate.nightly.records import FlagRate, Night


def _night(share: float, *, numbers: float = 0.0, of: int = 1000) -> Night:
    return Night(
        number=1,
        name="n",
        outcome="published",
        exit_code=0,
        started="",
        seconds=1.0,
        flagged=FlagRate("any", round(share * of), of, None, 1.0),
        flags=(FlagRate("numbers", round(numbers * of), of, None, 1.0),),
    )


def _alike(*shares: float) -> list[tuple[float, int]]:
    return [(share, 100) for share in shares]


def test_the_limit_follows_median_and_spread() -> None:
    assert limit_of(_alike(0.10, 0.12, 0.14)) == pytest.approx(0.12 + 4 * 1.4826 * 0.02)
    assert limit_of(_alike(0.1, 0.1, 0.1)) == pytest.approx(0.15)
    assert limit_of(_alike(0.0, 0.0, 0.0)) == pytest.approx(0.02)


def test_one_wild_night_among_the_last_does_not_move_the_limit_much() -> None:
    assert limit_of(_alike(0.1, 0.1, 0.1, 0.1, 0.9)) == pytest.approx(0.15)


def test_nights_weigh_as_many_times_as_they_had_segments() -> None:
    assert usual_of([(0.0, 2), (0.3, 1000), (0.0, 3), (0.0, 1)]) == pytest.approx(0.3)
    assert usual_of(_alike(0.1, 0.4, 0.2, 0.3)) == pytest.approx(0.25)
    assert usual_of([(0.1, 3), (0.2, 2), (0.3, 1)]) == pytest.approx(0.15)


def test_nights_of_edits_alone_do_not_make_the_next_one_suspicious() -> None:
    last = [_night(0.0, of=2), _night(0.0, of=4), _night(0.27, numbers=0.2)]
    every, single = judged({"numbers": 220}, 280, 1000, last, ceiling=0.5)
    assert not every.broken
    assert not any(one.broken for one in single)


def test_a_few_flags_in_a_small_night_are_an_accident_and_many_are_not() -> None:
    assert not is_beyond(2, 5, 0.2)
    assert is_beyond(30, 60, 0.2)
    assert is_beyond(500, 1000, 0.2)
    assert not is_beyond(0, 0, 0.2)


def test_a_night_like_the_last_ones_is_not_broken() -> None:
    last = [_night(0.10, numbers=0.02), _night(0.12, numbers=0.03), _night(0.11, numbers=0.02)]
    every, single = judged({"numbers": 25}, 115, 1000, last, ceiling=0.5)
    assert not every.broken
    assert not any(one.broken for one in single)
    assert every.usual == pytest.approx(0.11)


def test_one_check_far_above_its_usual_breaks_a_night() -> None:
    last = [_night(0.10, numbers=0.02), _night(0.12, numbers=0.03), _night(0.11, numbers=0.02)]
    every, single = judged({"numbers": 120}, 130, 1000, last, ceiling=0.5)
    assert not every.broken
    assert [one.check for one in single if one.broken] == ["numbers"]


def test_a_check_that_no_night_has_flagged_before_is_judged_all_the_same() -> None:
    last = [_night(0.10), _night(0.12), _night(0.11)]
    _, single = judged({"repetition": 200}, 110, 1000, last, ceiling=0.5)
    assert [one.check for one in single if one.broken] == ["repetition"]


def test_before_three_nights_only_the_ceiling_counts() -> None:
    every, single = judged({"numbers": 400}, 400, 1000, [_night(0.01)] * 2, ceiling=0.5)
    assert not every.broken
    assert not any(one.broken for one in single)
    assert judged({}, 700, 1000, [], ceiling=0.5)[0].broken
