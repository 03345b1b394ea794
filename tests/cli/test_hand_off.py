"""`tarjoman run --to ...`, `tarjoman export`, `tarjoman import`: out to translators and back."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.command import rows
from translate.cli.app import app
from translate.errors import BadInput
from translate.handoff import registry

NEWS = "تیتر خبر\n\nوزیر گفت می\u200cآید. سپس رفت.\n"
ENDINGS = (".en.xliff", ".en.2.xliff", ".en.tmx", ".en.docx", ".en.html", ".en.csv")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run with every kind of output leaves: a text, and rows of two documents."""
    folder = tmp_path_factory.mktemp("hand-off")
    (folder / "in" / "deep").mkdir(parents=True)
    (folder / "in" / "deep" / "a.txt").write_text(NEWS, "utf-8")
    articles = [{"id": 7, "title": "تیتر", "text": "متن خبر."}, {"id": 8, "text": "خبر دیگر."}]
    lines = [json.dumps(one, ensure_ascii=False) for one in articles]
    (folder / "in" / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    to = ",".join(("txt", *registry.FORMATS))
    run = ["run", str(folder / "in"), "-o", str(folder / "out"), "--engine", "echo", "--to", to]
    assert CliRunner().invoke(app, run).exit_code == 0
    return folder / "out"


@pytest.fixture
def out(once: Path, tmp_path: Path) -> Path:
    """A copy for each test; the memory is found in it, too."""
    return shutil.copytree(once, tmp_path / "out")


def call(*words: str | Path, code: int = 0) -> Any:
    """What the command prints to stdout, as JSON where there is any."""
    ended = CliRunner().invoke(app, [str(word) for word in words])
    assert ended.exit_code == code, ended.output
    return json.loads(ended.stdout) if ended.stdout else None


def test_a_run_writes_a_hand_off_file_for_each_input_beside_the_article(out: Path) -> None:
    for name in ("deep/a", "feed"):
        for ending in ENDINGS:
            assert (out / f"{name}{ending}").is_file()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_run_wrote_is_taken_back_without_a_change(ending: str, out: Path) -> None:
    for name, lines in (("deep/a", 3), ("feed", 3)):
        report = call("import", f"{out / name}{ending}", "--into", out, "--json")
        assert report["counts"] == {**dict.fromkeys(report["counts"], 0), "unchanged": lines}


def test_running_again_keeps_the_id_so_that_yesterday_s_file_fits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    run = ("run", tmp_path / "a.txt", "-o", tmp_path / "out", "--engine", "echo", "--json")
    first = call(*run)["id"]
    assert call(*run)["id"] == first
    (tmp_path / "out" / "run.json").unlink()
    assert call(*run)["id"] == first
    assert (
        call("run", tmp_path / "a.txt", "-o", tmp_path / "other", "--engine", "echo", "--json")["id"] != first
    )


@pytest.mark.parametrize(
    ("to", "around"),
    [
        ("xliff", (">{}</target><context", ">By xliff.</target><context")),
        ("csv", ('"{0}","{0}"', '"{0}","By csv."')),
    ],
)
def test_an_edit_goes_out_and_comes_back(to: str, around: tuple[str, str], out: Path, tmp_path: Path) -> None:
    file = tmp_path / f"hand-off{registry.named(to).suffix}"
    held = call("export", out, "--to", to, "-o", file, "--json")
    assert (held["articles"], held["segments"]) == (3, 6)
    english = rows(out / "feed.segments.jsonl")[2]["target"]
    before, after = (text.format(english) for text in around)
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    tried = call("import", file, "--into", out, "--dry-run", "--json")
    done = call("import", file, "--into", out, "--accept", "--by", "Sara", "--json")
    assert tried["applied"][0]["document"] == "8"
    assert {"document": "8", "index": 0, "detail": "accepted"} in done["applied"]
    again = call("import", file, "--into", out, "--accept", "--json")
    assert again["counts"]["applied"] == 0


def test_a_line_that_finds_no_place_turns_the_exit_code(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "hand-off.xliff"
    call("export", out, "--to", "xliff", "-o", file, "--article", "8")
    file.write_bytes(file.read_bytes().replace(b'<trans-unit id="0"', b'<trans-unit id="41"'))
    report = call("import", file, "--into", out, "--json", code=1)
    assert report["unknown"] == [{"document": "8", "index": 41, "detail": "the run has no such segment"}]


def test_a_refused_export_leaves_the_old_file_alone(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "hand-off.xliff"
    file.write_text("old", "utf-8")
    ended = CliRunner().invoke(
        app, ["export", str(out), "--to", "xliff", "-o", str(file), "--article", "nowhere"]
    )
    assert isinstance(ended.exception, BadInput)
    assert file.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hand-off.xliff", "out"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nowhere.xliff", None, "no such file"),
        ("a.pdf", b"%PDF", r"\.pdf ending is none of a hand-off file"),
        ("a.xliff", b"<xliff", r"a\.xliff: not well-formed XML"),
        ("a.docx", b"PK", r"a\.docx: not a Word document"),
    ],
)
def test_a_file_that_is_none_is_named(
    name: str, content: bytes | None, message: str, out: Path, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended = CliRunner().invoke(app, ["import", str(tmp_path / name), "--into", str(out)])
    assert isinstance(ended.exception, BadInput)
    with pytest.raises(BadInput, match=message):
        raise ended.exception


def test_a_summary_says_how_many_lines_are_drafts_and_how_to_accept_them(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "hand-off.csv"
    call("export", out, "--to", "csv", "-o", file, "--json")
    english = rows(out / "feed.segments.jsonl")[2]["target"]
    file.write_text(
        file.read_text("utf-8").replace(f'"{english}","{english}"', f'"{english}","Mine."'), "utf-8"
    )
    told = CliRunner().invoke(app, ["import", str(file), "--into", str(out), "--dry-run"]).stderr
    assert "1 applied (0 accepted, 1 kept as draft)" in told
    assert "--accept" in told
    assert call("import", file, "--into", out, "--json")["applied_as"] == {"accepted": 0, "drafts": 1}
    done = CliRunner().invoke(app, ["import", str(file), "--into", str(out), "--accept"]).stderr
    assert "6 applied (6 accepted, 0 kept as drafts)" in done
    assert "No run takes a draft" not in done
