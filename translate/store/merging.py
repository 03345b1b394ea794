"""Two stores into one: what the other knows and this one does not; nothing that is here is overwritten."""

import heapq
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from translate.store.approved import rekey
from translate.store.database import copy_store, open_store, version_of
from translate.store.failures import explained
from translate.store.tables import Table, count, tables

Version = dict[str, object]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came over. `known` and `edits_known` were here already; `others` counts rows by table.

    `differing` are translations of which both have one, made under the same key, that are not the same: this
    store's stays. `conflicts` are segments that were edited in both apart: the newest edit counts, all are
    kept.
    """

    entries: int
    known: int
    differing: int
    edits: int
    edits_known: int
    conflicts: int
    others: dict[str, int]


def merge(store: Path, other: Path) -> Merged:
    """Take over what the store at `other` holds, in one transaction; `other` is only read.

    Runs of the other count as finished here. The caller holds the lock of `store`. Raises OutputFailed or
    Locked as `open_store` does.
    """
    with snapshot(other, beside=store) as copy:
        return merge_copy(store, copy)


def merge_copy(store: Path, copy: Path) -> Merged:
    """The same, from a store of this version that nobody else has open."""
    with closing(open_store(store)) as connection:
        try:
            _attach(connection, copy)
            connection.execute("BEGIN IMMEDIATE")
            merged = _merged(connection)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise explained(store, error) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return merged


def _attach(connection: sqlite3.Connection, copy: Path) -> None:
    """Attach the copy as `other`, with edit keys of this text layer in both."""
    with closing(open_store(copy)) as other:
        for each in (connection, other):
            each.execute("BEGIN IMMEDIATE")
            rekey(each)
            each.execute("COMMIT")
    connection.execute("ATTACH DATABASE ? AS other", (str(copy),))


@contextmanager
def snapshot(store: Path, *, beside: Path) -> Iterator[Path]:
    """A copy of a store in the folder of `beside`, brought to this version; it vanishes with the block."""
    with tempfile.TemporaryDirectory(prefix=".tarjoman-", dir=beside.absolute().parent) as folder:
        copy = Path(folder) / "other.db"
        with closing(opened_read_only(store)) as connection:
            version_of(connection, store)
            copy_store(connection, copy)
        open_store(copy).close()
        yield copy


def back_up(store: Path, backup: Path) -> None:
    """A copy of a store as it is at this moment, whole or not at all; others may go on using it meanwhile.

    Raises OutputFailed where there is no store, a newer one, or no room for the copy.
    """
    with closing(opened_read_only(store)) as connection:
        version_of(connection, store)
        copy_store(connection, backup)


def opened_read_only(store: Path) -> sqlite3.Connection:
    """The store as it is, neither migrated nor written to; OutputFailed where it is none."""
    uri = f"file:{quote(os.fspath(store.absolute()))}?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0)
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise explained(store, error) from error
    return connection


def _merged(connection: sqlite3.Connection) -> Merged:
    entries, known, differing = _entries(connection)
    edits, edits_known, conflicts = _edits(connection)
    every = tables(connection)
    others = {name: copy(connection, every[name]) for name, copy in OTHERS.items()}
    return Merged(entries, known, differing, edits, edits_known, conflicts, others)


def _entries(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Entries under keys that are not here, with their runs under numbers of their own."""
    both = "FROM other.entry AS theirs JOIN main.entry AS ours USING (key)"
    known, differing = connection.execute(
        f"SELECT count(*), count(*) FILTER (WHERE ours.target <> theirs.target) {both}"
    ).fetchone()
    above = connection.execute("SELECT coalesce(max(id), 0) FROM main.run").fetchone()[0]
    columns = [name for name in tables(connection)["entry"].columns if name != "run"]
    named = ",".join(columns)
    added = connection.execute(
        f"INSERT OR IGNORE INTO main.entry (run,{named}) SELECT run + ?,{named} FROM other.entry",  # noqa: S608
        (above,),
    ).rowcount
    connection.execute(
        "INSERT INTO main.run (id, fingerprint, started, finished) "
        "SELECT id + ?, fingerprint, started, coalesce(finished, started) FROM other.run "
        "WHERE id + ? IN (SELECT run FROM main.entry WHERE run > ?)",
        (above, above, above),
    )
    return added, known, differing


def _edits(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Versions that are not here, put among those that are by their time and numbered anew."""
    columns = [name for name in tables(connection)["edit"].columns if name != "id"]
    added = known = conflicts = 0
    for place in connection.execute("SELECT DISTINCT document, place FROM other.edit").fetchall():
        ours, theirs = (_versions(connection, schema, place) for schema in ("main", "other"))
        here = set(map(_identity, ours))
        there = set(map(_identity, theirs))
        new = [version for version in theirs if _identity(version) not in here]
        added += len(new)
        known += len(theirs) - len(new)
        conflicts += bool(new and here - there)
        if new:
            _renumber(connection, columns, ours, new)
    return added, known, conflicts


def _versions(connection: sqlite3.Connection, schema: str, place: Sequence[object]) -> list[Version]:
    cursor = connection.execute(
        f"SELECT * FROM {schema}.edit WHERE document = ? AND place = ? ORDER BY revision",  # noqa: S608
        place,
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _identity(version: Version) -> tuple[object, ...]:
    return tuple(version[name] for name in ("made", "source", "target", "state", "made_by"))


def _renumber(
    connection: sqlite3.Connection, columns: Sequence[str], ours: Sequence[Version], new: Sequence[Version]
) -> None:
    # Each list keeps its own order, also where a clock went backwards between two of its versions.
    together = list(heapq.merge(ours, new, key=itemgetter("made")))
    ids = {id(version): version["id"] for version in ours}
    for version in ours:  # out of the way of the numbers to come
        connection.execute("UPDATE main.edit SET revision = -revision WHERE id = ?", (version["id"],))
    marks = ",".join("?" * len(columns))
    insert = f"INSERT INTO main.edit ({','.join(columns)}) VALUES ({marks})"  # noqa: S608
    for revision, version in enumerate(together, start=1):
        if id(version) in ids:
            connection.execute("UPDATE main.edit SET revision = ? WHERE id = ?", (revision, ids[id(version)]))
        else:
            connection.execute(insert, [{**version, "revision": revision}[name] for name in columns])


def _missing_rows(connection: sqlite3.Connection, table: Table) -> int:
    columns = ",".join(table.columns)
    return connection.execute(
        f"INSERT OR IGNORE INTO main.{table.name} ({columns}) SELECT {columns} FROM other.{table.name}"  # noqa: S608
    ).rowcount


def _into_an_empty_table(connection: sqlite3.Connection, table: Table) -> int:
    """All or nothing: numbers of nights mean something else in each store."""
    return 0 if count(connection, table) else _missing_rows(connection, table)


def _past_nights(connection: sqlite3.Connection, table: Table) -> int:
    """As above. Edits have other numbers here, so that nobody can say which of them a night knew: none."""
    copied = _into_an_empty_table(connection, table)
    if copied:
        connection.execute("UPDATE main.night SET edits = 0")
    return copied


def _spellings(connection: sqlite3.Connection, _table: Table) -> int:
    """Spellings that are not here; runs have other numbers here, so all their uses are earlier ones."""
    return connection.execute(
        "INSERT OR IGNORE INTO main.name (persian, english, uses, fresh, last_run) "
        "SELECT persian, english, uses + fresh, 0, 0 FROM other.name"
    ).rowcount


OTHERS: dict[str, Callable[[sqlite3.Connection, Table], int]] = {
    "night": _past_nights,
    "article": _into_an_empty_table,
    "canary": _missing_rows,
    "name": _spellings,
}
"""How tables other than runs, entries and edits come over."""
