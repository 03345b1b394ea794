"""What edits teach about confidence."""

import random
from pathlib import Path

import pytest

from translate.confidence.recalibration import (
    ENOUGH,
    Learned,
    Observed,
    Recalibration,
    as_text,
    beside,
    fitted,
    read_learned,
)
from translate.errors import BadInput

CURVE = Recalibration("w", ((0.0, 0.1), (1.0, 0.5)), segments=200, before=0.3, after=0.1)


def observed(count: int, *, share: float = 0.5, seed: int = 1) -> Observed:
    """Segments that need `share` of the effort that was expected of them, give or take."""
    rng = random.Random(seed)
    expected = [rng.uniform(0.2, 0.9) for _ in range(count)]
    return Observed(
        "w",
        {
            f"d\t{place}": (one, min(1.0, max(0.0, share * one + rng.gauss(0, 0.05))))
            for place, one in enumerate(expected)
        },
    )


def test_too_few_edits_teach_nothing() -> None:
    assert fitted(observed(ENOUGH - 1)) is None


def test_enough_edits_bring_the_expected_effort_to_the_real_one() -> None:
    found = fitted(observed(600))
    assert found is not None
    assert found.is_better
    assert found.after < found.before / 2
    assert found.curve(0.6) == pytest.approx(0.3, abs=0.06)
    assert found.segments == 600


def test_the_curve_can_always_be_undone() -> None:
    level = Observed("w", {f"d\t{place}": (place / 300, 0.4) for place in range(300)})
    found = fitted(level)
    assert found is not None
    back = found.curve.undone()
    for effort in (0.0, 0.13, 0.5, 0.99, 1.0):
        assert back(found.curve(effort)) == pytest.approx(effort, abs=1e-3)


def test_edits_that_bear_out_what_was_expected_leave_it_nearly_as_it_is() -> None:
    found = fitted(observed(600, share=1.0))
    assert found is not None
    assert [found.curve(x) for x in (0.3, 0.5, 0.8)] == pytest.approx([0.3, 0.5, 0.8], abs=0.03)


def test_the_same_edits_in_another_order_give_the_same_curve() -> None:
    once = observed(300)
    again = Observed("w", dict(reversed(list(once.efforts.items()))))
    assert fitted(once) == fitted(again)


def test_what_was_observed_under_other_weights_is_dropped() -> None:
    old = observed(3)
    kept = old.with_more("w", {"new\t0": (0.1, 0.2)})
    assert len(kept.efforts) == 4
    assert old.with_more("newer weights", {"new\t0": (0.1, 0.2)}).efforts == {"new\t0": (0.1, 0.2)}


def test_what_was_learned_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = beside(tmp_path / "memory.db")
    assert read_learned(file) == Learned()
    learned = Learned({"m": CURVE}, {"m": observed(3)})
    file.write_text(as_text(learned), "utf-8")
    assert read_learned(file) == learned


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"models": {"m": {}}, "observed": {}}',
        as_text(Learned({"m": CURVE})).replace("0.5", "-0.5"),
    ],
    ids=["empty", "a list", "without fields", "a curve that falls"],
)
def test_a_damaged_file_is_refused_with_what_to_do(tmp_path: Path, content: str) -> None:
    file = tmp_path / "damaged.json"
    file.write_text(content, "utf-8")
    with pytest.raises(BadInput, match="delete it"):
        read_learned(file)
