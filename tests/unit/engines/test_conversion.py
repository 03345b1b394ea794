"""Conversion happens once, whole or not at all, and torch stays out of the translating process."""

import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from translate.engines import conversion
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.conversion import COMPLETE, converted
from translate.errors import ModelUnavailable, OutputFailed

ROOT = Path(__file__).parents[3]
CONVERT = (
    "import sys; from pathlib import Path; from translate.engines.conversion import converted;"
    "print(converted(Path(sys.argv[1]), sha256='f' * 64, quantisation='int8'))"
)

pytestmark = pytest.mark.slow


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path / "ctranslate2"


def start(model: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CONVERT, str(model)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def model_folders(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.is_dir()]


def test_two_processes_at_once_make_one_model(tiny_marian: Path, cache: Path) -> None:
    running = [start(tiny_marian), start(tiny_marian)]
    answers = [process.communicate(timeout=200)[0].strip() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert answers[0] == answers[1]
    assert [str(path) for path in model_folders(cache)] == [answers[0]]


def test_a_conversion_killed_in_the_middle_is_done_again(tiny_marian: Path, cache: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CONVERT, str(tiny_marian)], cwd=ROOT, start_new_session=True
    )
    wait_for(lambda: cache.is_dir() and any(cache.glob("*.part-*")))
    os.killpg(process.pid, signal.SIGKILL)  # the group of this process only: it leads a session of its own
    process.wait()
    assert any(cache.glob("*.part-*"))
    place = converted(tiny_marian, sha256="f" * 64, quantisation="int8")
    assert model_folders(cache) == [place]
    assert (place / "model.bin").stat().st_size > 1000


def wait_for(condition: object) -> None:
    assert callable(condition)
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("the conversion never began")


def test_a_damaged_conversion_is_made_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def worker(_folder: Path, output: Path, _quantisation: str) -> None:
        output.mkdir()
        (output / "model.bin").write_bytes(b"whole weights")

    monkeypatch.setattr(conversion, "_run_worker", worker)
    place = converted(tmp_path, sha256="e" * 64, quantisation="int8")
    (place / "model.bin").write_bytes(b"short")
    assert converted(tmp_path, sha256="e" * 64, quantisation="int8") == place
    assert (place / "model.bin").read_bytes() == b"whole weights"
    assert model_folders(cache) == [place]


def test_a_finished_conversion_is_only_looked_up(
    tiny_marian: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = cache / f"{'d' * 32}-{version('ctranslate2')}-int8"
    place.mkdir(parents=True)
    (place / COMPLETE).write_text("{}")
    monkeypatch.setattr(conversion, "_run_worker", None)  # calling it would fail
    assert converted(tiny_marian, sha256="d" * 64, quantisation="int8") == place


def test_a_model_that_cannot_be_converted_is_named(tiny_marian: Path, cache: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(tiny_marian, broken)
    (broken / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match=r"broken.*--engine transformers"):
        converted(broken, sha256="c" * 64, quantisation="int8")
    assert model_folders(cache) == []


def test_a_cache_that_cannot_be_written_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    with pytest.raises(OutputFailed, match=CACHE_VARIABLE):
        converted(tmp_path, sha256="b" * 64, quantisation="int8")


def test_translating_with_ctranslate2_imports_no_torch() -> None:
    program = (
        "import sys; from translate.engines.models import resolve; from translate.engines import selection;"
        "from translate.records import Job; model = resolve('builtin');"
        "engine = selection.load(selection.choose('auto', model, 'cpu'), model, decoding=model.decoding);"
        "text = 'او به تهران رفت.';"
        "assert next(engine.translate([[Job(text, engine.encode([text])[0])]])).target;"
        "heavy = {'torch', 'transformers', 'numpy', 'huggingface_hub', 'tokenizers'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
