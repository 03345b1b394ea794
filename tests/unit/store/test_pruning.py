import time
from pathlib import Path

import pytest

from tests.unit.store.stores import edited, filled, query, sources, versions
from translate.store.memory import DAY, STAMPED_EVERY, Keys, Memory
from translate.store.pruning import Rules, prune, would_go

MODEL_A, MODEL_B = "ct2-4|int8|aaaaaaaa|x\nrule", "ct2-4|int8|bbbbbbbb|x\nrule"


def aged(store: Path, source: str, days: int) -> None:
    query(store, "UPDATE entry SET used = ? WHERE source = ?", int(time.time() // DAY) - days, source)


def test_what_no_run_looked_up_for_long_is_forgotten_and_edits_stay(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["old", "new"])
    edited(store, "An edit.", made=0.0)
    aged(store, "old", 100)
    assert would_go(store, Rules(unused_days=80)) == {"by_age": 1, "by_model": 0}
    pruned = prune(store, Rules(unused_days=80))
    assert (pruned.by_age, sources(store)) == (1, {"new"})
    assert versions(store) == [(1, "An edit.")]


def test_a_look_up_counts_as_use_and_is_written_once_a_week(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1", "2"])
    aged(store, "1", 100)
    aged(store, "2", STAMPED_EVERY - 1)
    before = dict(query(store, "SELECT source, used FROM entry"))
    memory = Memory(store)
    memory.look_up([Keys("job").of("1"), Keys("job").of("2")])
    memory.stamp()
    memory.stamp()
    memory.close()
    after = dict(query(store, "SELECT source, used FROM entry"))
    assert after["1"] == int(time.time() // DAY)
    assert after["2"] == before["2"]
    assert prune(store, Rules(unused_days=1)).by_age == 0


def test_an_entry_may_have_been_of_use_a_week_after_its_stamp(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    aged(store, "1", 30 + STAMPED_EVERY)
    assert prune(store, Rules(unused_days=30)).by_age == 0


def test_a_clock_that_was_set_back_forgets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    monkeypatch.setattr(time, "time", lambda: 5.0 * DAY)
    memory = Memory(store)
    memory.look_up([Keys("job").of("1")])
    memory.stamp()
    memory.close()
    assert prune(store, Rules(unused_days=1)).by_age == 0


def test_one_models_translations_are_forgotten_with_the_runs_that_made_nothing_else(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1"], fingerprint=MODEL_A)
    filled(store, ["2"], fingerprint=MODEL_B)
    memory = Memory(store)
    assert memory.stats().models == {"aaaaaaaa": 1, "bbbbbbbb": 1}
    memory.close()
    pruned = prune(store, Rules(models=["aaaaaaaa"]))
    assert (pruned.by_model, pruned.runs) == (1, 1)
    assert sources(store) == {"2"}


def test_the_longest_unused_go_until_the_file_is_small_enough(tmp_path: Path) -> None:
    many = [f"{number} " + "و" * 400 for number in range(800)]
    store = filled(tmp_path / "m.db", many)
    for number, source in enumerate(many):
        if number % 2:
            aged(store, source, 50)
    size = store.stat().st_size
    pruned = prune(store, Rules(most_bytes=size * 6 // 10))
    assert pruned.before == size
    assert pruned.after == store.stat().st_size <= size * 6 // 10
    left = sources(store)
    assert set(many[::2]) & left == left - set(many[1::2])
    assert len(left - set(many[1::2])) == 400


def test_what_an_unfinished_run_has_made_is_not_pruned_by_size_or_model(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1"], fingerprint=MODEL_A, ended=False)
    pruned = prune(store, Rules(models=["aaaaaaaa"], most_bytes=1))
    assert (pruned.by_model, pruned.by_size, sources(store)) == (0, 0, {"1"})


def test_the_number_of_the_next_run_is_new_after_all_is_forgotten(tmp_path: Path) -> None:
    store = filled(tmp_path / "m.db", ["1"])
    filled(store, ["2"], fingerprint="job2")
    assert prune(store, Rules(most_bytes=1)).by_size == 2
    memory = Memory(store)
    assert memory.begin("job3")[0] == 3
    memory.close()
