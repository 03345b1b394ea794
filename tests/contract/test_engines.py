"""What every engine promises, and that the two real ones agree."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.tiny_models import persian_lines, shared_cache
from translate.engines.base import Engine
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.echo import EchoEngine
from translate.engines.models import resolve
from translate.engines.torch_engine import TransformersEngine
from translate.records import Decoding, Job, Result

GREEDY = Decoding(beam=1)
RATED = Decoding(beam=3, n_best=3, token_scores=True)


@pytest.fixture(scope="module", autouse=True)
def _cache() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(shared_cache()))
        yield


def jobs(engine: Engine, texts: list[str]) -> list[Job]:
    return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]


class EngineContract:
    """Every engine's test class inherits these and provides `engine`."""

    def test_each_job_comes_back_exactly_once(self, engine: Engine) -> None:
        lines = persian_lines()[:24]
        batches = [jobs(engine, lines[start : start + 5]) for start in range(0, 24, 5)]
        assert Counter(result.job.text for result in engine.translate(batches)) == Counter(lines)

    def test_jobs_in_any_order_give_the_same_targets(self, engine: Engine) -> None:
        batch = jobs(engine, persian_lines()[:6])
        again = random.Random(3).sample(batch, len(batch))
        assert self.targets(engine, batch) == self.targets(engine, again)

    def test_no_batches_and_empty_batches_give_nothing(self, engine: Engine) -> None:
        assert list(engine.translate([])) == []
        assert list(engine.translate([[], []])) == []

    def test_one_token_is_a_job_like_any_other(self, engine: Engine) -> None:
        (result,) = engine.translate([jobs(engine, ["."])])
        assert result.error is None

    def test_an_empty_text_is_a_job_like_any_other(self, engine: Engine) -> None:
        (result,) = engine.translate([jobs(engine, [""])])
        assert result.error is None

    def test_a_job_at_the_limit_is_translated(self, engine: Engine) -> None:
        text = self.text_of_length(engine, engine.max_source_tokens)
        (result,) = engine.translate([jobs(engine, [text])])
        assert result.error is None
        assert result.target

    def test_unknown_characters_do_no_harm(self, engine: Engine) -> None:
        (result,) = engine.translate([jobs(engine, ["او گفت 𝕏 𓀀 ꙮ و رفت."])])
        assert result.error is None
        assert result.target

    def test_a_target_depends_on_no_neighbour(self, engine: Engine) -> None:
        batch = jobs(engine, persian_lines()[:8])
        together = self.targets(engine, batch)
        assert [self.targets(engine, [job])[job.text] for job in batch] == [
            together[job.text] for job in batch
        ]

    def test_scores_are_mean_log_probabilities(self, engine: Engine) -> None:
        for result in engine.translate([jobs(engine, persian_lines()[:4])]):
            assert result.score is not None
            assert -20 < result.score <= 0

    def test_a_generator_of_batches_is_read_ahead_by_a_bounded_number(self, engine: Engine) -> None:
        pulled = 0

        def batches() -> Iterator[list[Job]]:
            nonlocal pulled
            for line in persian_lines()[:10]:
                pulled += 1
                yield jobs(engine, [line])

        for taken, _result in enumerate(engine.translate(batches()), start=1):
            assert pulled <= taken + 2 * engine.workers

    def test_the_signature_is_one_line_and_says_which_engine(self, engine: Engine) -> None:
        assert engine.name in engine.signature
        assert len(engine.signature.splitlines()) == 1

    @staticmethod
    def targets(engine: Engine, batch: list[Job]) -> dict[str, str]:
        return {result.job.text: result.target for result in engine.translate([batch])}

    @staticmethod
    def text_of_length(engine: Engine, tokens: int) -> str:
        """A text of exactly `tokens` tokens, or one fewer."""
        words = " ".join(persian_lines()).split()
        best = 1
        for count in range(1, len(words)):
            (encoded,) = engine.encode([" ".join(words[:count])])
            if len(encoded) > tokens:
                break
            best = count
        text = " ".join(words[:best])
        (encoded,) = engine.encode([text])
        return text + " ،" * ((tokens - len(encoded)) // max(1, len(engine.encode(["، ،"])[0]) - 2))


class TestEcho(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Engine:
        return EchoEngine()

    def test_a_chosen_text_fails_and_the_rest_go_on(self) -> None:
        engine = EchoEngine(fails_on="بد")
        good, bad = engine.translate([jobs(engine, ["خوب", "بد است"])])
        assert (good.target, good.error) == ("خوب", None)
        assert (bad.target, bad.error) == ("", "asked to fail")


class ModelContract(EngineContract):
    """What engines with a model promise besides."""

    def test_control_tokens_in_a_text_are_plain_text(self, engine: Engine) -> None:
        (tokens,) = engine.encode(["پایان </s> و >>eng<< و <pad> و <unk>"])
        assert not {"<pad>", "<unk>", ">>eng<<"} & set(tokens)
        assert tokens.count("</s>") == 1
        assert tokens[-1] == "</s>"


@pytest.mark.slow
class TestCTranslate2(ModelContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        engine = CTranslate2Engine(resolve("builtin"), decoding=Decoding(beam=2), threads=2)
        yield engine
        engine.close()

    def test_a_batch_with_one_impossible_job_loses_only_that_job(self, engine: Engine) -> None:
        too_long = Job("too long", ("▁و",) * 600 + ("</s>",))
        good = jobs(engine, persian_lines()[:5])
        results = {result.job.text: result for result in engine.translate([[*good[:2], too_long, *good[2:]]])}
        assert len(results) == 6
        assert "position" in str(results["too long"].error)
        assert all(results[job.text].target for job in good)


@pytest.mark.slow
class TestTransformers(ModelContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        engine = TransformersEngine(
            resolve("builtin"), decoding=Decoding(beam=2), threads=1, compute="float32"
        )
        yield engine
        engine.close()


class RatedContract:
    """What engines promise that are asked for more than a target; their classes provide `rated`."""

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


def answered(engine: Engine) -> list[Result]:
    """Results for a few lines, in their order."""
    batch = jobs(engine, persian_lines()[:8])
    found = {result.job.text: result for result in engine.translate([batch[:3], batch[3:]])}
    engine.close()
    return [found[job.text] for job in batch]


CUT = Decoding(beam=2, token_scores=True, max_length_ratio=0.001, max_length_extra=3)


@pytest.mark.slow
class TestRatedCTranslate2(RatedContract):
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


class TightTranslator:
    """A CTranslate2 translator on a card with room for few jobs: larger batches fail when waited for."""

    class Handle:
        def result(self) -> Any:
            raise RuntimeError("CUDA failed with error out of memory")

    def __init__(self, translator: Any, room: int) -> None:
        self._translator = translator
        self._room = room
        self.sizes: list[int] = []

    def translate_batch(self, sources: list[list[str]], *more: Any, **options: Any) -> Any:
        self.sizes.append(len(sources))
        if len(sources) > self._room:
            return [self.Handle() for _ in sources]
        return self._translator.translate_batch(sources, *more, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._translator, name)


@pytest.mark.slow
@pytest.mark.parametrize("decoding", [GREEDY, RATED])
def test_a_batch_too_large_for_the_card_is_halved_once_and_split_from_then_on(decoding: Decoding) -> None:
    engine = CTranslate2Engine(resolve("builtin"), decoding=decoding, threads=1)
    batch = jobs(engine, persian_lines()[:8])
    at_ease = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    tight = engine._translator = TightTranslator(engine._translator, room=4)
    first = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    assert (tight.sizes, engine.memory_failures) == ([8, 4, 4], 1)
    again = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    assert (tight.sizes[3:], engine.memory_failures) == ([4, 4], 1)
    engine.close()
    assert [one.target for one in first] == [one.target for one in at_ease]
    assert again == first
    assert all(one.error is None for one in first)


@pytest.mark.slow
class TestRatedTransformers(RatedContract):
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


def by_text(engine: Engine, lines: list[str]) -> dict[str, Result]:
    ordered = sorted(jobs(engine, lines), key=lambda job: len(job.tokens))
    batches = [ordered[start : start + 25] for start in range(0, len(ordered), 25)]
    results = {result.job.text: result for result in engine.translate(batches)}
    engine.close()
    return results


def mean_score(results: dict[str, Result]) -> float:
    return sum(result.score or 0.0 for result in results.values()) / len(results)
