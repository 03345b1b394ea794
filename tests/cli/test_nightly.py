import csv
import json
import signal
import subprocess
import time
from pathlib import Path

from tests.command import command, environment, inside, tarjoman
from tests.unit.nightly.newsroom import CONFIG, Newsroom, newsroom


def _room(folder: Path) -> Newsroom:
    room = newsroom(folder)
    (folder / "night.toml").write_text(CONFIG, "utf-8")
    return room


def test_a_night_says_one_line_and_lists_itself(tmp_path: Path) -> None:
    room = _room(tmp_path)
    ended = tarjoman("nightly", tmp_path / "night.toml")
    assert ended.code == 0, ended.err
    assert ended.out.count("\n") == 1
    assert "5 done" in ended.out
    listed = tarjoman("runs", "list", room.out, "--json").json()
    assert [night["outcome"] for night in listed] == ["published"]


def test_an_article_set_aside_ends_with_1_and_json_is_the_manifest(tmp_path: Path) -> None:
    room = _room(tmp_path)
    room.write("bad.txt", "no Persian\n")
    ended = tarjoman("nightly", tmp_path / "night.toml", "--json")
    assert ended.code == 1, ended.err
    manifest = json.loads((room.out / "latest" / "run.json").read_text("utf-8"))
    assert ended.json()["night"] == manifest["night"]
    assert manifest["night"]["setbacks"][0]["article"] == "desk/bad.txt"


def test_a_held_night_ends_with_3_and_says_why(tmp_path: Path) -> None:
    _room(tmp_path)
    config = CONFIG.replace("hold = false", "hold = true\nceiling = 0.01")
    (tmp_path / "night.toml").write_text(config, "utf-8")
    (tmp_path / "in" / "many.txt").write_text("خبر شماره پنج رسید. " * 60, "utf-8")
    ended = tarjoman("nightly", tmp_path / "night.toml")
    assert ended.code == 3, ended.err
    assert "HELD" in ended.err
    assert "limit 1.0%" in ended.err


def test_an_unknown_key_ends_with_2_and_the_nearest_one(tmp_path: Path) -> None:
    _room(tmp_path)
    (tmp_path / "night.toml").write_text(CONFIG + "[retention]\nnigts = 3\n", "utf-8")
    ended = tarjoman("nightly", tmp_path / "night.toml")
    assert (ended.code, "did you mean 'nights'" in ended.err) == (2, True)


def test_sigterm_ends_with_130_and_the_next_start_goes_on(tmp_path: Path) -> None:
    room = _room(tmp_path)
    for number in range(400):
        room.write(f"more{number:03d}.txt", f"خبر شماره {number} رسید.\n")
    process = subprocess.Popen(
        command("nightly", tmp_path / "night.toml"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    translated = room.out / ".tarjoman" / "staging"
    while process.poll() is None and not list(translated.glob("*/translated/desk/*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err.decode()
    assert not (room.out / "latest").exists()
    ended = tarjoman("nightly", tmp_path / "night.toml")
    assert ended.code == 0, ended.err
    assert "going on with night" in ended.err
    assert len(list((room.out / "latest" / "desk").glob("*.en.txt"))) == 403


def test_what_a_translator_sends_back_is_published_by_the_next_night(tmp_path: Path) -> None:
    room = _room(tmp_path)
    config, back = tmp_path / "night.toml", tmp_path / "back.csv"
    assert inside("nightly", config).code == 0
    exported = inside("export", room.out, "-o", back, "--to", "csv", "--article", "desk/a0")
    assert exported.code == 0, exported.err
    with back.open(encoding="utf-8-sig", newline="") as stream:
        lines = [{**line, "target": "Said by a person."} for line in csv.DictReader(stream)]
    with back.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    taken = inside("import", back, "--into", room.out, "--accept")
    assert taken.code == 0, taken.err
    second = inside("nightly", config)
    assert (second.code, "1 edited" in second.out) == (0, True), second.err
    assert (room.out / "current" / "desk" / "a0.en.txt").read_text("utf-8").count("Said by a person.") == 2
    assert "edited" not in inside("nightly", config).out
