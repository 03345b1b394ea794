"""Source "csv": rows of a file of comma-separated values, whose first row names the columns."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import ClassVar

from translate.errors import BadUsage, UnreadableDocument
from translate.formats.lines import LONGEST_LINE, Undecodable, decoded_lines
from translate.sources.base import Fetched, SourceFailed
from translate.sources.opening import matching, opened
from translate.sources.options import FileLimits, Naming, Site
from translate.sources.rows import BrokenRow, Columns, Row, RowReader


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """`path` is a file or a pattern, packed (.gz) or not; `delimiter` is one character."""

    naming: Naming
    path: str
    encoding: str | None = None
    delimiter: str = ","
    columns: Columns = field(default_factory=Columns)
    limits: FileLimits = field(default_factory=FileLimits)


class Csv:
    """A row an article. Quoted fields may hold line breaks; a row must be as long as the first."""

    Options: ClassVar[type[CsvOptions]] = CsvOptions

    def __init__(self, chosen: CsvOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = str(site.base / Path(chosen.path).expanduser())
        self._chosen = chosen
        self._base = site.base
        self._reader = RowReader(chosen.naming, chosen.columns)
        if len(chosen.delimiter) != 1:
            raise BadUsage(f"source {self.name}: delimiter {chosen.delimiter!r} must be one character")

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: file after file in the order of names, rows in theirs."""
        return self._reader.articles(self._rows())

    def _rows(self) -> Iterator[Row | BrokenRow]:
        for path in matching(self._chosen.path, base=self._base, source=self.name):
            try:
                with opened(path, self._chosen.limits) as file:
                    lines = decoded_lines(file, name=str(path), encoding=self._chosen.encoding)
                    yield from self._rows_of(path, _Lines(lines))
            except UnreadableDocument as error:
                raise SourceFailed(self.name, str(error)) from error

    def _rows_of(self, path: Path, lines: "_Lines") -> Iterator[Row | BrokenRow]:
        reader = csv.reader(lines, delimiter=self._chosen.delimiter, strict=True)
        header = _next(reader)
        if not isinstance(header, list) or not header or lines.broken():
            raise SourceFailed(self.name, f"{path}: no row with the names of the columns")
        self._reader.check(header)
        for number in count(2):
            row = _next(reader)
            broken = lines.broken()
            if row is None:
                return
            where, native = f"{path} row {number}", f"{path.name}:{number}"
            if broken:
                yield BrokenRow(where, broken.reason, broken.raw, native)
            elif isinstance(row, str):
                yield BrokenRow(where, f"not a row of CSV: {row}", lines.last[:1000], native)
            elif row and len(row) != len(header):
                reason = f"{len(row)} columns instead of {len(header)}"
                yield BrokenRow(where, reason, self._chosen.delimiter.join(row)[:1000], native)
            elif row:
                yield Row(where, dict(zip(header, row, strict=True)))


class _Lines:
    """Lines for the CSV reader, remembering those that could not be decoded since it was last asked."""

    def __init__(self, lines: Iterator[str | Undecodable]) -> None:
        self._lines = lines
        self._broken: Undecodable | None = None
        self.last = ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if isinstance(line, Undecodable):
            self._broken = self._broken or line
            line = line.raw
        self.last = line
        return line + "\n"

    def broken(self) -> Undecodable | None:
        """The first broken line since the last call."""
        found, self._broken = self._broken, None
        return found


def _next(reader: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, what is wrong with it, or None at the end."""
    # The limit is the module's, not the reader's: set for one row, since others may read CSV too.
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        return next(reader, None)
    except csv.Error as error:
        return str(error)
    finally:
        csv.field_size_limit(before)
