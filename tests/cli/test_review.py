import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.command import command, environment, tarjoman
from tests.unit.review.folders import article, written

pytest.importorskip("uvicorn")


def test_review_prints_the_address_serves_it_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    import httpx

    out = written(tmp_path / "out", {"a": article("a", ("باران می‌بارد.", "It rains."))})
    words = command("review", out, "--no-browser", "--json")
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True, env=environment()) as process:
        assert process.stdout is not None
        plate = json.loads(process.stdout.readline())
        assert plate["address"].startswith(f"http://127.0.0.1:{plate['port']}/?token=")
        assert "It rains." in httpx.get(plate["address"], follow_redirects=True).text
        second = tarjoman("review", out, "--no-browser")
        assert (second.code, "review page" in second.err) == (75, True)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130


def test_review_of_a_folder_that_no_run_wrote_to_says_what_to_give(tmp_path: Path) -> None:
    ended = tarjoman("review", tmp_path, "--no-browser")
    assert ended.code == 65
    assert "tarjoman run -o" in ended.err


def test_review_without_its_packages_names_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ImportError('no uvicorn', name='uvicorn')\n")
    root = environment()["PYTHONPATH"]
    ended = tarjoman("review", tmp_path, PYTHONPATH=f"{tmp_path}:{root}")
    assert ended.code == 2
    assert "pip install 'tarjoman[review]'" in ended.err
