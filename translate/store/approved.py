"""The accepted English of a source: what a person approved comes before what any model says."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.store.failures import explained
from translate.text.normalise import normalise
from translate.text.profiles import PROFILES
from translate.text.version import TEXT_VERSION

_LOOK_UP_AT_ONCE = 500
EVERY_EDIT = (1 << 63) - 1
"""A number above that of any edit."""

# A version that a later one of the same segment replaced or withdrew does not count; a later draft, or the
# edit of another source that stands at that place since the article changed, does neither.
_ACCEPTED = """
    SELECT source_key, document, place, target, made, id FROM edit AS this
    WHERE source_key IN ({marks}) AND state = 'accepted' AND id <= ? AND NOT EXISTS (
        SELECT 1 FROM edit AS later
        WHERE later.document = this.document AND later.place = this.place AND later.revision > this.revision
          AND later.source_key = this.source_key AND later.state <> 'draft' AND later.id <= ?)
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted target, and the segment it was accepted in."""

    document: str
    index: int
    target: str
    made: float
    id: int


def source_key(source: str) -> bytes:
    """What makes two sources the same to a person: the hash of their clean form, lines unwrapped."""
    return hashlib.sha256(" ".join(normalise(source, PROFILES["clean"]).split()).encode()).digest()


def rekey(connection: sqlite3.Connection) -> None:
    """Bring keys made by another version of the text layer up to date; the caller holds a transaction."""
    bounds = connection.execute(
        "SELECT (SELECT min(text_version) FROM edit), (SELECT max(text_version) FROM edit)"
    ).fetchone()
    if set(bounds) <= {TEXT_VERSION, None}:
        return
    old = connection.execute(
        "SELECT id, source FROM edit WHERE text_version <> ?", (TEXT_VERSION,)
    ).fetchall()
    connection.executemany(
        "UPDATE edit SET source_key = ?, text_version = ? WHERE id = ?",
        [(source_key(source), TEXT_VERSION, number) for number, source in old],
    )


def accepted(
    connection: sqlite3.Connection, keys: Sequence[bytes], *, up_to: int = EVERY_EDIT
) -> dict[bytes, list[Accepted]]:
    """Every accepted target of the sources with these keys; edits numbered above `up_to` do not exist."""
    found: dict[bytes, list[Accepted]] = {}
    for start in range(0, len(keys), _LOOK_UP_AT_ONCE):
        some = keys[start : start + _LOOK_UP_AT_ONCE]
        query = _ACCEPTED.format(marks=",".join("?" * len(some)))
        for key, *rest in connection.execute(query, (*some, up_to, up_to)):
            found.setdefault(key, []).append(Accepted(*rest))
    return found


def best(candidates: Sequence[Accepted], *, document: str, index: int | None = None) -> str:
    """The target of this very segment before one of the same document, before another's; then the latest."""
    return max(
        candidates,
        key=lambda one: (
            one.document == document,
            one.document == document and one.index == index,
            one.made,
            one.id,
        ),
    ).target


class Approved:
    """The accepted edits as a run found them when it began: what came later waits for the next run.

    So a run that was killed and taken up again makes the same choices, and the same batches of the rest.
    """

    def __init__(self, connection: sqlite3.Connection, *, path: object, up_to: int) -> None:
        self._connection = connection
        self._path = path
        self._up_to = up_to
        self.is_empty = not self._exist()

    def of(self, document: str, sources: Sequence[str]) -> Mapping[int, str]:
        """By index, the accepted English of those of a document's segments that have it."""
        if self.is_empty:
            return {}
        keys = [source_key(source) for source in sources]
        try:
            found = accepted(self._connection, list(dict.fromkeys(keys)), up_to=self._up_to)
        except sqlite3.Error as error:
            raise explained(self._path, error) from error
        return dict(_chosen(found, keys, document))

    def _exist(self) -> bool:
        query = "SELECT 1 FROM edit WHERE state = 'accepted' AND id <= ? LIMIT 1"
        return self._connection.execute(query, (self._up_to,)).fetchone() is not None


def _chosen(
    found: Mapping[bytes, Sequence[Accepted]], keys: Sequence[bytes], document: str
) -> Iterator[tuple[int, str]]:
    for index, key in enumerate(keys):
        if key in found:
            # On one line, as a segment's target is: a line break would make a paragraph that is not there.
            yield index, " ".join(best(found[key], document=document, index=index).split())
