"""The network: a Marian model of the chosen shape, its losses, and the row that must stay zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scripts.builtin_model.alignment import Floats, posteriors
from scripts.builtin_model.mixing import Example

GUIDED_HEADS = 2
"""Heads of the last decoder layer's cross attention whose mean is guided; the rest stay free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network. Deep encoder, shallow decoder: decoding pays for the decoder at every token."""

    width: int = 256
    encoder_layers: int = 4
    decoder_layers: int = 2
    heads: int = 4
    inner: int = 1024
    positions: int = 512


@dataclass(frozen=True, slots=True)
class Tensors:
    """One batch: source and target ids [batch, length], as fed and as answered."""

    source: Tensor
    fed: Tensor
    answers: Tensor


def new_network(size: int, shape: Shape, *, dropout: float, seed: int) -> Any:
    """An untrained Marian network for a vocabulary of `size`, whose last id is the padding."""
    from transformers import MarianConfig, MarianMTModel

    pad = size - 1
    torch.manual_seed(seed)
    config = MarianConfig(
        vocab_size=size,
        decoder_vocab_size=size,
        d_model=shape.width,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.inner,
        decoder_ffn_dim=shape.inner,
        max_position_embeddings=shape.positions,
        activation_function="relu",
        dropout=dropout,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
        forced_eos_token_id=None,
    )
    network = MarianMTModel(config)
    nn.init.normal_(network.get_input_embeddings().weight, std=shape.width**-0.5)
    return keep_padding_zero(network, pad)


def network_from(folder: Path, *, dropout: float) -> Any:
    """The network of a Marian folder in single precision, to go on training."""
    from transformers import MarianMTModel

    network = MarianMTModel.from_pretrained(folder, dropout=dropout, dtype=torch.float32)
    return keep_padding_zero(network, network.config.pad_token_id)


def keep_padding_zero(network: Any, pad: int) -> Any:
    """Hold the padding's embedding at zero: CTranslate2 starts Marian's decoder from a zero vector.

    transformers starts it from the padding's row, which is also a row of the tied output layer and would
    be trained there. A model trained otherwise loses the first word of every sentence in CTranslate2.
    """
    table: nn.Parameter = network.get_input_embeddings().weight
    with torch.no_grad():
        table[pad] = 0

    def without_padding(gradient: Tensor) -> Tensor:
        kept = gradient.clone()
        kept[pad] = 0
        return kept

    table.register_hook(without_padding)  # type: ignore[no-untyped-call]
    return network


def tensors(batch: Sequence[Example], pad: int, device: torch.device) -> Tensors:
    """The batch padded on the right; the decoder is fed the answers moved by one, the padding first."""
    source = _padded([one.source for one in batch], pad)
    answers = _padded([one.target for one in batch], pad)
    fed = torch.cat([torch.full((len(batch), 1), pad), answers[:, :-1]], dim=1)
    return Tensors(source.to(device), fed.to(device), answers.to(device))


def _padded(rows: Sequence[Sequence[int]], pad: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[pad] * (longest - len(row))] for row in rows])


def guides(batch: Sequence[Example], table: Floats, device: torch.device) -> Tensor:
    """Alignment posteriors [batch, target, source], zero where padded."""
    rows, columns = max(len(one.target) for one in batch), max(len(one.source) for one in batch)
    filled = np.zeros((len(batch), rows, columns), dtype=np.float32)
    for number, one in enumerate(batch):
        filled[number, : len(one.target), : len(one.source)] = posteriors(one.source, one.target, table)
    return torch.from_numpy(filled).to(device)


class GuidedNetwork:
    """The losses of a Marian network, with a view of its last cross attention."""

    def __init__(self, network: Any) -> None:
        """Watch the query and key projections of the last decoder layer's cross attention."""
        self.network = network
        self.pad: int = network.config.pad_token_id
        self._attention: Any = network.model.decoder.layers[-1].encoder_attn
        self._seen: dict[str, Tensor] = {}
        for name in ("q_proj", "k_proj"):
            getattr(self._attention, name).register_forward_hook(self._keeper(name))

    def _keeper(self, name: str) -> Any:
        def keep(_module: nn.Module, _inputs: Any, output: Tensor) -> None:
            self._seen[name] = output

        return keep

    def losses(self, batch: Tensors, smoothing: float, guide: Tensor | None) -> tuple[Tensor, Tensor]:
        """Label-smoothed cross entropy and alignment cross entropy, each a mean over target tokens.

        The padding is not among the classes, as it is not in CTranslate2. Without `guide` the second is 0.
        """
        visible = batch.source != self.pad
        output = self.network.model(
            input_ids=batch.source, attention_mask=visible, decoder_input_ids=batch.fed, use_cache=False
        )
        real = batch.answers != self.pad
        # Only real positions go through the output layer, a third of all the work.
        scores = self.network.lm_head(output.last_hidden_state[real])[:, : self.pad].float()
        entropy = nn.functional.cross_entropy(scores, batch.answers[real], label_smoothing=smoothing)
        if guide is None:
            return entropy, torch.zeros_like(entropy)
        attended = self._attended(visible)
        return entropy, -(guide * attended.clamp_min(1e-6).log()).sum(-1)[real].mean()

    def _attended(self, visible: Tensor) -> Tensor:
        """Mean attention of the guided heads, [batch, target, source]."""
        attention = self._attention
        query, key = (
            _heads(self._seen[name], attention.num_heads)[:, :, :GUIDED_HEADS]
            for name in ("q_proj", "k_proj")
        )
        scores = torch.einsum("bthd,bshd->bhts", query, key) * attention.scaling
        scores = scores.masked_fill(~visible[:, None, None, :], -torch.inf)
        return torch.softmax(scores, dim=-1).mean(1)


def _heads(projected: Tensor, count: int) -> Tensor:
    """[batch, length, width] as [batch, length, head, width of a head], in single precision."""
    return projected.float().reshape(*projected.shape[:2], count, -1)
