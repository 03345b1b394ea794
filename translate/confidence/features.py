"""What can be measured of a translation at no cost: the model's own score, lengths, flags."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translate.records import Flag

FLAG = "flag: "
"""Before the name of a check: the feature that it has something to say."""

_STOPS = (".", "!", "?", "؟", "…")
_CLOSING = "»\"')]”"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A translation as it came: `score` is the mean log-probability of its tokens, None if unknown."""

    source: str
    target: str
    score: float | None
    flags: tuple[Flag, ...] = ()


def features(evidence: Evidence, score: float) -> Mapping[str, float]:
    """The measures by name. Nothing here depends on the model but `score`.

    probability: of a target token, their geometric mean; source words, target words: logarithms of
    their number; distinct words: share of the target's words that are; no stop: whether the source ends
    without one, as headlines do; flags: how many checks have something to say; "flag: NAME" for each.
    """
    target = evidence.target.lower().split()
    checks = {flag.check for flag in evidence.flags}
    return {
        "probability": math.exp(min(0.0, score)),
        "source words": math.log1p(len(evidence.source.split())),
        "target words": math.log1p(len(target)),
        "distinct words": len(set(target)) / len(target) if target else 0.0,
        "no stop": float(not evidence.source.rstrip().rstrip(_CLOSING).endswith(_STOPS)),
        "flags": float(len(checks)),
        **{FLAG + check: 1.0 for check in checks},
    }


def geometric_mean(scores: Iterable[float | None]) -> float | None:
    """The score of a segment from those of its pieces, which weigh alike; None where one is unknown."""
    known: list[float] = []
    for score in scores:
        if score is None:
            return None
        known.append(score)
    return sum(known) / len(known) if known else None
