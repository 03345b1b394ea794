import json
from pathlib import Path

import pytest

from tests.command import inside
from tests.unit.store.stores import edited, filled, query, sources, versions
from translate.store.lock import exclusive


@pytest.fixture
def store(tmp_path: Path) -> Path:
    filled(tmp_path / "m.db", ["1", "2"], fingerprint="ct2-4|int8|aaaaaaaa|x")
    edited(tmp_path / "m.db", "An edit.")
    return tmp_path / "m.db"


def test_stats_tell_models_and_edits(store: Path) -> None:
    told = json.loads(inside("memory", "stats", store, "--json").out)
    assert told["models"] == {"aaaaaaaa": 2}
    assert (told["edits"], told["edited"], told["accepted"]) == (1, 1, 1)
    assert "1 versions of 1 segments, 1 accepted" in inside("memory", "stats", store).out


def test_a_store_moves_as_json_lines_and_only_its_owner_can_read_them(store: Path, tmp_path: Path) -> None:
    assert inside("memory", "export", store, "-o", tmp_path / "m.jsonl").code == 0
    assert (tmp_path / "m.jsonl").stat().st_mode & 0o777 == 0o600
    assert inside("memory", "export", store).out == (tmp_path / "m.jsonl").read_text("utf-8")
    ended = inside("memory", "import", tmp_path / "m.jsonl", "--into", tmp_path / "new" / "m.db", "--json")
    assert json.loads(ended.out)["entries"] == 2
    assert sources(tmp_path / "new" / "m.db") == {"1", "2"}
    assert versions(tmp_path / "new" / "m.db") == [(1, "An edit.")]


def test_stores_are_merged_and_the_counts_told(store: Path, tmp_path: Path) -> None:
    filled(tmp_path / "other.db", ["2", "3"], fingerprint="ct2-4|int8|aaaaaaaa|x")
    ended = inside("memory", "merge", tmp_path / "other.db", "--into", store)
    assert ended.code == 0
    assert "1 translations added, 1 known" in ended.out
    assert inside("memory", "merge", store, "--into", store).code == 2


def test_a_backup_is_a_store_like_any_other(store: Path, tmp_path: Path) -> None:
    assert inside("memory", "backup", store, "-o", tmp_path / "b.db").code == 0
    assert "whole" in inside("memory", "check", tmp_path / "b.db").out
    assert inside("memory", "backup", store, "-o", store).code == 2
    assert sources(tmp_path / "b.db") == {"1", "2"}


def test_prune_asks_what_to_go_by_and_never_touches_edits(store: Path) -> None:
    nothing = inside("memory", "prune", store)
    assert (nothing.code, "nothing to go by" in nothing.err) == (2, True)
    assert (
        "2 translations would be" in inside("memory", "prune", store, "--model", "aaaaaaaa", "--dry-run").out
    )
    ended = inside("memory", "prune", store, "--model", "aaaaaaaa", "--size", "1kB", "--json")
    assert json.loads(ended.out)["by_model"] == 2
    assert "still larger than asked" in ended.err
    assert versions(store) == [(1, "An edit.")]


@pytest.mark.parametrize("words", [["--unused-for", "soon"], ["--unused-for", "0"], ["--size", "3"]])
def test_a_rule_that_means_nothing_ends_with_2(store: Path, words: list[str]) -> None:
    ended = inside("memory", "prune", store, *words)
    assert ended.code == 2
    assert words[0] in ended.err
    assert sources(store) == {"1", "2"}


@pytest.mark.parametrize("lock", ["m.db.lock", "lock"])
def test_a_store_that_a_run_holds_is_not_thinned_but_can_be_looked_at(tmp_path: Path, lock: str) -> None:
    store = filled(tmp_path / ".tarjoman" / "m.db", ["1"])
    with exclusive(store.with_name(lock), what="it"):
        ended = inside("memory", "prune", store, "--size", "1kB")
        assert (ended.code, "in use by process" in ended.err) == (75, True)
        assert inside("memory", "stats", store).code == 0
        assert inside("memory", "export", store).code == 0


def test_a_damaged_store_is_found_out_and_the_way_back_is_told(store: Path) -> None:
    query(store, "UPDATE entry SET run = 9")
    ended = inside("memory", "check", store, "--json")
    assert ended.code == 74
    assert json.loads(ended.out)["faults"] == ["a translation of a run that does not exist: 2"]
    assert "put a backup in its place" in ended.err


def test_a_file_that_is_no_export_ends_with_65(store: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    for name, cause in [("x.jsonl", "is it the right file?"), ("none.jsonl", "cannot be read")]:
        ended = inside("memory", "import", tmp_path / name, "--into", store)
        assert (ended.code, cause in ended.err) == (65, True)
