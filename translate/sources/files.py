"""What a folder and a pattern have in common: files in any format that can be read, one article each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import ClassVar

from translate.errors import BadUsage, UnreadableDocument
from translate.formats import registry
from translate.formats.base import Format
from translate.formats.walk import Skipped
from translate.records import Unreadable
from translate.sources.base import Content, Fetched, SourceFailed, at_hand, once
from translate.sources.identity import Distinct, article_id
from translate.sources.opening import GZIP, opened, stamp
from translate.sources.options import FileLimits, Naming, Site

_ROWS = ".en.jsonl"
_PAGE = ".en.html"


@dataclass(frozen=True, slots=True)
class FileReader:
    """Makes articles of files below `root`. A file of rows gives an article for each row."""

    naming: Naming
    root: Path
    limits: FileLimits
    encoding: str | None
    priority: float
    may_be_empty: bool
    whole_pages: bool

    def articles(self, found: Iterable[Path | Skipped]) -> Iterator[Fetched]:
        """An article for each file that can be read, packed (.gz) or not. SourceFailed for no file at all."""
        distinct, empty = Distinct(), True
        for each in found:
            path = _readable(each)
            if path is None:
                continue
            empty = False
            yield from self._of(path, distinct)
        if empty and not self.may_be_empty:
            raise SourceFailed(
                self.naming.name,
                f"{self.root}: nothing to read there; is its disk mounted? If it may be empty, say "
                "may_be_empty = true",
            )

    def _of(self, path: Path, distinct: Distinct) -> Iterator[Fetched]:
        native = path.relative_to(self.root).as_posix()
        try:
            hint = stamp(path)
        except OSError as error:
            name = distinct(article_id(self.naming.name, native))
            reason = f"cannot be read ({error.strerror})"
            yield Fetched(name, at_hand(Unreadable(name, str(path), reason)), priority=self.priority)
            return
        is_packed = path.suffix.lower() == GZIP
        # What is packed goes through a file of rows, which holds no page.
        form = registry.for_suffix(_suffix(path), whole_page=self.whole_pages and not is_packed)
        if form.output_suffix == _ROWS:
            yield from self._rows(path, form, native, distinct, hint)
            return
        name = distinct(article_id(self.naming.name, native))
        yield Fetched(
            name,
            once(partial(self._article, path, form, name)),
            path=None if is_packed else path,
            encoding=self.encoding,
            whole_page=form.output_suffix == _PAGE,
            hint=f"{hint}-{self.encoding or ''}{_PAGE if form.output_suffix == _PAGE else ''}",
            priority=self.priority,
        )

    def _article(self, path: Path, form: Format, name: str) -> Content:
        try:
            with opened(path, self.limits) as file:
                read = next(iter(form.documents(file, name=name, encoding=self.encoding)), None)
        except UnreadableDocument as error:
            return Unreadable(name, str(path), error.reason)
        return Unreadable(name, str(path), "nothing in it") if read is None else replace(read, id=name)

    def _rows(
        self, path: Path, form: Format, native: str, distinct: Distinct, hint: str
    ) -> Iterator[Fetched]:
        try:
            with opened(path, self.limits) as file:
                for read in form.documents(file, name=native, encoding=self.encoding):
                    # A row without an id of its own is called FILE:LINE by its format.
                    row = read.id if read.id.startswith(f"{native}:") else f"{native}/{read.id}"
                    name = distinct(article_id(self.naming.name, row))
                    yield Fetched(name, at_hand(replace(read, id=name)), hint=hint, priority=self.priority)
        except UnreadableDocument as error:
            name = distinct(article_id(self.naming.name, native))
            unreadable = Unreadable(name, str(path), error.reason)
            yield Fetched(name, at_hand(unreadable), priority=self.priority)


@dataclass(frozen=True, slots=True)
class FilesOptions:
    """`path` is the folder, or the pattern: `*` and `?` in names, `**` for any number of folders.

    `encoding` is what its files are written in, if not UTF-8. An empty folder is taken for a disk that is not
    mounted unless `may_be_empty`.
    """

    naming: Naming
    path: str
    encoding: str | None = None
    may_be_empty: bool = False
    limits: FileLimits = field(default_factory=FileLimits)


class FilesBelow:
    """Files below `root` in the formats that `tarjoman run` reads, packed or not; `found` lists them."""

    Options: ClassVar[type[FilesOptions]] = FilesOptions

    def __init__(
        self, chosen: FilesOptions, site: Site, *, root: Path, found: Callable[[], Iterable[Path | Skipped]]
    ) -> None:
        if isinstance(priority := chosen.naming.priority, str):
            raise BadUsage(
                f"source {chosen.naming.name}: priority {priority!r}: files have no columns; give a number"
            )
        self.name = chosen.naming.name
        self.shown = str(site.base / Path(chosen.path).expanduser())
        self._root = root
        self._found = found
        self._reader = FileReader(
            chosen.naming,
            root,
            chosen.limits,
            chosen.encoding,
            priority,
            chosen.may_be_empty,
            site.whole_pages,
        )

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: in the order of names."""
        if not self._root.is_dir():
            raise SourceFailed(self.name, f"{self._root}: no such folder; is its disk mounted?")
        yield from self._reader.articles(self._found())


def _readable(each: Path | Skipped) -> Path | None:
    """The file, also where it was passed over because it is packed."""
    if isinstance(each, Path):
        return each
    path = each.path
    packed = path.suffix.lower() == GZIP and not path.name.startswith(".") and path.is_file()
    return path if packed and registry.is_supported(PurePath(path.stem)) else None


def _suffix(path: Path) -> str:
    """The ending that says the format, without that of the packing."""
    return PurePath(path.stem).suffix if path.suffix.lower() == GZIP else path.suffix
