"""Inputs that nobody would write on purpose."""

import os
from pathlib import Path

import pytest

from tests.command import rows
from tests.faults.echoing import articles, manifest, outputs, run
from translate.formats import base, lines

GOOD = "یک خبر خوب.\n"


def beside_good(tmp_path: Path, name: str, content: bytes) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / name).write_bytes(content)
    return folder


def sparse(path: Path, size: int) -> None:
    """A file of nothing but zeros that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize(
    ("name", "cause"), [("huge.txt", "larger than 1 MiB"), ("huge.jsonl", "a line of more than")]
)
def test_a_file_of_10_gb_without_a_line_break_is_named_and_never_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cause: str
) -> None:
    folder = beside_good(tmp_path, name, b"")
    # Far above limits that are made smaller: 10 GB of zeros would take seconds, and prove the same.
    assert (base.LARGEST_FILE, lines.LONGEST_LINE) == (256 << 20, 64 << 20)
    sparse(folder / name, 100 << 20)
    monkeypatch.setattr(base, "LARGEST_FILE", 1 << 20)
    monkeypatch.setattr(lines, "LONGEST_LINE", 1 << 20)
    ended = run(folder, out=tmp_path / "out")
    assert ended.code == 1
    assert name in ended.err
    assert cause in ended.err
    assert (tmp_path / "out" / "good.en.txt").exists()


def test_utf_16_without_a_mark_is_named(tmp_path: Path) -> None:
    folder = beside_good(tmp_path, "wide.txt", ("خبر تازه امروز. " * 20).encode("utf-16-le"))
    ended = run(folder, out=tmp_path / "out")
    assert (ended.code, "wide.txt" in ended.err, "UTF-16" in ended.err) == (1, True, True)
    assert list(outputs(tmp_path / "out")) != []


def test_a_jsonl_that_was_cut_in_the_middle_of_a_row_keeps_the_rows_before(tmp_path: Path) -> None:
    whole = '{"id": "1", "text": "یک خبر."}\n{"id": "2", "text": "خبر دوم'.encode()
    folder = beside_good(tmp_path, "feed.jsonl", whole)
    ended = run(folder, out=tmp_path / "out")
    assert (ended.code, "feed line 2" in ended.err or "feed.jsonl line 2" in ended.err) == (1, True)
    first, second = rows(tmp_path / "out" / "feed.en.jsonl")
    assert first["text_en"] == "یک خبر."
    assert second["raw"] == '{"id": "2", "text": "خبر دوم'


def test_links_that_lead_in_a_circle_are_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", count=2)
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "up").symlink_to(folder)
    (folder / "broken.txt").symlink_to("nowhere.txt")
    ended = run(folder, out=tmp_path / "out")
    assert ended.code in {0, 1}
    assert "Traceback" not in ended.err
    assert {"00.en.txt", "01.en.txt"} <= set(outputs(tmp_path / "out"))
    assert manifest(tmp_path / "out")["counts"]["documents"] == 2


def test_a_name_as_long_as_the_file_system_allows_is_translated_or_named(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", count=1)
    (folder / ("ن" * 125 + ".txt")).write_text(GOOD, "utf-8")  # 254 bytes
    ended = run(folder, out=tmp_path / "out")
    assert ended.code == 0, ended.err
    found = manifest(tmp_path / "out")["counts"]
    assert found["documents"] == 2
    assert len(list((tmp_path / "out").glob("*.en.txt"))) == 2


@pytest.mark.parametrize(
    "name", [b"line\nbreak.txt", b"\xff\xfe.txt", b"-o.txt", b"a b\tc.txt", "\u202eخبر.txt".encode()]
)
def test_a_name_that_no_terminal_shows_well_is_translated(tmp_path: Path, name: bytes) -> None:
    folder = articles(tmp_path / "in", count=1)
    (folder / os.fsdecode(name)).write_text(GOOD, "utf-8")
    ended = run(folder, out=tmp_path / "out")
    assert ended.code == 0, ended.err
    assert len(list((tmp_path / "out").glob("*.en.txt"))) == 2
    assert manifest(tmp_path / "out")["counts"]["documents"] == 2


def test_a_text_of_nothing_but_invisible_characters_is_named(tmp_path: Path) -> None:
    folder = beside_good(tmp_path, "nothing.txt", "\u200c\u200f\u2066\ufeff\u00ad\n".encode())
    ended = run(folder, out=tmp_path / "out")
    assert (ended.code, "nothing.txt" in ended.err) == (1, True)
    assert "good.en.txt" in outputs(tmp_path / "out")
