"""Engine "transformers": `generate` on PyTorch, for what CTranslate2 does not convert and for comparison.

Decoding means the same as in the other engine, with two known differences. In beam search transformers
multiplies log-probabilities by the repetition penalty where CTranslate2 scales logits, so that a penalty
other than 1 can rank hypotheses differently (greedy search is the same). And a target that reaches its
limit is cut here without an end token. Scores are of the model's own distribution, before penalties;
CTranslate2's are after them. Padding and the unknown token, which are never produced, have no part in it
unless scores of single tokens are asked for: CTranslate2 can score finished targets only with them in.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

from translate.engines import hardware
from translate.engines.base import Batch
from translate.engines.families import read_settings
from translate.engines.halving import FAILURES, Failure, Halving, failed
from translate.engines.limits import longest_target
from translate.engines.models import Model
from translate.engines.signature import signature
from translate.engines.tokenisers import UNKNOWN, tokeniser_of
from translate.errors import ModelUnavailable
from translate.records import Decoding, Job, Result

PRECISIONS = ("float32", "bfloat16")

LOGITS_AT_ONCE = 1 << 27
"""Logits that are scored together: half a gigabyte in float32."""


class TransformersEngine:
    """Translates with transformers. `device` is "cpu" or "cuda:0"; `threads` counts CPU threads.

    `compute` is "float32" or "bfloat16"; None takes `preferred_precision`.
    """

    name = "transformers"
    workers = 1

    def __init__(
        self,
        model: Model,
        *,
        decoding: Decoding,
        device: str = "cpu",
        threads: int = 1,
        compute: str | None = None,
    ) -> None:
        import torch

        torch.set_num_threads(threads)
        compute = compute or preferred_precision(device, _width(model))
        self._device = device
        self._decoding = decoding
        self._halving = Halving()
        self._tokeniser = tokeniser_of(model.path, model.family)
        self._ids = self._tokeniser.vocabulary
        self._tokens = {identity: token for token, identity in self._ids.items()}
        self._network = _network(model, compute, device)
        self._forbidden = sorted({self._ids[UNKNOWN], self._network.config.pad_token_id})
        self.max_source_tokens = model.max_source_tokens
        # Start token and forced prefix take positions of their own.
        self._positions = model.max_source_tokens - 1 - len(self._tokeniser.target_prefix)
        release = ".".join(version("transformers").split(".")[:2])
        self.signature = signature(self.name, release, compute, model, decoding)

    @property
    def memory_failures(self) -> int:
        """Batches that did not fit into memory and were tried again in halves."""
        return self._halving.memory_failures

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text as the model will see them, special tokens included."""
        return self._tokeniser.encode(texts)

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """One batch after the other; a result for each job."""
        for batch in batches:
            if batch:
                yield from self._halving.results(batch, partial(self._decode, decoding=self._decoding))

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        """One job under another decoding, decoded alone and now."""
        try:
            (result,) = self._decode([job], decoding=decoding)
        except FAILURES as error:
            return failed(job, Failure.of(error))
        return result

    def close(self) -> None:
        """Free the model's memory."""
        del self._network
        if self._device != "cpu":
            import torch

            torch.cuda.empty_cache()

    def _decode(self, batch: Batch, *, decoding: Decoding) -> list[Result]:
        """A result for each job of the batch; `generate` gives one job's hypotheses after the other's."""
        import torch
        from transformers.modeling_outputs import BaseModelOutput

        ids, mask = self._padded(batch)
        with torch.inference_mode():
            encoded = self._network.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
            targets = self._network.generate(
                # A record of its own: generate repeats it in place, once for every beam.
                encoder_outputs=BaseModelOutput(last_hidden_state=encoded),
                attention_mask=mask,
                generation_config=self._settings(batch, decoding),
            )
            if decoding.n_best > 1:
                encoded, mask = (part.repeat_interleave(decoding.n_best, 0) for part in (encoded, mask))
            scores = self._scores(encoded, mask, targets, self._left_out(decoding))
        jobs = [job for job in batch for _ in range(decoding.n_best)]
        rows = zip(jobs, targets.tolist(), scores, strict=True)
        ranked = [self._result(job, target, scores, decoding) for job, target, scores in rows]
        return [
            replace(ranked[start], alternatives=tuple(ranked[start + 1 : start + decoding.n_best]))
            for start in range(0, len(ranked), decoding.n_best)
        ]

    def _padded(self, batch: Batch) -> tuple[Any, Any]:
        """Ids and attention mask of a batch, each jobs x longest."""
        import torch

        pad, unknown = self._network.config.pad_token_id, self._ids[UNKNOWN]
        rows = [[self._ids.get(token, unknown) for token in job.tokens] for job in batch]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows], device=self._device)
        mask = torch.tensor(
            [[1] * len(row) + [0] * (longest - len(row)) for row in rows], device=self._device
        )
        return ids, mask

    def _settings(self, batch: Batch, decoding: Decoding) -> Any:
        from transformers import GenerationConfig

        config = self._network.config
        forced = self._tokeniser.target_prefix
        start = config.decoder_start_token_id
        return GenerationConfig(
            do_sample=False,
            num_beams=decoding.beam,
            num_return_sequences=decoding.n_best,
            early_stopping=decoding.beam > 1,  # stop at `beam` finished hypotheses, as CTranslate2 does
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_new_tokens=max(self._limit(job, decoding) for job in batch) + len(forced),
            suppress_tokens=self._forbidden,
            forced_bos_token_id=self._ids[forced[0]] if forced else None,
            eos_token_id=config.eos_token_id,
            pad_token_id=config.pad_token_id,
            bos_token_id=getattr(config, "bos_token_id", None),
            decoder_start_token_id=start,
        )

    def _limit(self, job: Job, decoding: Decoding) -> int:
        return longest_target(job, decoding, self._positions)

    def _left_out(self, decoding: Decoding) -> list[int]:
        return [] if decoding.token_scores else self._forbidden

    def _scores(self, encoded: Any, mask: Any, targets: Any, left_out: list[int]) -> list[list[float]]:
        """Log-probabilities of the tokens of each target, end token included, in one parallel pass.

        `generate` itself would keep a row of the whole vocabulary for every beam and step. Here a few
        targets go at a time where the vocabulary is large.
        """
        rows = max(1, LOGITS_AT_ONCE // (targets.shape[1] * self._network.config.vocab_size))
        parts = zip(encoded.split(rows), mask.split(rows), targets.split(rows), strict=True)
        return [score for part in parts for score in self._log_probabilities(*part, left_out)]

    def _log_probabilities(
        self, encoded: Any, mask: Any, targets: Any, left_out: list[int]
    ) -> list[list[float]]:
        from transformers.modeling_outputs import BaseModelOutput

        wanted = targets[:, 1:]
        logits = self._network(
            encoder_outputs=BaseModelOutput(last_hidden_state=encoded),
            attention_mask=mask,
            decoder_input_ids=targets[:, :-1],
        ).logits.float()
        logits[..., left_out] = float("-inf")
        chosen = logits.log_softmax(-1).gather(-1, wanted.unsqueeze(-1)).squeeze(-1)
        # What stands behind the first end token is filling, which is not always the pad token.
        ends = (wanted == self._network.config.eos_token_id).long()
        own = ends.cumsum(-1) - ends == 0
        own[:, : len(self._tokeniser.target_prefix)] = False
        rows = zip(chosen.tolist(), own.tolist(), strict=True)
        return [[one for one, kept in zip(*row, strict=True) if kept] for row in rows]

    def _result(self, job: Job, target: list[int], scores: list[float], decoding: Decoding) -> Result:
        own, limit = self._own_tokens(target), self._limit(job, decoding)
        if decoding.token_scores and len(own) > limit:
            scores = scores[:limit]
        return Result(
            job=job,
            target=self._tokeniser.decode(own[:limit]),
            score=sum(scores) / max(1, len(scores)),
            target_tokens=len(own[:limit]),
            token_scores=tuple(scores) if decoding.token_scores else (),
        )

    def _own_tokens(self, target: list[int]) -> list[str]:
        """Tokens of an output without start, forced prefix, end and padding."""
        own = target[1 + len(self._tokeniser.target_prefix) :]
        config = self._network.config
        if config.eos_token_id in own:
            own = own[: own.index(config.eos_token_id)]
        return [self._tokens.get(identity, "") for identity in own if identity != config.pad_token_id]


def preferred_precision(device: str, width: int) -> str:
    """bfloat16 where the hardware multiplies it and the model is wide enough to gain, else float32.

    Narrow matrices lose more to conversions than the faster products give back: the built-in model
    (width 256) is faster in float32, a model of opus-mt-base shape 1.8 times faster in bfloat16.
    """
    if device == "cpu":
        return "bfloat16" if width >= 512 and hardware.has_fast_bfloat16() else "float32"
    import torch

    return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float32"


def _width(model: Model) -> int:
    width = read_settings(model.path / "config.json").get("d_model")
    return width if isinstance(width, int) else 0


def _network(model: Model, compute: str, device: str) -> Any:
    """The model, in evaluation mode on its device, without a word on the user's terminal."""
    import torch
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                model.path, dtype=getattr(torch, compute), local_files_only=True
            )
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelUnavailable(f"{model.path}: transformers cannot load it ({reason[0]})") from error
    # `generate` takes from here what it is not told; at the limit a target is cut, not made to end.
    network.generation_config.forced_eos_token_id = None
    return network.to(device).eval()
