"""Source "parquet": rows of Parquet files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from translate.sources.base import Fetched, SourceFailed
from translate.sources.opening import matching
from translate.sources.options import MIB, FileLimits, Naming, Site
from translate.sources.rows import Columns, Row, RowReader

_AT_ONCE = 256  # rows: articles of some kilobytes, so a few megabytes


@dataclass(frozen=True, slots=True)
class ParquetOptions:
    """`path` is a file or a pattern."""

    naming: Naming
    path: str
    columns: Columns = field(default_factory=Columns)
    limits: FileLimits = field(default_factory=FileLimits)


class Parquet:
    """A row an article, some hundred rows held at a time."""

    Options: ClassVar[type[ParquetOptions]] = ParquetOptions

    def __init__(self, chosen: ParquetOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = str(site.base / Path(chosen.path).expanduser())
        self._chosen = chosen
        self._base = site.base
        self._reader = RowReader(chosen.naming, chosen.columns)

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: file after file in the order of names, rows in theirs."""
        return self._reader.articles(self._rows())

    def _rows(self) -> Iterator[Row]:
        from pyarrow import ArrowException  # type: ignore[import-untyped]

        for path in matching(self._chosen.path, base=self._base, source=self.name):
            if path.stat().st_size > self._chosen.limits.max_file_mb * MIB:
                raise SourceFailed(
                    self.name,
                    f"{path}: larger than the {self._chosen.limits.max_file_mb:g} MiB of max_file_mb",
                )
            try:
                yield from self._rows_of(path)
            except (ArrowException, OSError) as error:
                raise SourceFailed(self.name, f"{path}: cannot be read as Parquet ({error})") from error

    def _rows_of(self, path: Path) -> Iterator[Row]:
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]

        with ParquetFile(path) as file:
            self._reader.check(file.schema_arrow.names)
            number = 0
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(f"{path} row {number}", row)
