"""When a night is held back: a model that fails its canary, flags that are far above the usual.

A night's share of flagged segments is compared with those of the last nights of the same kind. With the
median m of at least three of them and their spread s = 1.4826 x the median distance from m (the standard
deviation, were they normal: Hampel 1974), the limit is

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
from collections.abc import Mapping, Sequence
from statistics import median

from translate.nightly.records import FlagRate, Night

ENOUGH = 3
"""Nights that make a usual."""

SPREADS = 4.0
SHARE_OF_USUAL = 0.5
LEAST_ROOM = 0.02
BY_CHANCE = 1e-3

ANY = "any"


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


def limit_of(shares: Sequence[float]) -> float:
    """The limit that follows from the shares of at least three nights; see above."""
    usual = median(shares)
    spread = 1.4826 * median(abs(share - usual) for share in shares)
    return min(1.0, usual + max(SPREADS * spread, SHARE_OF_USUAL * usual, LEAST_ROOM))


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


def _rate(check: str, flagged: int, of: int, shares: Sequence[float], *, ceiling: float) -> FlagRate:
    enough = len(shares) >= ENOUGH
    limit = limit_of(shares) if enough else ceiling
    usual = round(median(shares), 5) if enough else None
    return FlagRate(check, flagged, of, usual, round(limit, 5), is_beyond(flagged, of, limit))


def _share(night: Night, check: str) -> float:
    if check == ANY:
        return night.flagged.rate if night.flagged else 0.0
    return next((one.rate for one in night.flags if one.check == check), 0.0)
