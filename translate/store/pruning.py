"""Forgetting translations that are of no use any more. What people wrote is never forgotten."""

import math
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from translate.store.database import open_store
from translate.store.failures import explained
from translate.store.memory import DAY, STAMPED_EVERY

# A run that was cut short finds its translations, whatever the size of the store.
_OF_RUNS_THAT_ENDED = "run NOT IN (SELECT id FROM run WHERE finished IS NULL)"


@dataclass(frozen=True, slots=True)
class Rules:
    """What may go; nothing of what is None is asked for.

    `unused_days`: entries that no run has looked up for longer; `models`: entries made by these models (the
    beginnings of their sha256); `most_bytes`: the longest unused, until the file is no larger.
    """

    unused_days: int | None = None
    models: Sequence[str] = ()
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went: entries by the rule they fell under, and runs of which nothing is left; sizes in bytes."""

    by_age: int
    by_model: int
    by_size: int
    runs: int
    before: int
    after: int


def prune(store: Path, rules: Rules) -> Pruned:
    """Delete what the rules name and give the space back to the disk; the caller holds the store's lock.

    Raises OutputFailed as `open_store` does, and when the disk has no room for the smaller copy: what was
    deleted is then deleted, and the file keeps its size until the next time.
    """
    with closing(open_store(store)) as connection:
        try:
            before = _size(connection, store)
            by_age = 0 if rules.unused_days is None else _delete(connection, *_unused(rules.unused_days))
            by_model = sum(_delete_model(connection, model) for model in rules.models)
            _compact(connection)
            by_size = 0 if rules.most_bytes is None else _shrink(connection, store, rules.most_bytes)
            runs = _delete_runs(connection)
            return Pruned(by_age, by_model, by_size, runs, before, _size(connection, store))
        except sqlite3.Error as error:
            raise explained(store, error) from error


def would_go(store: Path, rules: Rules) -> Mapping[str, int]:
    """How many entries each rule but that of size would take; deletes nothing."""
    with closing(open_store(store)) as connection:
        by_age = 0 if rules.unused_days is None else _count(connection, *_unused(rules.unused_days))
        by_model = sum(_count(connection, *_of_model(model)) for model in rules.models)
        return {"by_age": by_age, "by_model": by_model}


def _unused(days: int) -> tuple[str, tuple[int, ...]]:
    # A date is written at most every STAMPED_EVERY days: an entry may have been of use that much later.
    return "used < ?", (int(time.time() // DAY) - days - STAMPED_EVERY,)


def _of_model(model: str) -> tuple[str, tuple[str, ...]]:
    # A run's fingerprint begins with its engine's signature: engine|precision|sha256 of the model|...
    made = "run IN (SELECT id FROM run WHERE fingerprint LIKE '%|%|' || ? || '%')"
    return f"{made} AND {_OF_RUNS_THAT_ENDED}", (model,)


def _count(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> int:
    return int(connection.execute(f"SELECT count(*) FROM entry WHERE {where}", values).fetchone()[0])  # noqa: S608


def _delete(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> int:
    return connection.execute(f"DELETE FROM entry WHERE {where}", values).rowcount  # noqa: S608


def _delete_model(connection: sqlite3.Connection, model: str) -> int:
    return _delete(connection, *_of_model(model))


def _shrink(connection: sqlite3.Connection, store: Path, most: int) -> int:
    """Delete the longest unused until the file fits or nothing is left that may go."""
    deleted = 0
    while (size := _size(connection, store)) > most:
        entries = _count(connection, "true", ())
        share = math.ceil(entries * (size - most) / size)
        longest = (
            f"key IN (SELECT key FROM entry WHERE {_OF_RUNS_THAT_ENDED} ORDER BY used, run, window LIMIT ?)"  # noqa: S608
        )
        some = _delete(connection, longest, (share,))
        if some == 0:
            break
        deleted += some
        _compact(connection)
    return deleted


def _delete_runs(connection: sqlite3.Connection) -> int:
    """Finished runs of which no entry is left; the last one stays, for the next number to be above it."""
    return connection.execute(
        "DELETE FROM run WHERE finished IS NOT NULL AND id NOT IN (SELECT run FROM entry) "
        "AND id < (SELECT max(id) FROM run)"
    ).rowcount


def _compact(connection: sqlite3.Connection) -> None:
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _size(connection: sqlite3.Connection, store: Path) -> int:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.stat().st_size
