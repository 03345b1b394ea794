"""A small newsroom for tests of nights: articles in a folder, rows in a file, a configuration."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translate.formats.inputs import Input
from translate.nightly.night import run_night
from translate.nightly.records import Night
from translate.nightly.settings import night_settings
from translate.pipeline.job import Progress
from translate.records import Translation

CONFIG = """
[[source]]
kind = "folder"
name = "desk"
path = "in"
may_be_empty = true
[[source]]
kind = "jsonl"
name = "wire"
path = "rows.jsonl"
[output]
folder = "out"
[translation]
engine = "echo"
[checks]
canary = false
hold = false
"""

SENTENCES = ("وزیر راه از طرح تازه خبر داد.", "قیمت نان بالا رفت.", "او فردا بازمی‌گردد.", "باران بارید.")


@dataclass
class Quiet:
    """Hears everything and shows nothing."""

    said: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        self.said.append(line)

    @contextmanager
    def progress(self, inputs: Sequence[Input]) -> Iterator[Progress]:
        del inputs
        yield self

    def settled(self, translation: Translation) -> None:
        del translation

    def file_done(self, source: Input) -> None:
        del source


@dataclass
class Newsroom:
    """Where it lies, and what it does."""

    folder: Path
    config: str = CONFIG
    ticks: int = 0

    def write(self, name: str, text: str) -> None:
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._write(path, text)

    def rows(self, *rows: dict[str, Any]) -> None:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        self._write(self.folder / "rows.jsonl", "".join(lines))

    def _write(self, path: Path, text: str) -> None:
        """Two newsrooms that do the same have files of the same age."""
        path.write_text(text, "utf-8")
        self.ticks += 1
        os.utime(path, ns=(self.ticks * 10**9, self.ticks * 10**9))

    def night(self) -> Night:
        (self.folder / "night.toml").write_text(self.config, "utf-8")
        return run_night(night_settings(self.folder / "night.toml"), console=Quiet())

    @property
    def out(self) -> Path:
        return self.folder / "out"


def newsroom(folder: Path) -> Newsroom:
    """Three articles as files and two as rows."""
    room = Newsroom(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(3):
        room.write(f"a{number}.txt", f"{SENTENCES[number]} {SENTENCES[3]}\n")
    room.rows({"id": 1, "title": "تیتر", "text": SENTENCES[0]}, {"id": 2, "text": SENTENCES[1]})
    return room


def jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def published(out: Path) -> dict[str, bytes]:
    """Every byte that is out, but for reports and manifests, which hold times."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for top in ("nights", "current")
        for path in sorted((out / top).rglob("*"))
        if path.is_file() and path.name not in {"run.json", "report.html"}
    }
