"""JSON Lines: a document a row, with an id, a title, a text, and whatever else it carries."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import count
from typing import BinaryIO

from translate.formats.encoding import decode
from translate.formats.given_ids import GivenIds
from translate.formats.lines import Undecodable, decoded_lines
from translate.records import Document, Unit, Unreadable

_LINE = " line "
_SURROGATE = re.compile("[\ud800-\udfff]")
# Python reads and writes JSON by recursion, about a thousand levels; no article is nested that deep.
_DEEPEST = 100
_TOO_DEEP = f"nested more than {_DEEPEST} levels deep"


class JsonLines:
    """Rows `{"id", "title", "text", ...}`. `text` is a must, `title` may be missing or null.

    A row comes out as it came plus `text_en` and, where there is a title, `title_en`; these two replace
    fields of that name. Always valid JSON in UTF-8: a lone surrogate becomes U+FFFD already on reading
    (no model and no database takes one), NaN and Infinity, which JSON does not know, become null. A row
    that cannot be read becomes `{"line", "error", "raw"}` in its place, one that is refused for what it says
    `{"id", "error", "raw"}`. Blank lines are dropped.
    """

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    output_suffix = ".en.jsonl"
    has_rows = True

    def documents(
        self, file: BinaryIO, *, name: str, encoding: str | None
    ) -> Iterator[Document | Unreadable]:
        """A document for each row; the file is never held as a whole."""
        return self._rows(enumerate(decoded_lines(file, name=name, encoding=encoding), start=1), name)

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The file's characters; see `translate.formats.encoding.decode`."""
        return decode(content, name=name, encoding=encoding)

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """A document for each row of a text, one row at a time."""
        return self._rows(_numbered_lines(text), name)

    @staticmethod
    def _rows(lines: Iterable[tuple[int, str | Undecodable]], name: str) -> Iterator[Document | Unreadable]:
        """Documents of numbered lines, each id given once.

        A document's id is the row's `id` (a string or a whole number), `NAME:LINE` where it has none; an
        id that was there before gets `#2`, `#3`, ... A title is a unit with `field="title"`, before the
        text's.
        """
        with closing(GivenIds()) as given:
            for number, line in lines:
                where = f"{name}{_LINE}{number}"
                fallback = f"{name}:{number}"
                if isinstance(line, Undecodable):
                    yield Unreadable(given.distinct(fallback), where, line.reason, line.raw)
                    continue
                if not line.strip():
                    continue
                try:
                    row = parsed_row(line)
                    units = _units(row)
                except ValueError as error:
                    yield Unreadable(given.distinct(fallback), where, reason=str(error), raw=line)
                else:
                    yield Document(given.distinct(_id(row) or fallback), units=units, row=row)

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The row with its English fields, and a line feed."""
        row: dict[str, object] = dict(read.row or {}) if isinstance(read, Document) else _failed(read)
        units_read = read.units if isinstance(read, Document) else ()
        english: dict[str, str] = {}
        gap = ""
        for unit, target in zip(units_read, units, strict=True):
            # A field of several paragraphs comes as a unit for each.
            name = f"{unit.field}_en"
            english[name] = (
                f"{english[name]}{gap}{_sound(target)}" if name in english else str(_sound(target))
            )
            gap = unit.after
        return json.dumps({**row, **english}, ensure_ascii=False, allow_nan=False) + "\n"


def _numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines from 1, without the line feed; `str.splitlines` would break a row at U+2028 inside a string."""
    start = 0
    for number in count(1):
        end = text.find("\n", start)
        if end < 0:
            yield number, text[start:]
            return
        yield number, text[start:end]
        start = end + 1


def parsed_row(line: str) -> dict[str, object]:
    """The row, fit to be written again. ValueError says what is wrong with it."""
    try:
        row = _sound(json.loads(line))
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise ValueError(_TOO_DEEP) from error
    if isinstance(row, dict):
        return row
    raise ValueError('not a JSON object; a row looks like {"id": ..., "title": ..., "text": ...}')


def _sound(value: object, depth: int = 0) -> object:
    """The same without what JSON in UTF-8 cannot hold: lone surrogates, NaN and infinities."""
    if depth > _DEEPEST:
        raise ValueError(_TOO_DEEP)
    match value:
        case str():
            return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [_sound(item, depth + 1) for item in value]
        case dict():
            return {str(_sound(key)): _sound(item, depth + 1) for key, item in value.items()}
    return value


def _units(row: Mapping[str, object]) -> tuple[Unit, ...]:
    """Title and text, each a unit to the character. ValueError where there is no text."""
    match row:
        case {"text": str(text), "title": str(title)}:
            return (Unit(title, after="\n\n", field="title", one_paragraph=True), Unit(text))
        case {"text": str(text), **rest} if rest.get("title") is None:
            return (Unit(text),)
        case {"text": str()}:
            raise ValueError('"title" is not a string')
        case {"text": _}:
            raise ValueError('"text" is not a string')
    raise ValueError('no field "text"')


def _id(row: Mapping[str, object]) -> str:
    given = row.get("id")
    # True is an int to Python, and an empty id is none.
    return str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else ""


def _failed(read: Unreadable) -> dict[str, object]:
    """Line and cause; for a row that was read here and refused later its id, as no line is known then."""
    _, found, line = read.where.rpartition(_LINE)
    place: dict[str, object] = {"line": int(line)} if found and line.isdecimal() else {"id": _sound(read.id)}
    return {**place, "error": _sound(read.reason), "raw": _sound(read.raw)}
