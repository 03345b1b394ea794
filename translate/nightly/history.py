"""Nights of the past: which there were, what one of them was like, what changed between two."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translate.errors import BadInput, BadUsage
from translate.nightly.places import Places, numbered
from translate.nightly.records import Night, night_of
from translate.pipeline.job import MANIFEST
from translate.store.nights import NightRow, Nights
from translate.wiring import OWN_STORE

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that two nights do not share."""

    what: str
    before: object
    after: object


def nights_of(out: Path, *, most: int) -> list[Night]:
    """The last nights of an output folder, the latest first.

    BadInput where no night has ever ended there.
    """
    with closing(Nights(_store(out))) as nights:
        found = [_night(row) for row in nights.rows(most=most)]
    if not found:
        raise BadInput(f"{out}: no night has ended here yet; run tarjoman nightly CONFIG")
    return found


def one_night(out: Path, wanted: str) -> Night:
    """A night by its number, its folder's name or "latest" (the last that was published).

    With the manifest of its translation run where its folder is still there. BadUsage for one that is not.
    """
    places = Places(out)
    number = _number(places, wanted)
    with closing(Nights(_store(out))) as nights:
        row = nights.row(number)
    if row is None or not row.report:
        raise BadUsage(f"{wanted}: no such night in {out}; see tarjoman runs list {out}")
    for top in (places.nights, places.held):
        manifest = top / row.name / MANIFEST
        if manifest.exists():
            content = json.loads(manifest.read_text("utf-8"))
            return night_of({**content.pop("night"), "manifest": content})
    return _night(row)


def differences(before: Night, after: Night) -> list[Difference]:
    """What changed from one night to another: figures, flags, model, versions and settings."""
    first, second = dict(_figures(before)), dict(_figures(after))
    return [
        Difference(name, first.get(name), second.get(name))
        for name in dict.fromkeys([*first, *second])
        if first.get(name) != second.get(name)
    ]


def _figures(night: Night) -> Iterator[tuple[str, object]]:
    yield "outcome", night.outcome
    yield "seconds", night.seconds
    for name, value in asdict(night.articles).items():
        yield f"articles {name}", value
    for name, value in asdict(night.segments).items():
        yield f"segments {name}", value
    yield "segments a second", night.segments_per_second
    yield "peak memory, MiB", night.peak_mib
    if night.flagged:
        yield "flagged", round(night.flagged.rate, 4)
    for rate in night.flags:
        yield f"flagged for {rate.check}", round(rate.rate, 4)
    yield "model", night.model
    for part in ("tarjoman", "python", "engine", "decoding", "text", "batches", "layout", "host"):
        yield from _flat(part, night.manifest.get(part))


def _flat(name: str, value: Any) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name} {key}", inner)
    elif value is not None:
        yield name, value


def _night(row: NightRow) -> Night:
    return night_of(json.loads(row.report))


def _number(places: Places, wanted: str) -> int:
    if wanted == LATEST:
        published = [number for number, _ in numbered(places.nights)]
        if not published:
            raise BadUsage(f"{places.out}: no night has been published here yet")
        return published[-1]
    head = wanted.partition("-")[0]
    return int(head) if head.isdecimal() else -1


def _store(out: Path) -> Path:
    """The store of the nights below `out`: in the folder itself, or where the last manifest says."""
    own = out / OWN_STORE
    if own.exists():
        return own
    places = Places(out)
    for _, folder in [*numbered(places.nights), *numbered(places.held)][::-1]:
        named = json.loads((folder / MANIFEST).read_text("utf-8")).get("store")
        if named and Path(named).exists():
            return Path(named)
    raise BadInput(f"{out}: not an output folder of tarjoman nightly, or its store is gone")
