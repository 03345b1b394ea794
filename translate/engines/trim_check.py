"""Proof that a trimmed model translates as the whole one does.

Three outputs of each line are compared: the whole model's; the trimmed model's; and that of the whole
model with every dropped token made impossible (a logit of minus infinity, before scores are normalised).
The third must equal the second whenever the source is cut into kept pieces only. The first must equal it
in greedy search where the whole model produced no dropped token.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from translate.engines.families import family_of
from translate.engines.tokenisers import UNKNOWN, Tokeniser, tokeniser_of

BATCH = 16


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line through the models.

    `same_source`: cut into the same pieces; `without_dropped`: the whole model's output holds none.
    """

    line: str
    whole: str
    masked: str
    trimmed: str
    same_source: bool
    without_dropped: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over compared lines; in a row of lines, each figure is of those before it or fewer.

    `lines` in all; `same` of them with the same output from whole and trimmed model. `untouched` have a
    source and a whole output without dropped tokens, `untouched_same` of them the same output. `comparable`
    have a source without dropped tokens, `masked_same` of them the same output once dropped tokens are
    impossible for the whole model too.
    """

    lines: int
    same: int
    untouched: int
    untouched_same: int
    comparable: int
    masked_same: int


def agreement(rows: Sequence[Comparison]) -> Agreement:
    """What the comparisons come to."""
    comparable = [row for row in rows if row.same_source]
    untouched = [row for row in comparable if row.without_dropped]
    return Agreement(
        lines=len(rows),
        same=sum(row.whole == row.trimmed for row in rows),
        untouched=len(untouched),
        untouched_same=sum(row.whole == row.trimmed for row in untouched),
        comparable=len(comparable),
        masked_same=sum(row.masked == row.trimmed for row in comparable),
    )


def compared(
    whole: Path, trimmed: Path, lines: Sequence[str], *, beam: int = 1, max_tokens: int = 128
) -> list[Comparison]:
    """Translate the lines (already normalised for the model) with both models in `folder`s, in float32.

    The lines go in batches of 16 in their own order, the same batches for each model. An output is cut
    after `max_tokens`.
    """
    big, small = _Translator(whole), _Translator(trimmed)
    dropped = [identity for token, identity in big.ids.items() if token not in small.ids]
    rows: list[Comparison] = []
    for batch in _batches(lines):
        free, free_ids = big.translate(batch, beam=beam, max_tokens=max_tokens)
        with big.impossible(dropped):
            masked, _ = big.translate(batch, beam=beam, max_tokens=max_tokens)
        short, _ = small.translate(batch, beam=beam, max_tokens=max_tokens)
        same = [
            before == after and small.knows_what(big, before)
            for before, after in zip(big.encode(batch), small.encode(batch), strict=True)
        ]
        clean = [not set(dropped).intersection(row) for row in free_ids]
        rows += map(Comparison, batch, free, masked, short, same, clean)
    return rows


def _batches(lines: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        yield batch


class _Translator:
    """A model in `folder` with its own tokeniser, on the CPU in float32."""

    def __init__(self, folder: Path) -> None:
        family = family_of(folder)
        self._tokeniser: Tokeniser = tokeniser_of(folder, family)
        self.ids = self._tokeniser.vocabulary
        self.encode = self._tokeniser.encode
        self._tokens = {identity: token for token, identity in self.ids.items()}
        self._network = _network(folder)

    def knows_what(self, other: "_Translator", tokens: Sequence[str]) -> bool:
        """Whether each token that the other knows is known here."""
        return all(token in self.ids for token in tokens if token in other.ids)

    def translate(
        self, batch: Sequence[str], *, beam: int, max_tokens: int
    ) -> tuple[list[str], list[list[int]]]:
        """The text and the ids of each output; padding and the unknown token cannot be chosen."""
        import torch

        config, forced = self._network.config, self._tokeniser.target_prefix
        rows = [torch.tensor(self._numbers(tokens)) for tokens in self._tokeniser.encode(batch)]
        ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=config.pad_token_id)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
        with torch.inference_mode():
            output = self._network.generate(
                ids,
                attention_mask=mask,
                generation_config=self._settings(beam, max_tokens, forced),
            )
        targets = [row[1 + len(forced) :] for row in output.tolist()]
        return [self._text(row) for row in targets], targets

    def _settings(self, beam: int, max_tokens: int, forced: tuple[str, ...]) -> Any:
        from transformers import GenerationConfig

        config = self._network.config
        return GenerationConfig(
            do_sample=False,
            num_beams=beam,
            max_new_tokens=max_tokens + len(forced),
            suppress_tokens=sorted({self.ids[UNKNOWN], config.pad_token_id}),
            forced_bos_token_id=self.ids[forced[0]] if forced else None,
            eos_token_id=config.eos_token_id,
            pad_token_id=config.pad_token_id,
            decoder_start_token_id=config.decoder_start_token_id,
        )

    @contextmanager
    def impossible(self, ids: Sequence[int]) -> Iterator[None]:
        """While this lasts, no output holds one of these ids."""
        import torch

        columns = torch.tensor(ids, dtype=torch.long)
        hook = self._network.get_output_embeddings().register_forward_hook(
            lambda _layer, _inputs, logits: logits.index_fill(-1, columns, float("-inf"))
        )
        try:
            yield
        finally:
            hook.remove()

    def _numbers(self, tokens: Sequence[str]) -> list[int]:
        unknown = self.ids[UNKNOWN]
        return [self.ids.get(token, unknown) for token in tokens]

    def _text(self, ids: Sequence[int]) -> str:
        return self._tokeniser.decode([self._tokens.get(identity, "") for identity in ids])


def _network(folder: Path) -> Any:
    import torch
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network = transformers.AutoModelForSeq2SeqLM.from_pretrained(
            folder, dtype=torch.float32, local_files_only=True
        )
    return network.eval()
