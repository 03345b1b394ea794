"""How entries of a store came about: by which run, in which window, beside which others. Read only."""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from translate.errors import OutputFailed

# SQLite's limit on variables in a statement is far higher.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Making:
    """An entry: `source` as the model saw it, and the run and window that made it.

    `fingerprint` is the run's: signature, batch rule and output folder, as `Memory.begin` was given them.
    """

    source: str
    target: str
    run: int
    window: int
    fingerprint: str


def makings(store: Path, sources: Collection[str]) -> dict[str, list[Making]]:
    """All entries of each of `sources`, the newest run first; nothing for a source that has none.

    Looks at every entry of the store, since keys need what made them. Raises OutputFailed.
    """
    found: dict[str, list[Making]] = {}
    wanted = list(sources)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = _rows(
            store,
            "SELECT entry.source, entry.target, entry.run, entry.window, run.fingerprint "  # noqa: S608
            "FROM entry JOIN run ON run.id = entry.run "
            f"WHERE entry.source IN ({','.join('?' * len(some))}) ORDER BY entry.run DESC",
            some,
        )
        for row in rows:
            found.setdefault(row[0], []).append(Making(*row))
    return found


def sources_of(store: Path, *, run: int, window: int) -> list[str]:
    """The sources that a run translated in one of its windows. Raises OutputFailed."""
    query = "SELECT source FROM entry WHERE run = ? AND window = ?"
    return [row[0] for row in _rows(store, query, (run, window))]


def _rows(store: Path, query: str, values: Sequence[object]) -> list[tuple[str, str, int, int, str]]:
    try:
        address = f"file:{quote(str(store.absolute()))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise OutputFailed(f"{store}: cannot be read ({error}); is it the store of this run?") from error
