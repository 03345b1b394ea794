"""What `tarjoman doctor` looks at: each finding with its cure."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translate import __file__ as package_file
from translate import __version__
from translate.engines import hardware
from translate.engines.cache import cache_folder
from translate.engines.models import BUILTIN, resolve
from translate.engines.selection import choose, load
from translate.errors import UserError
from translate.records import Job

LEAST_FREE = 2 << 30  # bytes; a converted model of the larger kind and a night's output
USED = ("ctranslate2", "sentencepiece", "torch", "transformers", "sacrebleu", "trafilatura")

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, how it stands, what was seen, and what to do about a problem."""

    name: str
    state: State
    detail: str
    cure: str = ""


def diagnose() -> Iterator[Finding]:
    """Look at everything, cheapest first. A look that fails is itself a finding."""
    for name, look in LOOKS.items():
        try:
            yield from look()
        except UserError as error:
            yield Finding(name, "problem", str(error), "follow the message")


def _program() -> Iterator[Finding]:
    yield Finding("tarjoman", "ok", f"{__version__} in {Path(package_file).parent}")
    state: State = "ok" if sys.version_info >= (3, 11) else "problem"
    yield Finding("python", state, sys.version.split()[0], "use Python 3.11 or newer" * (state != "ok"))
    yield Finding("sqlite", "ok", sqlite3.sqlite_version)


def _libraries() -> Iterator[Finding]:
    for name in USED:
        version = hardware.installed_version(name)
        if version:
            yield Finding(name, "ok", version)
        else:
            cure = f"pip install {name}, or make setup in the project"
            yield Finding(name, "problem", "not installed", cure)


def _processor() -> Iterator[Finding]:
    features = hardware.cpu_features()
    known = ", ".join(features) or "features unknown"
    yield Finding("cpu", "ok", f"{hardware.usable_cores()} cores; {known}")
    if features and not {"avx2", "neon"} & set(features):
        yield Finding("cpu", "note", "neither AVX2 nor NEON: int8 will be slow", "use a newer machine")


def _cards() -> Iterator[Finding]:
    cards = hardware.gpus()
    for card in cards:
        size = f", {card.memory_mib} MiB" if card.memory_mib else ""
        yield Finding("gpu", "ok", f"cuda:{card.index} {card.name}{size}")
    if not cards:
        yield Finding("gpu", "note", "none found; translation runs on the CPU")


def _places() -> Iterator[Finding]:
    folder = cache_folder()
    writable = os.access(folder, os.W_OK)
    cure = "" if writable else "set TARJOMAN_CACHE to a folder that you may write to"
    yield Finding("cache", "ok" if writable else "problem", str(folder), cure)
    free = shutil.disk_usage(folder).free
    enough = free >= LEAST_FREE
    cure = "" if enough else "free some space, or set TARJOMAN_CACHE to a larger disk"
    yield Finding("free disk", "ok" if enough else "problem", f"{free / 1e9:.1f} GB at {folder}", cure)


def _builtin_model() -> Iterator[Finding]:
    model = resolve(BUILTIN)
    yield Finding("built-in model", "ok", f"files intact, sha256 {model.sha256[:16]}")
    choice = choose("auto", model)
    engine = load(choice, model, decoding=model.decoding)
    try:
        text = "این یک آزمایش است."
        result = next(iter(engine.translate([[Job(text, engine.encode([text])[0])]])))
    finally:
        engine.close()
    if result.error or not result.target:
        yield Finding("translation", "problem", result.error or "empty", "reinstall tarjoman and ctranslate2")
    else:
        yield Finding("translation", "ok", f"{choice.engine} on {choice.devices}: {result.target}")


LOOKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "program": _program,
    "libraries": _libraries,
    "cpu": _processor,
    "gpu": _cards,
    "cache": _places,
    "built-in model": _builtin_model,
}
