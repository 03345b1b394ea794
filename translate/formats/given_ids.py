"""The ids that the rows of a file were given, each once; on the disk, so that memory stays flat."""

import hashlib
import sqlite3

from translate.errors import OutputFailed

CACHE = 256
"""KiB of the ids that are held in memory; the rest lies in a temporary file."""


class GivenIds:
    """Makes ids distinct within a file of any number of rows. Closed when the file is read.

    Raises OutputFailed where the folder for temporary files is full.
    """

    def __init__(self) -> None:
        # A database without a name is a temporary file of SQLite's own, which no crash leaves behind.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute(f"PRAGMA cache_size=-{CACHE}")
        self._database.execute("CREATE TABLE given (id BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def distinct(self, name: str) -> str:
        """`name`, or the first free of `name#2`, `name#3`, ... that was not given out before."""
        try:
            free = name
            while not self._take(free):
                free = f"{name}#{self._again(name)}"
        except sqlite3.Error as error:
            raise OutputFailed(
                f"the folder for temporary files: {error}; free some space there, or name another in TMPDIR"
            ) from error
        return free

    def close(self) -> None:
        """Forget them all."""
        self._database.close()

    def _take(self, name: str) -> bool:
        values = (_digest(name),)
        return self._database.execute("INSERT OR IGNORE INTO given VALUES (?, 1)", values).rowcount == 1

    def _again(self, name: str) -> int:
        """How many times the name was asked for, this time with it."""
        counted = "UPDATE given SET times = times + 1 WHERE id = ? RETURNING times"
        ((times,),) = self._database.execute(counted, (_digest(name),)).fetchall()
        return int(times)


def _digest(name: str) -> bytes:
    """16 bytes for a name of any length."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
