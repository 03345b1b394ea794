"""Texts to be scored, from the files they come in: lines, JSON Lines, XLIFF, TMX, each also gzipped.

Lines are read as sacreBLEU reads them: only a line feed ends one (a U+2028 inside a line stays there), blanks
at its end go, everything else stays, so that scores agree to the last digit.
"""

import gzip
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple

from translate.errors import BadInput, OutputFailed, UnreadableDocument
from translate.text.characters import BOM

Role = Literal["hypothesis", "reference", "source"]


class Item(NamedTuple):
    """One text of a file: `line` counts from 1 (in XLIFF and TMX: the element's line).

    `document`, `paragraph` and `domain` are None where the file does not say; `origin` as in segments.jsonl.
    """

    text: str
    line: int
    document: str | None = None
    paragraph: str | None = None
    origin: str = ""
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """One side of an evaluation, in the file's order. `path` names it in messages."""

    path: str
    items: tuple[Item, ...]

    @property
    def texts(self) -> list[str]:
        """The texts alone."""
        return [item.text for item in self.items]

    @property
    def documents(self) -> list[str] | None:
        """The document of each text, or None unless the file says it for all."""
        found = [item.document for item in self.items if item.document is not None]
        return found if len(found) == len(self.items) else None

    @property
    def domains(self) -> list[str] | None:
        """The domain of each text, or None unless the file says it for all."""
        found = [item.domain for item in self.items if item.domain is not None]
        return found if len(found) == len(self.items) else None

    @property
    def paragraphs(self) -> list[str] | None:
        """Document and paragraph of each text as one name, or None unless the file says it for all."""
        found = [
            f"{item.document}\t{item.paragraph}"
            for item in self.items
            if item.document is not None and item.paragraph is not None
        ]
        return found if len(found) == len(self.items) else None


Reader = Callable[[bytes, str, Role, str | None], Iterable[Item]]
"""Content, its name in messages, the side wanted, the field asked for -> items."""

READERS = {
    ".jsonl": "translate.evaluation.reading:json_rows",
    ".ndjson": "translate.evaluation.reading:json_rows",
    ".xlf": "translate.evaluation.reading_xml:xliff_items",
    ".xliff": "translate.evaluation.reading_xml:xliff_items",
    ".tmx": "translate.evaluation.reading_xml:tmx_items",
}
"""File ending -> reader; any other ending holds one text a line."""

FIELDS: Mapping[Role, tuple[str, ...]] = {
    "hypothesis": ("hypothesis", "hyp", "target", "translation", "mt", "text_en", "text"),
    "reference": ("reference", "ref", "ref_a", "target", "translation", "text_en", "text"),
    "source": ("source", "src", "text_fa", "text"),
}
"""Names under which a JSON row may hold the text, best first."""


def read_texts(path: str, role: Role) -> Texts:
    """All texts of a file. `path` may end in `#FIELD` (JSON Lines) and in `.gz`; `-` is standard input.

    BadInput where the file is empty or is not what its ending says; OutputFailed where it cannot be read.
    """
    name, _, field = path.partition("#") if not Path(path).exists() else (path, "", "")
    content = _content(name)
    reader = _reader(name)
    items = tuple(reader(content, name, role, field or None))
    if not items:
        raise BadInput(f"{name}: no {role} in it; the file is empty or holds another language")
    return Texts(path, items)


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        raw = Path(name).read_bytes()
        return gzip.decompress(raw) if name.lower().endswith(".gz") else raw
    except FileNotFoundError as error:
        raise BadInput(f"{name}: no such file") from error
    except (gzip.BadGzipFile, EOFError) as error:
        raise UnreadableDocument(name, f"not a complete gzip file ({error})") from error
    except OSError as error:
        raise OutputFailed(f"{name}: {error.strerror or error}") from error


def _reader(name: str) -> Reader:
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    if suffix not in READERS:
        return line_items
    module, _, function = READERS[suffix].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def decoded_lines(content: bytes, name: str) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each line; UnreadableDocument names the first line that is not UTF-8."""
    lines = content.split(b"\n")
    if lines[-1] == b"":  # what follows the last line feed is not a line
        lines.pop()
    for number, line in enumerate(lines, 1):
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = (
                f"line {number} is not UTF-8 (byte {error.start}); convert the file first, e.g. with iconv"
            )
            raise UnreadableDocument(name, reason) from error


def line_items(content: bytes, name: str, role: Role, field: str | None) -> Iterator[Item]:
    """One text a line."""
    if field:
        raise BadInput(f"{name}: #{field} asks for a field of a {role} file, but this one holds plain lines")
    for number, line in decoded_lines(content, name):
        yield Item(line.rstrip(), number)


def json_rows(content: bytes, name: str, role: Role, field: str | None) -> Iterator[Item]:
    """One JSON object a line; segments.jsonl, news.jsonl, or any rows with a known field name."""
    import json

    for number, line in decoded_lines(content.removeprefix(BOM.encode()), name):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableDocument(name, f"line {number} is not JSON ({error.msg})") from error
        if not isinstance(row, dict):
            raise UnreadableDocument(name, f"line {number} is not a JSON object")
        yield _row_item(row, number, name, role, field)


def _row_item(row: dict[str, object], number: int, name: str, role: Role, field: str | None) -> Item:
    names = (field,) if field else FIELDS[role]
    present = [key for key in names if key in row]
    if not present:
        wanted = " or ".join(names)
        raise UnreadableDocument(name, f"line {number} has no field {wanted}; name one with {name}#FIELD")
    text = row[present[0]]
    if not isinstance(text, str):
        raise UnreadableDocument(name, f"line {number}: field {present[0]} holds no text")
    return Item(
        text.rstrip(),
        number,
        document=_name_of(row, "document", "doc", "docid"),
        paragraph=_name_of(row, "unit", "paragraph"),
        origin=str(row.get("origin", "")),
        domain=_name_of(row, "domain"),
    )


def _name_of(row: dict[str, object], *keys: str) -> str | None:
    for key in keys:
        if row.get(key) is not None:
            return str(row[key])
    return None
