"""What became of every line of a hand-off file that came back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal["applied", "unchanged", "conflicting", "unknown", "missing", "empty"]
"""applied: kept as the latest version; unchanged: nothing new in it; conflicting: not applied, since another
edit, another source or a second row stands against it; unknown: no such segment in the run; missing: handed
off and not come back; empty: came back without English, which is taken for not done.
"""

VERDICTS: tuple[Verdict, ...] = ("applied", "unchanged", "conflicting", "unknown", "missing", "empty")


@dataclass(frozen=True, slots=True)
class Item:
    """One line and its verdict; `index` is None where only a number of lines is known, or no id is given."""

    verdict: Verdict
    document: str
    index: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on a whole file; `lines` is how many it held."""

    lines: int
    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each verdict."""
        found = Counter(item.verdict for item in self.items)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def applied(self) -> dict[str, int]:
        """How many applied lines are accepted, and how many are drafts that no run takes yet."""
        found = Counter(item.detail.partition(";")[0] for item in self.items if item.verdict == "applied")
        return {"accepted": found["accepted"], "drafts": found["draft"]}

    @property
    def is_clean(self) -> bool:
        """Whether everything that came back has found its place."""
        return not (self.counts["conflicting"] or self.counts["unknown"])

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON; what is unchanged is only counted."""
        listed: dict[str, Any] = {
            verdict: _listed(self.items, verdict) for verdict in VERDICTS if verdict != "unchanged"
        }
        return {"lines": self.lines, "counts": self.counts, "applied_as": self.applied, **listed}


def _listed(items: Iterable[Item], verdict: Verdict) -> list[dict[str, Any]]:
    found = [asdict(item) for item in items if item.verdict == verdict]
    return [{key: value for key, value in item.items() if key != "verdict"} for item in found]
