from pathlib import Path

from tests.unit.nightly.newsroom import SENTENCES, jsonl, newsroom


def test_current_holds_every_row_and_file_when_one_of_three_has_changed(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    rows = [{"id": number, "text": f"{SENTENCES[3]} {number}"} for number in range(3)]
    room.rows(*rows)
    room.night()
    room.rows(rows[0], {"id": 1, "text": SENTENCES[0]}, rows[2])
    assert room.night().articles.done == 1
    current = room.out / "current"
    assert {row["id"]: row["text_en"] for row in jsonl(current / "wire.en.jsonl")} == {
        "wire/0": rows[0]["text"],
        "wire/1": SENTENCES[0],
        "wire/2": rows[2]["text"],
    }
    segments = [row["document"] for row in jsonl(current / "wire.segments.jsonl")]
    assert segments == ["wire/0", "wire/0", "wire/2", "wire/2", "wire/1"]
    assert len(jsonl(room.out / "latest" / "wire.en.jsonl")) == 1


def test_a_row_that_is_gone_leaves_the_current_set_and_the_last_one_takes_its_file_along(
    tmp_path: Path,
) -> None:
    room = newsroom(tmp_path)
    room.night()
    room.rows({"id": 2, "text": SENTENCES[1]})
    room.night()
    assert [row["id"] for row in jsonl(room.out / "current" / "wire.en.jsonl")] == ["wire/2"]
    (tmp_path / "rows.jsonl").write_text("{broken\n", "utf-8")
    assert room.night().articles.withdrawn == 1
    assert not list((room.out / "current").glob("wire*"))


def test_a_set_of_an_older_program_gets_its_rows_from_the_nights_that_are_kept(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    room.rows({"id": 1, "text": SENTENCES[3]}, {"id": 2, "text": SENTENCES[1]})
    room.night()
    current = (room.out / "current").resolve()
    for path in current.glob("wire*"):
        path.unlink()
    (current / ".nights.json").write_text("[1, 2]", "utf-8")
    room.write("new.txt", f"{SENTENCES[0]}\n")
    room.night()
    assert [row["text_en"] for row in jsonl(room.out / "current" / "wire.en.jsonl")] == [
        SENTENCES[1],
        SENTENCES[3],
    ]
    assert len(list((room.out / "current" / "desk").glob("*.en.txt"))) == 4
