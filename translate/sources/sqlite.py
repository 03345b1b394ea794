"""Source "sqlite": the rows of a query to an SQLite file, which is opened for reading only."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from translate.sources.base import Fetched, SourceFailed
from translate.sources.options import Naming, Site
from translate.sources.rows import Columns, Row, RowReader

_STEPS = 100_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True)
class SqliteOptions:
    """`path` is the file, `query` one SELECT; it may take `seconds` from a row to the next."""

    naming: Naming
    path: str
    query: str
    seconds: float = 60.0
    columns: Columns = field(default_factory=Columns)


class Sqlite:
    """A row an article. The file stays as it is, whatever the query says."""

    Options: ClassVar[type[SqliteOptions]] = SqliteOptions

    def __init__(self, chosen: SqliteOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self._path = site.base / Path(chosen.path).expanduser()
        self.shown = str(self._path)
        self._chosen = chosen
        self._reader = RowReader(chosen.naming, chosen.columns)

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: rows in the order of the query, which should name one."""
        return self._reader.articles(self._rows())

    def _rows(self) -> Iterator[Row]:
        if not self._path.is_file():
            raise SourceFailed(self.name, f"{self._path}: no such file; is its disk mounted?")
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=self._chosen.seconds)) as database:
                yield from self._rows_of(database)
        except sqlite3.Error as error:
            raise SourceFailed(self.name, f"{self._path}: {self._explained(error)}") from error

    def _rows_of(self, database: sqlite3.Connection) -> Iterator[Row]:
        # Text that is not UTF-8 breaks its own row, where SQLite's driver would end the query.
        database.text_factory = lambda value: value.decode("utf-8", errors="surrogateescape")
        clock = _Clock(self._chosen.seconds)
        database.set_progress_handler(clock.is_over, _STEPS)
        cursor = database.execute(self._chosen.query)
        if cursor.description is None:
            raise SourceFailed(self.name, "the query gives no rows; it must be a SELECT")
        names = [column[0] for column in cursor.description]
        self._reader.check(names)
        for number, values in enumerate(cursor, start=1):
            yield Row(f"{self._path} row {number}", dict(zip(names, values, strict=True)))
            clock.start()

    def _explained(self, error: sqlite3.Error) -> str:
        if "interrupted" in str(error):
            return f"the query took longer than {self._chosen.seconds:g} s; it may lack an index"
        return str(error)


class _Clock:
    """Time for the next row; what its reader does between two rows is not counted."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.start()

    def start(self) -> None:
        self._end = time.monotonic() + self._seconds

    def is_over(self) -> bool:
        """True ends the query."""
        return time.monotonic() > self._end
