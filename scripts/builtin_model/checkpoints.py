"""What a run leaves on disk: weights to average, and the whole state to go on from."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

STATE = "state.pt"
WEIGHTS = "weights-{update:07d}.safetensors"

Weights = Mapping[str, Any]


def save_weights(network: Any, folder: Path, update: int) -> Path:
    """The weights after `update`, tied tensors once."""
    from safetensors.torch import save_file

    path = folder / WEIGHTS.format(update=update)
    partial = path.with_suffix(".partial")
    save_file(_untied(network), partial)
    partial.replace(path)
    return path


def save_state(folder: Path, state: Mapping[str, Any]) -> None:
    """Replace the state in one step: a run that is killed here goes on from the one before."""
    import torch

    partial = folder / (STATE + ".partial")
    with partial.open("wb") as file:
        torch.save(dict(state), file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / STATE)


def load_state(folder: Path) -> dict[str, Any] | None:
    """The state to go on from; None where no run has left one."""
    import torch

    path = folder / STATE
    if not path.is_file():
        return None
    state: dict[str, Any] = torch.load(path, weights_only=False)  # our own file, random states included
    return state


def saved(folder: Path) -> list[Path]:
    """Weights on disk, the oldest first."""
    return sorted(folder.glob("weights-*.safetensors"))


def drop_old(folder: Path, *, keep: int) -> None:
    """Delete all but the newest `keep` weights."""
    for path in saved(folder)[:-keep]:
        path.unlink()


def averaged(paths: Sequence[Path]) -> dict[str, Any]:
    """The mean of several weights, tensor by tensor, in single precision."""
    from safetensors.torch import load_file

    if not paths:
        raise SystemExit("no weights to average: has the run saved any?")
    total: dict[str, Any] = {}
    for path in paths:
        for name, tensor in load_file(path).items():
            total[name] = total[name] + tensor.float() if name in total else tensor.float()
    return {name: tensor / len(paths) for name, tensor in total.items()}


def _untied(network: Any) -> dict[str, Any]:
    """State without the copies that tying makes and without fixed sinusoids."""
    shared = network.get_input_embeddings().weight.data_ptr()
    state = network.state_dict()
    return {
        name: tensor.detach().contiguous().cpu()
        for name, tensor in state.items()
        if name == "model.shared.weight" or (tensor.data_ptr() != shared and "embed_positions" not in name)
    }
