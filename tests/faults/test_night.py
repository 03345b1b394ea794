"""A night that dies between two steps, loses a source, or must not be published. Kill -9: test_kill_night."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, environment
from tests.faults.echoing import articles
from tests.faults.nights import nightly, published
from translate.nightly import night as night_module
from translate.store.lock import exclusive


class Died(BaseException):
    """The process ended here, as far as the code under it can tell."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles(tmp_path / "in", count=4)
    return tmp_path


def dying(owner: Any, name: str, *, after: bool) -> Callable[..., object]:
    """The function, followed or replaced by the end of everything."""
    does = getattr(owner, name)

    def died(*words: Any, **more: Any) -> object:
        if after:
            does(*words, **more)
        raise Died

    return died


STEPS = [
    ("translate.nightly.night", "gather", True),
    ("translate.nightly.night", "write_work", True),
    ("translate.nightly.night", "translate_night", True),
    ("translate.nightly.night", "build", False),
    ("translate.nightly.night", "build", True),
    ("translate.nightly.ending", "publish", False),
    ("translate.nightly.ending", "publish", True),
    ("translate.nightly.settle", "point", False),
    ("translate.nightly.night", "list_quarantine", False),
]


@pytest.mark.parametrize(
    ("module", "step", "after"),
    STEPS,
    ids=[f"{'after' if after else 'before'} {step}" for _, step, after in STEPS],
)
def test_a_night_that_dies_between_two_steps_goes_on_and_yesterdays_stays_until_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, step: str, after: bool
) -> None:
    for out in ("calm", "cut"):
        assert nightly(folder, out).code == 0
    yesterday = published(folder / "cut")
    (folder / "in" / "01.txt").write_text("خبر تازه از امروز.\n", "utf-8")
    assert nightly(folder, "calm").code == 0
    with monkeypatch.context() as patch:
        owner = import_module(module)
        patch.setattr(owner, step, dying(owner, step, after=after))
        with pytest.raises(Died):
            nightly(folder, "cut")
    left = published(folder / "cut")
    assert {name: left[name] for name in yesterday if name.startswith("nights")} == {
        name: content for name, content in yesterday.items() if name.startswith("nights")
    }
    assert (folder / "cut" / "latest" / "articles.jsonl").exists()
    assert nightly(folder, "cut").code == 0
    assert published(folder / "cut") == published(folder / "calm")


def test_a_disk_that_is_full_at_night_ends_with_74_and_the_next_start_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        ended = nightly(folder, "out")
    assert (ended.code, "No space left on device" in ended.err) == (74, True)
    assert not (folder / "out" / "latest").exists()
    assert nightly(folder, "out").code == 0
    assert len(list((folder / "out" / "latest" / "news").glob("*.en.txt"))) == 4


def test_the_second_of_two_nights_at_once_ends_with_75_and_names_the_first(folder: Path) -> None:
    with exclusive(folder / "out" / ".tarjoman" / "lock", what="it"):
        ended = nightly(folder, "out")
    assert (ended.code, f"in use by process {os.getpid()}" in ended.err) == (75, True)


def test_a_source_that_is_gone_is_named_and_nothing_counts_as_withdrawn(folder: Path) -> None:
    assert nightly(folder, "out").code == 0
    before = published(folder / "out")
    (folder / "in").rename(folder / "elsewhere")
    ended = nightly(folder, "out")
    assert ended.code == 1, ended.err
    assert str(folder / "in") in ended.err + ended.out
    assert published(folder / "out") == before
    (folder / "elsewhere").rename(folder / "in")
    assert nightly(folder, "out").code == 0
    assert published(folder / "out") == before


def test_a_night_that_looks_broken_ends_with_3_and_yesterdays_stays(folder: Path) -> None:
    assert nightly(folder, "out").code == 0
    before = published(folder / "out")
    for article in (folder / "in").iterdir():
        article.write_text(article.read_text("utf-8").replace("جمله", "سطر"), "utf-8")
    ended = nightly(folder, "out", hold=True)  # the echo engine's English is Persian: all is flagged
    assert (ended.code, "flagged" in ended.err) == (3, True)
    after = published(folder / "out")
    assert {name: after[name] for name in before} == before
    assert list((folder / "out" / "held").iterdir()) != []


def test_a_clock_that_was_set_back_by_years_still_makes_the_newest_night_the_latest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Past(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Past":
            return cls(1999, 12, 31, tzinfo=tz)

    assert nightly(folder, "out").code == 0
    (folder / "in" / "01.txt").write_text("خبر تازه از امروز.\n", "utf-8")
    monkeypatch.setattr(night_module, "datetime", Past)
    assert nightly(folder, "out").code == 0
    assert (folder / "out" / "latest").resolve().name.startswith("000002-1999-12-3")


@pytest.mark.slow
def test_nights_killed_at_random_moments_end_with_the_bytes_of_undisturbed_ones(tmp_path: Path) -> None:
    """The short form of scripts/kill_night.py."""
    lines = [f"خبر شماره {number} درباره بازار نان در شهر است." for number in range(60)]
    (tmp_path / "lines.txt").write_text("\n".join(lines), "utf-8")
    words = ["--kills", "5", "--articles", "20", "--segments", "3", "--lines", str(tmp_path / "lines.txt")]
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "kill_night.py"), *words, "--folder", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "store whole 5 of 5 times; every byte as in an undisturbed night" in done.stdout
