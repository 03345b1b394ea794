"""The ledger of names: how every Persian name was spelled in earlier runs on this store."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from translate.store.database import open_store
from translate.store.failures import explained

ENOUGH = 3
"""Times that a name was spelled before the ledger has an opinion of it."""

SURE = 0.8
"""Share of one spelling that makes it the usual one."""


class NameLedger:
    """Persian names with their spellings and how often each was used. Opened for one run at a time.

    `fresh` counts the uses of the last run apart from those before it: a run that was cut short is given
    again whole, and must neither count twice nor learn from itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_store(path)

    def known(self, run: int) -> dict[str, str]:
        """The usual spelling of each name in the runs before `run`, where there is one."""
        totals: dict[str, int] = {}
        first: dict[str, tuple[int, str]] = {}
        query = (
            "SELECT persian, english, uses + CASE WHEN last_run = ? THEN 0 ELSE fresh END AS n FROM name "
            "WHERE n > 0 ORDER BY persian, n DESC, english"
        )
        try:
            for persian, english, count in self._connection.execute(query, (run,)):
                totals[persian] = totals.get(persian, 0) + count
                first.setdefault(persian, (count, english))
        except sqlite3.Error as error:
            raise explained(self.path, error) from error
        return {
            persian: english
            for persian, (count, english) in first.items()
            if totals[persian] >= ENOUGH and count >= SURE * totals[persian]
        }

    def remember(self, run: int, counts: Iterable[tuple[tuple[str, str], int]]) -> None:
        """Keep how often `run` used each spelling, (Persian, English); what it said before goes."""
        rows = [(persian, english, count, run) for (persian, english), count in counts]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("UPDATE name SET fresh = 0 WHERE last_run = ?", (run,))
            self._connection.executemany(
                "INSERT INTO name (persian, english, fresh, last_run) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (persian, english) DO UPDATE SET "
                "uses = uses + CASE WHEN last_run = excluded.last_run THEN 0 ELSE fresh END, "
                "fresh = excluded.fresh, last_run = excluded.last_run",
                rows,
            )
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise explained(self.path, error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
