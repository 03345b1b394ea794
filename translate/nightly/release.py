"""Publishing a night that was held, after a person has looked at it."""

import json
from contextlib import closing
from dataclasses import replace

from translate import wiring
from translate.errors import EXIT_DONE, BadUsage
from translate.nightly.ending import write_night
from translate.nightly.night import created_for
from translate.nightly.places import ARTICLES, Places, numbered
from translate.nightly.quarantine import list_quarantine
from translate.nightly.records import Night, night_of
from translate.nightly.settings import NightSettings
from translate.nightly.settle import publish, settle
from translate.pipeline.job import MANIFEST
from translate.store.nights import Nights


def release(settings: NightSettings, wanted: str) -> Night:
    """Publish the held night `wanted`, its number or its folder's name.

    Articles that a later night has published meanwhile stay as that night left them. BadUsage where there is
    no such night, or nothing was translated in it.
    """
    places = Places(settings.out)
    held = dict(numbered(places.held))
    number = _number(wanted)
    if number not in held:
        names = ", ".join(folder.name for folder in held.values()) or "none"
        raise BadUsage(f"--publish-held {wanted}: no such night in {places.held}; there is {names}")
    folder = held[number]
    if not (folder / ARTICLES).exists():
        raise BadUsage(
            f"--publish-held {wanted}: that night was held before anything was translated, see "
            f"{folder}/report.html; mend the model, or say [checks] canary = false, and run the night again"
        )
    with (
        created_for(settings.mode),
        wiring.locked(settings.out, settings.store),
        closing(Nights(settings.store)) as nights,
    ):
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        night = night_of(content.pop("night"))
        done = replace(night.articles, done=night.articles.held, held=0)
        goal = places.nights / folder.name
        night = replace(
            night,
            outcome="published",
            exit_code=EXIT_DONE,
            reason="",
            articles=done,
            folder=str(goal),
            look_first=(f"Published by hand; it had been held: {night.reason}", *night.look_first[1:]),
            manifest=content,
        )
        write_night(folder, night)
        publish(folder, goal)
        settle(places, nights)
        list_quarantine(places, nights)
    return night


def _number(wanted: str) -> int:
    head = wanted.partition("-")[0]
    return int(head) if head.isdecimal() else -1
