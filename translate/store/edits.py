"""What people made of translations: every version of every edit, and the accepted English of a source."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from translate.store.approved import accepted, best, rekey, source_key
from translate.store.database import open_store
from translate.store.failures import explained
from translate.text.version import TEXT_VERSION

State = Literal["draft", "accepted", "rejected"]
"""How far a person has come with a segment: still at it; done with it; it must not be used.

Beginning to change an accepted segment again (a draft) does not withdraw what was accepted; a rejection does.
"""

BUSY_SECONDS = 15.0
"""How long an edit waits for whoever is writing to the store; a run writes a batch in milliseconds."""

_SHOWN = "document,place,source,mt,target,state,seconds,made_by,model,id,revision,made"
_COLUMNS = "document,place,source,mt,target,state,seconds,made_by,model,revision,made,source_key,text_version"


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants kept.

    `index` counts segments within the document; `seconds` is the time spent since the version before; `mt`
    and `model`: what the machine had offered, and which; `by`: who, as far as known.
    """

    document: str
    index: int
    source: str
    mt: str
    target: str
    state: State
    seconds: float = 0.0
    by: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Edit(Change):
    """A kept version. `revision` counts those of one segment from 1; `made` is its moment (epoch seconds)."""

    id: int = 0
    revision: int = 0
    made: float = 0.0

    def is_of(self, source: str) -> bool:
        """Whether it was made for this source: an article that changed has another one at the same index."""
        # Nearly always the very same text: a key costs a third of a millisecond, and there are thousands.
        return source == self.source or source_key(source) == source_key(self.source)


class EditConflict(Exception):
    """Another version was saved meanwhile: `current`, None where there is none. Nothing was overwritten."""

    def __init__(self, change: Change, current: Edit | None) -> None:
        revision = current.revision if current else 0
        super().__init__(
            f"{change.document}, segment {change.index}: saved elsewhere, now revision {revision}"
        )
        self.change = change
        self.current = current


class Edits:
    """The edits of a store, which a run may be writing to at the same time. May be used by several threads.

    A version is on the disk when `save` returns, and stays when the power fails.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        self._connection = open_store(path, wait=BUSY_SECONDS, threads=True)
        self._connection.execute("PRAGMA synchronous=FULL")
        with self._writing():
            rekey(self._connection)

    def latest(self, document: str) -> dict[int, Edit]:
        """The last version of every segment of a document that has one, by index."""
        rows = self._rows("WHERE document = ? ORDER BY place, revision", (document,))
        return {edit.index: edit for edit in rows}

    def versions(self, document: str, index: int) -> list[Edit]:
        """Everything that a segment has been, oldest first."""
        return list(self._rows("WHERE document = ? AND place = ? ORDER BY revision", (document, index)))

    def since(self, moment: float) -> list[Edit]:
        """All versions made at `moment` (epoch seconds) or later, in the order they came into the store."""
        return list(self._rows("WHERE made >= ? ORDER BY id", (moment,)))

    def documents(self) -> list[str]:
        """The documents that have edits, sorted."""
        with self._reading() as connection:
            return [row[0] for row in connection.execute("SELECT DISTINCT document FROM edit ORDER BY 1")]

    def accepted(self, sources: Iterable[str], *, document: str = "") -> dict[str, str]:
        """The accepted English of those `sources` that have it: the same document first, then the latest."""
        wanted = {source: source_key(source) for source in sources}
        with self._reading() as connection:
            found = accepted(connection, list(wanted.values()))
        return {source: best(found[key], document=document) for source, key in wanted.items() if key in found}

    def save(self, change: Change, *, expected_revision: int) -> Edit:
        """Keep a version that was made on top of `expected_revision` (0: the first one).

        Sending the same again, after an answer that did not arrive, keeps no second version. Raises
        EditConflict where the segment has moved on, Locked where the store stays locked, OutputFailed where
        the disk refuses.
        """
        with self._writing() as connection:
            return _saved(connection, change, expected_revision)

    def save_all(self, changes: Iterable[tuple[Change, int]]) -> tuple[list[Edit], list[EditConflict]]:
        """Keep many, each with the revision it was made on, in one transaction; conflicts are left out."""
        kept: list[Edit] = []
        conflicts: list[EditConflict] = []
        with self._writing() as connection:
            for change, expected in changes:
                try:
                    kept.append(_saved(connection, change, expected))
                except EditConflict as conflict:
                    conflicts.append(conflict)
        return kept, conflicts

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._connection.close()

    def _rows(self, where: str, values: Sequence[object]) -> Iterator[Edit]:
        with self._reading() as connection:
            yield from map(_edit, connection.execute(f"SELECT {_SHOWN} FROM edit {where}", values).fetchall())  # noqa: S608

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise explained(self.path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def _saved(connection: sqlite3.Connection, change: Change, expected: int) -> Edit:
    query = f"SELECT {_SHOWN} FROM edit WHERE document = ? AND place = ? ORDER BY revision DESC LIMIT 1"  # noqa: S608
    row = connection.execute(query, (change.document, change.index)).fetchone()
    current = _edit(row) if row else None
    revision = current.revision if current else 0
    if current and revision == expected + 1 and _is_kept(change, current):
        return current
    if revision != expected:
        raise EditConflict(change, current)
    values = (*_fields(change), revision + 1, time.time(), source_key(change.source), TEXT_VERSION)
    marks = ",".join("?" * len(values))
    added = connection.execute(f"INSERT INTO edit ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
    row = connection.execute(f"SELECT {_SHOWN} FROM edit WHERE id = ?", (added.lastrowid,)).fetchone()  # noqa: S608
    return _edit(row)


def _is_kept(change: Change, current: Edit) -> bool:
    """Whether the last version says what the change says; how long it took may be told anew."""
    return all(
        getattr(current, name) == _storable(getattr(change, name))
        for name in ("source", "target", "state", "by")
    )


def _fields(change: Change) -> tuple[object, ...]:
    names = ("document", "index", "source", "mt", "target", "state", "seconds", "by", "model")
    return tuple(_storable(getattr(change, name)) for name in names)


def _storable(value: object) -> object:
    """Text without lone surrogates, which a browser can send and UTF-8 cannot hold."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _edit(row: tuple[Any, ...]) -> Edit:
    return Edit(*row)
