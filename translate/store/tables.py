"""The tables of a store as they stand in the file, for whoever moves all of them."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the names of its columns in order, and those of them that hold bytes."""

    name: str
    columns: tuple[str, ...]
    of_bytes: frozenset[str]


def tables(connection: sqlite3.Connection) -> dict[str, Table]:
    """All tables by name, each after those that its rows refer to: runs before entries."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    return {name: _table(connection, name) for (name,) in names.fetchall()}


def count(connection: sqlite3.Connection, table: Table) -> int:
    """The number of its rows."""
    return int(connection.execute(f"SELECT count(*) FROM main.{table.name}").fetchone()[0])  # noqa: S608


def _table(connection: sqlite3.Connection, name: str) -> Table:
    found = connection.execute("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (name,)).fetchall()
    columns = tuple(column for column, _ in found)
    return Table(name, columns, frozenset(column for column, kind in found if kind == "BLOB"))
