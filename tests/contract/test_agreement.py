"""That the two engines with a model agree, and what eight bits cost."""

import pytest

from tests.contract.asking import GREEDY, by_text
from tests.tiny_models import persian_lines
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.models import resolve
from translate.engines.torch_engine import TransformersEngine
from translate.records import Result


@pytest.mark.slow
def test_both_engines_give_the_same_greedy_output_at_the_same_precision() -> None:
    model = resolve("builtin")
    lines = persian_lines()
    fast = CTranslate2Engine(model, decoding=GREEDY, threads=2, compute="float32")
    plain = TransformersEngine(model, decoding=GREEDY, threads=1, compute="float32")
    ours, theirs = by_text(fast, lines), by_text(plain, lines)
    same = [line for line in lines if ours[line].target == theirs[line].target]
    assert len(same) >= 0.95 * len(lines)
    for line in same:
        assert ours[line].score == pytest.approx(theirs[line].score, abs=1e-3)
        assert ours[line].target_tokens == theirs[line].target_tokens


@pytest.mark.slow
def test_eight_bits_cost_little_likelihood() -> None:
    """int8 changes words where the small model hesitates; both must be nearly as likely to the model."""
    model = resolve("builtin")
    lines = persian_lines()
    rough = by_text(CTranslate2Engine(model, decoding=GREEDY, threads=2, compute="int8"), lines)
    exact = by_text(CTranslate2Engine(model, decoding=GREEDY, threads=2, compute="float32"), lines)
    assert abs(mean_score(rough) - mean_score(exact)) < 0.05
    assert sum(rough[line].target == exact[line].target for line in lines) > len(lines) / 2


def mean_score(results: dict[str, Result]) -> float:
    return sum(result.score or 0.0 for result in results.values()) / len(results)
