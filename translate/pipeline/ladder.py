"""A second chance, and a third, for output that cannot be right."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from translate.checks.implausible import Implausible, implausible
from translate.engines.base import Engine
from translate.records import Decoding, Job, Result
from translate.text.segment import split_long

LADDER_VERSION = "1"
"""Part of the memory key: bump when a rung changes what comes out."""

REPETITION_PENALTY = 1.3
NO_REPEAT_NGRAM = 3
BEST = 4  # hypotheses looked at on the n-best rung
WORTH_SPLITTING = 8  # words


@dataclass(frozen=True, slots=True)
class Ladder:
    """Decodes an implausible result again, each time in another way, until one is plausible.

    Every rung decodes a job alone, so what it gives does not depend on the batch. If none helps, the
    first output stays, unless it was empty. `rescued` counts by rung, and what stayed implausible under
    "kept". `second` opens another model's engine and is called once, when the rungs before it fail.
    """

    engine: Engine
    decoding: Decoding
    second: Callable[[], Engine] | None = None
    rescued: Counter[str] = field(default_factory=Counter)

    def mend(self, result: Result) -> Result:
        """The result itself where it is plausible or an error, else the best that the ladder finds."""
        if result.error is not None or implausible(result.job.text, result.target) is None:
            return result
        tried = [result]
        for name, rung in self._rungs():
            for candidate in rung(result.job):
                if candidate.error is None and _fault(result.job, candidate) is None:
                    self.rescued[name] += 1
                    return replace(candidate, job=result.job)
                tried.append(candidate)
        self.rescued["kept"] += 1
        return replace(_least_bad(tried), job=result.job)

    def _rungs(self) -> list[tuple[str, Callable[[Job], Sequence[Result]]]]:
        rungs: list[tuple[str, Callable[[Job], Sequence[Result]]]] = [
            ("penalties", self._with_penalties),
            ("split", self._in_halves),
            ("n-best", self._next_best),
        ]
        return [*rungs, ("second model", self._elsewhere)] if self.second else rungs

    def _with_penalties(self, job: Job) -> Sequence[Result]:
        stricter = replace(
            self.decoding, repetition_penalty=REPETITION_PENALTY, no_repeat_ngram=NO_REPEAT_NGRAM
        )
        return self.engine.redecode(job, stricter)

    def _in_halves(self, job: Job) -> Sequence[Result]:
        words = len(job.text.split())
        if words < WORTH_SPLITTING:
            return []
        half = words // 2 + 1
        spans = split_long(job.text, fits=lambda text: len(text.split()) <= half)
        halves = self._jobs(self.engine, [job.text[start:end] for start, end in spans])
        results = [self.engine.redecode(part, self.decoding)[0] for part in halves]
        if any(part.error or not part.target.strip() for part in results):
            return []
        return [_joined(job, results)]

    def _next_best(self, job: Job) -> Sequence[Result]:
        wider = replace(self.decoding, beam=max(self.decoding.beam, BEST))
        return self.engine.redecode(job, wider, best=BEST)[1:]

    def _elsewhere(self, job: Job) -> Sequence[Result]:
        if self.second is None:
            return []
        other = self.second()
        (theirs,) = self._jobs(other, [job.text])
        return other.redecode(theirs, self.decoding)

    @staticmethod
    def _jobs(engine: Engine, texts: list[str]) -> list[Job]:
        return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]


def _fault(job: Job, candidate: Result) -> Implausible | None:
    return implausible(job.text, candidate.target)


def _least_bad(tried: Sequence[Result]) -> Result:
    """The first that says anything: later rungs distort more."""
    return next((one for one in tried if one.error is None and one.target.strip()), tried[0])


def _joined(job: Job, parts: Sequence[Result]) -> Result:
    tokens = sum(part.target_tokens for part in parts)
    scores = [part.score for part in parts]
    score = None
    if None not in scores and tokens:
        weighted = [(one or 0.0) * part.target_tokens for one, part in zip(scores, parts, strict=True)]
        score = sum(weighted) / tokens
    return Result(job, " ".join(part.target.strip() for part in parts), score, tokens)
