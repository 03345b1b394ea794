"""Engine "ctranslate2": workers that share out the cores, or one a GPU; torch is never imported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

from translate.engines import heap
from translate.engines.base import Batch
from translate.engines.conversion import converted
from translate.engines.flight import Flight, Hypothesis, ahead
from translate.engines.halving import FAILURES, Failure, Halving, failed
from translate.engines.limits import longest_target
from translate.engines.models import Model
from translate.engines.placing import Placer, Trace
from translate.engines.signature import signature
from translate.engines.tokenisers import Tokeniser, tokeniser_of
from translate.errors import ModelUnavailable
from translate.records import Decoding, Job, Result

PAD = "<pad>"

IN_FLIGHT_PER_WORKER = 2
"""Batches handed over but not yet back, per worker: one being decoded, one waiting, so that none idles."""


SCORES_AT_ONCE = {"cpu": 1 << 22, "cuda": 1 << 28}
"""Scores (tokens x vocabulary) that a pass over finished targets holds at once: 16 MB stay in a CPU's cache,
where the whole batch makes the pass a quarter slower; a gigabyte fits beside any model on a GPU."""


class CTranslate2Engine:
    """Translates with CTranslate2. `device` is "cpu" or "cuda"; `threads` counts CPU workers.

    `threads_each` decode one batch together. `compute` is a precision by CTranslate2's name; None takes
    `preferred_precision`.
    """

    name = "ctranslate2"

    def __init__(
        self,
        model: Model,
        *,
        decoding: Decoding,
        device: str = "cpu",
        device_indices: Sequence[int] = (0,),
        threads: int = 1,
        threads_each: int = 1,
        compute: str | None = None,
    ) -> None:
        compute = compute or preferred_precision(device)
        self._decoding = decoding
        self._halving = Halving()
        self._tokeniser: Tokeniser = tokeniser_of(model.path, model.family)
        shared = (threads, threads_each) if device == "cpu" else (1, 1)
        self._translator = _translator(model, compute, device, device_indices, shared)
        self.workers = int(self._translator.num_translators)
        self.max_source_tokens = model.max_source_tokens
        # Start token and forced prefix take positions of their own.
        self._positions = model.max_source_tokens - 1 - len(self._tokeniser.target_prefix)
        self._placer = Placer(self._translator, self._tokeniser, self._positions)
        self._scored_at_once = max(1, SCORES_AT_ONCE[device] // len(self._tokeniser.vocabulary))
        # Marian's converter takes the pad token out of the vocabulary; elsewhere it could be chosen.
        self._may_pad = model.family.vocabulary != "marian" and PAD in self._tokeniser.vocabulary
        release = ".".join(version("ctranslate2").split(".")[:2])
        self.signature = signature(self.name, release, compute, model, decoding)

    @property
    def memory_failures(self) -> int:
        """Batches that did not fit into memory and were tried again in halves."""
        return self._halving.memory_failures

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text as the model will see them, special tokens included."""
        return self._tokeniser.encode(texts)

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """Pull batches as capacity frees, yield a result for each job."""
        parts = (part for batch in batches if batch for part in self._halving.parts(batch))
        decoding = ahead(parts, self._departed, depth=self.workers * IN_FLIGHT_PER_WORKER)
        # Scoring is a pass of its own; the workers decode other batches until it is their turn.
        rating = ahead(decoding, self._rated, depth=self.workers if self._decoding.token_scores else 1)
        for flight in rating:
            yield from self._landed(flight)

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        """One job under another decoding, decoded alone and now."""
        try:
            (result,) = self._attempt([job], decoding)
        except FAILURES as error:
            return failed(job, Failure.of(error))
        return result

    def trace(self, job: Job, decoding: Decoding) -> Trace:
        """One job, decoded alone and now, with its attention; `error` is set where it failed."""
        try:
            return self._placer.trace(job, decoding)
        except FAILURES as error:
            return Trace(failed(job, Failure.of(error)), (), ())

    def place(self, trace: Trace, decoding: Decoding, *, span: tuple[int, int], words: str) -> Trace:
        """The same job once more, with `words` where the trace looks most at `span` of the job's text."""
        try:
            return self._placer.place(trace, decoding, span=span, words=words)
        except FAILURES as error:
            return Trace(failed(trace.result.job, Failure.of(error)), (), ())

    def close(self) -> None:
        """Free the model's memory and its threads."""
        self._translator.unload_model()

    def _departed(self, batch: Batch) -> Flight:
        flight = Flight(batch)
        with flight.step():
            flight.handles = self._submit(batch, self._decoding)
        return flight

    def _rated(self, flight: Flight) -> Flight:
        """Wait for a flight's hypotheses; ask for the scores of their tokens where they are wanted."""
        if flight.failure is None:
            with flight.step():
                flight.hypotheses = self._hypotheses(flight.batch, flight.handles, self._decoding)
                flight.handles = self._submit_scoring(flight.batch, flight.hypotheses, self._decoding)
        return flight

    def _landed(self, flight: Flight) -> Iterator[Result]:
        done: list[Result] = []
        if flight.failure is None:
            with flight.step():
                done = self._results(flight.batch, flight.hypotheses, flight.handles)
        if flight.failure is None:
            yield from done
        else:
            attempt = partial(self._attempt, decoding=self._decoding)
            yield from self._halving.after_failure(flight.batch, attempt, flight.failure)

    def _attempt(self, batch: Batch, decoding: Decoding) -> list[Result]:
        """All steps for a batch, one after the other; raises what CTranslate2 raised for it."""
        hypotheses = self._hypotheses(batch, self._submit(batch, decoding), decoding)
        return self._results(batch, hypotheses, self._submit_scoring(batch, hypotheses, decoding))

    def _submit(self, batch: Batch, decoding: Decoding) -> list[Any]:
        prefix = list(self._tokeniser.target_prefix)
        handles: list[Any] = self._translator.translate_batch(
            [list(job.tokens) for job in batch],
            [prefix] * len(batch) if prefix else None,
            asynchronous=True,
            max_batch_size=0,  # never regrouped: the pipeline composes batches
            max_input_length=0,  # never cut: the pipeline splits what is too long
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_decoding_length=self._batch_limit(batch, decoding),
            num_hypotheses=decoding.n_best,
            disable_unk=True,
            suppress_sequences=[[PAD]] if self._may_pad else None,
            return_scores=True,
        )
        return handles

    def _hypotheses(self, batch: Batch, handles: list[Any], decoding: Decoding) -> list[list[Hypothesis]]:
        """The hypotheses of each job, best first, waited for."""
        limit = self._batch_limit(batch, decoding)
        outputs = [handle.result() for handle in handles]
        return [
            [self._hypothesis(job, *pair, limit, decoding) for pair in _ranked(output)]
            for job, output in zip(batch, outputs, strict=True)
        ]

    def _hypothesis(
        self, job: Job, decoded: list[str], score: float, batch_limit: int, decoding: Decoding
    ) -> Hypothesis:
        forced = len(self._tokeniser.target_prefix)
        own = decoded[forced:]
        tokens = own[: longest_target(job, decoding, self._positions)]
        # CTranslate2's score is the sum over the tokens that were not forced, divided by the number of all
        # to the power of the length penalty. The end token counts; it is there unless the limit came first.
        ended = len(decoded) < batch_limit
        length = len(decoded) + ended
        total = score * length**decoding.length_penalty
        return Hypothesis(tokens, ended and len(tokens) == len(own), total / max(1, length - forced))

    def _submit_scoring(
        self, batch: Batch, hypotheses: list[list[Hypothesis]], decoding: Decoding
    ) -> list[Any]:
        """A handle for every hypothesis, job by job; none where token scores are not wanted."""
        if not decoding.token_scores:
            return []
        pairs = [(job, one) for job, ranked in zip(batch, hypotheses, strict=True) for one in ranked]
        handles: list[Any] = self._translator.score_batch(
            [list(job.tokens) for job, _ in pairs],
            [[*self._tokeniser.target_prefix, *one.tokens] for _, one in pairs],
            asynchronous=True,
            # CTranslate2 sorts and regroups here, but a token's score depends on no neighbour.
            max_batch_size=self._scored_at_once,
            batch_type="tokens",
            max_input_length=0,
        )
        return handles

    def _results(self, batch: Batch, hypotheses: list[list[Hypothesis]], ratings: list[Any]) -> list[Result]:
        """A result for each job; waits for the ratings, which are empty where nothing was asked."""
        rated = iter([rating.result().log_probs for rating in ratings])
        done: list[Result] = []
        for job, ranked in zip(batch, hypotheses, strict=True):
            best, *others = [self._result(job, one, next(rated, ())) for one in ranked]
            done.append(replace(best, alternatives=tuple(others)))
        return done

    def _result(self, job: Job, hypothesis: Hypothesis, rated: Sequence[float]) -> Result:
        forced, count = len(self._tokeniser.target_prefix), len(hypothesis.tokens)
        scores = tuple(rated[forced : forced + count + hypothesis.ended])
        return Result(
            job=job,
            target=self._tokeniser.decode(hypothesis.tokens),
            score=sum(scores) / len(scores) if scores else hypothesis.score,
            target_tokens=count,
            token_scores=scores,
        )

    def _batch_limit(self, batch: Batch, decoding: Decoding) -> int:
        """Tokens after which a whole batch stops; CTranslate2 counts the forced prefix among them."""
        longest = max(longest_target(job, decoding, self._positions) for job in batch)
        return longest + len(self._tokeniser.target_prefix)


def _ranked(output: Any) -> list[tuple[list[str], float]]:
    return list(zip(output.hypotheses, output.scores, strict=True))


def precisions(device: str) -> frozenset[str]:
    """Those that CTranslate2 has on a device, of the four that a user can name."""
    import ctranslate2

    named = {"float32", "float16", "bfloat16", "int8"}
    return frozenset(named & ctranslate2.get_supported_compute_types(device))


def preferred_precision(device: str) -> str:
    """The precision used on a device: int8 on CPUs; on GPUs bfloat16 where there is hardware for it."""
    import ctranslate2

    if device == "cpu":
        return "int8"
    supported = ctranslate2.get_supported_compute_types(device)
    return next(kind for kind in ("bfloat16", "float16", "int8", "float32") if kind in supported)


def _translator(
    model: Model, compute: str, device: str, indices: Sequence[int], threads: tuple[int, int]
) -> Any:
    """`threads` counts workers, and the threads of each."""
    import ctranslate2

    folder = model.path
    if not model.family.ctranslate2_only:
        folder = converted(model.path, sha256=model.sha256, quantisation=compute)
    try:
        translator = ctranslate2.Translator(
            str(folder),
            device=device,
            device_index=list(indices),
            compute_type=compute,
            inter_threads=threads[0],
            intra_threads=threads[1],
        )
    except (RuntimeError, ValueError) as error:
        raise ModelUnavailable(
            f"{folder}: CTranslate2 cannot load it ({error}); remove the folder"
        ) from error
    heap.give_back()
    if device == "cpu":
        heap.keep()
    return translator
