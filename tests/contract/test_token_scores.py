"""What engines promise that are asked for more than a target: next best hypotheses and scores of tokens."""

import pytest

from tests.contract.asking import RATED, answered, jobs
from tests.tiny_models import persian_lines
from translate.engines.base import Engine
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.echo import EchoEngine
from translate.engines.models import resolve
from translate.engines.torch_engine import TransformersEngine
from translate.records import Decoding, Job, Result

CUT = Decoding(beam=2, token_scores=True, max_length_ratio=0.001, max_length_extra=3)


class RatedContract:
    """What engines promise that are asked for more than a target; their classes provide `opened`."""

    @staticmethod
    def opened(decoding: Decoding) -> Engine:
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def rated(cls) -> list[Result]:
        return answered(cls.opened(RATED))

    @pytest.fixture(scope="class")
    @classmethod
    def plain(cls) -> list[Result]:
        return answered(cls.opened(Decoding(beam=3)))

    @pytest.fixture(scope="class")
    @classmethod
    def cut(cls) -> list[Result]:
        return answered(cls.opened(CUT))

    def test_each_job_has_its_best_and_the_next_best_in_order(self, rated: list[Result]) -> None:
        for result in rated:
            targets = [result.target, *(one.target for one in result.alternatives)]
            scores = [result.score, *(one.score for one in result.alternatives)]
            assert len(targets) == RATED.n_best
            assert all(one.job is result.job and one.alternatives == () for one in result.alternatives)
            assert len(set(targets)) > 1
            assert scores == sorted(scores, key=lambda score: -(score or 0.0))

    def test_every_token_has_a_score_and_their_mean_is_the_hypothesis_own(self, rated: list[Result]) -> None:
        for result in (one for first in rated for one in (first, *first.alternatives)):
            assert len(result.token_scores) == result.target_tokens + 1  # and the end token
            assert all(-30 < score <= 0 for score in result.token_scores)
            mean = sum(result.token_scores) / len(result.token_scores)
            assert result.score == pytest.approx(mean, abs=1e-6)

    def test_asking_changes_neither_target_nor_score(self, rated: list[Result], plain: list[Result]) -> None:
        assert [one.target for one in rated] == [one.target for one in plain]
        for asked, silent in zip(rated, plain, strict=True):
            assert (silent.alternatives, silent.token_scores) == ((), ())
            # The search leaves out the unknown token, the pass over the finished target does not.
            assert asked.score == pytest.approx(silent.score, abs=1e-2)

    def test_a_target_that_is_cut_has_a_score_for_each_token_left(self, cut: list[Result]) -> None:
        assert any(len(one.token_scores) == one.target_tokens == 3 for one in cut)
        assert all(len(one.token_scores) - one.target_tokens in {0, 1} for one in cut)


@pytest.mark.slow
class TestRatedCTranslate2(RatedContract):
    @staticmethod
    def opened(decoding: Decoding) -> Engine:
        return CTranslate2Engine(resolve("builtin"), decoding=decoding, threads=2, compute="float32")

    def test_a_batch_that_cannot_be_decoded_is_rated_in_halves(self) -> None:
        engine = self.opened(RATED)
        too_long = Job("too long", ("▁و",) * 600 + ("</s>",))
        good = jobs(engine, persian_lines()[:3])
        results = {result.job.text: result for result in engine.translate([[*good, too_long], good])}
        engine.close()
        assert "position" in str(results["too long"].error)
        assert all(results[job.text].token_scores for job in good)


@pytest.mark.slow
class TestRatedTransformers(RatedContract):
    @staticmethod
    def opened(decoding: Decoding) -> Engine:
        return TransformersEngine(resolve("builtin"), decoding=decoding, threads=1, compute="float32")


@pytest.mark.slow
def test_both_engines_find_every_token_equally_probable() -> None:
    ours = answered(TestRatedCTranslate2.opened(RATED))
    theirs = answered(TestRatedTransformers.opened(RATED))
    same = [pair for pair in zip(ours, theirs, strict=True) if pair[0].target == pair[1].target]
    assert len(same) >= 0.7 * len(ours)
    for one, other in same:
        assert one.token_scores == pytest.approx(other.token_scores, abs=1e-3)


def test_echo_is_certain_of_every_token_when_asked() -> None:
    engine = EchoEngine(decoding=RATED)
    (result,) = engine.translate([jobs(engine, ["یک دو"])])
    assert (result.token_scores, result.alternatives) == ((0.0, 0.0, 0.0), ())
    assert engine.signature != EchoEngine().signature
