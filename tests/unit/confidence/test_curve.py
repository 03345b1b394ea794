"""Curves that rise."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.confidence.curve import Curve, rising_curve

SHARES = st.floats(0, 1)


def test_between_knots_the_curve_is_straight_and_outside_level() -> None:
    curve = Curve(((0.0, 0.2), (1.0, 0.4)))
    assert [curve(x) for x in (-1, 0, 0.5, 1, 2)] == pytest.approx([0.2, 0.2, 0.3, 0.4, 0.4])


@pytest.mark.parametrize("knots", [(), ((0.0, 0.5), (0.0, 0.6)), ((0.0, 0.5), (1.0, 0.4))])
def test_a_curve_that_does_not_rise_is_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        Curve(knots)


@given(points=st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=60), x=SHARES, further=SHARES)
def test_what_is_fitted_never_falls(points: list[tuple[float, float]], x: float, further: float) -> None:
    curve = rising_curve(points, bins=8)
    assert curve is not None
    assert curve(x) <= curve(x + further) + 1e-9
    assert min(y for _, y in points) - 1e-4 <= curve(x) <= max(y for _, y in points) + 1e-4


def test_the_fitted_curve_finds_what_the_points_follow() -> None:
    rng = random.Random(7)
    points = [(x, 0.5 * x + rng.gauss(0, 0.1)) for x in (rng.random() for _ in range(4000))]
    curve = rising_curve(points, bins=20)
    assert curve is not None
    assert [curve(x) for x in (0.2, 0.5, 0.8)] == pytest.approx([0.1, 0.25, 0.4], abs=0.02)


def test_with_few_points_the_prior_keeps_the_curve_near_what_it_was() -> None:
    points = [(0.2, 0.8), (0.8, 0.9)]
    held = rising_curve(points, bins=2, prior=99)
    assert held is not None
    assert held(0.2) == pytest.approx(0.206)
    free = rising_curve(points, bins=2)
    assert free is not None
    assert free(0.2) == pytest.approx(0.8)


def test_the_order_of_the_points_makes_no_difference() -> None:
    rng = random.Random(3)
    points = [(rng.random(), rng.random()) for _ in range(50)]
    shuffled = rng.sample(points, len(points))
    assert rising_curve(points, bins=5) == rising_curve(shuffled, bins=5)


def test_without_points_there_is_no_curve() -> None:
    assert rising_curve([], bins=5) is None
