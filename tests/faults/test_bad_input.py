"""Bad input gets a clear error and loses nothing."""

import json
from pathlib import Path

import pytest

from tests.command import Ended, echoed, rows, tarjoman

GOOD = "یک خبر خوب.\n"


def run_with(tmp_path: Path, name: str, content: bytes, *words: str) -> Ended:
    """Translate the file beside a good one."""
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / name).write_bytes(content)
    return echoed([folder], tmp_path / "out", *words)


def alone(tmp_path: Path, name: str, content: bytes, *words: str) -> Ended:
    (tmp_path / name).write_bytes(content)
    return echoed([tmp_path / name], tmp_path / "out", *words)


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t\n", "empty"),
    ("english.txt", b"There is nothing Persian here.\n", "no Persian in it"),
    ("binary.txt", bytes(range(256)) * 20, "binary"),
    ("disguised.txt", b"%PDF-1.7 ...", "PDF"),
    ("utf16.txt", GOOD.encode("utf-16"), "UTF-16"),
    ("cp1256.txt", ("این خبر به زبان فارسی است. " * 4).replace("ی", "ي").encode("cp1256"), "1256"),
    ("cut.txt", (GOOD * 3).encode()[:-3], "UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "cause"), BAD, ids=[name for name, _, _ in BAD])
def test_one_bad_file_is_named_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes, cause: str
) -> None:
    ended = run_with(tmp_path, name, content)
    assert ended.code == 1, ended.err
    assert (tmp_path / "out" / "good.en.txt").is_file()
    (failure,) = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["failures"]["documents"]
    assert name in failure["where"]
    assert cause in failure["reason"]
    assert name in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("name", "content", "cause"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_alone_ends_with_65(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    ended = alone(tmp_path, name, content)
    assert ended.code == 65
    assert name in ended.err
    assert cause in ended.err


@pytest.mark.parametrize(
    "content", [b"", bytes(range(256)) * 20, b"%PDF-1.7 ..."], ids=["empty", "binary", "pdf"]
)
def test_yesterdays_feed_stays_when_tonights_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    assert alone(tmp_path, "feed.jsonl", '{"id": "1", "text": "یک خبر."}'.encode()).code == 0
    before = (tmp_path / "out" / "feed.en.jsonl").read_bytes()
    assert alone(tmp_path, "feed.jsonl", content).code == 65
    assert (tmp_path / "out" / "feed.en.jsonl").read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-16", "cp1256"])
def test_an_old_encoding_is_read_when_it_is_named(tmp_path: Path, encoding: str) -> None:
    text = "اين خبر به زبان فارسي است."
    ended = alone(tmp_path, "a.txt", text.encode(encoding), "--encoding", encoding)
    assert ended.code == 0, ended.err
    assert rows(tmp_path / "out" / "a.segments.jsonl")[0]["source"] == text


def test_a_missing_path_ends_with_65_and_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(GOOD, "utf-8")
    ended = echoed([tmp_path / "artcle.txt"], tmp_path / "out")
    assert ended.code == 65
    assert "article.txt" in ended.err


def test_a_pattern_that_matches_nothing_ends_with_65(tmp_path: Path) -> None:
    assert echoed([f"{tmp_path}/*.txt"], tmp_path / "out").code == 65


def test_a_line_of_100000_characters_without_a_stop_is_split_and_nothing_is_lost(tmp_path: Path) -> None:
    text = ("ایران و جهان در سالی که گذشت " * 3600)[:100_000].strip()
    ended = alone(tmp_path, "long.txt", text.encode())
    assert ended.code == 0, ended.err
    found = rows(tmp_path / "out" / "long.segments.jsonl")
    assert "".join("".join(row["source"] for row in found).split()) == "".join(text.split())
    english = (tmp_path / "out" / "long.en.txt").read_text("utf-8")
    assert english.split() == text.split()


def test_a_line_of_100000_letters_without_a_blank_goes_through_the_model(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("ب" * 100_000, "utf-8")
    ended = tarjoman("run", tmp_path / "long.txt", "-o", tmp_path / "out", "--beam", "1")
    assert ended.code in {0, 1}, ended.err
    found = rows(tmp_path / "out" / "long.segments.jsonl")
    assert "".join(row["source"] for row in found) == "ب" * 100_000


def test_nul_and_control_characters_stay_in_the_source_and_do_no_harm(tmp_path: Path) -> None:
    text = "یک\x00خبر\x07 خوب\x1b[31m است."
    ended = alone(tmp_path, "a.txt", text.encode())
    assert ended.code == 0, ended.err
    (row,) = rows(tmp_path / "out" / "a.segments.jsonl")
    assert row["source"] == text
    assert "\x00" not in row["target"]


def test_a_lone_surrogate_in_json_becomes_a_replacement_character(tmp_path: Path) -> None:
    line = '{"id": "s", "text": "یک \\ud83d خبر."}\n'
    ended = alone(tmp_path, "a.jsonl", line.encode())
    assert ended.code == 0, ended.err
    (row,) = rows(tmp_path / "out" / "a.segments.jsonl")
    assert row["source"] == "یک \N{REPLACEMENT CHARACTER} خبر."
    json.loads((tmp_path / "out" / "a.en.jsonl").read_bytes())


def test_an_unknown_model_ends_with_69_and_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    ended = tarjoman("run", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "bultin")
    assert ended.code == 69
    assert "builtin" in ended.err


@pytest.mark.parametrize("spoilt", ["truncated", "empty", "missing"])
def test_a_damaged_model_ends_with_69_and_names_the_file(tmp_path: Path, spoilt: str) -> None:
    from translate.engines.models import BUILTIN_FOLDER

    model = tmp_path / "model"
    model.mkdir()
    for path in BUILTIN_FOLDER.iterdir():
        if path.suffix in {".json", ".spm", ".safetensors"}:
            (model / path.name).write_bytes(path.read_bytes())
    weights = model / "model.safetensors"
    if spoilt == "missing":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes()[: 100_000 if spoilt == "truncated" else 0])
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    ended = tarjoman("run", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", model)
    assert ended.code == 69
    assert "model.safetensors" in ended.err
