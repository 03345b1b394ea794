"""A store that is locked, torn, newer, full, read-only, or gone."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import environment, inside
from tests.faults.echoing import articles, during, manifest, outputs, run
from tests.unit.store.stores import edited, filled, query, versions
from translate.store import database, memory
from translate.store.database import MIGRATIONS, open_store
from translate.store.integrity import faults


@pytest.fixture
def calm(tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed run writes."""
    assert run(articles(tmp_path / "in"), out=tmp_path / "calm").code == 0
    return outputs(tmp_path / "calm")


def test_a_truncated_store_ends_with_74_and_is_left_as_it_is(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", [f"{number} " + "و" * 400 for number in range(300)])
    torn = store.read_bytes()[: store.stat().st_size // 2]
    store.write_bytes(torn)
    ended = run(articles(tmp_path / "in"), out=tmp_path / "out", more=["--store", store])
    assert ended.code == 74
    assert f"{store}: not a store, or damaged" in ended.err
    assert "put a backup in its place" in ended.err
    assert store.read_bytes() == torn


def test_a_store_that_another_program_keeps_locked_ends_with_75(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "m.db", [])
    holder = sqlite3.connect(store, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(memory, "open_store", lambda path: open_store(path, wait=0.01))
    ended = run(articles(tmp_path / "in"), out=tmp_path / "out", more=["--store", store])
    assert (ended.code, "another program is writing to this store" in ended.err) == (75, True)
    holder.execute("ROLLBACK")
    holder.close()
    assert run(tmp_path / "in", out=tmp_path / "out", more=["--store", store]).code == 0


def test_a_newer_store_ends_with_74_and_is_left_as_it_is(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    query(store, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = store.read_bytes()
    ended = run(articles(tmp_path / "in"), out=tmp_path / "out", more=["--store", store])
    assert (ended.code, "written by a newer tarjoman" in ended.err) == (74, True)
    assert store.read_bytes() == before


def test_a_database_of_another_program_ends_with_74_and_is_left_as_it_is(tmp_path: Path) -> None:
    query(tmp_path / "m.db", "CREATE TABLE letters (text TEXT)")
    ended = run(articles(tmp_path / "in"), out=tmp_path / "out", more=["--store", tmp_path / "m.db"])
    assert (ended.code, "a database of another program" in ended.err) == (74, True)
    assert query(tmp_path / "m.db", "SELECT name FROM sqlite_master") == [("letters",)]


def test_a_read_only_store_ends_with_74_and_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    connect = sqlite3.connect

    def closed(_path: Path, **more: object) -> sqlite3.Connection:
        return connect(f"file:{store}?mode=ro", uri=True, **more)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(database.sqlite3, "connect", closed)  # type: ignore[attr-defined]
    ended = run(articles(tmp_path / "in"), out=tmp_path / "out", more=["--store", store])
    monkeypatch.undo()
    assert (ended.code, "check the permissions" in ended.err) == (74, True)
    assert query(store, "SELECT source FROM entry") == [("1",)]


def test_a_store_without_room_ends_with_74_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    def small(path: Path) -> sqlite3.Connection:
        connection = open_store(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    with monkeypatch.context() as patch:
        during(patch, lambda: None)
        patch.setattr(memory, "open_store", small)
        ended = run(tmp_path / "in", out=tmp_path / "out")
    assert ended.code == 74
    assert "nothing that was stored is lost, free some space" in ended.err
    store = tmp_path / "out" / ".tarjoman" / "memory.db"
    assert list(faults(store)) == []
    assert query(store, "SELECT count(*) > 0 FROM entry") == [(1,)]
    with monkeypatch.context() as patch:
        during(patch, lambda: None)
        assert run(tmp_path / "in", out=tmp_path / "out").code == 0
    assert outputs(tmp_path / "out") == calm


def test_a_store_deleted_in_mid_run_ends_with_74_and_the_outputs_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    store = tmp_path / "m.db"
    with monkeypatch.context() as patch:
        during(patch, store.unlink)
        ended = run(tmp_path / "in", out=tmp_path / "out", more=["--store", store])
    assert (ended.code, "was removed or replaced while it was in use" in ended.err) == (74, True)
    assert outputs(tmp_path / "out") == calm
    assert run(tmp_path / "in", out=tmp_path / "out", more=["--store", store]).code == 0


def test_an_output_folder_deleted_in_mid_run_ends_with_74_and_the_next_run_makes_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    out, store = tmp_path / "out", tmp_path / "m.db"
    with monkeypatch.context() as patch:
        during(patch, lambda: shutil.rmtree(out), at=5)
        ended = run(tmp_path / "in", out=out, more=["--store", store])
    assert ended.code == 74
    assert str(out) in ended.err
    ended = run(tmp_path / "in", out=out, more=["--store", store])
    assert ended.code == 0
    assert outputs(out).keys() == calm.keys()
    assert {name: text for name, text in outputs(out).items() if name.endswith(".txt")} == {
        name: text for name, text in calm.items() if name.endswith(".txt")
    }


def test_a_clock_that_runs_backwards_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    hours = iter(range(10_000_000, 0, -3600))
    monkeypatch.setattr(memory.time, "time", lambda: float(next(hours)))  # type: ignore[attr-defined]
    ended = run(tmp_path / "in", out=tmp_path / "out")
    assert (ended.code, outputs(tmp_path / "out")) == (0, calm)
    again = run(tmp_path / "in", out=tmp_path / "out")
    assert (again.code, manifest(tmp_path / "out")["counts"]["decoded"]) == (0, 0)


def test_a_damaged_page_of_an_older_store_leaves_its_backup_and_its_edits(tmp_path: Path) -> None:
    """What `memory check` finds, a backup mends; the edits in it are those of its moment."""
    store = filled(tmp_path / "m.db", [f"{number} " + "و" * 400 for number in range(300)])
    edited(store, "Kept.")
    assert inside("memory", "backup", store, "-o", tmp_path / "b.db").code == 0
    store.write_bytes(store.read_bytes()[:20_000])
    assert inside("memory", "check", store).code == 74
    shutil.copy(tmp_path / "b.db", store)
    assert inside("memory", "check", store).code == 0
    assert versions(store) == [(1, "Kept.")]


KILLED_WHILE_COPYING = """
import os, signal, sys
from pathlib import Path
from translate.store.merging import back_up
Path.replace = lambda self, goal: os.kill(os.getpid(), signal.SIGKILL)
back_up(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_backup_that_is_killed_leaves_nothing_that_counts_and_the_next_one_tidies_up(
    tmp_path: Path,
) -> None:
    store, backup = filled(tmp_path / "m.db", ["1", "2"]), tmp_path / "kept" / "b.db"
    backup.parent.mkdir()
    command = [sys.executable, "-c", KILLED_WHILE_COPYING, str(store), str(backup)]
    killed = subprocess.run(command, check=False, env=environment())
    assert killed.returncode == -signal.SIGKILL
    assert not backup.exists()
    assert (
        len(list(backup.parent.iterdir())) == 1
    )  # the unfinished copy, under a name that nobody takes for one
    assert inside("memory", "backup", store, "-o", backup).code == 0
    assert list(backup.parent.iterdir()) == [backup]
    assert query(backup, "SELECT count(*) FROM entry") == [(2,)]
