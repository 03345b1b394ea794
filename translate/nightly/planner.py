"""Whether a night will be over in time, and what to do where it will not.

For each beam from the configured one down to the least that is allowed, the night's segments are looked up
in the memory (another beam is another translation, so what is known differs), the batches of the rest are
composed as the run will compose them, and some of them are decoded (`forecast.py`). The first beam with
which the night ends in time is taken. Where none does, the fastest is, and as many articles as there is time
for, in the order of their priority; the others stay due.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from translate import wiring
from translate.config import Settings
from translate.nightly.forecast import Article, Forecast, Reading, forecast, read_articles
from translate.nightly.places import Staging
from translate.nightly.plan import NightPlan
from translate.nightly.settings import NightSettings, finish_time
from translate.nightly.translating import Planner, inputs_of
from translate.nightly.work import Due
from translate.store.memory import Memory

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A beam and what the night would be with it; `until` is when it would end."""

    beam: int
    forecast: Forecast
    until: datetime


def local_now() -> datetime:
    """Here and now, with the offset of the time zone."""
    return datetime.now().astimezone()


def planner(settings: NightSettings, *, now: Clock = local_now) -> Planner:
    """What plans a night. Without a deadline there is nothing to choose and nothing is measured."""

    def plan(due: Sequence[Due], staging: Staging, translation: Settings) -> NightPlan:
        hour = finish_time(settings.deadline)
        if hour is None:
            return NightPlan()
        began, asked = now(), time.monotonic()
        end = _next(began, hour.hour, hour.minute)
        reading = read_articles(inputs_of(due, staging, left=frozenset()), translation)
        left = (end - began).total_seconds() * settings.deadline.margin
        tried: list[_Choice] = []
        for beam, found in _forecasts(translation, settings, reading, staging.folder):
            needed = time.monotonic() - asked + found.seconds
            tried.append(_Choice(beam, found, began + timedelta(seconds=needed)))
            if needed <= left:
                return NightPlan(beam, (), round(found.seconds, 1), _said(tried, end))
        rest = left - (time.monotonic() - asked)
        return _cut(tried, _in_order(due, reading), rest, end)

    return plan


def beams(most: int, least: int) -> Iterator[int]:
    """The beams that are tried: the configured one, then halves of it, down to the least allowed."""
    beam = most
    while beam > least:
        yield beam
        beam = max(least, beam // 2)
    yield beam


def _forecasts(
    translation: Settings, settings: NightSettings, reading: Reading, scratch: Path
) -> Iterator[tuple[int, Forecast]]:
    beam = translation.beam
    allowed: list[int] = []
    while True:
        with (
            wiring.workshop(replace(translation, beam=beam)) as shop,
            closing(Memory(settings.store)) as memory,
        ):
            if not allowed:
                allowed = list(
                    beams(shop.decoding.beam, min(settings.deadline.least_beam, shop.decoding.beam))
                )
            yield allowed.pop(0), forecast(shop, memory, reading, scratch=scratch)
        # Fewer beams than hypotheses that are asked for cannot be.
        allowed = [each for each in allowed if each >= translation.n_best]
        if not allowed:
            return
        beam = allowed[0]


def _cut(
    tried: Sequence[_Choice], articles: Sequence[tuple[str, Article]], left: float, end: datetime
) -> NightPlan:
    """The fastest choice, and as many articles as there is time for; the first one always."""
    fastest = min(tried, key=lambda choice: choice.forecast.seconds)
    costs = fastest.forecast.costs(article for _, article in articles)
    room = left - fastest.forecast.fixed
    kept = 0
    while kept < len(costs) and (kept == 0 or costs[kept] <= room):
        room -= costs[kept]
        kept += 1
    aside = tuple(name for name, _ in articles[kept:])
    seconds = fastest.forecast.fixed + sum(costs[:kept])
    said = (
        f"{_tried(tried)}: all later than {end:%H:%M}; beam {fastest.beam} is taken, {kept} articles are "
        f"done, {len(aside)} are left for the next night"
    )
    return NightPlan(fastest.beam, aside, round(seconds, 1), said)


def _in_order(due: Sequence[Due], reading: Reading) -> list[tuple[str, Article]]:
    """Ids and contents of the articles that can be read, the most urgent first."""
    return [(one.id, reading.articles[one.name]) for one in due if one.name in reading.articles]


def _said(tried: Sequence[_Choice], end: datetime) -> str:
    *slower, chosen = tried
    before = f"{_tried(slower)}: later than {end:%H:%M}; " if slower else ""
    count = chosen.forecast.segments
    return (
        f"{before}beam {chosen.beam} is taken: {count} segment{'s' * (count != 1)} to translate in "
        f"{_time(chosen.forecast.seconds)}, until {chosen.until:%H:%M} of {end:%H:%M}"
    )


def _tried(tried: Sequence[_Choice]) -> str:
    return ", ".join(f"beam {one.beam} would take {_time(one.forecast.seconds)}" for one in tried)


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _next(now: datetime, hour: int, minute: int) -> datetime:
    """The next time the clock will show HOUR:MINUTE."""
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
