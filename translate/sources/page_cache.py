"""Fetched pages from one night to the next, in one small SQLite file."""

import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from translate.errors import OutputFailed

KEPT_FOR = 60 * 86400.0
"""Seconds after which a page that nobody asked for is dropped: feeds let go of their articles sooner."""

# Another shape of the table gets another name: what stands in the old one is only fetched again.
_TABLE = """
CREATE TABLE IF NOT EXISTS page_1 (
    address BLOB PRIMARY KEY, place TEXT NOT NULL, kind TEXT NOT NULL, charset TEXT,
    body BLOB NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL, used REAL NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave. `kind` is the content type, lower case; `charset` what the server says of it.

    `address` is where it was in the end; `etag` and `modified` are for asking again.
    """

    address: str
    kind: str
    charset: str | None
    body: bytes
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class PageCache:
    """Pages by the hash of their address, which may hold a secret. Only its owner can read the file.

    A damaged file is replaced by an empty one: whatever was in it can be fetched again. Raises OutputFailed
    where the file system refuses.
    """

    path: Path

    def look_up(self, address: str) -> Page | None:
        """The page that was kept for an address."""
        with self._database() as database:
            row = database.execute(
                "UPDATE page_1 SET used = ? WHERE address = ? "
                "RETURNING place, kind, charset, body, etag, modified",
                (time.time(), _key(address)),
            ).fetchone()
        if row is None:
            return None
        place, kind, charset, body, etag, modified = row
        return Page(place, kind, charset, zlib.decompress(body), etag, modified)

    def keep(self, address: str, page: Page) -> None:
        """Remember a page, and forget those that nobody has asked for in a long time."""
        now = time.time()
        with self._database() as database:
            database.execute("DELETE FROM page_1 WHERE used < ?", (now - KEPT_FOR,))
            database.execute(
                "INSERT OR REPLACE INTO page_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    _key(address),
                    page.address,
                    page.kind,
                    page.charset,
                    zlib.compress(page.body),
                    page.etag,
                    page.modified,
                    now,
                ),
            )

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            self._prepare()
            with closing(sqlite3.connect(self.path)) as database, database:
                yield database
        except (sqlite3.Error, OSError) as error:
            raise OutputFailed(f"{self.path}: the cache of fetched pages cannot be used ({error})") from error

    def _prepare(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(self.path)) as database:
            try:
                database.execute(_TABLE)
            except sqlite3.OperationalError:  # locked, or the disk is full: not the file's fault
                raise
            except sqlite3.DatabaseError:
                self.path.write_bytes(b"")
                database.execute(_TABLE)


def _key(address: str) -> bytes:
    return hashlib.sha256(address.encode("utf-8", errors="surrogatepass")).digest()
