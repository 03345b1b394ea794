"""What people accept between two nights is published by the second."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.unit.nightly.newsroom import SENTENCES, Newsroom, jsonl, newsroom, published
from translate.nightly import ending, night, settle
from translate.nightly.plan import NightPlan
from translate.nightly.records import Corrected
from translate.nightly.release import release
from translate.nightly.settings import night_settings
from translate.store.database import open_store
from translate.store.edits import Change, Edits, State
from translate.store.merging import merge
from translate.store.nights import Nights

ENGLISH = "The minister spoke of a new plan."


def store(room: Newsroom) -> Path:
    return room.out / ".tarjoman" / "memory.db"


def edit(room: Newsroom, document: str, index: int, source: str, state: State = "accepted") -> None:
    """Keep one more version of a segment, as the review page or an import does."""
    change = Change(document, index, source, mt=source, target=ENGLISH, state=state)
    with closing(Edits(store(room))) as edits:
        edits.save(change, expected_revision=len(edits.versions(document, index)))


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A newsroom after its first night."""
    found = newsroom(tmp_path / "room")
    found.night()
    return found


def test_an_accepted_edit_of_an_unchanged_file_is_out_the_next_night(room: Newsroom) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    night = room.night()
    assert (night.outcome, night.articles.edited, night.articles.corrected) == ("published", 1, 1)
    assert (night.articles.unchanged, night.articles.done) == (4, 1)
    assert (night.segments.human, night.segments.memory, night.segments.mt) == (1, 1, 0)
    for folder in ("latest", "current"):
        assert ENGLISH in (room.out / folder / "desk" / "a0.en.txt").read_text("utf-8")
    (row,) = jsonl(room.out / "latest" / "corrections.jsonl")
    assert row["segments"] == [{"index": 0, "source": SENTENCES[0], "target": ENGLISH, "origin": "human"}]
    assert row["removed"] == 0
    assert night.corrections == (Corrected("desk", "desk/a0.txt", "edited", 1, 0),)
    assert room.night().outcome == "nothing"


def test_an_accepted_edit_of_an_unchanged_row_is_out_the_next_night(room: Newsroom) -> None:
    edit(room, "wire/1", 1, SENTENCES[0])
    assert room.night().articles.edited == 1
    (row,) = jsonl(room.out / "latest" / "wire.en.jsonl")
    assert (row["id"], row["text_en"], row["title"]) == ("wire/1", ENGLISH, "تیتر")
    assert room.night().outcome == "nothing"


def test_an_edited_row_of_several_paragraphs_comes_out_whole(tmp_path: Path) -> None:
    room = newsroom(tmp_path / "room")
    room.rows({"id": 1, "text": f"{SENTENCES[0]}\n\n{SENTENCES[3]}\n\n{SENTENCES[1]}"})
    room.night()
    edit(room, "wire/1", 0, SENTENCES[0])
    room.night()
    for folder in ("latest", "current"):
        (row,) = jsonl(room.out / folder / "wire.en.jsonl")
        assert row["text_en"] == f"{ENGLISH}\n\n{SENTENCES[3]}\n\n{SENTENCES[1]}"


def test_every_output_of_the_night_has_the_edit(tmp_path: Path) -> None:
    room = newsroom(tmp_path / "room")
    room.config = room.config.replace(
        'engine = "echo"', 'engine = "echo"\nto = ["txt", "jsonl", "xliff", "html"]'
    )
    room.night()
    edit(room, "desk/a0", 0, SENTENCES[0])
    room.night()
    outputs = [path for path in (room.out / "latest" / "desk").iterdir() if path.name.startswith("a0.")]
    assert len(outputs) == 5
    assert all(ENGLISH in path.read_text("utf-8") for path in outputs)


def test_a_draft_and_a_plain_rejection_make_no_article_due(room: Newsroom) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0], "draft")
    edit(room, "desk/a1", 0, SENTENCES[1], "rejected")
    assert room.night().outcome == "nothing"


def test_an_accepted_edit_that_is_withdrawn_goes_back_to_the_machine(room: Newsroom) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    room.night()
    edit(room, "desk/a0", 0, SENTENCES[0], "rejected")
    assert room.night().articles.edited == 1
    assert ENGLISH not in (room.out / "current" / "desk" / "a0.en.txt").read_text("utf-8")
    (row,) = jsonl(room.out / "latest" / "corrections.jsonl")
    assert [(one["index"], one["origin"]) for one in row["segments"]] == [(0, "memory")]
    assert room.night().outcome == "nothing"


def test_a_changed_article_names_its_new_segments_and_its_edited_ones(room: Newsroom) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    room.write("a0.txt", f"{SENTENCES[0]} خبر تازه رسید. {SENTENCES[3]}\n")
    night = room.night()
    assert (night.articles.changed, night.articles.edited) == (1, 0)
    (row,) = jsonl(room.out / "latest" / "corrections.jsonl")
    assert [(one["index"], one["origin"]) for one in row["segments"]] == [(0, "human"), (1, "mt")]


def test_the_same_sentence_of_another_article_waits_until_that_one_changes(room: Newsroom) -> None:
    edit(room, "desk/a0", 1, SENTENCES[3])
    night = room.night()
    assert [row["id"] for row in jsonl(Path(night.folder) / "articles.jsonl")] == ["desk/a0.txt"]


@pytest.mark.parametrize(
    ("owner", "name"),
    [(night, "assess"), (ending, "publish"), (ending, "settle"), (Nights, "end"), (settle, "point")],
    ids=["translated", "built", "unsettled", "unentered", "entered"],
)
def test_a_night_of_edits_that_is_cut_off_ends_with_the_same_bytes(
    owner: Any, name: str, room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The end of the process."""

    def killed(*_values: Any, **_more: Any) -> None:
        raise Killed

    edit(room, "desk/a0", 0, SENTENCES[0])
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, killed)
        with pytest.raises(Killed):
            room.night()
    room.night()
    calm = newsroom(tmp_path / "calm")
    calm.night()
    edit(calm, "desk/a0", 0, SENTENCES[0])
    calm.night()
    assert published(room.out) == published(calm.out)
    assert room.night().outcome == "nothing"


def test_an_edit_that_comes_while_a_night_stands_still_is_out_the_night_after(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    with monkeypatch.context() as patched:
        patched.setattr(ending, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            room.night()
    edit(room, "desk/a0", 1, SENTENCES[3])
    edit(room, "desk/a1", 0, SENTENCES[1])
    assert room.night().articles.edited == 1
    assert room.night().articles.edited == 2
    assert room.night().outcome == "nothing"


def test_a_held_night_leaves_its_edits_due_and_a_released_one_does_not(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    room.night()
    edit(room, "desk/a0", 0, SENTENCES[0])
    for number in range(20):
        room.write(f"b{number}.txt", f"{SENTENCES[number % 4]} خبر شماره {number} رسید.\n")
    calm, room.config = room.config, room.config.replace("hold = false", "hold = true\nceiling = 0.2")
    assert room.night().outcome == "held"
    again = room.night()
    assert (again.outcome, again.articles.edited) == ("held", 1)
    edit(room, "desk/a1", 0, SENTENCES[1])
    release(night_settings(tmp_path / "night.toml"), str(again.number))
    assert ENGLISH in (room.out / "current" / "desk" / "a0.en.txt").read_text("utf-8")
    room.config = calm
    last = room.night()
    assert [row["id"] for row in jsonl(Path(last.folder) / "articles.jsonl")] == ["desk/a1.txt"]


def test_an_edited_article_that_there_was_no_time_for_stays_due(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    edit(room, "desk/a1", 0, SENTENCES[1])
    with monkeypatch.context() as patched:
        patched.setattr(night, "planner", lambda *_, **__: lambda *_: NightPlan(left=("desk/a0.txt",)))
        assert (room.night().articles.done, room.night().articles.left) == (1, 1)
    last = room.night()
    assert (last.articles.edited, last.outcome) == (1, "published")


def test_an_edited_article_of_a_source_that_was_not_read_stays_due(room: Newsroom) -> None:
    edit(room, "wire/2", 0, SENTENCES[1])
    rows = room.folder / "rows.jsonl"
    rows.rename(room.folder / "elsewhere")
    edit(room, "desk/a0", 0, SENTENCES[0])
    assert room.night().articles.edited == 1
    (room.folder / "elsewhere").rename(rows)
    assert room.night().articles.edited == 1


def test_a_store_that_is_made_anew_counts_its_edits_from_one(room: Newsroom) -> None:
    for place, source in enumerate((SENTENCES[0], SENTENCES[3])):
        edit(room, "desk/a0", place, source)
    room.night()
    store(room).unlink()
    assert room.night().outcome == "nothing"
    edit(room, "desk/a1", 0, SENTENCES[1])
    assert room.night().articles.edited == 1


def test_merged_nights_know_no_edit_since_those_have_other_numbers_here(
    room: Newsroom, tmp_path: Path
) -> None:
    edit(room, "desk/a1", 0, SENTENCES[1])
    room.night()
    edit(room, "desk/a0", 0, SENTENCES[0])
    fresh = tmp_path / "fresh.db"
    merge(fresh, store(room))
    with closing(Nights(fresh)) as nights:
        assert set(nights.edits_known().values()) == {0}
        assert nights.edited().keys() == {"desk/a0", "desk/a1"}


def test_a_version_that_comes_by_a_merge_makes_its_article_due(room: Newsroom, tmp_path: Path) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    other = tmp_path / "other.db"
    merge(other, store(room))
    room.night()
    with closing(Edits(other)) as edits:
        change = Change("desk/a0", 0, SENTENCES[0], mt="", target="Better English.", state="accepted")
        edits.save(change, expected_revision=1)
    merge(store(room), other)
    assert room.night().articles.edited == 1
    assert "Better English." in (room.out / "current" / "desk" / "a0.en.txt").read_text("utf-8")
    assert room.night().outcome == "nothing"


def test_a_store_of_an_older_program_publishes_what_it_owed(room: Newsroom) -> None:
    edit(room, "desk/a0", 0, SENTENCES[0])
    with closing(open_store(store(room))) as connection:
        connection.execute("ALTER TABLE night DROP COLUMN edits")
        connection.execute("PRAGMA user_version = 5")
    assert room.night().articles.edited == 1
    assert store(room).with_name("memory.db.v5.bak").exists()
    run = json.loads((room.out / "latest" / "run.json").read_text("utf-8"))
    assert (run["night"]["edits"], run["night"]["articles"]["edited"]) == (1, 1)
