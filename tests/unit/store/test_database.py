import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.store.stores import edited, filled, query
from translate.errors import OutputFailed
from translate.store import database
from translate.store.database import MIGRATIONS, open_store
from translate.store.integrity import faults
from translate.store.memory import Memory


def of_version_one(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1;")
        connection.execute("INSERT INTO run VALUES (1, 'job', 0.0, NULL)")
        connection.execute("INSERT INTO entry VALUES (?, 's', 't', 0.0, 1, 0)", (b"k" * 32,))
        connection.commit()
    return path


def test_an_older_store_is_backed_up_once_before_it_is_brought_forward(tmp_path: Path) -> None:
    store = of_version_one(tmp_path / "m.db")
    Memory(store).close()
    backup = tmp_path / "m.db.v1.bak"
    assert query(backup, "PRAGMA user_version") == [(1,)]
    assert query(backup, "SELECT source FROM entry") == [("s",)]
    assert backup.stat().st_mode & 0o777 == 0o600
    kept = backup.read_bytes()
    Memory(store).close()
    query(store, "PRAGMA user_version = 1")
    with pytest.raises(OutputFailed):  # its columns are there already: nothing is half done
        Memory(store)
    assert backup.read_bytes() == kept


def test_a_large_older_store_does_not_keep_the_space_of_the_table_that_was_copied(tmp_path: Path) -> None:
    store = of_version_one(tmp_path / "m.db")
    rows = [(number.to_bytes(32), "و" * 500, "t" * 500) for number in range(2000)]
    with closing(sqlite3.connect(store)) as connection:
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, 0.0, 1, 0)", rows)
        connection.commit()
    before = store.stat().st_size
    Memory(store).close()
    assert store.stat().st_size < 1.1 * before
    assert query(store, "SELECT key, source, target FROM entry ORDER BY key LIMIT 2000") == rows


def test_without_room_for_the_backup_the_older_store_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = of_version_one(tmp_path / "m.db")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputFailed, match="the backup cannot be written"):
        Memory(store)
    assert query(store, "PRAGMA user_version") == [(1,)]
    assert not list(tmp_path.glob(".tarjoman-*"))


def test_a_migration_that_fails_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = of_version_one(tmp_path / "m.db")
    bad = (MIGRATIONS[0], "CREATE TABLE half (x); SELECT nothing FROM nowhere;")
    monkeypatch.setattr(database, "MIGRATIONS", bad)
    with pytest.raises(OutputFailed):
        open_store(store)
    assert query(store, "PRAGMA user_version") == [(1,)]
    assert query(store, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]


def test_programs_that_open_a_store_at_the_same_moment_bring_it_forward_once(tmp_path: Path) -> None:
    store = of_version_one(tmp_path / "m.db")
    failures: list[BaseException] = []

    def opened() -> None:
        try:
            open_store(store, wait=30).close()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert query(store, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    query(tmp_path / "m.db", "CREATE TABLE letters (text TEXT)")
    with pytest.raises(OutputFailed, match="a database of another program"):
        open_store(tmp_path / "m.db")
    assert query(tmp_path / "m.db", "SELECT name FROM sqlite_master") == [("letters",)]


def test_a_whole_store_has_no_faults_and_a_torn_one_has(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", [f"{number} " + "و" * 300 for number in range(200)])
    edited(store, "An edit.")
    assert list(faults(store)) == []
    content = bytearray(store.read_bytes())
    content[8192 : 8192 + 2048] = b"\xff" * 2048
    store.write_bytes(content)
    assert list(faults(store)) != []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("UPDATE entry SET run = 77", "a translation of a run that does not exist: 1"),
        ("UPDATE entry SET key = x'00'", "a key of another length than 32 bytes: 1"),
        ("UPDATE entry SET alternatives = '[['", "alternatives or scores that are no JSON: 1"),
        ("UPDATE edit SET revision = 4", "versions of an edit that are not numbered from 1 without gaps: 1"),
    ],
)
def test_rows_that_cannot_be_are_named(tmp_path: Path, spoil: str, fault: str) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    edited(store, "An edit.")
    query(store, spoil)
    assert list(faults(store)) == [fault]


def test_a_second_connection_does_not_free_the_locks_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    visit = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM run'); c.close()"
    with closing(open_store(path)) as first:
        first.execute("INSERT INTO run (fingerprint, started) VALUES ('job', 0.0)")
        with closing(open_store(path)):
            # A program that finds no locks takes itself for the last user and deletes the log.
            subprocess.run([sys.executable, "-c", visit, str(path)], check=True)
        assert path.with_name("m.db-wal").exists()
        first.execute("INSERT INTO run (fingerprint, started) VALUES ('job', 0.0)")
    assert query(path, "SELECT count(*) FROM run") == [(2,)]
