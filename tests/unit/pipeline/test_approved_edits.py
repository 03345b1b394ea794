"""Accepted edits in the stream: before the memory, whatever the model, and the same after a kill."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.pipeline.engines import Died, TelltaleEngine
from tests.unit.pipeline.streams import document, translated
from translate.pipeline.passage import Departure
from translate.records import Translation
from translate.store.edits import Change, Edits, State

LINES = [f"جمله شماره {number}." for number in range(20)]
TEXT = "\n".join(LINES)


def accept(store: Path, index: int, target: str, *, name: str = "d", state: State = "accepted") -> None:
    edits = Edits(store)
    change = Change(document=name, index=index, source=LINES[index], mt="", target=target, state=state)
    edits.save(change, expected_revision=len(edits.versions(name, index)))
    edits.close()


def told(departures: list[Departure]) -> list[Translation]:
    return [translation for departure in departures for translation in departure.translations]


def test_an_accepted_edit_comes_before_the_memory_and_is_not_decoded(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    translated([document(TEXT)], TelltaleEngine(), store)
    accept(store, 3, "Sentence\n three.")
    engine = TelltaleEngine()
    found = told(translated([document(TEXT)], engine, store))
    assert engine.seen == []
    assert (found[3].target, found[3].origin, found[3].confidence) == ("Sentence three.", "human", 1.0)
    assert {one.origin for one in found} == {"human", "memory"}


def test_an_accepted_edit_is_used_whatever_the_model_and_in_any_document(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    accept(store, 0, "Sentence zero.")
    (departure,) = translated([document(LINES[0], "another")], TelltaleEngine(), store)
    assert departure.translations[0].target == "Sentence zero."


def test_where_a_sentence_comes_twice_each_place_has_its_own_edit(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    edits = Edits(store)
    for index, target in enumerate(["He said.", "She said."]):
        change = Change("d", index, LINES[0], "", target, "accepted")
        edits.save(change, expected_revision=0)
    edits.close()
    found = told(translated([document(f"{LINES[0]}\n{LINES[0]}\n{LINES[0]}")], TelltaleEngine(), store))
    assert [one.target for one in found] == ["He said.", "She said.", "She said."]


def test_a_draft_and_a_rejected_edit_are_not_used(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    accept(store, 0, "Half a sen", state="draft")
    accept(store, 1, "Wrong.", state="rejected")
    assert {one.origin for one in told(translated([document(TEXT)], TelltaleEngine(), store))} == {"mt"}


def test_an_accepted_edit_is_checked_all_the_same(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    accept(store, 3, "Sentence 33.")
    flags = told(translated([document(TEXT)], TelltaleEngine(), store))[3].flags
    assert "numbers" in {flag.check for flag in flags}


def test_an_edit_made_between_kill_and_resume_waits_for_the_next_run(tmp_path: Path) -> None:
    calm, cut = tmp_path / "calm.db", tmp_path / "cut.db"
    for store in (calm, cut):
        accept(store, 2, "Two.")
    undisturbed = translated([document(TEXT)], TelltaleEngine(), calm)
    with pytest.raises(Died):
        translated([document(TEXT)], TelltaleEngine(dies_after=2), cut)
    accept(cut, 2, "Two, better.")
    accept(cut, 9, "Nine.")
    assert translated([document(TEXT)], TelltaleEngine(), cut) == undisturbed
    found = told(translated([document(TEXT)], TelltaleEngine(), cut))
    assert [found[2].target, found[9].target] == ["Two, better.", "Nine."]


def test_documents_in_which_everything_was_accepted_leave_in_their_place(tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    accept(store, 1, "One.")
    read = [document(LINES[0], "a"), document(LINES[1], "b"), document(LINES[2], "c")]
    departures = translated(read, TelltaleEngine(), store)
    assert [one.origin for one in told(departures)] == ["mt", "human", "mt"]
    assert [departure.file for departure in departures] == [0, 1, 2]
    assert told(departures)[1] == replace(told(departures)[1], target="One.")
