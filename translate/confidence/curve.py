"""A rising curve through what was observed: from a raw number to the effort that it stood for."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Curve:
    """Straight lines between knots (x, y), x and y rising; level outside of them. At least one knot."""

    knots: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not self.knots or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(self.knots)):
            raise ValueError(f"knots must rise from left to right: {self.knots}")

    def __call__(self, x: float) -> float:
        """The y at this x."""
        place = bisect_right(self.knots, x, key=lambda knot: knot[0])
        if place == 0:
            return self.knots[0][1]
        if place == len(self.knots):
            return self.knots[-1][1]
        (left, low), (right, high) = self.knots[place - 1 : place + 1]
        return low + (high - low) * (x - left) / (right - left)

    def undone(self) -> "Curve":
        """The curve that leads back. ValueError where this one is level somewhere."""
        return Curve(tuple((y, x) for x, y in self.knots))


def rising_curve(points: Iterable[tuple[float, float]], *, bins: int, prior: float = 0.0) -> Curve | None:
    """The curve that fits (x, y) points best among those that rise: isotonic regression over `bins` bins.

    The bins hold equally many points each. `prior` counts as so many more points in each bin whose y equals
    the bin's mean x: with few points the curve stays near y = x. None without points.
    """
    ordered = sorted(points)
    if not ordered:
        return None
    bins = min(bins, len(ordered))
    edges = [round(number * len(ordered) / bins) for number in range(bins + 1)]
    blocks = [_block(ordered[start:end], prior) for start, end in pairwise(edges)]
    return Curve(_distinct(_pooled(blocks)))


@dataclass(frozen=True, slots=True)
class _Block:
    weight: float
    x: float
    y: float

    def with_(self, other: "_Block") -> "_Block":
        weight = self.weight + other.weight
        return _Block(
            weight,
            (self.x * self.weight + other.x * other.weight) / weight,
            (self.y * self.weight + other.y * other.weight) / weight,
        )


def _block(points: Sequence[tuple[float, float]], prior: float) -> _Block:
    x = math.fsum(point[0] for point in points) / len(points)
    y = (math.fsum(point[1] for point in points) + prior * x) / (len(points) + prior)
    return _Block(len(points), x, y)


def _pooled(blocks: Sequence[_Block]) -> list[_Block]:
    """Neighbours that fall from left to right become one (pool adjacent violators)."""
    pooled: list[_Block] = []
    for block in blocks:
        joined = block
        while pooled and pooled[-1].y >= joined.y:
            joined = pooled.pop().with_(joined)
        pooled.append(joined)
    return pooled


def _distinct(blocks: Sequence[_Block]) -> tuple[tuple[float, float], ...]:
    """Rounded, and one knot for an x."""
    knots: dict[float, float] = {}
    for block in blocks:
        knots[round(block.x, 5)] = round(block.y, 5)
    return tuple(knots.items())
