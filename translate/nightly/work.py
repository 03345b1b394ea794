"""Tonight's work: the articles that are due, those that are gone, and what could not be read."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translate.formats.atomic import replace_file
from translate.nightly.records import Change, SourceTrouble


@dataclass(frozen=True, slots=True)
class Due:
    """An article of tonight.

    `name` is its document's id in every output; `path` is None for a row of the source's spool; `encoding`
    and `whole_page` are as in `Fetched`. `tries` counts the nights it has spent in quarantine, `published` is
    the night that is out, if one is. `reason`: why it cannot be read. The greater `priority` comes first,
    then the greater `when` (epoch seconds). `edited`: sources for which people accepted other English since.
    """

    source: str
    id: str
    change: Change
    hint: str
    digest: str
    name: str
    path: str | None
    suffix: str
    tries: int
    first_night: int
    published: int | None
    priority: float
    when: float
    reason: str = ""
    encoding: str | None = None
    edited: tuple[str, ...] = ()
    whole_page: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that its source no longer has. `published` as in Due."""

    source: str
    id: str
    name: str
    first_night: int
    published: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """What gathering found. `seen` counts every article, `aside` those that quarantine keeps.

    `edits` is the last edit that there was in the store.
    """

    seen: int = 0
    unchanged: int = 0
    aside: int = 0
    due: tuple[Due, ...] = ()
    gone: tuple[Gone, ...] = ()
    trouble: tuple[SourceTrouble, ...] = ()
    edits: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not self.due and not self.gone


def write_work(path: Path, work: Work) -> None:
    """Keep the list; a night that goes on after a stop reads it instead of gathering again."""
    head = {
        "seen": work.seen,
        "unchanged": work.unchanged,
        "aside": work.aside,
        "trouble": [asdict(one) for one in work.trouble],
        "edits": work.edits,
    }
    with replace_file(path) as stream:
        for row in _rows(head, work):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_work(path: Path) -> Work | None:
    """The list that was kept; None where gathering has not come to its end."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="\n") as stream:
        head, *rows = map(json.loads, stream)
    return Work(
        seen=head["seen"],
        unchanged=head["unchanged"],
        aside=head["aside"],
        trouble=tuple(SourceTrouble(**one) for one in head["trouble"]),
        edits=head.get("edits", 0),  # a night that an older program began says nothing of them
        due=tuple(_due(row["due"]) for row in rows if "due" in row),
        gone=tuple(Gone(**row["gone"]) for row in rows if "gone" in row),
    )


def _due(row: dict[str, Any]) -> Due:
    return Due(**row | {"edited": tuple(row.get("edited", ()))})


def _rows(head: dict[str, Any], work: Work) -> Iterator[dict[str, Any]]:
    yield head
    for due in work.due:
        yield {"due": asdict(due)}
    for gone in work.gone:
        yield {"gone": asdict(gone)}


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one of our own .jsonl files."""
    if path.exists():
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from map(json.loads, stream)
