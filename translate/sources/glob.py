"""Source "glob": the files that match a pattern."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from translate.errors import BadUsage
from translate.formats.walk import files_matching, is_pattern, pattern_of
from translate.sources.base import Fetched, SourceFailed
from translate.sources.files import file_reader
from translate.sources.options import FileLimits, Naming, Site


@dataclass(frozen=True, slots=True)
class GlobOptions:
    """`path` is the pattern: `*` and `?` in names, `**` for any number of folders; the rest as in folders."""

    naming: Naming
    path: str
    encoding: str | None = None
    may_be_empty: bool = False
    limits: FileLimits = field(default_factory=FileLimits)


class Glob:
    """A folder of which only some files are wanted. Ids are paths below the pattern's plain beginning."""

    Options: ClassVar[type[GlobOptions]] = GlobOptions

    def __init__(self, chosen: GlobOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = str(site.base / Path(chosen.path).expanduser())
        self._exclude = site.exclude
        if not is_pattern(chosen.path):
            raise BadUsage(f'source {self.name}: {chosen.path!r} is no pattern; say kind = "folder"')
        self._root, self._parts = pattern_of(self.shown)
        self._reader = file_reader(
            chosen.naming,
            root=self._root,
            limits=chosen.limits,
            encoding=chosen.encoding,
            may_be_empty=chosen.may_be_empty,
            whole_pages=site.whole_pages,
        )

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: in the order of names."""
        if not self._root.is_dir():
            raise SourceFailed(self.name, f"{self._root}: no such folder; is its disk mounted?")
        found = files_matching(self._parts, self._root, output=self._exclude)
        yield from self._reader.articles(found)
