"""Whether a store is whole: SQLite's own check of the file, and ours of what stands in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from translate.store.database import MIGRATIONS, version_of
from translate.store.failures import DAMAGED, explained
from translate.store.merging import opened_read_only

MOST = 20
"""Faults of a kind that are named; one is enough to know."""

_FAULTS = {
    "a translation of a run that does not exist": (
        "SELECT count(*) FROM entry WHERE run NOT IN (SELECT id FROM run)"
    ),
    "a key of another length than 32 bytes": "SELECT count(*) FROM entry WHERE length(key) <> 32",
    "alternatives or scores that are no JSON": (
        "SELECT count(*) FROM entry WHERE NOT json_valid(coalesce(alternatives, '[]')) "
        "OR NOT json_valid(coalesce(token_scores, '[]'))"
    ),
    "versions of an edit that are not numbered from 1 without gaps": (
        "SELECT count(*) FROM (SELECT 1 FROM edit GROUP BY document, place "
        "HAVING max(revision) <> count(*) OR min(revision) <> 1)"
    ),
}


def faults(store: Path) -> Iterator[str]:
    """What is wrong with the store, nothing if it is whole; it is only read.

    What stands in an older store is not looked at, only its file. Raises OutputFailed where there is no store
    at all, or a newer one.
    """
    with closing(opened_read_only(store)) as connection:
        try:
            version = version_of(connection, store)
            found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
            yield from (line for line in found if line != "ok")
            if version == len(MIGRATIONS):
                yield from _wrong_rows(connection)
        except sqlite3.DatabaseError as error:
            # A page that cannot be read at all is a fault like those that the check lists.
            if error.sqlite_errorcode & 0xFF not in DAMAGED:
                raise explained(store, error) from error
            yield str(error)


def _wrong_rows(connection: sqlite3.Connection) -> Iterator[str]:
    for what, query in _FAULTS.items():
        wrong = connection.execute(query).fetchone()[0]
        if wrong:
            yield f"{what}: {wrong}"
