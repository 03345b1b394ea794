import fcntl
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.review.folders import article, written
from translate.errors import BadInput, Locked
from translate.records import Flag
from translate.review.output import OutputFolder
from translate.store.edits import Change

TEHRAN = ("تهران پایتخت است.", "Tehran is the capital.")
RAIN = ("باران می‌بارد.", "It rains.")


def test_articles_come_in_order_from_all_folders_with_their_rows(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"b": article("b", TEHRAN), "a/deep": article("a/deep", RAIN, TEHRAN)})
    with OutputFolder(out) as folder:
        found = list(folder.articles())
        assert [(one.document, one.name, len(one.rows)) for one in found] == [
            ("a/deep", "a/deep", 2),
            ("b", "b", 1),
        ]
        row = found[0].rows[1]
        assert (row.index, row.source, row.target, row.mt) == (1, *TEHRAN, TEHRAN[1])
        assert (row.state, row.revision, row.origin, row.confidence) == ("untouched", 0, "mt", 0.5)
        assert folder.article("b") == found[1]


def test_a_file_of_many_documents_is_read_one_at_a_time(tmp_path: Path) -> None:
    rows = [*article("7", TEHRAN, RAIN), *article('8"ب', RAIN, flags=[Flag("numbers", "3 is missing")])]
    with OutputFolder(written(tmp_path / "out", {"feed": rows})) as folder:
        assert folder.documents() == ("7", '8"ب')
        assert folder.article('8"ب').rows[0].flags == (Flag("numbers", "3 is missing"),)


def test_the_same_id_in_two_files_gives_two_articles_with_edits_of_their_own(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"one": article("7", TEHRAN), "two": article("7", RAIN)})
    with OutputFolder(out) as folder:
        assert folder.documents() == ("7", "7@two")
        folder.edits.save(Change("7@two", 0, *RAIN, "Rain.", "draft"), expected_revision=0)
        assert [one.rows[0].target for one in folder.articles()] == [TEHRAN[1], "Rain."]


def test_the_latest_edit_is_laid_over_and_the_machine_s_text_is_kept(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN, RAIN)})
    with OutputFolder(out) as folder:
        folder.edits.save(Change("a", 0, *TEHRAN, "First.", "draft"), expected_revision=0)
        folder.edits.save(Change("a", 0, *TEHRAN, "Second.", "accepted"), expected_revision=1)
        first, second = folder.article("a").rows
        assert (first.target, first.mt, first.state, first.revision) == ("Second.", TEHRAN[1], "accepted", 2)
        assert (second.target, second.state, second.revision) == (RAIN[1], "untouched", 0)


def test_an_edit_of_another_sentence_at_the_same_place_is_not_laid_over(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)})
    with OutputFolder(out) as folder:
        folder.edits.save(Change("a", 0, *RAIN, "Rain.", "accepted"), expected_revision=0)
        row = folder.article("a").rows[0]
        assert (row.target, row.state, row.revision) == (TEHRAN[1], "untouched", 1)


def test_what_a_run_took_from_a_person_still_has_the_machine_s_text(tmp_path: Path) -> None:
    taken = [replace(one, target="By hand.", origin="human") for one in article("a", TEHRAN)]
    with OutputFolder(written(tmp_path / "out", {"a": taken})) as folder:
        folder.edits.save(Change("a", 0, *TEHRAN, "By hand.", "accepted"), expected_revision=0)
        row = folder.article("a").rows[0]
        assert (row.target, row.mt) == ("By hand.", TEHRAN[1])


def test_rows_that_a_new_run_has_written_are_read_anew(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)})
    with OutputFolder(out) as folder:
        assert len(folder.article("a").rows) == 1
        written(out, {"a": article("a", TEHRAN, RAIN)})
        assert len(folder.article("a").rows) == 2


def test_the_store_is_found_in_a_folder_that_was_moved(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)})
    moved = out.rename(tmp_path / "moved")
    with OutputFolder(moved) as folder:
        assert folder.store == moved / ".tarjoman" / "memory.db"


def test_a_shared_store_that_is_gone_is_named(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)}, store=str(tmp_path / "shared.db"))
    with pytest.raises(BadInput, match=r"shared\.db: the store named in .* is not there; say where"):
        OutputFolder(out)


def test_the_latest_night_is_read_from_the_folder_of_nights(tmp_path: Path) -> None:
    nights = tmp_path / "nights"
    night = written(nights / "2026-11-30", {"a": article("a", TEHRAN)})
    (nights / "latest").symlink_to(night.name)
    with OutputFolder(nights) as folder, OutputFolder(nights / "latest") as same:
        assert folder.documents() == same.documents() == ("a",)


def test_another_run_s_folder_inside_is_left_alone(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)})
    written(out / "older", {"b": article("b", RAIN)})
    with OutputFolder(out) as folder:
        assert folder.documents() == ("a",)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        OutputFolder(tmp_path / "nowhere")
    with pytest.raises(BadInput, match=r"no run\.json"):
        OutputFolder(tmp_path)
    (tmp_path / "run.json").write_text('{"half": ', "utf-8")
    with pytest.raises(BadInput, match="not the manifest of a run"):
        OutputFolder(tmp_path)


@pytest.mark.parametrize("cut", [1, 2, 40, 300])
def test_a_file_cut_short_names_the_line(cut: int, tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN, RAIN)})
    path = out / "a.segments.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    with OutputFolder(out) as folder, pytest.raises(BadInput, match=r"a\.segments\.jsonl line \d: .*run the"):
        list(folder.articles())


def test_a_missing_row_is_told(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN, RAIN, TEHRAN)})
    path = out / "a.segments.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    with OutputFolder(out) as folder, pytest.raises(BadInput, match="segment 1 was to come, not 2"):
        folder.article("a")


def test_a_folder_in_which_a_run_is_at_work_is_locked(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)})
    (out / ".tarjoman").mkdir()
    with (out / ".tarjoman" / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Locked, match="a run is at work in it"):
            OutputFolder(out)
    OutputFolder(out).close()
