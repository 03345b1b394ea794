import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import OutputFailed
from translate.records import Alternative
from translate.store.database import IN_RAM, MIGRATIONS
from translate.store.memory import LOOK_UP_AT_ONCE, Entry, Keys, Memory


def entry(keys: Keys, source: str, run: int = 1) -> Entry:
    return Entry(keys.of(source), source, f"en {source}", -0.1, run, 0)


def test_what_is_remembered_is_found_after_reopening(tmp_path: Path) -> None:
    keys = Keys("s")
    memory = Memory(tmp_path / "m.db")
    run, _ = memory.begin("job")
    many = [entry(keys, str(number), run) for number in range(LOOK_UP_AT_ONCE * 2 + 1)]
    memory.remember(many)
    memory.close()
    again = Memory(tmp_path / "m.db")
    assert again.look_up([one.key for one in many]) == {one.key: one for one in many}
    again.close()


def test_alternatives_and_token_scores_come_back_as_they_were(tmp_path: Path) -> None:
    keys = Keys("s")
    memory = Memory(tmp_path / "m.db")
    run, _ = memory.begin("job")
    others = (Alternative("دیگر \u200c", -0.25), Alternative("", None))
    full = replace(entry(keys, "1", run), alternatives=others, token_scores=(-0.0625, 0.0, -12.3456))
    memory.remember([full, entry(keys, "2", run)])
    memory.close()
    again = Memory(tmp_path / "m.db")
    found = again.look_up([keys.of("1"), keys.of("2")])
    again.close()
    assert found == {keys.of("1"): full, keys.of("2"): entry(keys, "2", run)}


def test_a_store_of_the_first_version_is_brought_forward_with_all_it_holds(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "m.db") as connection:
        connection.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1;")
        old = entry(Keys("s"), "1")
        connection.execute("INSERT INTO run VALUES (1, 'job', 0.0, NULL)")
        values = (old.key, old.source, old.target, old.score, old.run, old.window)
        connection.execute("INSERT INTO entry VALUES (?,?,?,?,?,?)", values)
    connection.close()
    memory = Memory(tmp_path / "m.db")
    assert memory.look_up([old.key]) == {old.key: old}
    assert memory.begin("job") == (1, True)
    newer = replace(old, token_scores=(-1.0,))
    memory.remember([newer])
    assert memory.look_up([old.key]) == {old.key: newer}
    memory.close()


def test_keys_differ_by_source_and_by_everything_that_may_change_a_target() -> None:
    assert len({Keys("a").of("x"), Keys("a").of("y"), Keys("b").of("x"), Keys("ax").of("")}) == 4


def test_a_batch_is_kept_whole_or_not_at_all() -> None:
    keys = Keys("s")
    memory = Memory(IN_RAM)
    run, _ = memory.begin("job")
    broken = Entry(keys.of("2"), "2", None, None, run, 0)  # type: ignore[arg-type]
    with pytest.raises(OutputFailed, match="nothing that was stored is lost"):
        memory.remember([entry(keys, "1", run), broken])
    assert memory.look_up([keys.of("1")]) == {}
    memory.close()


def test_an_unfinished_run_is_taken_up_and_a_finished_one_is_not() -> None:
    memory = Memory(IN_RAM)
    first, resumed = memory.begin("job")
    assert not resumed
    assert memory.begin("job") == (first, True)
    assert memory.begin("another job")[1] is False
    memory.finish(first)
    second, resumed = memory.begin("job")
    assert (second != first, resumed) == (True, False)
    memory.close()


def test_stats_count_translations_and_runs(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    run, _ = memory.begin("job")
    memory.remember([entry(Keys("s"), "1", run)])
    stats = memory.stats()
    assert (stats.entries, stats.runs, stats.unfinished) == (1, 1, 1)
    assert stats.size > 0
    memory.close()


def test_a_newer_store_is_refused_plainly(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "m.db") as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(OutputFailed, match="written by a newer tarjoman"):
        Memory(tmp_path / "m.db")


def test_a_file_that_is_no_store_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "m.db").write_text("not a database, however long it may be" * 100)
    with pytest.raises(OutputFailed, match=r"m\.db: not a store, or damaged"):
        Memory(tmp_path / "m.db")
    assert (tmp_path / "m.db").read_text().startswith("not a database")
