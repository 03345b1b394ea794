"""Full disks, refused folders, two runs at once, kill -9, SIGTERM."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import ROOT, command, echoed, environment, tarjoman

SLOW = """
import sys
from translate.engines import selection
from translate.engines.echo import EchoEngine
selection.load = lambda *_, **__: EchoEngine(delay=0.05)
from translate.cli.app import main
main()
"""


def started(articles: Path, out: Path) -> "subprocess.Popen[bytes]":
    """A run on an engine that takes 50 ms a batch, in batches of four."""
    words = ["run", str(articles), "-o", str(out), "--engine", "echo"]
    return subprocess.Popen(
        [sys.executable, "-c", SLOW, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(TARJOMAN_BATCH_MOST="4"),
    )


def ended(process: "subprocess.Popen[bytes]", code: int) -> bytes:
    """What it said on stderr, once it has ended as expected."""
    _, err = process.communicate(timeout=120)
    assert process.returncode == code, err.decode()
    return err


def wait_until_stored(out: Path, segments: int) -> None:
    """Until the run's memory holds so many translations: the moment to disturb it."""
    store = out / ".tarjoman" / "memory.db"
    for _ in range(6000):
        if store.exists():
            with closing(sqlite3.connect(store, timeout=10)) as connection:
                tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'entry'")
                if tables.fetchone()[0]:
                    stored = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
                    if stored >= segments:
                        return
        time.sleep(0.01)
    pytest.fail(f"{store}: never held {segments} translations")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        lines = "\n".join(f"جمله {line} از خبر {number}." for line in range(8))
        (folder / f"{number:02}.txt").write_text(lines, "utf-8")
    return folder


def outputs(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".tarjoman" not in path.parts and path.name != "run.json"
    }


def test_kills_at_random_moments_lose_nothing_and_change_nothing(articles: Path, tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    ended(started(articles, calm), 0)
    for segments in (1, 40, 41, 100):
        process = started(articles, killed)
        wait_until_stored(killed, segments)
        process.kill()
        ended(process, -signal.SIGKILL)
    ended(started(articles, killed), 0)
    assert outputs(killed) == outputs(calm)
    assert not list(killed.rglob("*.part"))


def test_a_run_that_is_told_to_stop_ends_with_130_and_goes_on_later(articles: Path, tmp_path: Path) -> None:
    process = started(articles, tmp_path / "out")
    wait_until_stored(tmp_path / "out", 1)
    process.send_signal(signal.SIGTERM)
    err = ended(process, 130)
    assert b"run the same command again to go on" in err
    assert b"Traceback" not in err
    assert not list((tmp_path / "out").rglob("*.part"))
    ended(started(articles, tmp_path / "out"), 0)
    manifest = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert manifest["resumed"]
    assert manifest["counts"]["decoded"] < 160


@pytest.mark.parametrize("same", ["out", "store"])
def test_the_second_run_on_a_folder_or_a_store_ends_with_75(
    articles: Path, tmp_path: Path, same: str
) -> None:
    from translate.store.lock import exclusive

    store = tmp_path / "m.db"
    lock = tmp_path / "out/.tarjoman/lock" if same == "out" else tmp_path / "m.db.lock"
    with exclusive(lock, what="it"):
        ended = echoed([articles], tmp_path / "out", "--store", store)
    assert ended.code == 75
    assert f"in use by process {os.getpid()}" in ended.err


def test_an_output_folder_that_cannot_be_made_ends_with_74(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = echoed([articles], tmp_path / "file" / "out")
    assert ended.code == 74
    assert str(tmp_path / "file") in ended.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_output_folder_ends_with_74(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    assert echoed([articles], tmp_path / "out").code == 74


def test_an_output_file_system_that_is_read_only_ends_with_74(articles: Path) -> None:
    if os.access("/sys", os.W_OK) and Path("/proc/self").exists():
        # Nobody, not even the superuser, makes folders in /proc.
        ended = echoed([articles], Path("/proc/tarjoman"))
        assert ended.code == 74
        assert "/proc/tarjoman" in ended.err
    else:
        pytest.skip("no file system here that refuses everybody")


def test_a_full_disk_ends_with_74_and_the_next_run_goes_on(articles: Path, tmp_path: Path) -> None:
    """A limit on file sizes makes write() fail in the middle, as a full disk does."""
    (articles / "big.txt").write_text("\n".join(f"جمله دراز شماره {line}." for line in range(3000)), "utf-8")
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "from translate.cli.app import main; main()"
    )
    words = ["run", str(articles), "-o", str(tmp_path / "out"), "--engine", "echo"]
    full = subprocess.run(
        [sys.executable, "-c", limited, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert full.returncode == 74, full.stderr
    assert "Traceback" not in full.stderr
    assert not (tmp_path / "out" / "big.en.txt").exists()
    assert not list((tmp_path / "out").rglob("*.part"))
    assert tarjoman(*words).code == 0
    assert echoed([articles], tmp_path / "calm").code == 0
    assert outputs(tmp_path / "out") == outputs(tmp_path / "calm")


def test_a_damaged_store_ends_with_74_and_is_left_alone(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    store.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    ended = echoed([articles], tmp_path / "out", "--store", store)
    assert ended.code == 74
    assert "move it away" in ended.err
    assert store.read_bytes().endswith(b"\xff" * 100)


def test_a_reader_that_leaves_early_is_no_traceback() -> None:
    done = subprocess.run(
        ["bash", "-c", f"yes 'یک. دو.' | head -n 20000 | {' '.join(command('segment', '-'))} | head -n 1"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        cwd=ROOT,
    )
    assert done.stdout == "یک.\n"
    assert "Traceback" not in done.stderr
