"""A night, step by step: gather, translate, judge, publish. Each step is there whole or done again."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from translate import wiring
from translate.nightly import ending
from translate.nightly.assess import assess
from translate.nightly.build import build
from translate.nightly.console import Console
from translate.nightly.gather import gather
from translate.nightly.log import JsonLog, LoggedConsole
from translate.nightly.places import Places, Staging, night_name, numbered
from translate.nightly.planner import planner
from translate.nightly.quarantine import list_quarantine
from translate.nightly.records import Night
from translate.nightly.retention import prune
from translate.nightly.settings import NightSettings
from translate.nightly.settle import clear, settle
from translate.nightly.signals import Signals, signalled
from translate.nightly.tonight import Tonight
from translate.nightly.translating import CanarySick, translate_night
from translate.nightly.work import Due, Work, read_work, write_work
from translate.store.nights import Nights

OWNER_ONLY = 0o077


def run_night(settings: NightSettings, *, console: Console) -> Night:
    """Do one night, or go on with the one that was cut short; how it ended.

    Raises Locked when another job is at work on the same folder or store.
    """
    places = Places(settings.out)
    with (
        created_for(settings.mode),
        wiring.locked(settings.out, settings.store),
        closing(Nights(settings.store)) as nights,
    ):
        signals = _signals(settings, console)
        signals.started()
        with signalled(signals) as tell:
            ended = _whole(settings, places, nights, _logged(signals, console))
        tell(ended)
    return ended


def _whole(settings: NightSettings, places: Places, nights: Nights, console: Console) -> Night:
    settle(places, nights)
    tonight = _begun(settings, places, nights, console)
    clear(places, keep=tonight.name)
    ended = _done(tonight, _gathered(tonight))
    clear(places, keep=None)
    list_quarantine(places, nights)
    prune(places, nights, settings.retention)
    return ended


def _signals(settings: NightSettings, console: Console) -> Signals:
    base, tell = settings.file.absolute().parent, settings.tell
    log = JsonLog(base / Path(tell.log).expanduser(), secrets=settings.secrets) if tell.log else None
    return Signals(tell, base, console.say, log)


def _logged(signals: Signals, console: Console) -> Console:
    return LoggedConsole(console, signals.log) if signals.log else console


@contextmanager
def created_for(mode: str) -> Iterator[None]:
    """Whatever is created meanwhile is for its owner only, unless `mode` is "shared"."""
    if mode == "shared":
        yield
        return
    before = os.umask(OWNER_ONLY)
    try:
        yield
    finally:
        os.umask(before)


def _begun(settings: NightSettings, places: Places, nights: Nights, console: Console) -> Tonight:
    """The night that was cut short, or a new one. Numbers count up, whatever the clock says."""
    now = datetime.now().astimezone()
    unfinished = nights.unfinished()
    if unfinished is None:
        folders = (places.nights, places.held, places.staging)
        taken = [number for folder in folders for number, _ in numbered(folder)]
        number = max([nights.last_number(), *taken]) + 1
        name = night_name(number, f"{now:%Y-%m-%d}")
        nights.begin(number, name)
    else:
        number, name = unfinished.number, unfinished.name
        console.say(f"going on with night {name}, which was cut short")
    return Tonight(
        number=number,
        name=name,
        began=time.monotonic(),
        started=now.isoformat(timespec="seconds"),
        settings=settings,
        places=places,
        staging=Staging(places.staging / name),
        nights=nights,
        console=console,
    )


def _gathered(tonight: Tonight) -> Work:
    kept = read_work(tonight.staging.work)
    if kept is not None:
        return kept
    shutil.rmtree(tonight.staging.folder, ignore_errors=True)
    work = gather(
        tonight.settings.origins,
        tonight.nights,
        tonight.staging,
        tries=tonight.settings.quarantine.tries,
        checks=tonight.settings.checks,
        newest_first=tonight.settings.deadline.order == "newest",
        say=tonight.console.say,
    )
    if not work.is_empty:
        write_work(tonight.staging.work, work)
    return work


def _done(tonight: Tonight, work: Work) -> Night:
    settings = tonight.settings
    try:
        translated, plan = translate_night(
            work.due,
            tonight.staging,
            settings=settings.translation,
            store=settings.store,
            nights=tonight.nights,
            canary=settings.checks.canary,
            plan=planner(settings, say=tonight.console.say),
            console=tonight.console,
        )
    except CanarySick as sick:
        return ending.held_before(tonight, work, str(sick))
    before = _published_keys(tonight.nights, work.due)
    found = assess(
        work.due,
        tonight.staging.translated,
        left=frozenset(plan.left),
        reasons=ending.reasons_of(translated.manifest),
        before=lambda due: before.get(due.id, b""),
    )
    ended = ending.record(tonight, work, found, translated, plan)
    build(tonight.staging, work, found, night=tonight.number, before=before)
    return ending.placed(tonight, ended)


def _published_keys(nights: Nights, due: tuple[Due, ...]) -> dict[str, bytes]:
    """For articles that are out, the keys of the segments that are."""
    found = [nights.find(one.source, one.id) for one in due if one.published is not None]
    return {article.id: article.segments for article in found if article is not None}
