"""A model whose files go or are damaged under a night, and a converter that is killed."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import inside, rows
from tests.faults.nights import nightly
from translate.engines import conversion
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.models import BUILTIN_FOLDER
from translate.nightly import translating


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The built-in model as a folder of the user's."""
    folder = tmp_path / "model"
    folder.mkdir()
    for path in BUILTIN_FOLDER.iterdir():
        if path.suffix in {".json", ".spm", ".safetensors"} or path.name == "SHA256SUMS":
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def removed(model: Path) -> None:
    model.rename(model.with_name("elsewhere"))


def damaged(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100_000])


@pytest.mark.parametrize("happens", [removed, damaged])
def test_a_model_that_goes_or_is_damaged_under_a_night_ends_it_whole_and_the_next_one_with_69(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Path, happens: Callable[[Path], None]
) -> None:
    (tmp_path / "in").mkdir()
    article = tmp_path / "in" / "a.txt"
    article.write_text("وزیر راه از طرح تازه خبر داد.\n", "utf-8")
    told = f'model = "{model}"\nbeam = 1\nthreads = 1\nbatch_most = 4\nbatch_tokens = 256'
    run = translating._run

    def disturbed(*words: Any) -> None:
        happens(model)
        run(*words)

    with monkeypatch.context() as patch:
        patch.setattr(translating, "_run", disturbed)
        ended = nightly(tmp_path, translation=told)
    assert ended.code == 0, ended.err
    segments = tmp_path / "out" / "latest" / "news" / "a.segments.jsonl"
    before = rows(segments)
    assert [row["origin"] for row in before] == ["mt"]
    article.write_text("باران بارید.\n", "utf-8")
    ended = nightly(tmp_path, translation=told)
    assert (ended.code, str(model) in ended.err, "Traceback" in ended.err) == (69, True, False)
    assert rows(segments) == before


def test_a_converter_that_is_killed_ends_with_69_and_leaves_nothing_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Path
) -> None:
    (tmp_path / "a.txt").write_text("یک خبر خوب.\n", "utf-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    run = subprocess.run
    dying = [sys.executable, "-c", f"import os; os.kill(os.getpid(), {signal.SIGKILL.value})"]

    def killed(_command: list[str], **more: Any) -> "subprocess.CompletedProcess[str]":
        return run(dying, **more)

    with monkeypatch.context() as patch:
        patch.setattr(conversion.subprocess, "run", killed)  # type: ignore[attr-defined]
        ended = inside("run", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", model)
    assert ended.code == 69
    assert "killed by signal 9 while it was converted; often memory runs short" in ended.err
    left = [path for path in (tmp_path / "cache" / "ctranslate2").iterdir() if path.is_dir()]
    assert left == []
    assert list((tmp_path / "out").glob("*.en.txt")) == []
