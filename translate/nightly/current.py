"""The last version of every article: a folder of links and of files of rows, replaced as a whole."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from translate.formats.atomic import replace_file
from translate.nightly.build import ENDINGS
from translate.nightly.current_rows import Rows, merge_rows
from translate.nightly.links import link, point
from translate.nightly.places import ARTICLES, Places, numbered
from translate.nightly.work import rows_of
from translate.store.nights import Nights

_MARK = ".nights.json"
_UNFINISHED = ".part"


def bring_up(places: Places, nights: Nights) -> None:
    """Make a new set of the last one and the nights that are not in it yet; the last one stays until then.

    An article is taken from the night that the store names as the one that published it last.
    """
    known = dict(numbered(places.nights))
    before = places.current.resolve() if places.current.is_symlink() else None
    applied = _applied(before)
    missing = [number for number in known if number not in applied]
    if not missing:
        return
    fresh = places.sets / known[missing[-1]].name
    part = fresh.with_name(fresh.name + _UNFINISHED)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    if before is not None and before.is_dir():
        _link_all(before, part)
    for number in missing:
        _apply(known[number], number, part, nights)
    with replace_file(part / _MARK) as stream:
        json.dump({"nights": sorted(set(applied) | set(missing)), "rows": True}, stream)
    shutil.rmtree(fresh, ignore_errors=True)
    part.rename(fresh)
    point(places.current, fresh)
    _forget(places.sets, keep={fresh, before})


def _applied(folder: Path | None) -> list[int]:
    if folder is None or not (folder / _MARK).exists():
        return []
    mark = json.loads((folder / _MARK).read_text("utf-8"))
    # An older program's set has no rows: it is brought up anew from every night that is kept.
    return [int(number) for number in mark["nights"]] if isinstance(mark, dict) else []


def _link_all(old: Path, new: Path) -> None:
    for folder, _, names in os.walk(old):
        goal = new / Path(folder).relative_to(old)
        goal.mkdir(exist_ok=True)
        for name in names:
            if name != _MARK:
                link(Path(folder) / name, goal / name)


def _apply(night: Path, number: int, part: Path, nights: Nights) -> None:
    rows: defaultdict[str, Rows] = defaultdict(Rows)
    for row in rows_of(night / ARTICLES):
        known = nights.find(row["source"], row["id"])
        if known is None:
            continue
        is_last = row["fate"] == "published" and known.published == number
        if known.state == "withdrawn":  # whether it was a file is not on record
            _remove(part, row["name"])
            rows[known.source].gone.add(known.id)
        elif is_last and not row["has_file"]:
            rows[known.source].fresh.add(known.id)
        elif is_last:
            _replace(night, part, row["name"])
    for source, changed in rows.items():
        merge_rows(night, part, source, changed)


def _replace(night: Path, part: Path, name: str) -> None:
    _remove(part, name)
    for ending in ENDINGS:
        output = night / (name + ending)
        if output.is_file():
            link(output, part / (name + ending))


def _remove(part: Path, name: str) -> None:
    for ending in ENDINGS:
        (part / (name + ending)).unlink(missing_ok=True)


def _forget(sets: Path, *, keep: Iterable[Path | None]) -> None:
    """Remove older sets; the last but one stays for whoever is reading it."""
    wanted = {path.name for path in keep if path is not None}
    for folder in sets.iterdir():
        if folder.name not in wanted:
            shutil.rmtree(folder)
