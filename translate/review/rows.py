"""The rows of NAME.segments.jsonl on disk: where each document's stand, and what they say."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import BadInput

_FIELDS = {"document", "unit", "index", "source", "target", "origin", "confidence", "flags"}

# Every row begins with its document: a file is scanned without parsing what no one has asked for yet.
_DOCUMENT = re.compile(rb'\{"document": ("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's rows stand: bytes `start` to `end` of `path`, from line `line` (counted from 1)."""

    document: str
    name: str
    path: Path
    line: int
    start: int
    end: int


def places(path: Path, name: str) -> Iterator[Place]:
    """The documents of a file of rows, in order. BadInput for a line that is no row."""
    current, document, line, start, position = b"", "", 1, 0, 0
    with path.open("rb") as file:
        for number, content in enumerate(file, start=1):
            found = _DOCUMENT.match(content)
            if found is None or not content.endswith(b"}\n"):
                raise _not_a_row(path, number, "it breaks off or was changed by hand")
            if found[1] != current:
                if current:
                    yield Place(document, name, path, line, start, position)
                current, document, line, start = found[1], json.loads(found[1]), number, position
            position += len(content)
    if current:
        yield Place(document, name, path, line, start, position)


def rows_at(place: Place) -> Iterator[dict[str, Any]]:
    """The rows of one document. BadInput where one is damaged or missing."""
    with place.path.open("rb") as file:
        file.seek(place.start)
        content = file.read(place.end - place.start)
    for index, line in enumerate(content.splitlines()):
        number = place.line + index
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _not_a_row(place.path, number, str(error)) from error
        if not row.keys() >= _FIELDS:
            raise _not_a_row(place.path, number, f"it lacks {', '.join(sorted(_FIELDS - row.keys()))}")
        if row["index"] != index:
            raise _not_a_row(place.path, number, f"segment {index} was to come, not {row['index']}")
        yield row


def _not_a_row(path: Path, line: int, why: str) -> BadInput:
    return BadInput(f"{path} line {line}: not a row as `tarjoman run` writes it: {why}; run the job again")
