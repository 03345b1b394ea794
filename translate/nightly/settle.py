"""From a night's folder to everything that follows from it; done again after a stop, it changes nothing."""

import errno
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from translate.errors import OutputFailed
from translate.nightly import current
from translate.nightly.links import point, sync_folder, sync_folders
from translate.nightly.places import ARTICLES, Places, numbered
from translate.nightly.work import rows_of
from translate.pipeline.job import MANIFEST
from translate.store.nights import Article, Nights, NightState


def publish(finished: Path, goal: Path) -> None:
    """Put a finished night in its place: one rename, with everything below it on the disk before.

    OutputFailed where the place is on another disk, which no rename reaches.
    """
    sync_folders(finished)
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        finished.rename(goal)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        raise OutputFailed(
            f"{goal.parent}: on another disk than {finished.parents[1]}; a night appears with one rename, so "
            "let the whole output folder be one file system, and start again"
        ) from error
    sync_folder(goal.parent)


def settle(places: Places, nights: Nights) -> None:
    """Enter in the store what is published and not yet known to be; point `latest` and `current` at it.

    A night is out when its folder stands in `nights/`. A stop after that loses nothing: whoever starts next
    comes through here first.
    """
    for number, folder in numbered(places.held):
        row = nights.row(number)
        if row is None or row.state == "open":
            _end(nights, number, folder, state="held", articles=iter(()))
    known = list(numbered(places.nights))
    for number, folder in known:
        row = nights.row(number)
        if row is None or row.state != "closed":
            articles = articles_of(rows_of(folder / ARTICLES), number)
            _end(nights, number, folder, state="closed", articles=articles)
    if known:
        point(places.latest, known[-1][1])
        current.bring_up(places, nights)


def _end(
    nights: Nights, number: int, folder: Path, *, state: NightState, articles: Iterator[Article]
) -> None:
    """Enter what a night's manifest says of the night."""
    night = json.loads((folder / MANIFEST).read_text("utf-8"))["night"]
    report = json.dumps(night, ensure_ascii=False)
    edits = night.get("edits", 0)  # an older program's night says nothing of them
    nights.end(number, folder.name, state=state, report=report, articles=articles, edits=edits)


def clear(places: Places, *, keep: str | None) -> None:
    """Remove what nights that have ended left in the staging folder; `keep` is the one that has not."""
    if places.staging.is_dir():
        for folder in places.staging.iterdir():
            if folder.name != keep:
                shutil.rmtree(folder)


def articles_of(rows: Iterator[Mapping[str, Any]], night: int) -> Iterator[Article]:
    """What the store is to know of the articles of a night; of those that were left it knows enough."""
    for row in rows:
        if row["fate"] == "left":
            continue
        yield Article(
            source=row["source"],
            id=row["id"],
            state=row["fate"],
            hint=row.get("hint", ""),
            digest=row.get("digest", ""),
            tries=row.get("tries", 0),
            reason=row.get("reason", ""),
            segments=bytes.fromhex(row.get("keys", "")),
            first_night=row["first_night"],
            night=night,
            published=row.get("published"),
        )
