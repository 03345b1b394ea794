"""What a decode needs at the least, and what this machine's matrix units can do: the roofline of a bench."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZE = 2048  # rows and columns; large enough that nothing but multiplying counts
LEAST = 0.5  # seconds of processor time that a rate is measured for


@dataclass(frozen=True, slots=True)
class Shape:
    """A transformer's sizes, as in config.json of Marian, M2M100 and their like."""

    width: int
    encoder_layers: int
    decoder_layers: int
    encoder_inner: int
    decoder_inner: int
    vocabulary: int


def shape_of(folder: Path) -> Shape:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return Shape(
        config["d_model"],
        config["encoder_layers"],
        config["decoder_layers"],
        config["encoder_ffn_dim"],
        config["decoder_ffn_dim"],
        config["vocab_size"],
    )


def operations(shape: Shape, *, source_tokens: int, target_tokens: int, beam: int) -> float:
    """Multiplications and additions of the weight matrices, no token padded and none decoded in vain.

    Encoder, a token: query, key, value, output (4 d^2) and two inner matrices (2 d f). Decoder, a token of
    each hypothesis: the same, query and output of the cross attention (2 d^2), and the output layer (d V);
    keys and values of the source once (2 d^2 a layer). The attention products themselves, under 2% at the
    length of a sentence, are left out. Two operations a weight.
    """
    square = shape.width * shape.width
    encoder = shape.encoder_layers * (4 * square + 2 * shape.width * shape.encoder_inner)
    source = encoder + shape.decoder_layers * 2 * square
    step = shape.decoder_layers * (6 * square + 2 * shape.width * shape.decoder_inner)
    target = step + shape.width * shape.vocabulary
    return 2.0 * (source_tokens * source + target_tokens * beam * target)


def matrix_rates(cores: int) -> dict[str, float]:
    """Operations a second of one large matrix product with torch, by precision: one core's times `cores`.

    By processor time on one core, which other work on the machine disturbs least.
    """
    import torch

    torch.set_num_threads(1)
    products: dict[str, Callable[[], Any]] = {
        "int8": _int8_product(torch),
        "bf16": _product(torch, torch.bfloat16),
        "fp32": _product(torch, torch.float32),
    }
    return {name: cores * 2.0 * SIZE**3 / _seconds(product) for name, product in products.items()}


def _product(torch: Any, kind: Any) -> Callable[[], Any]:
    left, right = torch.randn(SIZE, SIZE).to(kind), torch.randn(SIZE, SIZE).to(kind)
    return lambda: left @ right


def _int8_product(torch: Any) -> Callable[[], Any]:
    left = torch.randint(-100, 100, (SIZE, SIZE), dtype=torch.int8)
    right = torch.randint(-100, 100, (SIZE, SIZE), dtype=torch.int8)
    return lambda: torch._int_mm(left, right)  # noqa: SLF001 - torch has no public product of integers


def _seconds(product: Callable[[], Any]) -> float:
    """The shortest of the runs that fit into `LEAST` seconds, the first left out."""
    product()
    best, until = float("inf"), time.thread_time() + LEAST
    while time.thread_time() < until:
        began = time.thread_time()
        product()
        best = min(best, time.thread_time() - began)
    return best
