import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.store.stores import edited, filled, query, sources, versions
from translate.errors import BadInput
from translate.store.exchange import exported, imported


def quiet(_done: int, _total: int) -> None:
    """Nobody is listening."""


def lines(store: Path) -> list[bytes]:
    return [line.encode() for line in exported(store, told=quiet)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    filled(tmp_path / "m.db", ["یک", "دو \u200c\u2028"], fingerprint="engine|int8|abc")
    edited(tmp_path / "m.db", "First.")
    edited(tmp_path / "m.db", "Second \x00 \U0001f600", state="draft")
    return tmp_path / "m.db"


def test_a_store_that_was_exported_and_imported_exports_the_same(store: Path, tmp_path: Path) -> None:
    first = lines(store)
    merged = imported(tmp_path / "new.db", first, name="x", told=quiet)
    assert (merged.entries, merged.edits) == (2, 2)
    assert [strip(line) for line in lines(tmp_path / "new.db")] == [strip(line) for line in first]
    assert lines(store) == first


def strip(line: bytes) -> object:
    """A row without what belongs to the store: the edits that a run knew are numbered anew."""
    row = json.loads(line)
    if "run" in row:
        row["run"].pop("edits")
    return row


def test_the_first_line_says_what_follows(store: Path) -> None:
    header = json.loads(lines(store)[0])
    assert header["tarjoman"] == "memory"
    assert header["rows"]["entry"] == 2
    assert len(lines(store)) == 1 + sum(header["rows"].values())


def test_importing_twice_adds_nothing(store: Path) -> None:
    merged = imported(store, lines(store), name="x", told=quiet)
    assert (merged.entries, merged.known, merged.edits, merged.edits_known) == (0, 2, 0, 2)
    assert versions(store) == [(1, "First."), (2, "Second \x00 \U0001f600")]


def cut(rows: list[bytes]) -> list[bytes]:
    return rows[:-1]


def broken(rows: list[bytes]) -> list[bytes]:
    return [*rows[:-1], rows[-1][:-9]]


def headless(rows: list[bytes]) -> list[bytes]:
    return rows[1:]


def newer(rows: list[bytes]) -> list[bytes]:
    return [json.dumps(json.loads(rows[0]) | {"store": 999}).encode(), *rows[1:]]


def foreign(rows: list[bytes]) -> list[bytes]:
    return [*rows, b'{"letter": {"text": "a"}}\n']


def other_column(rows: list[bytes]) -> list[bytes]:
    return [*rows, b'{"run": {"colour": "red"}}\n']


def no_hex(rows: list[bytes]) -> list[bytes]:
    return [line.replace(b'"key":"', b'"key":"xyz') for line in rows]


def empty(_rows: list[bytes]) -> list[bytes]:
    return []


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (cut, "holds 1 rows of 'entry' where its first line announces 2"),
        (broken, r"line \d+: no JSON"),
        (headless, "does not begin as an export"),
        (newer, "written by a newer tarjoman"),
        (foreign, "no row of a store, 'letter'"),
        (other_column, "has no column 'colour'"),
        (no_hex, "not a row of 'entry'"),
        (empty, "line 1: no JSON"),
    ],
)
def test_lines_that_are_no_whole_export_are_refused_and_nothing_is_imported(
    store: Path, tmp_path: Path, spoil: Callable[[list[bytes]], list[bytes]], cause: str
) -> None:
    target = filled(tmp_path / "target.db", ["here"])
    with pytest.raises(BadInput, match=cause):
        imported(target, spoil(lines(store)), name="x", told=quiet)
    assert sources(target) == {"here"}
    assert query(target, "SELECT count(*) FROM edit") == [(0,)]
    assert not list(tmp_path.glob(".tarjoman-*"))


def test_progress_is_told_row_by_row(store: Path) -> None:
    heard: list[tuple[int, int]] = []
    list(exported(store, told=lambda done, total: heard.append((done, total))))
    assert heard[-1] == (5, 5)
    assert [done for done, _ in heard] == [1, 2, 3, 4, 5]
