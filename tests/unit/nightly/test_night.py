import json
import os
from pathlib import Path

import docx
import pytest

from tests.unit.nightly.newsroom import SENTENCES, jsonl, newsroom
from translate import wiring
from translate.errors import EXIT_PARTIAL, BadUsage, Held, Locked
from translate.nightly.history import differences, nights_of, one_night
from translate.nightly.release import release
from translate.nightly.settings import night_settings
from translate.pipeline.canary import CanaryReport, Criterion
from translate.wiring import Workshop, locked


def test_the_first_night_publishes_everything_and_points_at_it(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    night = room.night()
    assert (night.outcome, night.exit_code, night.articles.done) == ("published", 0, 5)
    latest = room.out / "latest"
    assert latest.resolve() == Path(night.folder).resolve()
    assert (latest / "desk" / "a0.en.txt").is_file()
    assert [row["id"] for row in jsonl(latest / "wire.en.jsonl")] == [
        "wire/1",
        "wire/2",
    ]
    assert (room.out / "current" / "desk" / "a0.en.txt").samefile(latest / "desk" / "a0.en.txt")
    assert json.loads((latest / "run.json").read_text("utf-8"))["night"]["articles"]["done"] == 5


def test_an_unchanged_night_loads_no_model_and_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(tmp_path)
    room.night()
    monkeypatch.setattr(wiring, "workshop", lambda _settings: pytest.fail("a model was loaded"))
    night = room.night()
    assert (night.outcome, night.articles.unchanged, night.exit_code) == ("nothing", 5, 0)
    assert len(list((room.out / "nights").iterdir())) == 1


def test_only_what_changed_is_translated_and_the_correction_names_its_segments(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    room.write("a0.txt", f"{SENTENCES[0]} خبر تازه رسید.\n")
    night = room.night()
    assert (night.articles.changed, night.articles.corrected, night.segments.mt) == (1, 1, 1)
    (row,) = jsonl(room.out / "latest" / "corrections.jsonl")
    assert [one["index"] for one in row["segments"]] == [1]
    assert row["removed"] == 1
    assert {path.name for path in (room.out / "current" / "desk").glob("*.txt")} == {
        f"a{number}.en.txt" for number in range(3)
    }
    assert "خبر تازه" in (room.out / "current" / "desk" / "a0.en.txt").read_text("utf-8")


def test_a_file_that_was_merely_touched_is_unchanged(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    os.utime(tmp_path / "in" / "a0.txt", ns=(1, 1))
    assert room.night().articles.unchanged == 5


def test_an_article_that_is_gone_is_withdrawn_and_leaves_the_current_set(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    (tmp_path / "in" / "a1.txt").unlink()
    night = room.night()
    assert (night.outcome, night.articles.withdrawn) == ("published", 1)
    assert jsonl(room.out / "latest" / "withdrawn.jsonl") == [{"source": "desk", "id": "desk/a1.txt"}]
    assert not (room.out / "current" / "desk" / "a1.en.txt").exists()
    assert room.night().outcome == "nothing"


def test_a_source_that_lost_most_of_its_articles_is_not_believed(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    for number in range(30):
        room.write(f"more{number}.txt", f"{SENTENCES[0]}\n")
    room.night()
    for path in (tmp_path / "in").glob("more*"):
        path.unlink()
    night = room.night()
    assert (night.articles.withdrawn, night.exit_code) == (0, EXIT_PARTIAL)
    assert "most_withdrawn" in night.trouble[0].reason


def test_a_source_that_is_not_there_stops_no_other(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    (tmp_path / "rows.jsonl").rename(tmp_path / "elsewhere")
    room.write("a9.txt", f"{SENTENCES[1]}\n")
    night = room.night()
    assert (night.outcome, night.articles.done, night.articles.withdrawn) == ("partial", 1, 0)
    assert [one.source for one in night.trouble] == ["wire"]


def test_quarantine_tries_again_then_waits_for_a_change(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.write("bad.txt", "no Persian at all\n")
    first = room.night()
    assert (first.exit_code, first.articles.quarantined, first.articles.done) == (EXIT_PARTIAL, 1, 5)
    assert not list((room.out / "latest").rglob("bad*"))
    assert jsonl(room.out / "quarantine.jsonl")[0]["id"] == "desk/bad.txt"
    tried = [room.night() for _ in range(3)]
    assert [night.articles.again for night in tried] == [1, 1, 0]
    assert [night.exit_code for night in tried] == [0, 0, 0]
    assert tried[-1].articles.aside == 1
    room.write("bad.txt", f"{SENTENCES[2]}\n")
    assert room.night().articles.done == 1
    assert (room.out / "quarantine.jsonl").read_text("utf-8") == ""


def test_a_night_beyond_the_ceiling_is_held_until_a_person_publishes_it(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    before = room.night()
    for number in range(20):
        # Numbers that the target keeps are no fault; Persian words that it keeps are.
        room.write(f"b{number}.txt", f"{SENTENCES[number % 4]} خبر شماره {number} رسید.\n")
    room.config = room.config.replace("hold = false", "hold = true\nceiling = 0.2")
    night = room.night()
    assert (night.outcome, night.exit_code, night.articles.held) == ("held", 3, 20)
    assert (room.out / "latest").resolve() == Path(before.folder).resolve()
    assert (room.out / "held" / night.name / "desk" / "b0.en.txt").is_file()
    settings = night_settings(tmp_path / "night.toml")
    with pytest.raises(BadUsage, match="no such night"):
        release(settings, "77")
    released = release(settings, str(night.number))
    assert (room.out / "latest").resolve() == Path(released.folder).resolve()
    assert room.night().outcome == "nothing"


def test_a_model_that_fails_the_canary_translates_nothing_and_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sick(_shop: Workshop) -> CanaryReport:
        return CanaryReport((Criterion("English", 0, 36, 0.85),), ())

    room = newsroom(tmp_path)
    room.config = room.config.replace("canary = false", "canary = true")
    monkeypatch.setattr(wiring, "heard", sick)
    monkeypatch.setattr(wiring, "translated", lambda *_args, **_more: pytest.fail("translated"))
    night = room.night()
    assert (night.outcome, night.exit_code, night.articles.held) == ("held", 3, 5)
    assert "canary" in night.reason
    with pytest.raises(BadUsage, match="before anything was translated"):
        release(night_settings(tmp_path / "night.toml"), "1")


def test_a_healthy_model_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def healthy(shop: Workshop) -> CanaryReport:
        asked.append(shop.signature)
        return CanaryReport((Criterion("English", 36, 36, 0.85),), ())

    room = newsroom(tmp_path)
    room.config = room.config.replace("canary = false", "canary = true")
    monkeypatch.setattr(wiring, "heard", healthy)
    for number in range(2):
        room.write("new.txt", f"{SENTENCES[number]}\n")
        assert room.night().exit_code == 0
    assert len(asked) == 1


def test_a_second_job_is_told_who_is_at_work(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    with (
        locked(room.out, room.out / ".tarjoman" / "memory.db"),
        pytest.raises(Locked, match=str(os.getpid())),
    ):
        room.night()


def test_numbers_count_up_when_the_store_is_lost_and_the_clock_goes_back(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    (room.out / ".tarjoman" / "memory.db").unlink()
    night = room.night()
    assert (night.number, night.outcome, night.articles.unchanged) == (2, "nothing", 5)


def test_what_a_night_writes_is_for_its_owner_only(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    modes = {path.stat().st_mode & 0o077 for path in (room.out / "nights").rglob("*")}
    assert modes == {0}


def test_old_nights_are_removed_but_not_their_articles(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.config += "[retention]\nnights = 1\n"
    room.night()
    room.write("new.txt", f"{SENTENCES[0]}\n")
    night = room.night()
    assert [path.name for path in (room.out / "nights").iterdir()] == [night.name]
    assert (room.out / "current" / "desk" / "a0.en.txt").is_file()


def test_history_lists_shows_and_compares(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    room.write("a0.txt", f"{SENTENCES[1]}\n")
    room.night()
    assert [night.number for night in nights_of(room.out, most=10)] == [2, 1]
    first, last = one_night(room.out, "1"), one_night(room.out, "latest")
    assert last.manifest["engine"]["name"] == "echo"
    changed = {one.what: (one.before, one.after) for one in differences(first, last)}
    assert changed["articles changed"] == (0, 1)
    with pytest.raises(BadUsage, match="no such night"):
        one_night(room.out, "7")


def test_held_is_an_error_of_its_own() -> None:
    assert Held.exit_code == 3


def test_the_encoding_of_a_source_reaches_the_translation(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.config = room.config.replace('path = "in"', 'path = "in"\nencoding = "cp1256"')
    for old in (tmp_path / "in").iterdir():
        old.unlink()
    (tmp_path / "in" / "old.txt").write_bytes("باران آمد.".encode("cp1256"))
    night = room.night()
    assert (night.articles.done, night.exit_code) == (3, 0)
    assert "باران آمد." in (room.out / "latest" / "desk" / "old.en.txt").read_text("utf-8")


def test_a_word_file_is_published_as_one(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    written = docx.Document()
    written.add_paragraph(SENTENCES[0])
    written.save(str(tmp_path / "in" / "report.docx"))
    night = room.night()
    assert (night.articles.done, night.exit_code) == (6, 0)
    for folder in ("latest", "current"):
        published = docx.Document(str(room.out / folder / "desk" / "report.docx.en.docx"))
        assert [paragraph.text for paragraph in published.paragraphs] == [SENTENCES[0]]
