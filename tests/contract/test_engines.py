"""What every engine promises."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.contract.asking import jobs
from tests.tiny_models import persian_lines
from translate.engines.base import Engine
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.echo import EchoEngine
from translate.engines.models import resolve
from translate.engines.torch_engine import TransformersEngine
from translate.records import Decoding, Job


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
