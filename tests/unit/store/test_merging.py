from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.store.stores import CHANGE, edited, filled, query, sources, versions
from translate.errors import OutputFailed
from translate.store.database import MIGRATIONS, open_store
from translate.store.edits import Edits
from translate.store.merging import OTHERS, back_up, merge
from translate.store.tables import tables


def test_translations_that_are_not_here_come_over_with_their_runs(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", ["1", "2"])
    theirs = filled(tmp_path / "b.db", ["2", "3"])
    merged = merge(ours, theirs)
    assert (merged.entries, merged.known, merged.differing) == (1, 1, 0)
    assert sources(ours) == {"1", "2", "3"}
    assert query(ours, "SELECT count(*) FROM entry WHERE run NOT IN (SELECT id FROM run)") == [(0,)]
    again = merge(ours, theirs)
    assert (again.entries, again.known) == (0, 2)
    assert query(ours, "SELECT count(*) FROM run") == [(2,)]


def test_a_translation_that_differs_does_not_replace_ours(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", ["1"], target="ours")
    merged = merge(ours, filled(tmp_path / "b.db", ["1"], target="theirs"))
    assert merged.differing == 1
    assert query(ours, "SELECT target FROM entry") == [("ours",)]


def test_an_unfinished_run_of_the_other_store_is_not_taken_up_here(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", ["1"])
    merge(ours, filled(tmp_path / "b.db", ["2"], ended=False))
    assert query(ours, "SELECT count(*) FROM run WHERE finished IS NULL") == [(0,)]


def test_the_newest_edit_wins_and_all_versions_are_kept_in_the_order_of_their_time(tmp_path: Path) -> None:
    ours, theirs = filled(tmp_path / "a.db", []), filled(tmp_path / "b.db", [])
    edited(ours, "o1", made=10.0)
    edited(ours, "o2", made=30.0)
    edited(theirs, "t1", made=20.0)
    edited(theirs, "t2", made=40.0)
    edited(theirs, "only there", index=1)
    merged = merge(ours, theirs)
    assert (merged.edits, merged.edits_known, merged.conflicts) == (3, 0, 1)
    assert versions(ours) == [(1, "o1"), (2, "t1"), (3, "o2"), (4, "t2")]
    assert versions(ours, 1) == [(1, "only there")]
    again = merge(ours, theirs)
    assert (again.edits, again.edits_known, again.conflicts) == (0, 3, 0)
    assert len(versions(ours)) == 4


def test_an_edit_carried_on_elsewhere_is_no_conflict(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", [])
    edited(ours, "first")
    back_up(ours, tmp_path / "laptop.db")
    edited(tmp_path / "laptop.db", "second")
    merged = merge(ours, tmp_path / "laptop.db")
    assert (merged.edits, merged.conflicts) == (1, 0)
    assert versions(ours) == [(1, "first"), (2, "second")]


def test_a_window_that_is_open_while_edits_come_over_gets_a_conflict_not_an_overwrite(tmp_path: Path) -> None:
    from translate.store.edits import EditConflict

    ours, theirs = filled(tmp_path / "a.db", []), filled(tmp_path / "b.db", [])
    edited(ours, "seen", made=10.0)
    edited(theirs, "theirs", made=20.0)
    window = Edits(ours)
    merge(ours, theirs)
    with pytest.raises(EditConflict) as caught:
        window.save(replace(CHANGE, target="typed meanwhile"), expected_revision=1)
    window.close()
    assert caught.value.current is not None
    assert caught.value.current.target == "theirs"


def test_the_other_store_is_only_read_and_may_be_of_an_older_version(tmp_path: Path) -> None:
    ours, theirs = filled(tmp_path / "a.db", ["1"]), tmp_path / "old.db"
    query(theirs, "PRAGMA user_version = 1")
    for statement in MIGRATIONS[0].split(";")[:-1]:
        query(theirs, statement)
    query(theirs, "INSERT INTO run VALUES (1, 'job', 0.0, 1.0)")
    query(theirs, "INSERT INTO entry VALUES (?, 'old', 'en', 0.0, 1, 0)", b"k" * 32)
    before = theirs.read_bytes()
    assert merge(ours, theirs).entries == 1
    assert theirs.read_bytes() == before
    assert sources(ours) == {"1", "old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "old.db"]


def test_what_is_no_store_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", ["1"])
    (tmp_path / "b.db").write_text("no store" * 1000)
    query(tmp_path / "c.db", "CREATE TABLE letters (text TEXT)")
    for other, cause in [("b.db", "not a store, or damaged"), ("c.db", "a database of another program")]:
        with pytest.raises(OutputFailed, match=cause):
            merge(ours, tmp_path / other)
    assert sources(ours) == {"1"}


def test_a_store_is_copied_while_another_program_is_in_the_middle_of_writing(tmp_path: Path) -> None:
    ours = filled(tmp_path / "a.db", ["1"])
    edited(ours, "kept")
    writer = open_store(ours)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM entry")
    back_up(ours, tmp_path / "copy.db")
    writer.execute("ROLLBACK")
    writer.close()
    assert sources(tmp_path / "copy.db") == {"1"}
    assert versions(tmp_path / "copy.db") == [(1, "kept")]
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_every_table_of_a_store_has_a_rule_for_coming_over(tmp_path: Path) -> None:
    connection = open_store(tmp_path / "a.db")
    found = set(tables(connection))
    connection.close()
    assert found == {"run", "entry", "edit"} | OTHERS.keys()
