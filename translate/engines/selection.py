"""Which engine runs a model on which device, and why."""

import importlib.util
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from translate.engines import hardware
from translate.engines.base import Engine
from translate.engines.calibration import Layout
from translate.engines.models import Model
from translate.errors import BadUsage, ModelUnavailable
from translate.records import Decoding

AUTO = "auto"
"""The precision that the engine prefers on a device."""


@dataclass(frozen=True, slots=True)
class Devices:
    """Where an engine runs: `kind` "cpu" or "cuda", `indices` the GPUs (of no meaning on a CPU)."""

    kind: str
    indices: tuple[int, ...] = (0,)

    def __str__(self) -> str:
        return self.kind if self.kind == "cpu" else f"cuda:{','.join(map(str, self.indices))}"


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine's name, its devices, and one sentence that says why."""

    engine: str
    devices: Devices
    reason: str


def choose(requested: str, model: Model, device: str = "auto") -> Choice:
    """The engine for `requested` (auto, ctranslate2, transformers, echo) on `device`.

    BadUsage for an engine or a device that does not exist here; ModelUnavailable where the engine
    asked for by name cannot run the model.
    """
    devices = parse_device(device)
    if requested == "echo":
        return Choice("echo", devices, "asked for: gives every text back as it is")
    if requested not in {"auto", *OPENERS}:
        raise BadUsage(f"no engine called {requested!r}; there are auto, {', '.join(sorted(OPENERS))}")
    obstacles = {name: obstacle(model) for name, obstacle in OBSTACLES.items()}
    if requested != "auto":
        if obstacles[requested]:
            raise ModelUnavailable(f"{model.name}: engine {requested} cannot run it: {obstacles[requested]}")
        return Choice(requested, devices, "asked for")
    return _automatic(model, devices, obstacles)


def _automatic(model: Model, devices: Devices, obstacles: Mapping[str, str]) -> Choice:
    if not obstacles["ctranslate2"]:
        return Choice(
            "ctranslate2", devices, f"fastest on {devices.kind} and runs {model.family.name} models"
        )
    if not obstacles["transformers"]:
        return Choice("transformers", devices, f"ctranslate2 cannot be used: {obstacles['ctranslate2']}")
    raise ModelUnavailable(
        f"{model.name}: no engine can run it; ctranslate2: {obstacles['ctranslate2']}; "
        f"transformers: {obstacles['transformers']}"
    )


def parse_device(device: str) -> Devices:
    """`auto`, `cpu`, `cuda` (every GPU) or `cuda:0,1`; BadUsage where such a GPU is not there."""
    if device == "cpu":
        return Devices("cpu")
    found = hardware.gpu_count()
    if device == "auto":
        return Devices("cuda", tuple(range(found))) if found else Devices("cpu")
    match = re.fullmatch(r"cuda(?::(\d+(?:,\d+)*))?", device)
    if match is None:
        raise BadUsage(f"no device called {device!r}; there are auto, cpu, cuda, cuda:0, cuda:0,1 ...")
    if not found:
        raise BadUsage(
            f"--device {device}: no CUDA GPU was found; use --device cpu, or see `tarjoman doctor`"
        )
    indices = tuple(map(int, match[1].split(","))) if match[1] else tuple(range(found))
    absent = [index for index in indices if index >= found]
    if absent:
        raise BadUsage(f"--device {device}: no GPU {absent[0]}; there are {found}, counted from 0")
    return Devices("cuda", indices)


def load(
    choice: Choice,
    model: Model,
    *,
    decoding: Decoding,
    layout: Layout | None = None,
    precision: str = AUTO,
) -> Engine:
    """The chosen engine, ready. `layout` shares out the cores of a CPU; None: a worker for each.

    BadUsage where the engine has no such `precision` on the device.
    """
    if choice.engine == "echo":
        from translate.engines.echo import EchoEngine

        return EchoEngine(decoding=decoding)
    layout = layout or Layout(hardware.usable_cores())
    return OPENERS[choice.engine](choice.devices, model, decoding, layout, precision)


def _open_ctranslate2(
    devices: Devices, model: Model, decoding: Decoding, layout: Layout, precision: str
) -> Engine:
    from translate.engines.ct2 import CTranslate2Engine, precisions

    _check_precision(precision, precisions(devices.kind), f"CTranslate2 on {devices.kind}")
    return CTranslate2Engine(
        model,
        decoding=decoding,
        device=devices.kind,
        device_indices=devices.indices,
        threads=layout.workers,
        threads_each=layout.threads,
        compute=_named(precision),
    )


def _open_transformers(
    devices: Devices, model: Model, decoding: Decoding, layout: Layout, precision: str
) -> Engine:
    from translate.engines.pool import EnginePool
    from translate.engines.torch_engine import PRECISIONS, TransformersEngine

    _check_precision(precision, PRECISIONS, "transformers")
    threads = layout.workers * layout.threads
    places = ["cpu"] if devices.kind == "cpu" else [f"cuda:{index}" for index in devices.indices]
    engines = [
        TransformersEngine(model, decoding=decoding, device=place, threads=threads, compute=_named(precision))
        for place in places
    ]
    return engines[0] if len(engines) == 1 else EnginePool(engines)


def _named(precision: str) -> str | None:
    return None if precision == AUTO else precision


def _check_precision(precision: str, there: Collection[str], where: str) -> None:
    if precision not in {AUTO, *there}:
        raise BadUsage(f"precision {precision}: {where} has no such; there are {', '.join(sorted(there))}")


def _ctranslate2_obstacle(_model: Model) -> str:
    if importlib.util.find_spec("ctranslate2") is None:
        return "the package ctranslate2 is not installed"
    return ""


def _transformers_obstacle(model: Model) -> str:
    missing = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]
    if missing:
        return f"the package {missing[0]} is not installed"
    if model.family.ctranslate2_only:
        return "the model is published in CTranslate2 format only"
    if len(model.family.target_prefix) > 1:
        return "it forces one first token on a target, and target_prefix names more"
    return ""


OPENERS: Mapping[str, Callable[[Devices, Model, Decoding, Layout, str], Engine]] = {
    "ctranslate2": _open_ctranslate2,
    "transformers": _open_transformers,
}

OBSTACLES: Mapping[str, Callable[[Model], str]] = {
    "ctranslate2": _ctranslate2_obstacle,
    "transformers": _transformers_obstacle,
}
