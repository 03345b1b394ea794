import errno
import os
import stat
from pathlib import Path
from typing import IO

import pytest

from translate.errors import EXIT_IO, OutputFailed
from translate.formats.atomic import remove_leftovers, replace_file


def test_the_file_appears_whole_in_folders_that_did_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "news.en.txt"
    with replace_file(path) as stream:
        stream.write("خبر\r\n\n")
        assert not path.exists()
    assert path.read_bytes() == "خبر\r\n\n".encode()
    assert list(path.parent.iterdir()) == [path]


def interrupted(path: Path) -> None:
    with replace_file(path) as stream:
        stream.write("half of the n")
        raise KeyboardInterrupt


def test_the_old_file_stays_when_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "news.en.txt"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with replace_file(tmp_path / "x"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path: Path) -> None:
    with replace_file(tmp_path / "x") as stream:
        stream.write("a\ud800\udfffb\udc00")
    assert (tmp_path / "x").read_bytes().decode() == "a\ufffd\ufffdb\ufffd"


def test_a_file_where_a_folder_should_be_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    message = r"out/x: cannot be written \(.+\); choose another folder with -o"
    with pytest.raises(OutputFailed, match=message) as failed, replace_file(tmp_path / "out" / "x"):
        pass
    assert failed.value.exit_code == EXIT_IO


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(OutputFailed, match="Is a directory"), replace_file(tmp_path / "x"):
        pass
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


@pytest.mark.parametrize("moment", ["write", "fsync"])
def test_a_full_disk_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(_: int) -> None:
        raise full

    def fill(stream: IO[str]) -> None:
        stream.write("x")
        if moment == "write":
            raise full
        monkeypatch.setattr(os, "fsync", refuse)

    message = r"x: cannot be written \(No space left on device\); free some space"
    with pytest.raises(OutputFailed, match=message), replace_file(tmp_path / "x") as stream:
        fill(stream)
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_another_file_passes_through(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replace_file(tmp_path / "x"):
        (tmp_path / "missing").read_text()
    with pytest.raises(BrokenPipeError), replace_file(tmp_path / "x"):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_a_killed_run_are_removed_and_nothing_else(tmp_path: Path) -> None:
    kept = tmp_path / "a" / ".tarjoman-notes.txt"
    kept.parent.mkdir()
    kept.write_text("")
    stream = replace_file(tmp_path / "a" / "x")
    stream.__enter__()
    assert len(list(kept.parent.iterdir())) == 2
    assert remove_leftovers(tmp_path) == 1
    assert list(kept.parent.iterdir()) == [kept]
    with pytest.raises(OutputFailed):
        stream.__exit__(None, None, None)
