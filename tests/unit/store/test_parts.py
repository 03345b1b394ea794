"""Unfinished files: those of the dead go, those of the living stay."""

from pathlib import Path

import pytest

from translate.store.parts import part_beside


def test_an_unfinished_file_of_another_that_is_at_work_stays_and_one_of_a_dead_one_goes(
    tmp_path: Path,
) -> None:
    dead = tmp_path / ".tarjoman-copy-0123456789ab.part"
    with part_beside(tmp_path / "a.db", mode=0o600) as first:
        dead.write_bytes(b"half")
        with part_beside(tmp_path / "b.db", mode=0o600) as second:
            assert sorted(tmp_path.iterdir()) == sorted([first, second])
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_its_owners_alone_and_stays_only_under_its_goals_name(tmp_path: Path) -> None:
    goal = tmp_path / "a.db"
    with part_beside(goal, mode=0o600) as part:
        part.write_bytes(b"whole")
        part.replace(goal)
    assert (goal.read_bytes(), goal.stat().st_mode & 0o777) == (b"whole", 0o600)
    with pytest.raises(ZeroDivisionError), part_beside(goal, mode=0o600):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == [goal]
