"""What `eval run` keeps: a folder a suite, in it a pair of files a cell (model x set x setting)."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import BadInput


@dataclass(frozen=True, slots=True)
class Cell:
    """One finished cell; `facts` is its JSON file, `hypotheses` its lines."""

    key: str
    facts: Mapping[str, Any]
    hypotheses: tuple[str, ...]

    @property
    def label(self) -> str:
        """Model and, unless it is the default, setting."""
        setting = self.facts["setting"]
        return self.facts["model"] if setting == "default" else f"{self.facts['model']} ({setting})"

    def score(self, metric: str) -> Mapping[str, Any] | None:
        """The row of a metric by its name in reports, if it was computed."""
        return next((row for row in self.facts["scores"] if row["metric"] == metric), None)


def cell_key(signature: str, checksum: str) -> str:
    """Names a cell by all its hypotheses depend on, as the memory does: model, decoding, text, source."""
    return hashlib.sha256(f"{signature}\n{checksum}".encode()).hexdigest()[:20]


def read_cells(folder: Path) -> list[Cell]:
    """Finished cells of a results folder, in order of set, model and setting."""
    cells = list(_cells(folder))
    return sorted(
        cells, key=lambda cell: (cell.facts["set"]["name"], cell.facts["model"], cell.facts["setting"])
    )


def _cells(folder: Path) -> Iterator[Cell]:
    for path in sorted(folder.glob("*.json")):
        lines = path.with_suffix(".hyp.txt")
        if not lines.is_file():
            raise BadInput(f"{path}: its hypotheses ({lines.name}) are missing; delete it and run again")
        facts = json.loads(path.read_text(encoding="utf-8"))
        hypotheses = lines.read_text(encoding="utf-8").split("\n")[:-1]
        yield Cell(path.stem, facts, tuple(hypotheses))


def write_cell(folder: Path, cell: Cell) -> None:
    """Hypotheses first, then the facts: a cell with facts is whole."""
    _write(folder / f"{cell.key}.hyp.txt", "".join(f"{line}\n" for line in cell.hypotheses))
    _write(folder / f"{cell.key}.json", json.dumps(cell.facts, ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Hypotheses of an unfinished cell, block by block, so that a killed run goes on where it stopped."""

    path: Path

    def read(self) -> tuple[list[str], float]:
        """Lines done and the seconds they took; a torn last block is dropped."""
        done: list[str] = []
        seconds = 0.0
        if self.path.is_file():
            for line in self.path.read_text(encoding="utf-8").split("\n"):
                try:
                    block = json.loads(line)
                except json.JSONDecodeError:
                    break  # the write that was killed
                done += block["hypotheses"]
                seconds += block["seconds"]
        return done, seconds

    def append(self, hypotheses: Sequence[str], seconds: float) -> None:
        """Add a block, on disk when this returns."""
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"seconds": seconds, "hypotheses": list(hypotheses)}) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def restart(self, hypotheses: Sequence[str], seconds: float) -> None:
        """Keep only these lines: what a torn block left behind must not stand before the next one."""
        self.path.unlink(missing_ok=True)
        if hypotheses:
            self.append(hypotheses, seconds)


def table(cells: Sequence[Cell], metrics: Sequence[str]) -> str:
    """One Markdown table: a row a cell, scores with their 95% intervals, speed and memory."""
    head = ["set", "model", *metrics, "segments/s", "MB"]
    rows = [head, ["---"] * len(head)]
    for cell in cells:
        scores = [_shown(cell.score(metric)) for metric in metrics]
        speed = f"{cell.facts['speed']['segments_per_second']:.1f}"
        memory = f"{cell.facts['speed']['peak_memory_mb']:.0f}"
        rows.append([cell.facts["set"]["name"], cell.label, *scores, speed, memory])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _shown(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "-"
    if row.get("low") is None:
        return f"{row['value']:.1f}"
    return f"{row['value']:.1f} ({row['low']:.1f}-{row['high']:.1f})"
