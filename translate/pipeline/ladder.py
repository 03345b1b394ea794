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
                    return _for(result.job, candidate)
                tried.append(candidate)
        self.rescued["kept"] += 1
        return _for(result.job, _least_bad(tried))

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
        return [self.engine.redecode(job, stricter)]

    def _in_halves(self, job: Job) -> Sequence[Result]:
        words = len(job.text.split())
        if words < WORTH_SPLITTING:
            return []
        half = words // 2 + 1
        spans = split_long(job.text, fits=lambda text: len(text.split()) <= half)
        halves = self._jobs(self.engine, [job.text[start:end] for start, end in spans])
        alone = replace(self.decoding, n_best=1)  # halves of different hypotheses do not make a sentence
        results = [self.engine.redecode(part, alone) for part in halves]
        if any(part.error or not part.target.strip() for part in results):
            return []
        return [_joined(job, results)]

    def _next_best(self, job: Job) -> Sequence[Result]:
        wanted = self.decoding
        wider = replace(wanted, beam=max(wanted.beam, BEST), n_best=max(wanted.n_best, BEST))
        found = self.engine.redecode(job, wider)
        ranked = [replace(found, alternatives=()), *found.alternatives]
        # The chosen one goes to the front; the rest keep their order.
        return [replace(one, alternatives=_others(ranked, one)[: wanted.n_best - 1]) for one in ranked[1:]]

    def _elsewhere(self, job: Job) -> Sequence[Result]:
        if self.second is None:
            return []
        other = self.second()
        (theirs,) = self._jobs(other, [job.text])
        return [other.redecode(theirs, self.decoding)]

    @staticmethod
    def _jobs(engine: Engine, texts: list[str]) -> list[Job]:
        return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]


def _fault(job: Job, candidate: Result) -> Implausible | None:
    return implausible(job.text, candidate.target)


def _for(job: Job, candidate: Result) -> Result:
    """The candidate as an answer to `job`, which a second model may have cut into other tokens."""
    alternatives = tuple(replace(one, job=job) for one in candidate.alternatives)
    return replace(candidate, job=job, alternatives=alternatives)


def _others(ranked: Sequence[Result], chosen: Result) -> tuple[Result, ...]:
    return tuple(one for one in ranked if one is not chosen)


def _least_bad(tried: Sequence[Result]) -> Result:
    """The first that says anything: later rungs distort more."""
    return next((one for one in tried if one.error is None and one.target.strip()), tried[0])


def _joined(job: Job, parts: Sequence[Result]) -> Result:
    return Result(
        job=job,
        target=" ".join(part.target.strip() for part in parts),
        score=_mean_score(parts),
        target_tokens=sum(part.target_tokens for part in parts),
        token_scores=tuple(score for part in parts for score in part.token_scores),
    )


def _mean_score(parts: Sequence[Result]) -> float | None:
    """Mean over all tokens; the end token of each part counts where its score is known."""
    weights = [len(part.token_scores) or part.target_tokens for part in parts]
    scores = [part.score for part in parts if part.score is not None]
    if len(scores) < len(parts) or not sum(weights):
        return None
    return sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)
