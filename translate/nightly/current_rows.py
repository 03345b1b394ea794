"""The last version of every article that came as a row: a file for each source, written anew by nights."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from translate.formats.atomic import replace_file
from translate.nightly.assess import SEGMENTS
from translate.nightly.build import ROWS

_NAMED_BY = {ROWS: "id", SEGMENTS: "document"}
"""The key under which a line of these files says of which article it is."""


@dataclass(slots=True)
class Rows:
    """What a night has of one source's rows: ids that it published last, and ids that are no more."""

    fresh: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


def merge_rows(night: Path, part: Path, source: str, rows: Rows) -> None:
    """Bring the files of a source in `part` up to a night: its fresh rows come last, those gone are dropped.

    Lines are copied as they are; of a source of any size only the night's ids are in memory.
    """
    replaced = rows.fresh | rows.gone
    for ending, key in _NAMED_BY.items():
        merged, new = part / f"{source}{ending}", night / f"{source}{ending}"
        if not merged.exists() and not rows.fresh:
            continue
        with replace_file(merged) as stream:
            stream.writelines(line for line in _lines(merged) if json.loads(line)[key] not in replaced)
            stream.writelines(line for line in _lines(new) if json.loads(line)[key] in rows.fresh)
        if not merged.stat().st_size:
            merged.unlink()


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from stream
