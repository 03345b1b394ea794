"""`tarjoman check`, as a shell sees it."""

import gzip
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from translate.cli.check import check_command
from translate.errors import BadInput, UnreadableDocument, UserError

APP = typer.Typer()
APP.command("check")(check_command)

SOURCE = "در این حادثه ۱۲ نفر کشته شدند.\nهوا امروز خوب است.\nپلیس ۴۷ نفر را بازداشت کرد.\n"
TARGET = (
    "Twelve people were killed in the accident.\nThe weather is good today.\nPolice arrested 74 people.\n"
)


def _check(*words: str | Path) -> Result:
    result = CliRunner().invoke(APP, [*map(str, words)])
    if isinstance(result.exception, UserError):
        raise result.exception
    return result


def _files(folder: Path, source: str = SOURCE, target: str = TARGET) -> tuple[Path, Path]:
    src, hyp = folder / "src.fa", folder / "hyp.en"
    src.write_text(source, encoding="utf-8")
    hyp.write_text(target, encoding="utf-8")
    return src, hyp


def test_json_gives_a_row_for_every_line(tmp_path: Path) -> None:
    ended = _check(*_files(tmp_path), "--json")
    rows = [json.loads(row) for row in ended.stdout.splitlines()]
    assert [row["line"] for row in rows] == [1, 2, 3]
    assert [len(row["flags"]) for row in rows] == [0, 0, 1]
    assert rows[2]["flags"] == [{"check": "numbers", "detail": "«۴۷» became '74'"}]
    assert ended.exit_code == 0


def test_plain_output_shows_flagged_lines_and_counts_on_stderr(tmp_path: Path) -> None:
    ended = _check(*_files(tmp_path))
    assert ended.stdout == "3\tnumbers\t«۴۷» became '74'\n"
    assert ended.stderr.splitlines() == ["numbers: 1 of 3 lines", "1 of 3 lines flagged"]


def test_flags_turn_the_exit_code_only_when_asked(tmp_path: Path) -> None:
    files = _files(tmp_path)
    assert _check(*files).exit_code == 0
    assert _check(*files, "--strict").exit_code == 1
    assert _check(*_files(tmp_path, "هوا خوب است.\n", "The weather is good.\n"), "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (SOURCE, TARGET + "More.\n", r"line 4 of .*hyp\.en"),
        (SOURCE, "One.\nTwo.\n", r"line 3 of .*src\.fa"),
    ],
)
def test_the_first_line_without_a_partner_is_named(
    tmp_path: Path, source: str, target: str, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        _check(*_files(tmp_path, source, target))


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    src, hyp = _files(tmp_path)
    hyp.write_bytes(b"One.\n\xff\xfe\nThree.\n")
    with pytest.raises(UnreadableDocument, match=r"hyp\.en: line 2 is not UTF-8"):
        _check(src, hyp)


def test_gzip_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    src, hyp = tmp_path / "src.gz", tmp_path / "hyp.gz"
    src.write_bytes(gzip.compress(("\ufeff" + SOURCE).encode()))
    hyp.write_bytes(gzip.compress(TARGET.encode()))
    rows = [json.loads(row) for row in _check(src, hyp, "--json").stdout.splitlines()]
    assert [bool(row["flags"]) for row in rows] == [False, False, True]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    src, _ = _files(tmp_path)
    with pytest.raises(BadInput, match=r"nowhere\.en: no such file"):
        _check(src, tmp_path / "nowhere.en")


def test_blank_lines_keep_their_place(tmp_path: Path) -> None:
    files = _files(tmp_path, "\n\n" + SOURCE, "\n\n" + TARGET)
    rows = [json.loads(row) for row in _check(*files, "--json").stdout.splitlines()]
    assert [row["line"] for row in rows if row["flags"]] == [5]
