"""Files and mounts that fail while a run reads and writes."""

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.echoing import articles, during, leftovers, manifest, outputs, run
from translate.formats.inputs import Input
from translate.pipeline import reading

READ_FAULTS = {
    errno.EIO: "a disk that fails",
    errno.ESTALE: "a network mount that was replaced",
    errno.ENOTCONN: "a mount whose server is gone",
    errno.EACCES: "a file that is closed to us",
    errno.ENOENT: "a file that is gone",
}
WRITE_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOTCONN)


class Broken(io.BytesIO):
    """Gives a little and then fails."""

    def __init__(self, content: bytes, number: int) -> None:
        super().__init__(content)
        self._number = number

    def read(self, _size: int | None = -1, /) -> bytes:
        raise OSError(self._number, os.strerror(self._number))

    readline = read


@pytest.mark.parametrize("number", READ_FAULTS, ids=[errno.errorcode[number] for number in READ_FAULTS])
def test_an_input_that_fails_while_it_is_read_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    opened = reading._opened

    def failing(source: Input) -> Any:
        return Broken(b"", number) if source.name == "03" else opened(source)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_opened", failing)
        ended = run(articles(tmp_path / "in"), out=tmp_path / "out")
    assert ended.code == 1
    assert f"03.txt: cannot be read ({os.strerror(number)})" in ended.err
    (failure,) = manifest(tmp_path / "out")["failures"]["documents"]
    assert failure["document"] == "03"
    assert len(list((tmp_path / "out").glob("*.en.txt"))) == 5
    assert run(tmp_path / "in", out=tmp_path / "out").code == 0
    assert (tmp_path / "out" / "03.en.txt").exists()


def test_an_input_that_vanishes_between_discovery_and_reading_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = articles(tmp_path / "in")
    with monkeypatch.context() as patch:
        during(patch, (folder / "05.txt").unlink, at=0)
        ended = run(folder, out=tmp_path / "out")
    assert (ended.code, "05.txt: cannot be read (No such file" in ended.err) == (1, True)
    assert len(list((tmp_path / "out").glob("*.en.txt"))) == 5


def test_a_whole_folder_of_inputs_that_vanishes_in_mid_run_keeps_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = articles(tmp_path / "in")
    with monkeypatch.context() as patch:
        during(patch, lambda: shutil.move(folder, tmp_path / "gone"))
        ended = run(folder, out=tmp_path / "out")
    assert ended.code == 1
    found = manifest(tmp_path / "out")
    assert found["counts"]["documents"] + found["counts"]["unreadable_documents"] == 6
    assert found["counts"]["unreadable_documents"] > 0
    (tmp_path / "gone").rename(folder)
    assert run(folder, out=tmp_path / "out").code == 0


def failing_sync(number: int, after: int) -> Callable[[int], None]:
    """fsync that fails from its call number `after` on."""
    calls = iter(range(10_000))
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if next(calls) >= after:
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    return fsync


@pytest.mark.parametrize("number", WRITE_FAULTS, ids=[errno.errorcode[number] for number in WRITE_FAULTS])
def test_an_output_that_cannot_be_brought_to_the_disk_ends_with_74_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder, out = articles(tmp_path / "in"), tmp_path / "out"
    assert run(folder, out=out).code == 0
    before = outputs(out)
    (folder / "03.txt").write_text("خبر تازه.\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_sync(number, after=13))
        ended = run(folder, out=out)
    assert ended.code == 74
    assert os.strerror(number) in ended.err
    assert ("free some space" in ended.err) == (number in {errno.ENOSPC, errno.EDQUOT})
    assert outputs(out)["03.en.txt"] == before["03.en.txt"]
    assert leftovers(out) == []
    assert run(folder, out=out).code == 0
    assert outputs(out)["03.en.txt"] == "خبر تازه.\n".encode()


def test_a_rename_that_fails_ends_with_74_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = articles(tmp_path / "in"), tmp_path / "out"

    def refused(self: Path, _goal: object) -> Path:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        ended = run(folder, out=out)
    assert ended.code == 74
    assert "cannot be written (Input/output error)" in ended.err
    assert outputs(out) == {}
    assert run(folder, out=out).code == 0


def test_a_manifest_that_cannot_be_written_ends_with_74_and_the_run_is_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = articles(tmp_path / "in", count=1), tmp_path / "out"
    with monkeypatch.context() as patch:
        replace = Path.replace

        def full(self: Path, goal: Path) -> Path:
            if goal.name == "run.json":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
            return replace(self, goal)

        patch.setattr(Path, "replace", full)
        ended = run(folder, out=out)
    assert (ended.code, "run.json: cannot be written (No space left" in ended.err) == (74, True)
    assert sorted(outputs(out)) == ["00.en.txt", "00.segments.jsonl"]
    assert run(folder, out=out).code == 0
    assert (manifest(out)["resumed"], manifest(out)["counts"]["decoded"]) == (True, 0)


def test_what_a_killed_run_left_half_written_is_removed_by_the_next(tmp_path: Path) -> None:
    folder, out = articles(tmp_path / "in", count=1), tmp_path / "out"
    out.mkdir()
    (out / ".tarjoman-0123456789ab.part").write_text("half")
    assert run(folder, out=out).code == 0
    assert leftovers(out) == []
