"""How large batches should be and how cores are shared out: tried once, kept for this machine and model.

What is kept decides how later runs compose their batches, so it is never measured again by itself: a run
that goes on after a stop finds the same rule. `forget` removes it.
"""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from translate.engines import hardware
from translate.engines.base import Batch, Engine
from translate.engines.cache import cache_folder, turn, write_atomically
from translate.records import Decoding, Job

_Option = TypeVar("_Option")

FORM = 2
"""Raise it when what is measured changes: older files are then measured anew."""

CANDIDATES = {"cpu": (16, 8, 32), "cuda": (256, 128, 512, 64)}
"""Segments in a batch that are tried, the likeliest first: it stands where there is no time for others.

On CPUs larger ones lose: the scores of a step (segments x beam x vocabulary x 4 bytes) leave the cache.
With int8 at beam 4 the best was 16 to 32 for a vocabulary of 8,000 and 8 to 16 for one of 60,000, where 64
took 1.7 times as long (scripts/sweep_batches.py).
"""

TOKENS_A_SEGMENT = 64
"""Padded tokens allowed for each segment of a batch: what is longer is rare, and goes in smaller ones."""

SECONDS = 4.0
"""No measurement is begun after this; a big model is then given the first candidate."""

ROUNDS = 2
MARGIN = 1.03
"""A candidate must be this much faster than the one before it, or noise would choose."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`workers` batches are decoded at once, each with `threads` threads. One GPU is one worker."""

    workers: int
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Calibration:
    """The choice: layout, most padded tokens and most segments in a batch."""

    layout: Layout
    tokens: int
    most: int


@dataclass(frozen=True, slots=True)
class Subject:
    """All that speed depends on. `model` is the hash of the weights, `release` the engine's version.

    `device` is "cpu", or "cuda" with the indices; `cores` counts those that may be used.
    """

    engine: str
    release: str
    precision: str
    device: str
    model: str
    decoding: Decoding
    cores: int

    @property
    def kind(self) -> str:
        """The device without its indices."""
        return self.device.partition(":")[0]


def calibration(
    subject: Subject, *, open_engine: Callable[[Layout], Engine], sample: Sequence[str]
) -> Calibration:
    """What was found out for `subject` on this machine, found out now where it was not before.

    `sample` are sentences as the model sees them, short, middling and long. Engines are opened one after
    the other and closed again. Takes some seconds once, a file's reading later. OutputFailed where the
    cache folder cannot be written.
    """
    path = _place(subject)
    kept = _read(path)
    if kept is not None:
        return kept
    with turn(path.with_suffix(".lock")):
        kept = _read(path)  # by another process, while this one waited
        if kept is None:
            kept = _found(subject, open_engine, sample)
            content = {"form": FORM, "machine": _machine(subject), **asdict(subject), **asdict(kept)}
            write_atomically(path, json.dumps(content, indent=1, sort_keys=True).encode())
    return kept


def untried(subject: Subject) -> Calibration:
    """The choice that stands where nothing is measured: a worker a core, the likeliest batch."""
    return _with(_layouts(subject)[0], CANDIDATES[subject.kind][0])


def forget(subject: Subject) -> None:
    """Measure again next time."""
    _place(subject).unlink(missing_ok=True)


def _place(subject: Subject) -> Path:
    identity = json.dumps([FORM, _machine(subject), asdict(subject)], sort_keys=True)
    return cache_folder("calibration") / f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.json"


def _machine(subject: Subject) -> list[str]:
    """What a file from another machine with the same home folder is told apart by."""
    processor = _processor()
    if subject.kind == "cpu":
        return [processor, *hardware.cpu_features()]
    return [processor, *(gpu.name for gpu in hardware.gpus())]


def _processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name, as far as the system tells; model numbers, since clouds hide the names."""
    wanted = ("model name", "cpu family", "model\t", "stepping", "CPU part")
    try:
        lines = cpuinfo.read_text(errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return "; ".join(dict.fromkeys(" ".join(line.split()) for line in lines if line.startswith(wanted)))


def _read(path: Path) -> Calibration | None:
    """What the file says; None where it is missing or not whole."""
    try:
        content = json.loads(path.read_bytes())
        numbers = [content[name] for name in ("tokens", "most")]
        layout = [content["layout"][name] for name in ("workers", "threads")]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    if not all(type(number) is int and number > 0 for number in (*numbers, *layout)):
        return None
    return Calibration(Layout(*layout), *numbers)


def _found(subject: Subject, open_engine: Callable[[Layout], Engine], sample: Sequence[str]) -> Calibration:
    """The fastest batch with a worker a core, then the fastest layout with that batch."""
    until = time.monotonic() + SECONDS
    first, *others = _layouts(subject)
    with closing(open_engine(first)) as engine:
        rates = _rates(engine, sample, CANDIDATES[subject.kind], until)
    most = _best(rates)
    of_layout = {first: rates[most]}
    for layout in others:
        if time.monotonic() > until:
            break
        with closing(open_engine(layout)) as engine:
            of_layout[layout] = _rates(engine, sample, [most], until)[most]
    return _with(_best(of_layout), most)


def _with(layout: Layout, most: int) -> Calibration:
    return Calibration(layout, most * TOKENS_A_SEGMENT, most)


def _layouts(subject: Subject) -> list[Layout]:
    """A worker a core first; where CTranslate2 runs on a CPU also workers of two and of four threads."""
    if subject.kind != "cpu":
        return [Layout(len(subject.device.split(",")))]
    if subject.engine != "ctranslate2":
        return [Layout(1, subject.cores)]
    return [Layout(subject.cores // n, n) for n in (1, 2, 4) if subject.cores % n == 0]


def _best(rates: Mapping[_Option, float]) -> _Option:
    """The first, unless another is faster by more than noise."""
    options = iter(rates)
    best = next(options)
    for option in options:
        if rates[option] > rates[best] * MARGIN:
            best = option
    return best


def _rates(engine: Engine, sample: Sequence[str], sizes: Sequence[int], until: float) -> dict[int, float]:
    """Segments a second for each size of batch, the best of some rounds; the first size is always there."""
    _seconds(engine, _batches(engine, sample[:1], sizes[0]))  # the first batches allocate memory
    rates: dict[int, float] = {}
    for size in (size for _ in range(ROUNDS) for size in sizes):
        if rates and time.monotonic() > until:
            break
        batches = _batches(engine, sample, size)
        rate = size * len(batches) / _seconds(engine, batches)
        rates[size] = max(rate, rates.get(size, 0.0))
    return rates


def _seconds(engine: Engine, batches: Sequence[Batch]) -> float:
    began = time.perf_counter()
    for _ in engine.translate(batches):
        pass
    return max(time.perf_counter() - began, 1e-9)


def _batches(engine: Engine, sample: Sequence[str], size: int) -> list[Batch]:
    """A batch a worker of each sentence: full, and of nearly equal lengths, as a sorted window gives them."""
    return [
        _variants(engine, sentence, size, start=worker * size)
        for sentence in sample
        for worker in range(engine.workers)
    ]


def _variants(engine: Engine, sentence: str, size: int, *, start: int) -> Batch:
    texts = [f"{number} {sentence}" for number in range(start, start + size)]
    return [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
