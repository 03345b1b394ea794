"""Engine "ctranslate2": one single-threaded worker a core, or one a GPU; torch is never imported."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

from translate.engines.base import Batch
from translate.engines.conversion import converted
from translate.engines.halving import FAILURES, after_failure, failed
from translate.engines.limits import longest_target
from translate.engines.models import Model
from translate.engines.signature import signature
from translate.engines.tokenisers import Tokeniser, tokeniser_of
from translate.errors import ModelUnavailable
from translate.records import Decoding, Job, Result

PAD = "<pad>"

IN_FLIGHT_PER_WORKER = 2
"""Batches handed over but not yet back, per worker: one being decoded, one waiting, so that none idles."""


class CTranslate2Engine:
    """Translates with CTranslate2. `device` is "cpu" or "cuda"; `threads` counts CPU workers.

    `compute` is a precision by CTranslate2's name; None takes `preferred_precision`.
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
        compute: str | None = None,
    ) -> None:
        compute = compute or preferred_precision(device)
        self._decoding = decoding
        self._tokeniser: Tokeniser = tokeniser_of(model.path, model.family)
        self._translator = _translator(model, compute, device, device_indices, threads)
        self.workers = int(self._translator.num_translators)
        self.max_source_tokens = model.max_source_tokens
        # Start token and forced prefix take positions of their own.
        self._positions = model.max_source_tokens - 1 - len(self._tokeniser.target_prefix)
        # Marian's converter takes the pad token out of the vocabulary; elsewhere it could be chosen.
        self._may_pad = model.family.vocabulary != "marian" and PAD in self._tokeniser.vocabulary
        release = ".".join(version("ctranslate2").split(".")[:2])
        self.signature = signature(self.name, release, compute, model, decoding)

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text as the model will see them, special tokens included."""
        return self._tokeniser.encode(texts)

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """Pull batches as capacity frees, yield a result for each job."""
        flight: deque[tuple[Batch, list[Any]]] = deque()
        for batch in batches:
            if not batch:
                continue
            try:
                flight.append((batch, self._submit(batch, self._decoding)))
            except FAILURES as error:
                yield from after_failure(batch, self._attempt, error)
            if len(flight) >= self.workers * IN_FLIGHT_PER_WORKER:
                yield from self._landed(*flight.popleft())
        while flight:
            yield from self._landed(*flight.popleft())

    def redecode(self, job: Job, decoding: Decoding, *, best: int = 1) -> list[Result]:
        """The `best` hypotheses of one job under another decoding, decoded alone and now."""
        try:
            (handle,) = self._submit([job], decoding, best=best)
            output = handle.result()
        except FAILURES as error:
            return [failed(job, error)]
        limit = self._batch_limit([job], decoding)
        return [self._result(job, output, limit, decoding, rank) for rank in range(len(output.hypotheses))]

    def close(self) -> None:
        """Free the model's memory and its threads."""
        self._translator.unload_model()

    def _submit(self, batch: Batch, decoding: Decoding, *, best: int = 1) -> list[Any]:
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
            num_hypotheses=best,
            disable_unk=True,
            suppress_sequences=[[PAD]] if self._may_pad else None,
            return_scores=True,
        )
        return handles

    def _limit(self, job: Job, decoding: Decoding) -> int:
        return longest_target(job, decoding, self._positions)

    def _landed(self, batch: Batch, handles: list[Any]) -> Iterator[Result]:
        try:
            done = self._collected(batch, handles)
        except FAILURES as error:
            yield from after_failure(batch, self._attempt, error)
        else:
            yield from done

    def _attempt(self, batch: Batch) -> list[Result]:
        return self._collected(batch, self._submit(batch, self._decoding))

    def _collected(self, batch: Batch, handles: list[Any]) -> list[Result]:
        """Results of a batch, waited for; raises what CTranslate2 raised for it."""
        limit = self._batch_limit(batch, self._decoding)
        outputs = [handle.result() for handle in handles]
        pairs = zip(batch, outputs, strict=True)
        return [self._result(job, output, limit, self._decoding) for job, output in pairs]

    def _batch_limit(self, batch: Batch, decoding: Decoding) -> int:
        """Tokens after which a whole batch stops; CTranslate2 counts the forced prefix among them."""
        return max(self._limit(job, decoding) for job in batch) + len(self._tokeniser.target_prefix)

    def _result(self, job: Job, output: Any, batch_limit: int, decoding: Decoding, rank: int = 0) -> Result:
        decoded, forced = output.hypotheses[rank], len(self._tokeniser.target_prefix)
        tokens = decoded[forced:][: self._limit(job, decoding)]
        # CTranslate2's score is the sum over the tokens that were not forced, divided by the number of all
        # to the power of the length penalty. The end token counts; it is there unless the limit came first.
        length = len(decoded) + (len(decoded) < batch_limit)
        total = output.scores[rank] * length**decoding.length_penalty
        return Result(
            job=job,
            target=self._tokeniser.decode(tokens),
            score=total / max(1, length - forced),
            target_tokens=len(tokens),
        )


def preferred_precision(device: str) -> str:
    """The precision used on a device: int8 on CPUs; on GPUs bfloat16 where there is hardware for it."""
    import ctranslate2

    if device == "cpu":
        return "int8"
    supported = ctranslate2.get_supported_compute_types(device)
    return next(kind for kind in ("bfloat16", "float16", "int8", "float32") if kind in supported)


def _translator(model: Model, compute: str, device: str, indices: Sequence[int], threads: int) -> Any:
    import ctranslate2

    folder = model.path
    if not model.family.ctranslate2_only:
        folder = converted(model.path, sha256=model.sha256, quantisation=compute)
    try:
        return ctranslate2.Translator(
            str(folder),
            device=device,
            device_index=list(indices),
            compute_type=compute,
            inter_threads=threads if device == "cpu" else 1,
            intra_threads=1,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelUnavailable(
            f"{folder}: CTranslate2 cannot load it ({error}); remove the folder"
        ) from error
