"""COMET over JSON lines: with a stand-in for its environment, for the real one takes gigabytes."""

import os
import sys
from pathlib import Path

import pytest

from translate.errors import BadUsage, OutputFailed
from translate.evaluation import comet

STAND_IN = """
def download_model(name): return name
class _Model:
    def predict(self, rows, batch_size, gpus):
        print("a library that prints to stdout")
        class Found: scores = [len(row["mt"]) / len(row["ref"]) for row in rows]
        return Found
def load_from_checkpoint(path): return _Model()
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose python is ours, with a module `comet` of a few lines."""
    python = comet.python_of(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (tmp_path / "ready").touch()
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "comet.py").write_text(STAND_IN)
    package = modules / "unbabel_comet-2.2.7.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: unbabel-comet\nVersion: 2.2.7\n")
    monkeypatch.setenv("PYTHONPATH", f"{modules}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return tmp_path


def test_scores_come_back_in_order_with_model_and_version(environment: Path) -> None:
    found = comet.score(environment, ["یک", "دو"], ["ab", "abcd"], ["abcd", "abcd"])
    assert found.segments == (0.5, 1.0)
    assert found.value == 0.75
    assert found.signature == "nrefs:1|model:Unbabel/wmt22-comet-da|comet:2.2.7"
    assert found.row()["metric"] == "COMET"


def test_a_failure_inside_is_told_by_its_last_line(environment: Path) -> None:
    (environment / "modules" / "comet.py").write_text("raise SystemExit('no weights here')")
    with pytest.raises(OutputFailed, match="COMET failed: no weights here"):
        comet.score(environment, ["یک"], ["a"], ["a"])


def test_absence_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="tarjoman eval setup comet"):
        comet.score(tmp_path, ["یک"], ["a"], ["a"])
