"""Learning rate and guidance over the course of a run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A trapezoid: a linear rise, a plateau, and a linear fall to zero over the last part of the run.

    Progress runs from 0 to 1 by updates or by minutes, whichever is further: on a machine that is shared,
    the length of a run in updates is not known beforehand, and the fall must still come to its end.
    """

    peak: float
    warmup: int
    fall: float = 0.35
    guide_weight: float = 0.5
    guide_until: float = 0.5
    updates: int | None = None
    minutes: float | None = None

    def progress(self, update: int, minutes: float) -> float:
        """How much of the run is over, from 0 to 1."""
        by_updates = update / self.updates if self.updates else 0.0
        by_minutes = minutes / self.minutes if self.minutes else 0.0
        return min(1.0, max(by_updates, by_minutes))

    def learning_rate(self, update: int, minutes: float) -> float:
        """Rate of the update numbered `update`, from 1."""
        rise = min(1.0, update / self.warmup) if self.warmup else 1.0
        left = (1.0 - self.progress(update, minutes)) / self.fall
        return self.peak * min(rise, left, 1.0)

    def guidance(self, update: int, minutes: float) -> float:
        """Weight of the alignment loss: it falls linearly to zero at `guide_until`."""
        if not self.guide_until:
            return 0.0
        return self.guide_weight * max(0.0, 1.0 - self.progress(update, minutes) / self.guide_until)
