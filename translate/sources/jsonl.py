"""Source "jsonl": rows of JSON Lines, one file or several."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from translate.errors import UnreadableDocument
from translate.formats.jsonl import parsed_row
from translate.formats.lines import Undecodable, decoded_lines
from translate.sources.base import Fetched, SourceFailed
from translate.sources.opening import matching, opened
from translate.sources.options import FileLimits, Naming, Site
from translate.sources.rows import BrokenRow, Columns, Row, RowReader


@dataclass(frozen=True, slots=True)
class JsonLinesOptions:
    """`path` is a file or a pattern, packed (.gz) or not; the columns are fields of the rows."""

    naming: Naming
    path: str
    encoding: str | None = None
    columns: Columns = field(default_factory=Columns)
    limits: FileLimits = field(default_factory=FileLimits)


class JsonLinesSource:
    """A row an article, a line held at a time. A file that is no JSON Lines at all fails the source."""

    Options: ClassVar[type[JsonLinesOptions]] = JsonLinesOptions

    def __init__(self, chosen: JsonLinesOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = str(site.base / Path(chosen.path).expanduser())
        self._chosen = chosen
        self._base = site.base

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: file after file in the order of names, rows in theirs."""
        reader = RowReader(self._chosen.naming, self._chosen.columns)
        return reader.articles(self._rows())

    def _rows(self) -> Iterator[Row | BrokenRow]:
        for path in matching(self._chosen.path, base=self._base, source=self.name):
            try:
                with opened(path, self._chosen.limits) as file:
                    lines = decoded_lines(file, name=str(path), encoding=self._chosen.encoding)
                    for number, line in enumerate(lines, start=1):
                        if row := _row(path, number, line):
                            yield row
            except UnreadableDocument as error:
                raise SourceFailed(self.name, str(error)) from error


def _row(path: Path, number: int, line: str | Undecodable) -> Row | BrokenRow | None:
    """What a line holds; None for a blank one."""
    where, native = f"{path} line {number}", f"{path.name}:{number}"
    if isinstance(line, Undecodable):
        return BrokenRow(where, line.reason, line.raw, native)
    if not line.strip():
        return None
    try:
        return Row(where, parsed_row(line))
    except ValueError as error:
        return BrokenRow(where, str(error), line, native)
