import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import Locked, OutputFailed
from translate.store import edits as edits_module
from translate.store.edits import Change, EditConflict, Edits

FIRST = Change(
    document="a", index=0, source="یک خبر.", mt="A new.", target="A report.", state="draft", by="sara"
)


@pytest.fixture
def edits(tmp_path: Path) -> Iterator[Edits]:
    opened = Edits(tmp_path / "m.db")
    yield opened
    opened.close()


def test_every_version_is_kept_and_the_last_one_is_shown(edits: Edits, tmp_path: Path) -> None:
    one = edits.save(FIRST, expected_revision=0)
    two = edits.save(replace(FIRST, target="One report.", state="accepted", seconds=4.5), expected_revision=1)
    edits.close()
    again = Edits(tmp_path / "m.db")
    assert again.versions("a", 0) == [one, two]
    assert again.latest("a") == {0: two}
    assert (two.revision, two.target, two.seconds, two.by) == (2, "One report.", 4.5, "sara")
    assert again.documents() == ["a"]
    assert again.since(two.made) in ([one, two], [two])
    assert again.since(two.made + 1) == []
    again.close()


def test_a_version_made_on_top_of_an_older_one_is_refused_and_shown_the_current(edits: Edits) -> None:
    edits.save(FIRST, expected_revision=0)
    current = edits.save(replace(FIRST, target="Window one."), expected_revision=1)
    with pytest.raises(EditConflict) as caught:
        edits.save(replace(FIRST, target="Window two."), expected_revision=1)
    assert caught.value.current == current
    assert edits.latest("a")[0].target == "Window one."


def test_an_edit_of_a_segment_that_has_none_conflicts_with_nothing(edits: Edits) -> None:
    with pytest.raises(EditConflict) as caught:
        edits.save(FIRST, expected_revision=3)
    assert caught.value.current is None


def test_sending_a_saved_version_again_keeps_no_second_one(edits: Edits) -> None:
    kept = edits.save(FIRST, expected_revision=0)
    assert edits.save(replace(FIRST, seconds=9.0), expected_revision=0) == kept
    assert len(edits.versions("a", 0)) == 1


def test_many_are_kept_in_one_go_and_conflicts_are_left_out(edits: Edits) -> None:
    edits.save(FIRST, expected_revision=0)
    other = replace(FIRST, index=1)
    kept, conflicts = edits.save_all([(replace(FIRST, target="Late."), 0), (other, 0)])
    assert [edit.index for edit in kept] == [1]
    assert [conflict.change.target for conflict in conflicts] == ["Late."]


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (["accepted"], "v1"),
        (["draft"], None),
        (["accepted", "draft"], "v1"),
        (["accepted", "accepted"], "v2"),
        (["accepted", "rejected"], None),
        (["accepted", "rejected", "accepted"], "v3"),
    ],
)
def test_the_last_accepted_version_counts_until_one_is_rejected(
    edits: Edits, states: list[edits_module.State], found: str | None
) -> None:
    for number, state in enumerate(states):
        edits.save(replace(FIRST, target=f"v{number + 1}", state=state), expected_revision=number)
    assert edits.accepted([FIRST.source]).get(FIRST.source) == found


def test_an_edit_of_the_same_document_comes_before_a_later_one_of_another(edits: Edits) -> None:
    accepted = replace(FIRST, state="accepted")
    edits.save(replace(accepted, target="here"), expected_revision=0)
    edits.save(replace(accepted, document="b", target="there"), expected_revision=0)
    assert edits.accepted([FIRST.source], document="a") == {FIRST.source: "here"}
    assert edits.accepted([FIRST.source], document="c") == {FIRST.source: "there"}


def test_sources_are_the_same_however_they_are_spelt_and_wrapped(edits: Edits) -> None:
    edits.save(replace(FIRST, source="او می\u200cرود و می\u200cآید.", state="accepted"), expected_revision=0)
    spelt = "او مي\u200cرود\nو می\u200cآید."
    assert edits.accepted([spelt]) == {spelt: "A report."}
    assert edits.latest("a")[0].is_of(spelt)
    assert not edits.latest("a")[0].is_of("او رفت.")


def test_a_changed_article_does_not_withdraw_what_stood_at_the_same_place(edits: Edits) -> None:
    edits.save(replace(FIRST, state="accepted"), expected_revision=0)
    edits.save(replace(FIRST, source="خبری دیگر.", state="rejected"), expected_revision=1)
    assert edits.accepted([FIRST.source]) == {FIRST.source: "A report."}


def test_keys_of_another_text_layer_are_made_anew(edits: Edits, tmp_path: Path) -> None:
    edits.save(replace(FIRST, state="accepted"), expected_revision=0)
    edits.close()
    with sqlite3.connect(tmp_path / "m.db") as connection:
        connection.execute("UPDATE edit SET text_version = '0', source_key = x'00'")
    connection.close()
    again = Edits(tmp_path / "m.db")
    assert again.accepted([FIRST.source]) == {FIRST.source: "A report."}
    again.close()


def test_a_lone_surrogate_from_a_browser_becomes_a_replacement_character(edits: Edits) -> None:
    saved = edits.save(replace(FIRST, target="a \ud83d b \U0001f600"), expected_revision=0)
    assert saved.target == "a \N{REPLACEMENT CHARACTER} b \U0001f600"
    assert edits.save(replace(FIRST, target="a \ud83d b \U0001f600"), expected_revision=0) == saved


def test_threads_of_a_server_save_side_by_side(edits: Edits) -> None:
    def work(index: int) -> None:
        for revision in range(5):
            change = replace(FIRST, index=index, target=f"{index}.{revision}")
            edits.save(change, expected_revision=revision)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {index: edit.revision for index, edit in edits.latest("a").items()} == dict.fromkeys(range(4), 5)


def test_an_edit_waits_for_a_writer_and_then_says_who_to_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edits_module, "BUSY_SECONDS", 0.01)
    edits = Edits(tmp_path / "m.db")
    holder = sqlite3.connect(tmp_path / "m.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked, match="another program is writing to this store"):
        edits.save(FIRST, expected_revision=0)
    holder.execute("ROLLBACK")
    assert edits.save(FIRST, expected_revision=0).revision == 1
    holder.close()
    edits.close()


def test_a_state_that_does_not_exist_is_refused_and_nothing_is_kept(edits: Edits) -> None:
    with pytest.raises(OutputFailed):
        edits.save(replace(FIRST, state="done"), expected_revision=0)  # type: ignore[arg-type]
    assert edits.latest("a") == {}


def test_a_new_store_can_be_read_by_its_owner_only(edits: Edits, tmp_path: Path) -> None:
    edits.save(FIRST, expected_revision=0)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
