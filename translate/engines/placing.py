"""Putting wanted words into a translation, where the decoder looks at the source words, and going on.

Works with CTranslate2 and any model whose attention follows the words; the caller verifies what comes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Protocol, runtime_checkable

from translate.engines.base import Engine
from translate.engines.limits import longest_target
from translate.engines.tokenisers import BLANK, Tokeniser
from translate.records import Decoding, Job, Result

NEAR = 0.5
"""A token before the place belongs to the same words if it looks at them with this share of the most."""

LOOKING = 0.2
"""... and with at least so much of its attention."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A translation and what the decoder looked at: each target token's attention over source tokens."""

    result: Result
    tokens: tuple[str, ...]
    attention: Sequence[Sequence[float]]


@runtime_checkable
class Placing(Protocol):
    """An engine that can be made to say given words."""

    def trace(self, job: Job, decoding: Decoding) -> Trace:
        """One job, decoded alone and now, with its attention."""
        ...

    def place(self, trace: Trace, decoding: Decoding, *, span: tuple[int, int], words: str) -> Trace:
        """The same job once more, with `words` where the trace looks most at `span` of the job's text."""
        ...


def placing_of(engine: Engine) -> Placing | None:
    """What can place words with this engine: itself, one of a pool, or nothing."""
    one = getattr(engine, "placing", engine)
    return one if isinstance(one, Placing) else None


@dataclass(frozen=True, slots=True)
class Placer:
    """Placing for a CTranslate2 translator. `positions` is the longest target the model has room for."""

    translator: Any
    tokeniser: Tokeniser
    positions: int

    def trace(self, job: Job, decoding: Decoding, begin: Sequence[str] = ()) -> Trace:
        """One job whose target is made to begin with some tokens. Raises what CTranslate2 raises."""
        forced = [*self.tokeniser.target_prefix, *begin]
        limit = longest_target(job, decoding, self.positions) + len(forced)
        output = self.translator.translate_batch(
            [list(job.tokens)],
            [forced] if forced else None,
            max_input_length=0,
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_decoding_length=limit,
            disable_unk=True,
            return_attention=True,
        )[0]
        skipped = len(self.tokeniser.target_prefix)
        tokens, attention = output.hypotheses[0][skipped:], output.attention[0][skipped:]
        scores = self._scores(job, tokens)
        result = Result(
            job,
            self.tokeniser.decode(tokens),
            score=sum(scores) / len(scores),
            target_tokens=len(tokens),
            token_scores=scores,
        )
        return Trace(result, tuple(tokens), attention)

    def place(self, trace: Trace, decoding: Decoding, *, span: tuple[int, int], words: str) -> Trace:
        """The trace's job once more, with the words. The trace itself where it has no token at all."""
        job = trace.result.job
        looking = self._looking(job, trace, span)
        if not looking:
            return trace
        place = begin_of_words(trace.tokens, looking)
        if place == 0:
            words = words[0].upper() + words[1:]
        return self.trace(job, decoding, [*trace.tokens[:place], *self.tokeniser.pieces(words)])

    def _looking(self, job: Job, trace: Trace, span: tuple[int, int]) -> list[float]:
        """How much each target token looks at the words of the span."""
        (bare,), texts = self.tokeniser.encode([""]), [job.text[:at].rstrip() for at in span]
        opening = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(bare, job.tokens, strict=False))
        )
        start, end = (len(tokens) - len(bare) + opening for tokens in self.tokeniser.encode(texts))
        rows = zip(trace.tokens, trace.attention, strict=False)
        return [sum(row[start:end]) for _, row in rows]

    def _scores(self, job: Job, tokens: Sequence[str]) -> tuple[float, ...]:
        """The log-probability of every token and of the end, in the model's own distribution."""
        prefix = self.tokeniser.target_prefix
        (rated,) = self.translator.score_batch([list(job.tokens)], [[*prefix, *tokens]], max_input_length=0)
        return tuple(rated.log_probs[len(prefix) :])


def begin_of_words(tokens: Sequence[str], looking: Sequence[float]) -> int:
    """Where the words begin that look most at something; `looking` has a number for each token."""
    place = max(range(len(looking)), key=looking.__getitem__)
    least = max(LOOKING, NEAR * looking[place])
    while place > 0 and looking[place - 1] > least:
        place -= 1
    while place > 0 and not tokens[place].startswith(BLANK):
        place -= 1
    return place
