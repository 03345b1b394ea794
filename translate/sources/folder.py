"""Source "folder": every file below a folder that can be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from translate.formats.walk import files_below
from translate.sources.base import Fetched, SourceFailed
from translate.sources.files import file_reader
from translate.sources.options import FileLimits, Naming, Site


@dataclass(frozen=True, slots=True)
class FolderOptions:
    """`path` is the folder; `encoding` what its files are written in, if not UTF-8.

    An empty folder is taken for a disk that is not mounted unless `may_be_empty`.
    """

    naming: Naming
    path: str
    encoding: str | None = None
    may_be_empty: bool = False
    limits: FileLimits = field(default_factory=FileLimits)


class Folder:
    """Files in the formats that `tarjoman run` reads, packed or not. Ids are paths below the folder."""

    Options: ClassVar[type[FolderOptions]] = FolderOptions

    def __init__(self, chosen: FolderOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self._folder = site.base / Path(chosen.path).expanduser()
        self._exclude = site.exclude
        self.shown = str(self._folder)
        self._reader = file_reader(
            chosen.naming,
            root=self._folder,
            limits=chosen.limits,
            encoding=chosen.encoding,
            may_be_empty=chosen.may_be_empty,
            whole_pages=site.whole_pages,
        )

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: folder by folder, in the order of names."""
        if not self._folder.is_dir():
            raise SourceFailed(self.name, f"{self._folder}: no such folder; is its disk mounted?")
        yield from self._reader.articles(files_below(self._folder, output=self._exclude))
