"""Keeping to a glossary: a translation that misses a term is decoded again until it says it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from translate.checks import registry
from translate.checks.implausible import implausible
from translate.engines.base import Engine
from translate.engines.placing import placing_of
from translate.glossary.english import is_obeyed
from translate.glossary.matching import Match, Matcher, distinct_terms
from translate.glossary.terms import Term, digest
from translate.pipeline.ladder import Ladder
from translate.records import Decoding, Job, Result

TERMS_VERSION = "1"
"""Part of the memory key of lines with terms: bump when a rung changes what comes out."""

RUNGS = ("n-best", "placed", "switched")
"""What is tried for a missed term, in this order."""

BEST = 10  # hypotheses looked at on the n-best rung
MOST_PLACED = 4  # terms put into one translation
SHORTEST, LONGEST = 0.6, 1.5
"""How the length of a candidate may relate to the plain one's; a few letters are always free."""

FREE_LETTERS = 20
MARKS_KEPT = 1 << 14  # a window of texts and more: every text is asked about a few times


@dataclass(frozen=True, slots=True)
class TermKeeper:
    """Looks for terms of the source that a translation does not say, and for another that does.

    Every rung decodes a job alone, so what it gives does not depend on the batch. A candidate is taken
    when it says more of the terms, is plausible, is about as long and raises no more flags; if there is
    none, the translation stays as it was. `glossary` is a hash of all terms. `counts` has terms: wanted,
    plain (said at once), by rung, missed.
    """

    engine: Engine
    decoding: Decoding
    matcher: Matcher
    glossary: str
    rungs: Sequence[str] = RUNGS
    counts: Counter[str] = field(default_factory=Counter)
    mark: Callable[[str], str] = field(init=False)
    """Text to a line that changes with its terms and is empty where there are none; for the memory key."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mark", lru_cache(MARKS_KEPT)(self._mark))

    def mend(self, result: Result) -> Result:
        """The result itself where it says all terms or is an error, else the best that the rungs find."""
        if result.error is not None or not result.target.strip() or not self.mark(result.job.text):
            return result
        matches = self.matcher.matches(result.job.text)
        attempt = _Attempt(result, distinct_terms(matches))
        self.counts["wanted"] += len(attempt.terms)
        self.counts["plain"] += len(attempt.terms) - len(attempt.missed)
        tries = {"n-best": self._next_best, "placed": self._placed, "switched": self._switched}
        for name in self.rungs:
            if attempt.missed:
                before = len(attempt.missed)
                attempt.consider(tries[name](result.job, matches, attempt.missed))
                self.counts[name] += before - len(attempt.missed)
        self.counts["missed"] += len(attempt.missed)
        return attempt.best

    def _mark(self, text: str) -> str:
        terms = distinct_terms(self.matcher.matches(text))
        if not terms:
            return ""
        lines = "\n".join((TERMS_VERSION, *map(digest, terms)))
        return hashlib.sha256(lines.encode()).hexdigest()

    def _next_best(self, job: Job, _: Sequence[Match], __: Sequence[Term]) -> Iterator[Result]:
        wanted = self.decoding
        wider = replace(wanted, beam=max(wanted.beam, BEST), n_best=max(wanted.n_best, BEST))
        found = self.engine.redecode(job, wider)
        ranked = [replace(found, alternatives=()), *found.alternatives]
        for one in ranked:
            others = tuple(other for other in ranked if other is not one)
            yield replace(one, alternatives=others[: wanted.n_best - 1])

    def _placed(self, job: Job, matches: Sequence[Match], __: Sequence[Term]) -> Iterator[Result]:
        """The wanted words put where the decoder looks at the term, one term after the other."""
        placing = placing_of(self.engine)
        if placing is None:
            return
        trace = placing.trace(job, self.decoding)
        for _ in range(MOST_PLACED):
            missing = _first_missing(matches, trace.result.target)
            if trace.result.error is not None or missing is None:
                return
            span = (missing.start, missing.end)
            trace = placing.place(trace, self.decoding, span=span, words=missing.term.preferred)
            yield self._scored(trace.result)

    def _switched(self, job: Job, matches: Sequence[Match], missed: Sequence[Term]) -> Iterator[Result]:
        """The source with English in the place of the terms; a model that has seen such sources copies it."""
        text = job.text
        for match in reversed(matches):
            if match.term in missed:
                text = text[: match.start] + match.term.preferred + text[match.end :]
        (tokens,) = self.engine.encode([text])
        if len(tokens) <= self.engine.max_source_tokens:
            yield replace(self.engine.redecode(Job(text, tokens), self.decoding), job=job)

    def _scored(self, result: Result) -> Result:
        return result if self.decoding.token_scores else replace(result, token_scores=())


def mending(ladder: Ladder, terms: TermKeeper | None) -> Callable[[Result], Result]:
    """What a result goes through: first it must be plausible, then it should say the terms."""
    return ladder.mend if terms is None else lambda result: terms.mend(ladder.mend(result))


class _Attempt:
    """The best translation of a job so far, and the terms that it misses."""

    def __init__(self, plain: Result, terms: Sequence[Term]) -> None:
        self.terms = terms
        self.best = plain
        self.missed = _missed(terms, plain.target)
        self._plain = plain
        self._flags = len(registry.flags(plain.job.text, plain.target)) if self.missed else 0

    def consider(self, candidates: Iterable[Result]) -> None:
        """Take every candidate that says more terms than the best so far; stop when none is missed."""
        for candidate in candidates:
            if candidate.error is None and candidate.target.strip():
                missed = _missed(self.terms, candidate.target)
                if len(missed) < len(self.missed) and self._is_sound(candidate.target):
                    self.best, self.missed = candidate, missed
            if not self.missed:
                return

    def _is_sound(self, target: str) -> bool:
        text, length = self._plain.job.text, len(self._plain.target)
        if not SHORTEST * length - FREE_LETTERS <= len(target) <= LONGEST * length + FREE_LETTERS:
            return False
        return implausible(text, target) is None and len(registry.flags(text, target)) <= self._flags


def _missed(terms: Sequence[Term], target: str) -> list[Term]:
    return [term for term in terms if not is_obeyed(target, term)]


def _first_missing(matches: Sequence[Match], target: str) -> Match | None:
    return next((match for match in matches if not is_obeyed(target, match.term)), None)
