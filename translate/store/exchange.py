"""A whole store as lines of JSON, and back: to move it, to keep it, to read it with other tools.

The first line says what follows: `{"tarjoman": "memory", "format": 1, "store": 4, "rows": {"run": 2, ...}}`.
Every further line is one row, `{"entry": {"key": "00ff..", ...}}`, with all its columns; bytes are written in
hexadecimal.
"""

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from translate.errors import BadInput
from translate.store.database import MIGRATIONS, open_store, version_of
from translate.store.failures import explained
from translate.store.merging import Merged, merge_copy, opened_read_only
from translate.store.tables import Table, count, tables

FORMAT = 1

Told = Callable[[int, int], None]
"""Hears how many rows are done, of how many."""


def exported(store: Path, *, told: Told) -> Iterator[str]:
    """The lines of a store as it is at this moment, each with its line end; others may go on writing to it.

    Rows stand in the order of their keys: two exports of the same store are the same. Raises OutputFailed
    where there is no store, or a newer or damaged one.
    """
    with closing(opened_read_only(store)) as connection:
        try:
            version = version_of(connection, store)
            connection.execute("BEGIN")
            every = tables(connection)
            rows = {name: count(connection, table) for name, table in every.items()}
            yield _line({"tarjoman": "memory", "format": FORMAT, "store": version, "rows": rows})
            done, total = 0, sum(rows.values())
            for table in every.values():
                for row in _rows(connection, table):
                    done += 1
                    told(done, total)
                    yield _line({table.name: row})
        except sqlite3.Error as error:
            raise explained(store, error) from error


def imported(store: Path, lines: Iterable[bytes], *, name: str, told: Told) -> Merged:
    """Merge exported lines into a store, which is made where there is none; all of them or none.

    `name` is what messages call the lines. Raises BadInput with the line's number for what `exported` does
    not write, and when the end is missing. The caller holds the lock of `store`.
    """
    with tempfile.TemporaryDirectory(prefix=".tarjoman-", dir=store.absolute().parent) as folder:
        copy = Path(folder) / "other.db"
        with closing(open_store(copy)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("BEGIN")
            _fill(connection, enumerate(lines, start=1), name, told)
            connection.execute("COMMIT")
        return merge_copy(store, copy)


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[dict[str, object]]:
    for row in connection.execute(f"SELECT {','.join(table.columns)} FROM {table.name} ORDER BY 1, 2"):  # noqa: S608
        yield {
            column: value.hex() if column in table.of_bytes and value is not None else value
            for column, value in zip(table.columns, row, strict=True)
        }


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _fill(connection: sqlite3.Connection, lines: Iterator[tuple[int, bytes]], name: str, told: Told) -> None:
    every = tables(connection)
    announced = _announced(next(lines, (1, b""))[1], name)
    found: Counter[str] = Counter()
    for number, line in lines:
        where = f"{name} line {number}"
        table, row = _read(line, where)
        if table not in every:
            raise BadInput(f"{where}: no row of a store, {table!r}; is it an export of `tarjoman memory`?")
        _insert(connection, every[table], row, where)
        found[table] += 1
        told(found.total(), sum(announced.values()))
    for table, rows in announced.items():
        if found[table] != rows:
            raise BadInput(
                f"{name}: holds {found[table]} rows of {table!r} where its first line announces {rows}; "
                "it was cut short or changed, export it again"
            )


def _announced(line: bytes, name: str) -> dict[str, int]:
    """What the first line promises: rows by table."""
    where = f"{name} line 1"
    header = _object(line, where)
    if header.get("tarjoman") != "memory" or not isinstance(header.get("rows"), dict):
        raise BadInput(
            f"{where}: does not begin as an export of `tarjoman memory` does; is it the right file?"
        )
    if int(header.get("format", 0)) > FORMAT or int(header.get("store", 0)) > len(MIGRATIONS):
        raise BadInput(f"{where}: written by a newer tarjoman; update tarjoman, or export with an older one")
    return {str(table): int(rows) for table, rows in header["rows"].items()}


def _read(line: bytes, where: str) -> tuple[str, dict[str, Any]]:
    value = _object(line, where)
    ((table, row),) = value.items() if len(value) == 1 else (("", None),)
    if not isinstance(row, dict):
        raise BadInput(f'{where}: no row of a store; one looks like {{"entry": {{...}}}}')
    return table, row


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{where}: no JSON ({error}); was the file cut short or changed?") from error
    return value if isinstance(value, dict) else {}


def _insert(connection: sqlite3.Connection, table: Table, row: dict[str, Any], where: str) -> None:
    unknown = row.keys() - set(table.columns)
    if unknown:
        raise BadInput(f"{where}: {table.name!r} has no column {min(unknown)!r}; nothing was imported")
    try:
        values = [
            bytes.fromhex(value) if column in table.of_bytes and value is not None else value
            for column, value in row.items()
        ]
        marks = ",".join("?" * len(values))
        connection.execute(f"INSERT INTO {table.name} ({','.join(row)}) VALUES ({marks})", values)  # noqa: S608
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise BadInput(f"{where}: not a row of {table.name!r} ({error}); nothing was imported") from error
