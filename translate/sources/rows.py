"""Rows of tables into articles: which column is what, and what becomes of a row that is broken."""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from translate.records import Document, Unit, Unreadable
from translate.sources.base import Content, Fetched, SourceFailed, at_hand
from translate.sources.identity import Distinct, article_id, short_hash
from translate.sources.options import Naming

_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what. `modified` changes whenever the row does; None: the row itself is compared.

    A column named here by default may be missing, but for `text`. At most `max_rows` rows are taken.
    """

    id: str = "id"
    title: str = "title"
    text: str = "text"
    modified: str | None = None
    max_rows: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it came; `where` names table or file, and line or number."""

    where: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read. `native` tells it from others, as far as it can be told."""

    where: str
    reason: str
    raw: str
    native: str


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes articles of rows. `stamp` gives a row's hint where there is no column for it: "" for none."""

    naming: Naming
    columns: Columns
    stamp: str = ""

    def articles(self, rows: Iterable[Row | BrokenRow]) -> Iterator[Fetched]:
        """An article for each row, in order, ids distinct. Raises SourceFailed beyond `max_rows`."""
        distinct = Distinct()
        for number, row in enumerate(rows):
            if number == self.columns.max_rows:
                raise SourceFailed(
                    self.naming.name,
                    f"more than {number} rows, and the rest was not read; raise max_rows, or choose fewer",
                )
            yield self._article(row, distinct)

    def check(self, present: Sequence[str]) -> None:
        """Raise SourceFailed where a column that is needed, or was asked for, is not among `present`."""
        usual = Columns()
        asked = {self.columns.text, self.columns.modified, *self._chosen(usual)} - {None}
        for column in sorted(str(each) for each in asked):
            if column not in present:
                near = get_close_matches(column, present, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(present)}"
                raise SourceFailed(self.naming.name, f"no column {column!r}; {hint}")

    def _chosen(self, usual: Columns) -> set[str]:
        chosen = {
            mine
            for mine, theirs in ((self.columns.id, usual.id), (self.columns.title, usual.title))
            if mine != theirs
        }
        return chosen | ({self.naming.priority} if isinstance(self.naming.priority, str) else set())

    def _article(self, row: Row | BrokenRow, distinct: Distinct) -> Fetched:
        if isinstance(row, BrokenRow):
            name = distinct(article_id(self.naming.name, row.native))
            return Fetched(name, at_hand(Unreadable(name, row.where, row.reason, row.raw)))
        name = distinct(article_id(self.naming.name, self._native(row.values)))
        modified = self._modified(row.values)
        content = self._content(name, row)
        try:
            priority = self._priority(row.values)
        except ValueError as error:
            content, priority = Unreadable(name, row.where, str(error)), 0.0
        hint = self.stamp if modified is None else short_hash(f"{modified}\n{self.columns}")
        return Fetched(name, at_hand(content), hint=hint, modified=modified, priority=priority)

    def _native(self, row: Mapping[str, object]) -> str:
        """The row's own id, or a hash of its title or text: numbers change when a row comes before."""
        given = row.get(self.columns.id)
        if not isinstance(given, float | bool | list | dict | None) and str(given).strip():
            return str(given)
        title, text = row.get(self.columns.title), row.get(self.columns.text)
        return "row-" + short_hash(str(title) if title else str(text))

    def _modified(self, row: Mapping[str, object]) -> str | None:
        value = row.get(self.columns.modified) if self.columns.modified else None
        return None if value is None else str(value)

    def _priority(self, row: Mapping[str, object]) -> float:
        if not isinstance(self.naming.priority, str):
            return float(self.naming.priority)
        value = row.get(self.naming.priority)
        if value is None or value == "":
            return 0.0
        try:
            number = float(value) if isinstance(value, int | float | str) else math.nan
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(f"{self.naming.priority!r}, its priority, is not a number: {value!r}")
        return number

    def _content(self, name: str, row: Row) -> Content:
        try:
            units = _units(row.values, self.columns)
            return Document(name, units=units, row=as_it_came(row.values))
        except ValueError as error:
            return Unreadable(name, row.where, str(error), raw=_raw(row.values))


def text_units(title: str, text: str) -> tuple[Unit, ...]:
    """The units of an article that has a title and a text, either of them perhaps empty."""
    headed = (Unit(title, after="\n\n", field="title", one_paragraph=True),) if title.strip() else ()
    return (*headed, Unit(text)) if text.strip() else headed


def as_it_came(row: Mapping[str, object]) -> dict[str, object]:
    """The row as JSON can hold it; dates and other kinds as texts. ValueError where it is nested too deep."""
    return {str(key): _plain(value) for key, value in row.items()}


def stamp_of(text: str, **settings: object) -> str:
    """A hint of what identifies a state of the source, and of the settings that say how it is read."""
    return hashlib.sha256(f"{text}\n{sorted(settings.items())}".encode()).hexdigest()[:20]


def _units(row: Mapping[str, object], columns: Columns) -> tuple[Unit, ...]:
    if columns.text not in row:
        raise ValueError(f"no column {columns.text!r}; there are {', '.join(map(str, row)) or 'none'}")
    title = _text(row.get(columns.title), columns.title)
    if units := text_units(title, _text(row[columns.text], columns.text)):
        return units
    raise ValueError(f"{columns.text!r} is empty")


def _text(value: object, column: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{column!r} is not a text but {type(value).__name__}")  # noqa: TRY004 - told as one
    if _SURROGATE.search(value):
        raise ValueError(f"{column!r} is not UTF-8")
    return value


def _plain(value: object, depth: int = 0) -> object:
    if depth > _DEEPEST:
        raise ValueError(f"nested more than {_DEEPEST} levels deep")
    match value:
        case bool() | int() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
        case list() | tuple():
            return [_plain(item, depth + 1) for item in value]
        case dict():
            return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    text = f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _raw(row: Mapping[str, object]) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", repr(dict(row)))[:1000]
