"""The translation memory: what was translated, by the hash of everything that could change it."""

import hashlib
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.errors import Locked, OutputFailed
from translate.records import Alternative
from translate.store.approved import EVERY_EDIT, Approved, rekey
from translate.store.database import IN_RAM, open_store
from translate.store.failures import explained

# SQLite's limit on variables in a statement is far higher; beyond this nothing gets faster.
LOOK_UP_AT_ONCE = 500

Key = bytes

COLUMNS = "key,source,target,score,run,window,alternatives,token_scores,used"

DAY = 86400
STAMPED_EVERY = 7
"""Days. When an entry was last of use is written at most so often: an unchanged night then writes nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One remembered translation. `run` and `window` say when it was made; the rest is as in Result."""

    key: Key
    source: str
    target: str
    score: float | None
    run: int
    window: int
    alternatives: tuple[Alternative, ...] = ()
    token_scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds. `size` in bytes, `unfinished` counts runs that were cut short.

    `models` counts entries by their model's sha256, "" for an engine without one; `edits` counts versions,
    `edited` the segments that they are of, `accepted` those that have an accepted version.
    """

    path: str
    size: int
    entries: int
    runs: int
    unfinished: int
    models: dict[str, int]
    edits: int
    edited: int
    accepted: int


class Keys:
    """Makes memory keys: `signature` is everything but the source that can change a target.

    `mark` adds what changes the targets of some sources only, such as the terms of a glossary that stand
    in them; a source for which it is empty has the key that it has without.
    """

    def __init__(self, signature: str, mark: Callable[[str], str] | None = None) -> None:
        self._prefix = hashlib.sha256(signature.encode() + b"\x00")
        self._mark = mark

    def of(self, source: str) -> Key:
        """The key of a source as the model sees it: 32 bytes."""
        digest = self._prefix.copy()
        digest.update(source.encode())
        if self._mark is not None and (mark := self._mark(source)):
            digest.update(b"\x00" + mark.encode())
        return digest.digest()


def model_of(fingerprint: str) -> str:
    """The sha256 of the model that a run used, as its engine's signature has it; "" where there is none."""
    parts = fingerprint.split("\n", 1)[0].split("|")
    return parts[2] if len(parts) > 2 else ""


class Memory:
    """A store opened for work. One writer at a time: the caller holds the store's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_store(path)
        self._opened = self._identity()
        self._today = int(time.time() // DAY)
        self._due: list[tuple[int, int]] = []

    def look_up(self, keys: Sequence[Key]) -> dict[Key, Entry]:
        """The entries that exist among `keys`. That they were of use is written by `stamp`."""
        found: dict[Key, Entry] = {}
        stale = self._today - STAMPED_EVERY
        for start in range(0, len(keys), LOOK_UP_AT_ONCE):
            some = keys[start : start + LOOK_UP_AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT {COLUMNS},rowid FROM entry WHERE key IN ({marks})"  # noqa: S608
            # One loop, no calls: look-ups are counted in millions.
            for key, source, target, score, run, window, best, scores, used, number in self._execute(
                query, some
            ):
                others = _alternatives(best) if best else ()
                rated = tuple(json.loads(scores)) if scores else ()
                found[key] = Entry(key, source, target, score, run, window, others, rated)
                if used <= stale:
                    self._due.append((self._today, number))
        return found

    def stamp(self) -> None:
        """Write today's date on what was looked up since the last call and bears one a week old or older."""
        if not self._due:
            return
        try:
            with self._transaction():
                self._connection.executemany("UPDATE entry SET used = ? WHERE rowid = ?", self._due)
        except sqlite3.Error as error:
            raise self._failed(error) from error
        self._due.clear()

    def remember(self, entries: Iterable[Entry]) -> None:
        """Keep all of `entries`, or none of them if the process dies on the way."""
        rows = [(*_row(entry), self._today) for entry in entries]
        try:
            with self._transaction():
                marks = ",".join("?" * len(COLUMNS.split(",")))
                self._connection.executemany(
                    f"INSERT OR REPLACE INTO entry ({COLUMNS}) VALUES ({marks})",  # noqa: S608
                    rows,
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def begin(self, fingerprint: str) -> tuple[int, bool]:
        """Number of this run, and whether it continues one that was cut short.

        `fingerprint` names the work: a run that ended before `finish` is taken up again by the next
        one with the same fingerprint, and goes on with the accepted edits that it had begun with.
        """
        row = self._execute(
            "SELECT id, finished FROM run WHERE fingerprint = ? ORDER BY id DESC LIMIT 1", (fingerprint,)
        ).fetchone()
        if row is not None and row[1] is None:
            return int(row[0]), True
        added = self._execute(
            "INSERT INTO run (fingerprint, started, edits) SELECT ?, ?, coalesce(max(id), 0) FROM edit",
            (fingerprint, time.time()),
        )
        return int(added.lastrowid or 0), False

    def approved(self, run: int | None) -> Approved:
        """What people had accepted when the run began; without a run, what they have accepted by now."""
        try:
            with self._transaction():
                rekey(self._connection)
        except sqlite3.Error as error:
            raise self._failed(error) from error
        up_to = EVERY_EDIT
        if run is not None:
            up_to = self._execute("SELECT edits FROM run WHERE id = ?", (run,)).fetchone()[0]
        return Approved(self._connection, path=self.path, up_to=up_to)

    def finish(self, run: int) -> None:
        """Mark a run as complete; its number is not taken up again.

        Raises OutputFailed where the file was removed or replaced meanwhile: SQLite goes on writing to what
        nobody will find again.
        """
        if self.path != IN_RAM and self._identity() != self._opened:
            raise OutputFailed(
                f"{self.path}: the store was removed or replaced while it was in use; the outputs are whole, "
                "but what was translated is not remembered; if it held edits, put a backup in its place"
            )
        self._execute("UPDATE run SET finished = ? WHERE id = ?", (time.time(), run))

    def stats(self) -> Stats:
        """Counts and size, for `tarjoman memory stats`."""
        entries = self._execute("SELECT count(*) FROM entry").fetchone()[0]
        runs, unfinished = self._execute("SELECT count(*), count(*) - count(finished) FROM run").fetchone()
        edits = self._execute(
            "SELECT count(*), count(DISTINCT document || char(0) || place), "
            "count(DISTINCT document || char(0) || place) FILTER (WHERE state = 'accepted') FROM edit"
        ).fetchone()
        return Stats(
            str(self.path), self.path.stat().st_size, entries, runs, unfinished, self._models(), *edits
        )

    def _models(self) -> dict[str, int]:
        made = "SELECT fingerprint, count(*) FROM entry JOIN run ON run.id = entry.run GROUP BY run"
        models: Counter[str] = Counter()
        for fingerprint, entries in self._execute(made):
            models[model_of(fingerprint)] += entries
        return dict(models.most_common())

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self._connection.close()

    def _identity(self) -> tuple[int, int] | None:
        """Which file lies at the path."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._connection)

    def _execute(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> Locked | OutputFailed:
        return explained(self.path, error)


def _row(entry: Entry) -> tuple[object, ...]:
    alternatives = [[one.target, one.score] for one in entry.alternatives]
    return (
        entry.key,
        entry.source,
        entry.target,
        entry.score,
        entry.run,
        entry.window,
        _json(alternatives),
        _json(entry.token_scores),
    )


def _json(values: Sequence[object]) -> str | None:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else None


def _alternatives(kept: str) -> tuple[Alternative, ...]:
    return tuple(Alternative(*pair) for pair in json.loads(kept))


class _Transaction:
    """BEGIN IMMEDIATE ... COMMIT, rolled back on any error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        elif self._connection.in_transaction:  # a full disk may have rolled back already
            self._connection.execute("ROLLBACK")
