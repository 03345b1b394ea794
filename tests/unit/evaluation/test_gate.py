"""The gate: a certain loss above the tolerance shuts it, chance and small losses do not."""

from pathlib import Path

import pytest

from translate.errors import BadInput
from translate.evaluation.alignment import Aligned
from translate.evaluation.gate import Baseline, judge, read_baseline

REFERENCES = tuple(f"The price of item {n} rose by {n % 7} percent on Monday." for n in range(60))


def aligned(hypotheses: tuple[str, ...], references: tuple[str, ...] = REFERENCES) -> Aligned:
    documents = tuple(str(at // 3) for at in range(len(hypotheses)))
    lines = tuple(range(1, len(hypotheses) + 1))
    return Aligned(hypotheses, (references,), None, documents, lines)


GOOD = tuple(text.replace("rose", "went up") for text in REFERENCES)
BAD = tuple(text.replace("on Monday", "yesterday") for text in GOOD)
ONE_WORSE = ("Nothing.", *GOOD[1:])


def test_the_same_output_passes() -> None:
    assert all(verdict.passed for verdict in judge(aligned(GOOD), aligned(GOOD), keys=["bleu", "ter"]))


def test_a_certain_loss_shuts_the_gate_in_one_line() -> None:
    verdicts = judge(aligned(GOOD), aligned(BAD), keys=["bleu", "chrf", "ter"])
    assert not any(verdict.passed for verdict in verdicts)
    assert all(verdict.worse > 0 and verdict.low > 0 for verdict in verdicts)
    assert verdicts[0].reason.startswith("FAILED: BLEU")
    assert "\n" not in verdicts[0].reason


def test_a_gain_passes_for_metrics_of_either_direction() -> None:
    verdicts = judge(aligned(BAD), aligned(GOOD), keys=["bleu", "ter"])
    assert all(verdict.passed and verdict.worse < 0 for verdict in verdicts)


def test_a_loss_that_may_be_chance_passes() -> None:
    [verdict] = judge(aligned(GOOD), aligned(ONE_WORSE), keys=["chrf"], tolerances={"chrF": 0.0})
    assert verdict.worse > 0
    assert verdict.low <= 0
    assert verdict.passed


def test_a_tolerated_loss_passes() -> None:
    [verdict] = judge(aligned(GOOD), aligned(BAD), keys=["chrf"], tolerances={"chrF": 50.0})
    assert verdict.passed


def test_another_test_set_is_no_baseline() -> None:
    with pytest.raises(BadInput, match="another test set"):
        judge(aligned(GOOD), aligned(GOOD, references=BAD), keys=["bleu"])


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    baseline = Baseline("news", "abc", "builtin", ("One.", "«Two.»"), ({"metric": "BLEU", "value": 1.5},))
    path = tmp_path / "new" / "b.json"
    baseline.write(path)
    assert read_baseline(path) == baseline


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make one with --write"):
        read_baseline(tmp_path / "b.json")
