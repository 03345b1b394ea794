"""A night that is told to stop at a bad moment, or whose disk does what disks rarely do."""

import errno
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.faults.echoing import articles, during, leftovers
from tests.faults.nights import nightly, published
from translate.nightly import build, ending
from translate.pipeline.outputs import Outputs
from translate.store import memory
from translate.store.database import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles(tmp_path / "in", count=4)
    return tmp_path


@pytest.fixture
def calm(folder: Path) -> dict[str, bytes]:
    """What an undisturbed night publishes."""
    assert nightly(folder, "calm").code == 0
    return published(folder / "calm")


@pytest.fixture
def listening() -> Iterator[None]:
    """Ctrl-C is heard even where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def before_it(call: Callable[..., Any], happens: Callable[[], object]) -> Callable[..., Any]:
    """The same function, behind something that happens."""

    def disturbed(*words: Any, **more: Any) -> Any:
        happens()
        return call(*words, **more)

    return disturbed


def told(number: signal.Signals) -> Callable[[], None]:
    return lambda: signal.raise_signal(number)


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_a_night_that_is_stopped_again_while_it_stops_ends_with_130_and_the_next_start_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes], twice: bool
) -> None:
    with monkeypatch.context() as patch:
        during(patch, told(signal.SIGINT))
        if twice:  # the second comes while the first drops what is half written
            patch.setattr(Outputs, "abandon", before_it(Outputs.abandon, told(signal.SIGINT)))
        ended = nightly(folder)
    assert (ended.code, "run the same command again to go on" in ended.err) == (130, True)
    assert "Traceback" not in ended.err
    assert not (folder / "out" / "latest").exists()
    with monkeypatch.context() as patch:
        during(patch, lambda: None)
        ended = nightly(folder)
    assert (ended.code, "going on with night" in ended.err) == (0, True)
    assert published(folder / "out") == calm
    assert leftovers(folder / "out") == []


MOMENTS = [
    ("translate.nightly.ending", "publish"),
    ("translate.nightly.settle", "sync_folders"),
    ("translate.nightly.settle", "point"),
    ("translate.nightly.current", "link"),
]


@pytest.mark.parametrize(("module", "step"), MOMENTS, ids=[step for _, step in MOMENTS])
def test_a_night_that_is_terminated_while_it_publishes_ends_with_130_and_is_out_after_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes], module: str, step: str
) -> None:
    with monkeypatch.context() as patch:
        owner = import_module(module)
        patch.setattr(owner, step, before_it(getattr(owner, step), told(signal.SIGTERM)))
        ended = nightly(folder)
    assert (ended.code, "Traceback" in ended.err) == (130, False)
    assert nightly(folder).code == 0
    assert published(folder / "out") == calm


def test_a_store_that_gets_locked_in_the_middle_of_a_night_ends_with_75_and_the_next_start_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    holders: list[sqlite3.Connection] = []

    def hold() -> None:
        holders.append(sqlite3.connect(folder / "out" / ".tarjoman" / "memory.db", isolation_level=None))
        holders[0].execute("BEGIN IMMEDIATE")

    with monkeypatch.context() as patch:
        during(patch, hold)
        patch.setattr(memory, "open_store", lambda path: open_store(path, wait=0.01))
        ended = nightly(folder)
    assert (ended.code, "another program is writing to this store" in ended.err) == (75, True)
    holders[0].execute("ROLLBACK")
    holders[0].close()
    with monkeypatch.context() as patch:
        during(patch, lambda: None)
        assert nightly(folder).code == 0
    assert published(folder / "out") == calm


def test_a_file_system_without_hard_links_gets_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    assert nightly(folder).code == 0
    assert published(folder / "out") == calm


def test_a_folder_of_nights_on_another_disk_ends_with_74_and_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes]
) -> None:
    def elsewhere(self: Path, _goal: object) -> Path:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", elsewhere)
        ended = nightly(folder)
    assert ended.code == 74
    assert f"{folder}/out/nights: on another disk than {folder}/out/.tarjoman/staging" in ended.err
    assert nightly(folder).code == 0
    assert published(folder / "out") == calm


@pytest.mark.parametrize("number", [errno.ESTALE, errno.ENODEV, errno.EIO], ids=["ESTALE", "ENODEV", "EIO"])
@pytest.mark.parametrize("step", ["build", "publish"])
def test_an_output_mount_that_vanishes_in_the_middle_of_a_night_ends_with_74_and_the_next_start_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calm: dict[str, bytes], number: int, step: str
) -> None:
    def gone(path: Path, *_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as patch:
        if step == "build":
            patch.setattr(build, "link", gone)
        else:
            patch.setattr(ending, "publish", gone)
        ended = nightly(folder)
    assert ended.code == 74
    assert os.strerror(number) in ended.err
    assert str(folder / "out") in ended.err
    assert not (folder / "out" / "latest").exists()
    assert nightly(folder).code == 0
    assert published(folder / "out") == calm
