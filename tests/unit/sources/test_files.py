import gzip
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from translate.errors import BadUsage
from translate.formats import lines
from translate.records import Document, Unreadable
from translate.sources.base import Fetched, SourceFailed
from translate.sources.options import Site
from translate.sources.registry import open_source


def fetched(folder: Path, **table: Any) -> list[Fetched]:
    return list(open_source({"name": "s", **table}, where="n.toml", site=Site(base=folder)).articles())


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def reason(article: Fetched) -> str:
    assert isinstance(article.content, Unreadable), article.content
    return article.content.reason


def text(article: Fetched) -> str:
    assert isinstance(article.content, Document), article.content
    return article.content.text


def test_a_folder_gives_every_file_under_its_path(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"in/b.txt": "خبر دو.", "in/1403/a.md": "# خبر", "in/.hidden.txt": "x", "in/x.png": b"\x89PNG"},
    )
    found = fetched(tmp_path, kind="folder", path="in")
    assert [article.id for article in found] == ["s/b.txt", "s/1403/a.md"]
    assert [article.path for article in found] == [tmp_path / "in/b.txt", tmp_path / "in/1403/a.md"]
    assert text(found[0]) == "خبر دو."


def test_a_file_is_not_opened_before_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": "خبر"})
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    (article,) = fetched(tmp_path, kind="folder", path=".")
    assert article.hint


def test_the_hint_changes_with_the_file_and_the_digest_with_its_text(tmp_path: Path) -> None:
    def look() -> tuple[str, str]:
        (article,) = fetched(tmp_path, kind="folder", path=".")
        return article.hint, article.digest

    write(tmp_path, {"a.txt": "خبر یک.\n\nخبر دو."})
    first = look()
    assert look() == first
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    touched = look()
    assert (touched[0] != first[0], touched[1]) == (True, first[1])
    write(tmp_path, {"a.txt": "  خبر  یک. \n\n\n\nخبر دو.\n"})
    assert look()[1] == first[1]
    write(tmp_path, {"a.txt": "خبر یک. خبر دو."})
    assert look()[1] != first[1]


def test_a_pattern_gives_what_matches_it(tmp_path: Path) -> None:
    write(tmp_path, {"in/1/a.txt": "خبر", "in/2/b.txt": "خبر", "in/2/b.md": "خبر"})
    assert [article.id for article in fetched(tmp_path, kind="glob", path="in/**/*.txt")] == [
        "s/1/a.txt",
        "s/2/b.txt",
    ]


def test_an_empty_folder_is_taken_for_a_disk_that_is_not_mounted(tmp_path: Path) -> None:
    for table in ({"kind": "folder", "path": "."}, {"kind": "glob", "path": "*.txt"}):
        with pytest.raises(SourceFailed, match="is its disk mounted"):
            fetched(tmp_path, **table)
        assert fetched(tmp_path, may_be_empty=True, **table) == []
        with pytest.raises(SourceFailed, match="no such folder"):
            fetched(tmp_path / "gone", **table)


def test_a_file_that_cannot_be_read_keeps_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"", "b.txt": "خبر", "c.txt": "خبر".encode("cp1256")})
    found = fetched(tmp_path, kind="folder", path=".")
    assert reason(found[0]) == "the file is empty"
    assert text(found[1]) == "خبر"
    assert "Windows-1256" in reason(found[2])


def test_a_packed_file_is_read_but_not_handed_on_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt.gz": gzip.compress("خبر".encode())})
    (article,) = fetched(tmp_path, kind="folder", path=".")
    assert (article.id, article.path, text(article)) == ("s/a.txt.gz", None, "خبر")


def test_a_zip_bomb_is_refused_after_what_it_may_unpack_to(tmp_path: Path) -> None:
    bomb = gzip.compress(b"x" * 8_000_000)
    write(tmp_path, {"a.txt.gz": bomb, "b.jsonl.gz": bomb, "c.txt.gz": bomb[:-9], "d.txt.gz": b"no gzip"})
    found = fetched(tmp_path, kind="folder", path=".", max_unpacked_mb=2)
    assert reason(found[0]) == reason(found[1]) == "unpacks to more than the 2 MiB of max_unpacked_mb"
    whole = fetched(tmp_path, kind="folder", path=".")
    assert reason(whole[2]).startswith("not a whole gzip file")
    assert reason(whole[3]).startswith("not a whole gzip file")
    with pytest.raises(SourceFailed, match="unpacks to more than"):
        fetched(tmp_path, kind="jsonl", path="b.jsonl.gz", max_unpacked_mb=2)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10 << 30)  # a sparse file of 10 GB
    assert reason(fetched(tmp_path, kind="folder", path=".")[0]) == "10240.0 MiB; max_file_mb allows 256"


def test_rows_of_a_file_in_a_folder_are_articles(tmp_path: Path) -> None:
    write(tmp_path, {"in/f.jsonl": '{"id": 7, "text": "یک"}\n{"text": "دو"}\nx\n'})
    found = fetched(tmp_path, kind="folder", path="in")
    assert [(article.id, article.path) for article in found] == [
        ("s/f.jsonl/7", None),
        ("s/f.jsonl-2~" + found[1].id[-10:], None),
        ("s/f.jsonl-3~" + found[2].id[-10:], None),
    ]
    assert found[0].content.id == found[0].id
    assert "not valid JSON" in reason(found[2])


def test_a_line_without_end_is_refused_and_the_rows_after_it_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100_000)
    long = '{"text": "' + "x" * 1_000_000 + '"}'
    rows = ['{"id": "a", "text": "یک"}', long, '{"id": "b", "text": "دو"}']
    write(tmp_path, {"f.jsonl": "\n".join(rows), "only.jsonl": long})
    first, second, third = fetched(tmp_path, kind="jsonl", path="f.jsonl")
    assert (text(first), text(third)) == ("یک", "دو")
    assert "a line of more than" in reason(second)
    assert isinstance(second.content, Unreadable)
    assert len(second.content.raw) == 200
    with pytest.raises(SourceFailed, match="a line of more than"):
        fetched(tmp_path, kind="jsonl", path="only.jsonl")


def test_files_have_no_column_for_a_priority(tmp_path: Path) -> None:
    assert [
        one.priority for one in fetched(tmp_path, kind="folder", path=".", may_be_empty=True, priority=3)
    ] == []
    with pytest.raises(BadUsage, match="files have no columns"):
        fetched(tmp_path, kind="folder", path=".", priority="rank")


def test_the_outputs_are_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "خبر", "out/a.en.txt": "news"})
    source = open_source(
        {"kind": "folder", "name": "s", "path": "."},
        where="n.toml",
        site=Site(base=tmp_path, exclude=tmp_path / "out"),
    )
    assert [article.id for article in source.articles()] == ["s/a.txt"]
