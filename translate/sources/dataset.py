"""Source "dataset": a Hugging Face data set, from the hub or a folder, streamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from translate.sources.base import Fetched, SourceFailed
from translate.sources.options import Naming, Site
from translate.sources.rows import Columns, Row, RowReader


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """`path` is a folder, or a name on the hub: `config` and `split` choose a part, `revision` a state."""

    naming: Naming
    path: str
    config: str | None = None
    split: str = "train"
    revision: str | None = None
    columns: Columns = field(default_factory=Columns)


class HubDataset:
    """A row an article, read as it is asked for. A folder may hold what `datasets` loads or has saved."""

    Options: ClassVar[type[DatasetOptions]] = DatasetOptions

    def __init__(self, chosen: DatasetOptions, site: Site) -> None:
        self.name = chosen.naming.name
        folder = site.base / Path(chosen.path).expanduser()
        self._folder = folder if folder.is_dir() else None
        self.shown = str(self._folder or chosen.path)
        self._chosen = chosen
        self._reader = RowReader(chosen.naming, chosen.columns)

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: rows in the order of the data set."""
        return self._reader.articles(self._rows())

    def _rows(self) -> Iterator[Row]:
        # Whatever goes wrong in there, in the loader of somebody else's files, is this source's failure.
        try:
            rows = self._opened()
            if rows.column_names:
                self._reader.check(rows.column_names)
            for number, row in enumerate(rows, start=1):
                yield Row(f"{self.shown} row {number}", dict(_mapping(row)))
        except SourceFailed:
            raise
        except Exception as error:
            raise SourceFailed(self.name, f"{self.shown}: {_first_line(error)}") from error

    def _opened(self) -> Any:
        import datasets  # type: ignore[import-untyped]

        chosen = self._chosen
        if self._folder and (self._folder / "state.json").is_file():
            return datasets.load_from_disk(str(self._folder))
        return datasets.load_dataset(
            self.shown,
            chosen.config,
            split=chosen.split,
            revision=None if self._folder else chosen.revision,
            streaming=True,
        )


def _mapping(row: Any) -> Mapping[str, object]:
    return row if isinstance(row, Mapping) else {}


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
