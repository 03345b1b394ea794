"""Runs on the echo engine inside the tests' own process, and what they leave."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.command import Ended, inside
from translate.engines import selection
from translate.engines.base import Batch
from translate.engines.echo import EchoEngine
from translate.records import Result

LINES = 8


def articles(folder: Path, count: int = 6) -> Path:
    """Small files of distinct sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        lines = [f"جمله {line} از خبر {number}." for line in range(LINES)]
        (folder / f"{number:02}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def run(*inputs: Path, out: Path, more: Sequence[str | Path] = ()) -> Ended:
    return inside("run", *inputs, "-o", out, "--engine", "echo", *more)


def manifest(out: Path) -> Any:
    return json.loads((out / "run.json").read_text("utf-8"))


def outputs(out: Path) -> dict[str, bytes]:
    """Everything a run writes but its manifest, which holds times, and its own folder."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".tarjoman" not in path.parts and path.name != "run.json"
    }


def leftovers(out: Path) -> list[Path]:
    return list(out.rglob("*.part"))


class Faulty(EchoEngine):
    """Does something before its batch number `at`."""

    def __init__(self, happens: Callable[[], object], at: int) -> None:
        super().__init__()
        self._happens = happens
        self._at = at

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        for number, batch in enumerate(batches):
            if number == self._at:
                self._happens()
            yield from super().translate([batch])


def during(patch: pytest.MonkeyPatch, happens: Callable[[], object], *, at: int = 2) -> None:
    """Have the engine do this in the middle of the next runs, which go in batches of four."""
    patch.setenv("TARJOMAN_BATCH_MOST", "4")
    patch.setenv("TARJOMAN_WINDOW", "8")
    patch.setattr(selection, "load", lambda *_, **__: Faulty(happens, at))
