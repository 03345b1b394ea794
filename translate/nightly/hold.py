"""When a night is held back: a model that fails its canary, flags that are far above the usual.

A night's share of flagged segments is compared with those of the last nights of the same kind. With the
median m of at least three of them and their spread s = 1.4826 x the median distance from m (the standard
deviation, were they normal: Hampel 1974), each night weighing as many times as it had segments, so that a
night in which a person's edits were published and nothing else says little, the limit is

    m + max(4 s, 0.5 m, 0.02)

so that quiet nights do not make the next one suspicious. Before there are three, the limit is a ceiling from
the configuration, for segments with any flag; single checks are then not judged.

A share above the limit breaks a night only if that is no accident of few segments. If each of n segments were
flagged with the probability p of the limit, k or more would be so with a probability of at most

    exp(-n KL(k/n || p)),  KL(a || p) = a ln(a/p) + (1-a) ln((1-a)/(1-p))

(Chernoff's bound for binomial tails: Arratia and Gordon 1989). A night is held where this is below 1 in 1000.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from translate.nightly.records import FlagRate, Night

ENOUGH = 3
"""Nights that make a usual."""

SPREADS = 4.0
SHARE_OF_USUAL = 0.5
LEAST_ROOM = 0.02
BY_CHANCE = 1e-3

ANY = "any"

Share = tuple[float, int]
"""The share of a night's segments that are flagged, and of how many."""


def judged(
    flags: Mapping[str, int], flagged: int, of: int, last: Sequence[Night], *, ceiling: float
) -> tuple[FlagRate, tuple[FlagRate, ...]]:
    """The share of flagged segments, and that of every check, each with its limit and whether it broke it.

    `of` counts the segments that a machine translated; `last` are nights of the same model.
    """
    counted = [night for night in last if night.flagged is not None and night.flagged.of]
    names = sorted({*flags, *(one.check for night in counted for one in night.flags)})
    every = _rate(ANY, flagged, of, [_share(night, ANY) for night in counted], ceiling=ceiling)
    single = [
        _rate(name, flags.get(name, 0), of, [_share(night, name) for night in counted], ceiling=1.0)
        for name in names
    ]
    return every, tuple(single)


def limit_of(shares: Sequence[Share]) -> float:
    """The limit that follows from the shares of at least three nights; see above."""
    usual = usual_of(shares)
    spread = 1.4826 * usual_of((abs(share - usual), of) for share, of in shares)
    return min(1.0, usual + max(SPREADS * spread, SHARE_OF_USUAL * usual, LEAST_ROOM))


def usual_of(shares: Iterable[Share]) -> float:
    """The weighted median; between two values, where half of the weight is on either side, their mean."""
    ordered = sorted(shares)
    half, below = sum(of for _, of in ordered) / 2, 0
    for place, (share, of) in enumerate(ordered):
        below += of
        if below == half:
            return (share + ordered[place + 1][0]) / 2
        if below > half:
            return share
    raise ValueError("no night has any segments")


def is_beyond(flagged: int, of: int, limit: float) -> bool:
    """Whether so many flags are above the limit, and no accident of few segments."""
    share = flagged / of if of else 0.0
    return share > limit and math.exp(-of * _divergence(share, limit)) < BY_CHANCE


def _divergence(share: float, limit: float) -> float:
    """Kullback-Leibler divergence of two coins, in nats."""
    if limit <= 0.0:
        return math.inf
    one = share * math.log(share / limit) if share else 0.0
    other = (1 - share) * math.log((1 - share) / (1 - limit)) if share < 1 else 0.0
    return one + other


def _rate(check: str, flagged: int, of: int, shares: Sequence[Share], *, ceiling: float) -> FlagRate:
    enough = len(shares) >= ENOUGH
    limit = limit_of(shares) if enough else ceiling
    usual = round(usual_of(shares), 5) if enough else None
    return FlagRate(check, flagged, of, usual, round(limit, 5), is_beyond(flagged, of, limit))


def _share(night: Night, check: str) -> Share:
    """Of a night that had any segments."""
    every = night.flagged or FlagRate(ANY, 0, 0, None, 1.0)
    if check == ANY:
        return every.rate, every.of
    return next((one.rate for one in night.flags if one.check == check), 0.0), every.of
