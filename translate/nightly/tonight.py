"""A night that has begun, and everything it works with."""

from dataclasses import dataclass

from translate.nightly.console import Console
from translate.nightly.places import Places, Staging
from translate.nightly.settings import NightSettings
from translate.store.nights import Nights


@dataclass(frozen=True, slots=True)
class Tonight:
    """`began` is on the monotonic clock, `started` what the wall clock said then (ISO 8601)."""

    number: int
    name: str
    began: float
    started: str
    settings: NightSettings
    places: Places
    staging: Staging
    nights: Nights
    console: Console
