"""The vectorised formulas and the weighted draws against sacreBLEU itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.evaluation import formulas
from translate.evaluation.extraction import Statistics
from translate.evaluation.metrics import MetricOptions, sacrebleu_metric, score_from_sums
from translate.evaluation.resampling import draws

counts = st.integers(0, 40)
smoothing = st.sampled_from(["exp", "floor", "add-k", "none"])


@st.composite
def bleu_sums(draw: st.DrawFn) -> list[float]:
    """Lengths, matches and totals as they can occur: fewer of each higher order, matches within totals."""
    totals = sorted((draw(counts) for _ in range(4)), reverse=True)
    matches = [min(draw(counts), total) for total in totals]
    return [totals[0], draw(counts), *sorted(matches, reverse=True), *totals]


def ours(key: str, options: MetricOptions, sums: list[float]) -> float:
    metric = sacrebleu_metric(key, options)
    rows = np.array([sums], dtype=np.float64)
    return float(formulas.scores(Statistics(key, metric, rows, 1), rows)[0])


def theirs(key: str, options: MetricOptions, sums: list[float]) -> float:
    return float(score_from_sums(sacrebleu_metric(key, options), sums).score)


@settings(deadline=None)
@given(bleu_sums(), smoothing, st.booleans())
def test_bleu_of_any_sums_is_that_of_sacrebleu(sums: list[float], method: str, effective: bool) -> None:
    options = MetricOptions(smooth_method=method, effective_order=effective)
    assert ours("bleu", options, sums) == pytest.approx(theirs("bleu", options, sums), abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(counts, counts, counts), min_size=8, max_size=8), st.booleans(), st.integers(1, 3))
def test_chrf_of_any_sums_is_that_of_sacrebleu(
    triples: list[tuple[int, int, int]], smoothed: bool, beta: int
) -> None:
    sums = [float(n) for ours, theirs, both in triples for n in (ours, theirs, min(ours, theirs, both))]
    options = MetricOptions(chrf_eps_smoothing=smoothed, chrf_beta=beta)
    assert ours("chrf++", options, sums) == pytest.approx(theirs("chrf++", options, sums), abs=1e-9)


@given(st.integers(0, 30), st.integers(0, 90))
def test_ter_of_any_sums_is_that_of_sacrebleu(edits: int, lengths: int) -> None:
    sums, options = [float(edits), lengths / 3], MetricOptions()  # the mean over three references
    assert ours("ter", options, sums) == pytest.approx(theirs("ter", options, sums), rel=1e-12)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 30), st.integers(0, 5))
def test_draws_are_those_of_sacrebleu_for_the_same_seed(count: int, resamples: int, seed: int) -> None:
    gathered = np.random.default_rng(seed).choice(count, size=(resamples, count), replace=True)
    expected = np.stack([np.bincount(row, minlength=count) for row in gathered])
    assert (np.vstack(list(draws(count, resamples=resamples, seed=seed))) == expected).all()


def test_draws_in_several_blocks_are_those_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = np.vstack(list(draws(37, resamples=50, seed=3)))
    monkeypatch.setattr("translate.evaluation.resampling.INDICES_AT_ONCE", 37 * 7)
    assert (np.vstack(list(draws(37, resamples=50, seed=3))) == whole).all()
