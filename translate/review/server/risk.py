"""How likely a person is to find something wrong in a segment, in three steps."""

from collections.abc import Sequence
from typing import Literal

from translate.records import Flag
from translate.review.output import Row

Risk = Literal["high", "some", "low"]

# Nothing to weigh: the segment has to be written anew.
_GRAVE = frozenset({"failed", "empty", "source script", "repetition", "length", "short"})
_DOUBTFUL = 0.3
_SURE = 0.5


def risk(row: Row, flags: Sequence[Flag]) -> Risk:
    """High: a grave flag, two flags, or a flag and little confidence. Some: any of those alone."""
    if row.origin in ("copy", "human") and not flags:
        return "low"
    confidence = 1.0 if row.confidence is None else row.confidence
    if any(flag.check in _GRAVE for flag in flags) or len(flags) > 1 or (flags and confidence < _DOUBTFUL):
        return "high"
    return "some" if flags or confidence < _SURE else "low"
