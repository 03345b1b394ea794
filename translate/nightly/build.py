"""The folder of a night, made beside the others: what is published, what changed, what is gone."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from translate.formats.atomic import replace_file
from translate.nightly.assess import Assessment, Verdict
from translate.nightly.links import link
from translate.nightly.places import ARTICLES, CORRECTIONS, WITHDRAWN, Staging
from translate.nightly.work import Work, rows_of
from translate.pipeline.job import MANIFEST
from translate.wiring import OWN_FOLDER

ROWS = ".en.jsonl"
SEGMENTS = ".segments.jsonl"


def build(
    staging: Staging, work: Work, found: Assessment, *, night: int, before: Mapping[str, bytes]
) -> None:
    """Make `staging.finished` anew from what was translated, without what is set aside.

    `before` holds the keys of the published version of articles that are set aside. Report and manifest are
    the caller's to add.
    """
    shutil.rmtree(staging.finished, ignore_errors=True)
    staging.finished.mkdir(parents=True)
    aside = [verdict.due for verdict in found.of("quarantined")]
    files = {due.name for due in aside if due.path is not None}
    rows: dict[str, set[str]] = {}
    for due in aside:
        if due.path is None:
            rows.setdefault(due.source, set()).add(due.name)
    for path in _outputs(staging.translated):
        place = path.relative_to(staging.translated)
        goal = staging.finished / place
        base, ending = split_name(place.as_posix())
        if base in files:
            continue
        if base in rows and ending in {ROWS, SEGMENTS}:
            _copy_without(path, goal, rows[base])
        else:
            link(path, goal)
    _write(staging.finished / ARTICLES, _articles(work, found, night, before))
    if work.gone:
        _write(staging.finished / WITHDRAWN, ({"source": one.source, "id": one.id} for one in work.gone))
    corrections = [_correction(verdict) for verdict in found.of("published") if verdict.correction]
    if corrections:
        _write(staging.finished / CORRECTIONS, corrections)


def split_name(place: str) -> tuple[str, str]:
    """An output's place as the name of its article and the ending that the program gave it."""
    for ending in ENDINGS:
        if place.endswith(ending):
            return place[: -len(ending)], ending
    return place, ""


ENDINGS = (
    SEGMENTS,
    ROWS,
    ".en.txt",
    ".en.xlf",
    *(
        f"{language}{ending}"
        for language in (".en", ".fa-en")
        for ending in (".2.xliff", ".xliff", ".tmx", ".docx", ".html", ".csv")
    ),
)
"""What the pipeline puts behind an article's name."""


def _outputs(translated: Path) -> Iterator[Path]:
    for folder, inner, names in os.walk(translated):
        inner[:] = sorted(name for name in inner if name != OWN_FOLDER)
        for name in sorted(names):
            if not (name == MANIFEST and Path(folder) == translated):
                yield Path(folder) / name


def _copy_without(path: Path, goal: Path, aside: set[str]) -> None:
    field = "document" if path.name.endswith(SEGMENTS) else "id"
    _write(goal, (row for row in rows_of(path) if row.get(field) not in aside))


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with replace_file(path) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _articles(
    work: Work, found: Assessment, night: int, before: Mapping[str, bytes]
) -> Iterator[dict[str, Any]]:
    for verdict in found.verdicts:
        keys = verdict.keys if verdict.fate == "published" else before.get(verdict.due.id, b"")
        yield _article(verdict, night, keys)
    for gone in work.gone:
        yield {
            "source": gone.source,
            "id": gone.id,
            "name": gone.name,
            "change": "withdrawn",
            "fate": "withdrawn",
            "first_night": gone.first_night,
        }


def _article(verdict: Verdict, night: int, keys: bytes) -> dict[str, Any]:
    due = verdict.due
    return {
        "source": due.source,
        "id": due.id,
        "name": due.name,
        "change": due.change,
        "fate": verdict.fate,
        "reason": verdict.reason,
        "has_file": due.path is not None,
        "segments": verdict.segments,
        "hint": due.hint,
        "digest": due.digest,
        "tries": due.tries + 1 if verdict.fate == "quarantined" else 0,
        "first_night": due.first_night or night,
        "published": night if verdict.fate == "published" else due.published,
        "keys": keys.hex(),
    }


def _correction(verdict: Verdict) -> dict[str, Any]:
    change = verdict.correction
    if change is None:
        raise ValueError(f"{verdict.due.id}: nothing was corrected")
    return {
        "source": verdict.due.source,
        "id": verdict.due.id,
        "segments": list(change.segments),
        "removed": change.removed,
    }
