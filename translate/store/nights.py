"""What nights remember: their numbers and reports, the state of every article, what the canary said."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from translate.store.database import open_store
from translate.store.failures import explained

ArticleState = Literal["published", "quarantined", "withdrawn"]
NightState = Literal["open", "held", "closed"]

_COLUMNS = "source,id,state,hint,digest,tries,reason,segments,first_night,night,published"

# An edit that changes what a night publishes: accepted, or the withdrawal of one that was.
_COUNTS = """
    (state = 'accepted' OR state = 'rejected' AND EXISTS (
        SELECT 1 FROM edit AS before
        WHERE before.document = this.document AND before.place = this.place
          AND before.revision < this.revision AND before.source_key = this.source_key
          AND before.state = 'accepted'))
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the last night that had to do with it left it.

    `hint` and `digest` are those of its source at that time; `tries` counts nights in quarantine; `segments`
    are 8 bytes for each segment that was published (see `nightly.corrections`). `night` is that last night,
    `published` the one whose output is out, None where there is none.
    """

    source: str
    id: str
    state: ArticleState
    hint: str
    digest: str
    tries: int
    reason: str
    segments: bytes
    first_night: int
    night: int
    published: int | None


@dataclass(frozen=True, slots=True)
class NightRow:
    """A night in the store; `report` is JSON, "" while it is open."""

    number: int
    name: str
    state: NightState
    report: str


class Nights:
    """The store's tables of nights. What is written here is on the disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_store(path)
        with self._explained():
            # A night that is out must be known to be out after a power cut: it would be published again.
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("CREATE TEMP TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()

    def unfinished(self) -> NightRow | None:
        """The night that was begun and has not ended."""
        rows = self._nights("WHERE state = 'open' ORDER BY number DESC LIMIT 1")
        return rows[0] if rows else None

    def begin(self, number: int, name: str) -> None:
        """Open a night. Its number is above those of all others (see `last_number`)."""
        self._execute(
            "INSERT INTO night (number, name, state, began) VALUES (?, ?, 'open', ?)",
            (number, name, time.time()),
        )

    def last_number(self) -> int:
        """The highest number given, 0 before the first night."""
        return int(self._execute("SELECT coalesce(max(number), 0) FROM night").fetchone()[0])

    def end(
        self,
        number: int,
        name: str,
        *,
        state: NightState,
        report: str,
        articles: Iterable[Article] = (),
        edits: int = 0,
    ) -> None:
        """End a night and settle its articles, all of it or nothing.

        An article that a later night has had to do with stays as that night left it. `edits` is the highest
        edit that the night knew of; in a store that was made anew they are numbered anew, so it is at most
        the highest there is.
        """
        marks = ",".join("?" * len(_COLUMNS.split(",")))
        changed = ",".join(
            f"{column}=excluded.{column}"
            for column in _COLUMNS.split(",")
            if column not in {"source", "id", "first_night"}
        )
        with self._explained(), self._transaction():
            self._connection.executemany(
                f"INSERT INTO article ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (source, id) "  # noqa: S608
                f"DO UPDATE SET {changed} WHERE excluded.night >= night",
                map(astuple, articles),
            )
            self._connection.execute(
                "INSERT INTO night (number, name, state, began, report, edits) "
                "VALUES (?, ?, ?, ?, ?, min(?, (SELECT coalesce(max(id), 0) FROM edit))) "
                "ON CONFLICT (number) DO UPDATE "
                "SET state = excluded.state, report = excluded.report, edits = excluded.edits",
                (number, name, state, time.time(), report, edits),
            )

    def began(self) -> dict[int, float]:
        """When each night began, by its number: epoch seconds, as the clock was then."""
        return dict(self._execute("SELECT number, began FROM night").fetchall())

    def row(self, number: int) -> NightRow | None:
        """One night."""
        rows = self._nights("WHERE number = ?", (number,))
        return rows[0] if rows else None

    def rows(self, *, most: int) -> list[NightRow]:
        """The last nights that have ended, the latest first."""
        return self._nights("WHERE state <> 'open' ORDER BY number DESC LIMIT ?", (most,))

    def find(self, source: str, article: str) -> Article | None:
        """What is known of an article."""
        row = self._execute(
            f"SELECT {_COLUMNS} FROM article WHERE source = ? AND id = ?",  # noqa: S608
            (source, article),
        ).fetchone()
        return Article(*row) if row else None

    def count(self, source: str) -> int:
        """Articles of a source that are not withdrawn."""
        query = "SELECT count(*) FROM article WHERE source = ? AND state <> 'withdrawn'"
        return int(self._execute(query, (source,)).fetchone()[0])

    def quarantined(self) -> list[Article]:
        """Every article that is set aside."""
        query = f"SELECT {_COLUMNS} FROM article WHERE state = 'quarantined' ORDER BY source, id"  # noqa: S608
        return [Article(*row) for row in self._execute(query)]

    def see(self, articles: Sequence[str]) -> None:
        """Mark ids as seen by whoever is gathering now."""
        with self._explained(), self._transaction():
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.seen (id) VALUES (?)", ((one,) for one in articles)
            )

    def unseen(self, source: str) -> list[Article]:
        """Articles of a source that were there and have not been marked; forgets the marks."""
        query = (
            f"SELECT {_COLUMNS} FROM article WHERE source = ? AND state <> 'withdrawn' "  # noqa: S608
            "AND id NOT IN (SELECT id FROM temp.seen) ORDER BY id"
        )
        found = [Article(*row) for row in self._execute(query, (source,))]
        self._execute("DELETE FROM temp.seen")
        return found

    def refresh(self, source: str, hints: Iterable[tuple[str, str]]) -> None:
        """Keep new hints of articles whose content is the same: pairs of id and hint."""
        with self._explained(), self._transaction():
            self._connection.executemany(
                "UPDATE article SET hint = ? WHERE source = ? AND id = ?",
                ((hint, source, article) for article, hint in hints),
            )

    def last_edit(self) -> int:
        """The highest number of an edit, 0 before the first one."""
        return int(self._execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0])

    def edited(self) -> dict[str, int]:
        """By document, the last edit that changes what is published of it; drafts do not."""
        query = f"SELECT document, max(id) FROM edit AS this WHERE {_COUNTS} GROUP BY document"  # noqa: S608
        return dict(self._execute(query).fetchall())

    def edited_sources(self, document: str, *, after: int) -> tuple[str, ...]:
        """The sources of such edits of a document, those numbered above `after`."""
        query = f"SELECT DISTINCT source FROM edit AS this WHERE document = ? AND id > ? AND {_COUNTS}"  # noqa: S608
        return tuple(source for (source,) in self._execute(query, (document, after)))

    def edits_known(self) -> dict[int, int]:
        """By night, the highest edit that it knew of."""
        return dict(self._execute("SELECT number, edits FROM night").fetchall())

    def verdict(self, signature: str) -> str | None:
        """What the canary found wrong with a model, "" for nothing; None where it was not asked yet."""
        row = self._execute("SELECT reason FROM canary WHERE signature = ?", (signature,)).fetchone()
        return None if row is None else str(row[0])

    def keep_verdict(self, signature: str, reason: str) -> None:
        """Keep what the canary said."""
        self._execute("INSERT OR REPLACE INTO canary VALUES (?, ?, ?)", (signature, reason, time.time()))

    def close_runs(self, out: Path) -> None:
        """Mark translation runs into `out` as finished: their manifest says so, the store may not yet."""
        self._execute(
            # Behind the folder stands the hash of the run's glossary, where it has one.
            "UPDATE run SET finished = ?1 WHERE finished IS NULL AND instr(fingerprint, ?2)",
            (time.time(), f"\n{out}"),
        )

    def _nights(self, condition: str, values: Sequence[object] = ()) -> list[NightRow]:
        query = f"SELECT number, name, state, coalesce(report, '') FROM night {condition}"  # noqa: S608
        return [NightRow(*row) for row in self._execute(query, values)]

    def _execute(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        with self._explained():
            return self._connection.execute(query, values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have rolled back already
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(self.path, error) from error
