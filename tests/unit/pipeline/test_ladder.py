from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from translate.engines.base import Batch
from translate.pipeline.ladder import BEST, Ladder
from translate.records import Decoding, Job, Result

SOURCE = "وزیر امور خارجه در دیدار با همتای خود بر گسترش روابط دو کشور تأکید کرد"
GOOD = "The foreign minister stressed the expansion of ties in a meeting with his counterpart."
LOOP = "the minister " * 12
JOB = Job(SOURCE, tuple(SOURCE.split()))


class ScriptedEngine:
    """Answers by what is asked: with penalties, for a part of the sentence, or for n-best."""

    name = signature = "scripted"
    max_source_tokens = 256
    workers = 1
    memory_failures = 0

    def __init__(self, *, penalties: str = LOOP, part: str = LOOP, best: Sequence[str] = (LOOP,)) -> None:
        self._penalties = penalties
        self._part = part
        self._best = best
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        return [tuple(text.split()) for text in texts]

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        raise AssertionError(f"the ladder decodes one job at a time, not {batches}")

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        if decoding.n_best > 1:
            self.asked.append("n-best")
            first, *others = [Result(job, target, -1.0, 5) for target in self._best]
            return replace(first, alternatives=tuple(others))
        if decoding.no_repeat_ngram == 3:
            self.asked.append("penalties")
            return Result(job, self._penalties, -1.0, 5)
        self.asked.append("part" if job.text != SOURCE else "whole")
        return Result(job, self._part, -1.0, 5)

    def close(self) -> None:
        pass


def mended(ladder: Ladder, target: str = LOOP) -> Result:
    return ladder.mend(Result(JOB, target, -0.5, 3))


def test_a_plausible_result_is_not_touched() -> None:
    engine = ScriptedEngine()
    ladder = Ladder(engine, Decoding())
    assert mended(ladder, GOOD).target == GOOD
    assert (engine.asked, ladder.rescued) == ([], {})


def test_an_error_is_not_decoded_again() -> None:
    engine = ScriptedEngine()
    failed = Result(JOB, "", error="out of memory")
    assert Ladder(engine, Decoding()).mend(failed) is failed
    assert engine.asked == []


def test_penalties_come_first() -> None:
    engine = ScriptedEngine(penalties=GOOD)
    ladder = Ladder(engine, Decoding())
    assert mended(ladder).target == GOOD
    assert engine.asked == ["penalties"]
    assert ladder.rescued == {"penalties": 1}


def test_then_the_sentence_is_split_and_joined() -> None:
    ladder = Ladder(ScriptedEngine(part="half of what the minister said"), Decoding())
    result = mended(ladder)
    assert result.target == "half of what the minister said half of what the minister said"
    assert (result.job, result.target_tokens, result.score) == (JOB, 10, -1.0)
    assert ladder.rescued == {"split": 1}


def test_then_the_next_best_hypotheses_are_looked_at() -> None:
    ladder = Ladder(ScriptedEngine(best=[LOOP, "", GOOD]), Decoding())
    assert mended(ladder).target == GOOD
    assert ladder.rescued == {"n-best": 1}
    assert BEST >= 3


def test_the_hypothesis_that_is_taken_goes_before_the_others() -> None:
    ladder = Ladder(ScriptedEngine(best=[LOOP, "", GOOD, "another"]), Decoding(n_best=3))
    result = mended(ladder)
    assert result.target == GOOD
    assert [one.target for one in result.alternatives] == [LOOP, ""]
    plain = mended(Ladder(ScriptedEngine(best=[LOOP, "", GOOD, "another"]), Decoding()))
    assert plain.alternatives == ()


def test_halves_that_are_joined_keep_the_scores_of_all_their_tokens() -> None:
    class Rated(ScriptedEngine):
        def redecode(self, job: Job, decoding: Decoding) -> Result:
            assert decoding.n_best == 1 or job.text == SOURCE
            return replace(super().redecode(job, decoding), token_scores=(-0.5, -1.5), target_tokens=1)

    decoding = Decoding(n_best=2, token_scores=True)
    result = mended(Ladder(Rated(part="half of what the minister said"), decoding))
    assert (result.token_scores, result.score) == ((-0.5, -1.5, -0.5, -1.5), -1.0)
    assert result.alternatives == ()


def test_then_the_second_model_is_asked() -> None:
    ladder = Ladder(ScriptedEngine(), Decoding(), second=lambda: ScriptedEngine(part=GOOD))
    assert mended(ladder).target == GOOD
    assert ladder.rescued == {"second model": 1}


def test_what_nothing_helps_keeps_its_first_output() -> None:
    ladder = Ladder(ScriptedEngine(), Decoding())
    assert mended(ladder).target == LOOP
    assert ladder.rescued == {"kept": 1}


def test_an_empty_output_gives_way_to_any_other() -> None:
    assert mended(Ladder(ScriptedEngine(penalties="وزیر said"), Decoding()), "").target == "وزیر said"
