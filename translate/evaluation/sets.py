"""Test sets: what is known of each, and its segments once its files are at hand."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from translate.errors import BadInput, BadUsage
from translate.evaluation.alignment import Aligned
from translate.evaluation.reading import decoded_lines

Locate = Callable[["SetFile"], Path]
"""Where a file of a set lies; fetches it if need be."""


@dataclass(frozen=True, slots=True)
class SetFile:
    """A file of a set. `also` are other names it goes by; `column` the one that holds document ids."""

    name: str
    address: str | None = None
    sha256: str | None = None
    also: tuple[str, ...] = ()
    column: str | None = None


@dataclass(frozen=True, slots=True)
class SetEntry:
    """What sets.toml says of a set; `table` is the entry as it stands there."""

    name: str
    title: str
    licence: str
    original: str
    restricted: bool
    kind: str
    table: Mapping[str, Any]
    folder: Path

    def files(self) -> list[SetFile]:
        """The files that must be fetched; none for our own and for hub sets."""
        entries = [self.table.get("source"), *self.table.get("references", ())]
        entries += [self.table.get("documents"), self.table.get("rows")]
        return [set_file(entry) for entry in entries if isinstance(entry, dict)]

    @property
    def direction(self) -> str:
        """The direction of translation in words, for tables and reports."""
        if self.original == "fa":
            return "written in Persian"
        if self.original == "en":
            return "written in English: the Persian is a translation"
        return "either side may be the original"


@dataclass(frozen=True, slots=True)
class TestSet:
    """A set with its segments, source first; `checksum` is a SHA-256 over all of its text."""

    __test__ = False  # not a class of tests, whatever pytest reads in its name

    entry: SetEntry
    source: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    documents: tuple[str, ...] | None
    domains: tuple[str, ...] | None

    @property
    def checksum(self) -> str:
        """Of sources and references, in order: what a score on this set depends on."""
        digest = hashlib.sha256()
        for column in (self.source, *self.references):
            digest.update("\n".join(column).encode() + b"\n\n")
        return digest.hexdigest()

    def aligned(self, hypotheses: Sequence[str]) -> Aligned:
        """Hypotheses for this set's sources, in order, ready to be scored."""
        if len(hypotheses) != len(self.source):
            raise BadInput(f"{self.entry.name}: {len(hypotheses)} hypotheses for {len(self.source)} segments")
        return Aligned(
            hypotheses=tuple(hypotheses),
            references=self.references,
            source=self.source,
            documents=self.documents,
            lines=tuple(range(1, len(hypotheses) + 1)),
            domains=self.domains,
        )


def set_file(entry: Mapping[str, Any]) -> SetFile:
    """A file entry of sets.toml."""
    return SetFile(
        name=entry["name"],
        address=entry.get("address"),
        sha256=entry.get("sha256"),
        also=tuple(entry.get("also", ())),
        column=entry.get("column"),
    )


def read_entries(path: Path) -> dict[str, SetEntry]:
    """All sets of a sets.toml by name; BadInput where it is broken."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadUsage(f"{path}: no such list of test sets; pass --sets FILE") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: not valid TOML ({error})") from error
    return {name: _entry(name, table, path) for name, table in tables.items()}


def _entry(name: str, table: Mapping[str, Any], path: Path) -> SetEntry:
    try:
        return SetEntry(
            name=name,
            title=table["title"],
            licence=table["licence"],
            original=table["original"],
            restricted=table["restricted"],
            kind=table["kind"],
            table=table,
            folder=path.parent,
        )
    except KeyError as error:
        raise BadInput(f"{path}: set {name!r} lacks {error.args[0]!r}") from error


def load_set(entry: SetEntry, locate: Locate) -> TestSet:
    """Read a set's segments; `locate` finds (or fetches) its files."""
    loaded = LOADERS[entry.kind](entry, locate) if entry.kind in LOADERS else None
    if loaded is None:
        raise BadInput(f"set {entry.name!r} is of kind {entry.kind!r}; there are {', '.join(LOADERS)}")
    if not loaded.source:
        raise BadInput(f"set {entry.name!r} holds no segments")
    return loaded


def _lines(path: Path) -> list[str]:
    return [line.rstrip() for _, line in decoded_lines(path.read_bytes(), str(path))]


def _line_set(entry: SetEntry, locate: Locate) -> TestSet:
    source_path = locate(set_file(entry.table["source"]))
    columns = [_lines(source_path)]
    for file in entry.table["references"]:
        columns.append(_lines(locate(set_file(file))))  # noqa: PERF401 - each may be a download
    documents, keep = _document_ids(entry, locate, len(columns[0]))
    for column in columns[1:]:
        if len(column) != len(columns[0]):
            raise BadInput(f"set {entry.name!r}: {len(columns[0])} sources but {len(column)} references")
    kept = [[text for text, wanted in zip(column, keep, strict=True) if wanted] for column in columns]
    return TestSet(
        entry=entry,
        source=tuple(kept[0]),
        references=tuple(tuple(column) for column in kept[1:]),
        documents=documents and tuple(d for d, wanted in zip(documents, keep, strict=True) if wanted),
        domains=None,
    )


def _document_ids(entry: SetEntry, locate: Locate, count: int) -> tuple[tuple[str, ...] | None, list[bool]]:
    """Document of each segment and whether the segment belongs to the set (`keep` names a part)."""
    if "documents" not in entry.table:
        return None, [True] * count
    file = set_file(entry.table["documents"])
    path = locate(file)
    keep = entry.table.get("keep")
    if file.column is None:
        names, wanted = [line.split("\t")[0] for line in _lines(path)], [True] * count
    else:
        rows = list(csv.DictReader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE))
        names = [row[file.column] for row in rows]
        wanted = [keep is None or row[keep["column"]] == keep["value"] for row in rows]
    if len(names) != count or len(wanted) != count:
        raise BadInput(f"set {entry.name!r}: {path} names {len(names)} segments, the source has {count}")
    return tuple(names), wanted


def _row_set(entry: SetEntry, locate: Locate) -> TestSet:
    local = entry.table.get("local")
    path = entry.folder / local if local else locate(set_file(entry.table["rows"]))
    if not path.is_file():
        raise BadInput(f"set {entry.name!r}: {path} is missing")
    if path.suffix == ".parquet":
        rows = list(_datasets(entry).load_dataset("parquet", data_files=str(path), split="train"))
    else:
        rows = [json.loads(line) for line in _lines(path) if line]
    return _from_rows(entry, rows, rows)


def _datasets(entry: SetEntry) -> Any:
    """The library, which only hub sets and Parquet need; BadUsage where it is not installed."""
    try:
        return import_module("datasets")
    except ModuleNotFoundError as error:
        message = f"set {entry.name!r} needs the library `datasets`: pip install 'tarjoman[eval]' first"
        raise BadUsage(message) from error


def _from_rows(
    entry: SetEntry, sources: Sequence[Mapping[str, Any]], references: Sequence[Mapping[str, Any]]
) -> TestSet:
    fields = entry.table["fields"]
    skip = fields.get("skip")
    pairs = [(a, b) for a, b in zip(sources, references, strict=True) if not (skip and a[skip])]
    document, domain = fields.get("document"), fields.get("domain")
    return TestSet(
        entry=entry,
        source=tuple(str(a[fields["source"]]).rstrip() for a, _ in pairs),
        references=tuple(tuple(str(b[name]).rstrip() for _, b in pairs) for name in fields["references"]),
        documents=tuple(str(a[document]) for a, _ in pairs) if document else None,
        domains=tuple(str(a[domain]) for a, _ in pairs) if domain else None,
    )


def _hub_set(entry: SetEntry, _: Locate) -> TestSet:
    load_dataset = _datasets(entry).load_dataset
    hub = entry.table["hub"]
    sides = [
        list(load_dataset(hub["path"], hub[config], split=hub["split"]))
        for config in ("source_config", "reference_config")
    ]
    return _from_rows(entry, *sides)


LOADERS: Mapping[str, Callable[[SetEntry, Locate], TestSet]] = {
    "lines": _line_set,
    "rows": _row_set,
    "hub": _hub_set,
}
