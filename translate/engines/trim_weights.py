"""Weights with fewer vocabulary rows, copied tensor by tensor and never loaded as a whole.

The files are mapped: their pages count as resident but the system takes them back when it needs them.

Read from safetensors (one file or shards) or PyTorch files, written as one safetensors file. Bytes are
moved, never numbers: every kept row is bit for bit what it was, in whatever precision.
Format: https://huggingface.co/docs/safetensors (8 bytes of header length, JSON, data).
"""

import json
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from translate.engines.families import read_json
from translate.errors import ModelUnavailable

Bytes = npt.NDArray[np.uint8]

VOCABULARY_AXES: Mapping[str, int] = {
    "shared.weight": 0,
    "embed_tokens.weight": 0,
    "lm_head.weight": 0,
    "lm_head.bias": 0,
    "final_logits_bias": 1,
}
"""Endings of the names of tensors that have a row (or column) a token, with the axis."""

ROWS_AT_ONCE = 1 << 14


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor on disk: `dtype` by safetensors' name, `payload` its bytes, mapped and not yet read."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    payload: Bytes

    @property
    def axis(self) -> int | None:
        """The axis that counts tokens, None where no axis does."""
        return next((axis for end, axis in VOCABULARY_AXES.items() if self._is_called(end)), None)

    def _is_called(self, ending: str) -> bool:
        return self.name == ending or self.name.endswith(f".{ending}")


def stored_tensors(folder: Path) -> list[Tensor]:
    """The tensors of the model in `folder`, safetensors first as transformers does; nothing is loaded.

    ModelUnavailable where there are no weights, or a shard is missing.
    """
    shards = _shards(folder, "model.safetensors")
    if shards:
        return [tensor for path in shards for tensor in _in_safetensors(path)]
    shards = _shards(folder, "pytorch_model.bin")
    if shards:
        return _once([tensor for path in shards for tensor in _in_pytorch(path)])
    raise ModelUnavailable(f"{folder}: no weights in it (model.safetensors or pytorch_model.bin)")


def write_trimmed(tensors: Sequence[Tensor], path: Path, *, kept: Sequence[int], rows: int) -> None:
    """Write the tensors to a safetensors file with only the vocabulary rows `kept`, out of `rows`."""
    shapes = [_new_shape(tensor, len(kept), rows) for tensor in tensors]
    with path.open("wb") as file:
        file.write(_header(tensors, shapes))
        for tensor in tensors:
            for part in _parts(tensor, np.asarray(kept), rows):
                part.tofile(file)


def parameters(tensors: Iterable[Tensor]) -> int:
    """How many numbers the tensors hold."""
    return sum(prod(tensor.shape) for tensor in tensors)


def _shards(folder: Path, name: str) -> list[Path]:
    index = folder / f"{name}.index.json"
    if (folder / name).is_file():
        return [folder / name]
    if not index.is_file():
        return []
    content = read_json(index)
    names = sorted(set(content["weight_map"].values())) if isinstance(content, dict) else []
    missing = [shard for shard in names if not (folder / shard).is_file()]
    if missing:
        raise ModelUnavailable(f"{folder / missing[0]}: missing; copy or download the model again")
    return [folder / shard for shard in names]


def _in_safetensors(path: Path) -> Iterator[Tensor]:
    content = np.memmap(path, dtype=np.uint8, mode="r")
    (length,) = struct.unpack("<Q", content[:8].tobytes())
    start = 8 + length
    for name, entry in json.loads(content[8:start].tobytes()).items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            yield Tensor(name, entry["dtype"], tuple(entry["shape"]), content[start + first : start + end])


def _in_pytorch(path: Path) -> Iterator[Tensor]:
    import torch

    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
    try:
        # Files from before PyTorch 1.6 are no archives and cannot be mapped.
        mapped = zipfile.is_zipfile(path)
        states = torch.load(path, map_location="cpu", mmap=mapped, weights_only=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelUnavailable(
            f"{path}: damaged weights ({error}); copy or download the file again"
        ) from error
    for name, tensor in states.items():
        if tensor.dtype not in names:
            raise ModelUnavailable(
                f"{path}: {name} is {tensor.dtype}; only {', '.join(names.values())} are known"
            )
        payload = tensor.contiguous().reshape(-1).view(torch.uint8).numpy()
        yield Tensor(name, names[tensor.dtype], tuple(tensor.shape), payload)


def _once(tensors: list[Tensor]) -> list[Tensor]:
    """Each stored array under one name: PyTorch files repeat tied weights, safetensors may not.

    `shared` is the name under which transformers looks for tied embeddings.
    """
    found: dict[tuple[int, int], Tensor] = {}
    for tensor in sorted(tensors, key=lambda tensor: not tensor.name.endswith("shared.weight")):
        found.setdefault((tensor.payload.ctypes.data, tensor.payload.nbytes), tensor)
    return list(found.values())


def _new_shape(tensor: Tensor, kept: int, rows: int) -> tuple[int, ...]:
    if tensor.axis is None:
        return tensor.shape
    if tensor.shape[tensor.axis] != rows:
        raise ModelUnavailable(
            f"{tensor.name}: {tensor.shape[tensor.axis]:,} tokens where config.json says {rows:,}; "
            "the files are not of one model"
        )
    return tuple(kept if axis == tensor.axis else size for axis, size in enumerate(tensor.shape))


def _header(tensors: Sequence[Tensor], shapes: Sequence[tuple[int, ...]]) -> bytes:
    entries: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for tensor, shape in zip(tensors, shapes, strict=True):
        begin, end = end, end + tensor.payload.nbytes * prod(shape) // max(1, prod(tensor.shape))
        entries[tensor.name] = {"dtype": tensor.dtype, "shape": shape, "data_offsets": [begin, end]}
    text = json.dumps(entries).encode()
    text += b" " * (-len(text) % 8)  # the data begin at a multiple of eight
    return struct.pack("<Q", len(text)) + text


def _parts(tensor: Tensor, kept: npt.NDArray[np.int64], rows: int) -> Iterator[Bytes]:
    """The bytes to write, some rows at a time. A bias of shape 1 x tokens is a row of one number a token."""
    if tensor.axis is None:
        yield tensor.payload
        return
    table = tensor.payload.reshape(rows, -1)
    for start in range(0, len(kept), ROWS_AT_ONCE):
        yield table[kept[start : start + ROWS_AT_ONCE]]
