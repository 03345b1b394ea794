"""`tarjoman normalise` and `tarjoman segment`, as a shell sees them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from translate.cli import text as commands
from translate.errors import BadInput, BadUsage, UserError

APP = typer.Typer()
APP.command("normalise")(commands.normalise_command)
APP.command("segment")(commands.segment_command)

_SCRIPT = "from tests.cli.test_text_commands import APP; APP()"


def _run(*arguments: str, stdin: bytes | str = b"") -> tuple[bytes, str]:
    result = CliRunner().invoke(APP, arguments, input=stdin)
    if isinstance(result.exception, UserError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout_bytes, result.stderr


def _lines(*arguments: str, stdin: bytes | str = b"") -> list[str]:
    return _run(*arguments, stdin=stdin)[0].decode("utf-8").split("\n")


def test_as_many_lines_come_out_as_went_in() -> None:
    went_in = "كتاب\n\n\u2028علي\x0bرضا\x85\n  \nپایان"
    assert len(_lines("normalise", stdin=went_in)) == len(went_in.split("\n"))


def test_each_line_keeps_its_own_ending() -> None:
    assert _run("normalise", stdin="علي\r\nكتاب\nي".encode())[0] == "علی\r\nکتاب\nی".encode()


def test_clean_is_the_default_and_restores_half_spaces() -> None:
    assert _lines("normalise", stdin="رسانههای ايران\n") == ["رسانه\u200cهای ایران", ""]


def test_a_profile_is_named_by_its_own_name_or_by_that_of_a_model() -> None:
    assert _lines("normalise", "--profile", "builtin", stdin="«۳٫۵ درصد»\n")[0] == '"3.5 درصد"'
    assert _lines("normalise", "--profile", "nllb-600m", stdin="«۳٫۵ درصد»\n")[0] == '"3.5 درصد"'


def test_an_unknown_profile_is_met_with_the_nearest_name() -> None:
    with pytest.raises(BadUsage, match="did you mean nllb"):
        _run("normalise", "--profile", "nlb", stdin="x")


def test_explain_names_place_and_rule_on_stderr_only() -> None:
    out, err = _run("normalise", "--explain", stdin="علي\u200f\n")
    assert out == "علی\n".encode()
    assert "1:2-3\tي -> ی\tArabic letter" in err
    assert "<U+200F> -> (nothing)\tdirection mark" in err


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "bom.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "سلام.".encode())
    assert _lines("normalise", str(file)) == ["سلام."]
    assert json.loads(_lines("segment", "--json", str(file))[0]) == {"text": "سلام.", "start": 0, "end": 5}


def test_bytes_that_are_not_utf8_are_named_with_their_place_and_the_next_step() -> None:
    broken = "خط یک\nخط ".encode() + b"\xff\xfe\n"
    offset = len("خط یک\nخط ".encode())
    with pytest.raises(BadInput, match=rf"standard input: line 2, byte {offset}: .*--encoding"):
        _run("normalise", stdin=broken)


def test_another_encoding_is_read_when_told(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("كتاب\nعلي\n".encode("cp1256"))
    assert _lines("normalise", "--encoding", "cp1256", str(file)) == ["کتاب", "علی", ""]
    with pytest.raises(BadInput, match="cp1256"):
        _run("normalise", str(file))


@pytest.mark.parametrize("command", ["normalise", "segment"])
def test_a_missing_file_is_named(command: str) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.txt: no such file"):
        _run(command, "nowhere.txt")


def test_segment_rows_point_into_the_input() -> None:
    text = "تیم ملی برد.\nمربی گفت: «خوب بود.» او رفت."
    rows = [json.loads(row) for row in _lines("segment", "--json", stdin=text) if row]
    assert len(rows) > 1
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_a_sentence_is_one_line_of_plain_output() -> None:
    out = _lines("segment", stdin="تیم ملی برد. مربی رفت.\n")
    assert out == ["تیم ملی برد.", "مربی رفت.", ""]


def test_segment_explains_where_it_cut() -> None:
    _, err = _run("segment", "--explain", stdin="تیم برد. مربی رفت.\n")
    assert "8\tتیم برد. |  مربی" in err


def test_output_is_utf8_whatever_the_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, "normalise"],
        input="علي\n".encode(),
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "علی\n".encode()


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("علي رفت.\n" * 50_000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, "normalise", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "علی رفت.\n".encode()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0
