"""Opening a store: one SQLite file, brought forward by numbered migrations."""

import sqlite3
from pathlib import Path

from translate.errors import OutputFailed

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
)

MIB = 1 << 20


IN_RAM = Path(":memory:")
"""The path of a store that lives and dies with its connection."""


def open_store(path: Path) -> sqlite3.Connection:
    """Connect to the store at `path`, creating or migrating it.

    Raises OutputFailed when the file is no store, is damaged, is newer than this program, or the
    folder cannot be written.
    """
    try:
        if path != IN_RAM:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        # A write-ahead log survives kill -9 without a sync per commit; see docs/decisions/0004.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        # Small, so that memory stays flat; the system's own cache holds the file.
        connection.execute(f"PRAGMA cache_size=-{8 * MIB // 1024}")
        _migrate(connection, path)
    except sqlite3.DatabaseError as error:
        raise OutputFailed(_explained(path, error)) from error
    except OSError as error:
        raise OutputFailed(
            f"{path}: cannot be created ({error.strerror}); choose another place with --store"
        ) from error
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise OutputFailed(
            f"{path}: written by a newer tarjoman (store version {version}, this program knows "
            f"{len(MIGRATIONS)}); update tarjoman or use another --store"
        )
    for number in range(version, len(MIGRATIONS)):
        # One transaction: a migration killed half-way leaves the old version in place.
        connection.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        )


def _explained(path: Path, error: sqlite3.DatabaseError) -> str:
    cause = str(error)
    if "not a database" in cause or "malformed" in cause:
        return (
            f"{path}: not a store, or damaged ({cause}); move it away to start a new one, "
            "the translations in it are only a cache of work done"
        )
    return f"{path}: {cause}; check the folder's permissions and free space, or choose another --store"
