"""Opening a store: one SQLite file, brought forward by numbered migrations."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from translate.errors import OutputFailed
from translate.store.failures import explained
from translate.store.parts import part_beside

# Each entry brings a store from its index to the next version. Never edit one that was released.
MIGRATIONS = (
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        fingerprint TEXT NOT NULL,
        started REAL NOT NULL,
        finished REAL
    );
    CREATE TABLE entry (
        key BLOB PRIMARY KEY,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        score REAL,
        run INTEGER NOT NULL REFERENCES run(id),
        window INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    # Both hold JSON, NULL where the run did not ask: [[target, score], ...] and [score, ...].
    """
    ALTER TABLE entry ADD COLUMN alternatives TEXT;
    ALTER TABLE entry ADD COLUMN token_scores TEXT;
    """,
    # Every version of every edit (edits.py), the last edit that a run knows of, and the day (since 1970) on
    # which an entry was last of use: for what an older program wrote, today.
    """
    CREATE TABLE edit (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        place INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        source_key BLOB NOT NULL,
        text_version TEXT NOT NULL,
        source TEXT NOT NULL,
        mt TEXT NOT NULL,
        target TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'accepted', 'rejected')),
        made REAL NOT NULL,
        seconds REAL NOT NULL,
        made_by TEXT NOT NULL,
        model TEXT NOT NULL,
        UNIQUE (document, place, revision)
    );
    CREATE INDEX edit_source ON edit (source_key);
    CREATE INDEX edit_text_version ON edit (text_version);
    ALTER TABLE run ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entry ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
    UPDATE entry SET used = CAST(julianday('now') - 2440587.5 AS INTEGER);
    """,
    # Nights, the articles that they have seen, and what the canary said of a model (nights.py).
    """
    CREATE TABLE night (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'held', 'closed')),
        began REAL NOT NULL,
        report TEXT
    );
    CREATE TABLE article (
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('published', 'quarantined', 'withdrawn')),
        hint TEXT NOT NULL,
        digest TEXT NOT NULL,
        tries INTEGER NOT NULL,
        reason TEXT NOT NULL,
        segments BLOB NOT NULL,
        first_night INTEGER NOT NULL,
        night INTEGER NOT NULL,
        published INTEGER,
        PRIMARY KEY (source, id)
    ) WITHOUT ROWID;
    CREATE TABLE canary (signature TEXT PRIMARY KEY, reason TEXT NOT NULL, heard REAL NOT NULL);
    """,
    # How names were spelled (names.py): `fresh` counts the last run, `uses` those before it.
    """
    CREATE TABLE name (
        persian TEXT NOT NULL,
        english TEXT NOT NULL,
        uses INTEGER NOT NULL DEFAULT 0,
        fresh INTEGER NOT NULL,
        last_run INTEGER NOT NULL,
        PRIMARY KEY (persian, english)
    ) WITHOUT ROWID;
    """,
    # The highest edit that a night knew of: what people accept later is published by another one.
    """
    ALTER TABLE night ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;
    """,
    # Entries in the order they were made, their keys in an index apart: a page of that holds a hundred keys,
    # a page of keys with their texts a dozen, so that a look-up in a large store had more pages to read.
    """
    CREATE TABLE entry_by_age (
        key BLOB PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        score REAL,
        run INTEGER NOT NULL REFERENCES run(id),
        window INTEGER NOT NULL,
        alternatives TEXT,
        token_scores TEXT,
        used INTEGER NOT NULL DEFAULT 0
    );
    INSERT INTO entry_by_age SELECT key, source, target, score, run, window, alternatives, token_scores, used
        FROM entry ORDER BY run, window;
    DROP TABLE entry;
    ALTER TABLE entry_by_age RENAME TO entry;
    """,
)

MIB = 1 << 20

IN_RAM = Path(":memory:")
"""The path of a store that lives and dies with its connection."""

_OWNER_ONLY = 0o600


def open_store(path: Path, *, wait: float = 5.0, threads: bool = False) -> sqlite3.Connection:
    """Connect to the store at `path`, creating or migrating it; a new file is its owner's alone.

    `wait`: seconds to wait for another writer; `threads`: several use the connection, one at a time. An older
    store is backed up before it is brought forward. Raises OutputFailed when the file is no store, damaged,
    newer than this program, or the folder cannot be written; Locked when another program keeps writing.
    """
    try:
        if path != IN_RAM:
            path.parent.mkdir(parents=True, exist_ok=True)
            _own(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=wait, check_same_thread=not threads)
    except OSError as error:
        raise OutputFailed(
            f"{path}: cannot be created ({error.strerror}); choose another place with --store"
        ) from error
    except sqlite3.Error as error:
        raise explained(path, error) from error
    try:
        # A write-ahead log survives kill -9 without a sync per commit; see docs/decisions/0004.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        # Small, so that memory stays flat and is full soon; the system's own cache holds the file.
        connection.execute(f"PRAGMA cache_size=-{2 * MIB // 1024}")
        migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise explained(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _own(path: Path) -> None:
    """Make the file before SQLite does, which would let everybody read it; its log takes after it.

    A file that is there is not opened: closing it would free the locks that other connections of this
    process hold on it (https://sqlite.org/howtocorrupt.html, 2.2), and another program would take away
    the log they write.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a store forward, a backup of an older one beside it first."""
    version = version_of(connection, path)
    if version == len(MIGRATIONS):
        return
    if version and path != IN_RAM:
        _keep_backup(connection, path.with_name(f"{path.name}.v{version}.bak"))
    for number in range(version, len(MIGRATIONS)):
        _bring_to(connection, number + 1)
    if version:
        _give_back_space(connection)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of an open store, 0 for an empty file; OutputFailed for what is not ours to touch."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise OutputFailed(
            f"{path}: written by a newer tarjoman (store version {version}, this program knows "
            f"{len(MIGRATIONS)}); update tarjoman or use another --store"
        )
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise OutputFailed(f"{path}: a database of another program, not a store; name another --store")
    return version


def _bring_to(connection: sqlite3.Connection, version: int) -> None:
    """One migration, whole or not at all; nothing if another process has done it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < version:
            for statement in _statements(MIGRATIONS[version - 1]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _give_back_space(connection: sqlite3.Connection) -> None:
    """Shrink the file where a migration that copied a table has left it half empty."""
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    if 2 * free > connection.execute("PRAGMA page_count").fetchone()[0]:
        connection.execute("VACUUM")


def _statements(script: str) -> Iterator[str]:
    """A script's statements. sqlite3's own executescript() would end the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _keep_backup(connection: sqlite3.Connection, backup: Path) -> None:
    """A copy of an older store, made once: what an older program can still read if need be."""
    if not backup.exists():
        copy_store(connection, backup)


def copy_store(connection: sqlite3.Connection, path: Path) -> None:
    """A compact copy of the open store, whole or not at all and on the disk when this returns.

    Others may go on reading and writing meanwhile. OutputFailed when `path` cannot be written.
    """
    try:
        with part_beside(path, mode=_OWNER_ONLY) as part:
            connection.execute("VACUUM INTO ?", (str(part),))  # takes an empty file as it takes none
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(path)
    except (OSError, sqlite3.Error) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise OutputFailed(
            f"{path}: the backup cannot be written ({cause}); free some space or mend the permissions"
        ) from error
