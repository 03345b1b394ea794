"""Whether a night will be over in time, and what to do where it will not.

From the best way of decoding that is allowed to the fastest: the precisions, the most exact first, then with
the fastest of them smaller beams. With each, the night's segments are looked up in the memory (another way of
decoding is another translation, so what is known differs), the batches of the rest are composed as the run
will compose them, and some of them are decoded (`forecast.py`). The first with which the night ends in time
is taken. Where none does, or trying another would take too much of the time, the fastest is, and as many
articles as there is time for, in the order of their priority; the others stay due.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from translate.config import PRECISIONS, Settings
from translate.engines import hardware
from translate.nightly.forecast import Article, Forecast, Reading, forecast, read_articles
from translate.nightly.pace import Clock
from translate.nightly.places import Staging
from translate.nightly.plan import NightPlan
from translate.nightly.settings import Deadline, NightSettings, finish_time
from translate.nightly.translating import Planner, inputs_of
from translate.nightly.work import Due
from translate.nightly.workbench import Workbench
from translate.store.memory import Memory
from translate.wiring import Workshop

Now = Callable[[], datetime]

WORTH = 0.25
"""The share of the time that is left which one more trial may take, if it lasts as long as the one before."""

AS_FAST = 1.05
"""Ways of decoding that differ by less are equally fast: so far do two measurements of one differ."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of decoding, what the night would be with it, and `until` when.

    `precision` is "" where only one is allowed; `opening` seconds to load the engine again, should another
    have been tried after it; `batch` is how many segments go together.
    """

    beam: int
    precision: str
    batch: int
    opening: float
    forecast: Forecast
    until: datetime

    @property
    def name(self) -> str:
        """As a person would say it."""
        return f"beam {self.beam} in {self.precision}" if self.precision else f"beam {self.beam}"


@dataclass(frozen=True, slots=True)
class _Measuring:
    """What is needed to measure one way of decoding after the other."""

    bench: Workbench
    store: Path
    reading: Reading
    scratch: Path
    clock: Clock

    def of(self, settings: Settings) -> tuple[Workshop, Forecast]:
        """The engine for the settings, and what the night would be with it."""
        shop = self.bench.shop(settings)
        with closing(Memory(self.store)) as memory:
            found = forecast(
                shop,
                memory,
                self.reading,
                scratch=self.scratch,
                spare=self.clock is time.perf_counter and _has_a_core_to_spare(shop),
                clock=self.clock,
            )
        return shop, found


def local_now() -> datetime:
    """Here and now, with the offset of the time zone."""
    return datetime.now().astimezone()


def planner(
    settings: NightSettings,
    *,
    say: Callable[[str], None],
    now: Now = local_now,
    clock: Clock = time.perf_counter,
) -> Planner:
    """What plans a night. Without a deadline there is nothing to choose and nothing is measured.

    `say` hears what is being measured. `clock` gives the seconds that are measured and predicted: other than
    those on the wall in trials only.
    """

    def plan(due: Sequence[Due], staging: Staging, bench: Workbench, translation: Settings) -> NightPlan:
        hour = finish_time(settings.deadline)
        if hour is None:
            return NightPlan()
        began, asked = now(), time.monotonic()
        end = _next(began, hour.hour, hour.minute)
        reading = read_articles(inputs_of(due, staging, left=frozenset()), translation, clock=clock)
        left = (end - began).total_seconds() * settings.deadline.margin
        measuring = _Measuring(bench, settings.store, reading, staging.folder, clock)

        def until(seconds: float) -> datetime:
            return began + timedelta(seconds=time.monotonic() - asked + seconds)

        tried: list[_Way] = []
        say(f"measuring how long the night will take; it is to be over by {end:%H:%M}")
        begun = time.monotonic()
        for way in _ways(translation, settings.deadline, measuring, until):
            tried.append(way)
            if (way.until - began).total_seconds() <= left:
                said = _said(tried, end)
                return NightPlan(way.beam, way.precision or None, (), round(way.forecast.seconds, 1), said)
            say(f"{_tried([way])}: later than {end:%H:%M}")
            ended = time.monotonic()
            if ended - begun > WORTH * (left - (ended - asked)):
                break
            begun = ended
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


def _ways(
    translation: Settings, deadline: Deadline, measuring: _Measuring, until: Callable[[float], datetime]
) -> Iterator[_Way]:
    """What may be chosen, the best first, each measured when it is its turn."""
    named = [name for name in PRECISIONS if name in deadline.precisions]

    def way(settings: Settings) -> _Way:
        shop, found = measuring.of(settings)
        precision = settings.precision if named else ""
        return _Way(
            shop.decoding.beam, precision, shop.rule.most, shop.load_seconds, found, until(found.seconds)
        )

    whole = [way(replace(translation, precision=name)) for name in named[:1] or [translation.precision]]
    yield whole[0]
    for name in named[1:]:
        whole.append(way(replace(translation, precision=name)))
        yield whole[-1]
    fastest = min(whole, key=lambda one: one.forecast.seconds)
    precise = replace(translation, precision=fastest.precision or translation.precision)
    _, *smaller = beams(fastest.beam, min(deadline.least_beam, fastest.beam))
    for beam in smaller:
        if beam >= translation.n_best:  # fewer beams than hypotheses that are asked for cannot be
            yield way(replace(precise, beam=beam))


def _has_a_core_to_spare(shop: Workshop) -> bool:
    used = shop.layout.workers * shop.layout.threads
    return shop.choice.devices.kind != "cpu" or hardware.usable_cores() > used


def _cut(
    tried: Sequence[_Way], articles: Sequence[tuple[str, Article]], left: float, end: datetime
) -> NightPlan:
    """The fastest way, and as many articles as there is time for; the first one always."""
    opening = [*(way.opening for way in tried[:-1]), 0.0]  # the last one is open still
    ways = list(zip(tried, opening, strict=True))
    least = min(way.forecast.seconds + seconds for way, seconds in ways)
    # The best of those that are as fast as any.
    fastest, again = next(
        (way, seconds) for way, seconds in ways if way.forecast.seconds + seconds <= least * AS_FAST
    )
    fixed = fastest.forecast.fixed + again
    costs = fastest.forecast.costs(article for _, article in articles)
    room = left - fixed
    kept = 0
    while kept < len(costs) and (kept == 0 or costs[kept] <= room):
        room -= costs[kept]
        kept += 1
    aside = tuple(name for name, _ in articles[kept:])
    predicted = round(fixed + sum(costs[:kept]), 1)
    said = (
        f"{_tried(tried)}: later than {end:%H:%M}; {fastest.name} is taken for {kept} "
        f"article{'s' * (kept != 1)} in {_time(predicted)}, {len(aside)} are left for the next night"
    )
    return NightPlan(fastest.beam, fastest.precision or None, aside, predicted, said)


def _in_order(due: Sequence[Due], reading: Reading) -> list[tuple[str, Article]]:
    """Ids and contents of the articles that can be read, the most urgent first."""
    return [(one.id, reading.articles[one.name]) for one in due if one.name in reading.articles]


def _said(tried: Sequence[_Way], end: datetime) -> str:
    *slower, chosen = tried
    before = f"{_tried(slower)}: later than {end:%H:%M}; " if slower else ""
    count = chosen.forecast.segments
    return (
        f"{before}{chosen.name} in batches of {chosen.batch} is taken: {count} segment{'s' * (count != 1)} "
        f"to translate in {_time(chosen.forecast.seconds)}, until {chosen.until:%H:%M} of {end:%H:%M}"
    )


def _tried(tried: Sequence[_Way]) -> str:
    return ", ".join(f"{one.name} would take {_time(one.forecast.seconds)}" for one in tried)


def _time(seconds: float) -> str:
    if seconds < 1:
        return "less than a second"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _next(now: datetime, hour: int, minute: int) -> datetime:
    """The next time the clock will show HOUR:MINUTE."""
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
