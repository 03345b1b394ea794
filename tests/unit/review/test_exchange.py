import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.review.folders import article, written
from translate.errors import BadInput, BadUsage
from translate.handoff import registry
from translate.handoff.base import Returned
from translate.records import Flag
from translate.review.exchange import Terms, take_in
from translate.review.handing_off import export
from translate.review.output import OutputFolder
from translate.review.report import Report
from translate.store.edits import Change

TEHRAN = ("تهران پایتخت است.", "Tehran is the capital.")
RAIN = ("باران می‌بارد.", "It rains.")
SNOW = ("برف هم می‌بارد.", "It snows, too.")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OutputFolder]:
    found = {"a": article("a", TEHRAN, RAIN, SNOW), "b": article("b", RAIN, flags=[Flag("numbers", "3?")])}
    with OutputFolder(written(tmp_path / "out", found)) as opened:
        yield opened


def lines(folder: OutputFolder, name: str = "xliff", **choice: str) -> list[Returned]:
    """What a file says that was exported just now and that nobody has touched."""
    stream = io.BytesIO()
    export(folder, registry.named(name), stream, **choice)
    stream.seek(0)
    return list(registry.named(name).read(stream))


def edited(found: list[Returned], number: int, target: str, *, accepted: bool = False) -> list[Returned]:
    return [
        replace(one, target=target, accepted=accepted) if place == number else one
        for place, one in enumerate(found)
    ]


def save(folder: OutputFolder, target: str, revision: int, *, index: int = 0) -> None:
    row = folder.article("a").rows[index]
    change = Change("a", index, row.source, row.mt, target, "draft")
    folder.edits.save(change, expected_revision=revision)


def details(report: Report, verdict: str) -> list[tuple[str, int | None]]:
    return [(item.document, item.index) for item in report.items if item.verdict == verdict]


@pytest.mark.parametrize("name", registry.FORMATS)
def test_a_file_that_nobody_touched_changes_nothing(name: str, folder: OutputFolder) -> None:
    report = take_in(folder, lines(folder, name), Terms())
    assert report.counts["unchanged"] == 4
    assert report.is_clean
    assert folder.edits.documents() == []


def test_a_change_is_kept_as_draft_or_accepted_as_the_file_says(folder: OutputFolder) -> None:
    found = edited(edited(lines(folder), 0, "Tehran is a capital."), 1, "Rain falls.", accepted=True)
    take_in(folder, found, Terms(by="Sara"))
    first, second, third = folder.article("a").rows
    assert (first.target, first.state, first.mt) == ("Tehran is a capital.", "draft", TEHRAN[1])
    assert (second.target, second.state) == ("Rain falls.", "accepted")
    assert third.state == "untouched"
    assert folder.edits.versions("a", 0)[0].by == "Sara"


@pytest.mark.parametrize("accept", [False, True])
def test_taking_a_file_in_twice_changes_nothing(accept: bool, folder: OutputFolder) -> None:
    found = edited(lines(folder), 0, "Tehran is a capital.")
    take_in(folder, found, Terms(accept=accept))
    again = take_in(folder, found, Terms(accept=accept))
    assert again.counts == {**dict.fromkeys(again.counts, 0), "unchanged": 4}
    assert len(folder.edits.versions("a", 0)) == 1


def test_a_dry_run_reports_the_same_and_keeps_nothing(folder: OutputFolder) -> None:
    found = edited(lines(folder), 0, "Tehran is a capital.")
    tried = take_in(folder, found, Terms(), dry_run=True)
    assert folder.edits.versions("a", 0) == []
    assert take_in(folder, found, Terms()) == tried


def test_accept_takes_every_line_as_finished_changed_or_not(folder: OutputFolder) -> None:
    take_in(folder, lines(folder), Terms(accept=True))
    assert {row.state for row in folder.article("a").rows} == {"accepted"}


def test_a_file_of_another_run_is_refused_before_anything_is_kept(folder: OutputFolder) -> None:
    found = edited(lines(folder), 0, "Tehran is a capital.")
    foreign = [replace(found[-1], run="another")]
    with pytest.raises(BadInput, match=r"another run \(another\)"):
        take_in(folder, found[:-1] + foreign, Terms())
    assert folder.edits.documents() == []


def test_reordered_rows_find_their_segments(folder: OutputFolder) -> None:
    take_in(folder, list(reversed(edited(lines(folder), 0, "Tehran is a capital."))), Terms())
    assert [row.target for row in folder.article("a").rows] == ["Tehran is a capital.", RAIN[1], SNOW[1]]


def test_a_row_that_was_split_is_joined_again(folder: OutputFolder) -> None:
    found = lines(folder)
    first, rest = TEHRAN[0].split(" ", 1)
    halves = [
        replace(found[0], source=first, target="Tehran"),
        replace(found[0], source=rest, target="is a capital.", index=None),
    ]
    report = take_in(folder, halves + found[1:], Terms())
    assert folder.article("a").rows[0].target == "Tehran is a capital."
    assert [item.detail for item in report.items if item.verdict == "applied"] == [
        "draft; 2 rows joined again"
    ]


def test_rows_that_were_merged_become_drafts_of_which_none_is_lost(folder: OutputFolder) -> None:
    found = lines(folder)
    one = replace(
        found[1],
        source=f"{RAIN[0]} {SNOW[0]}",
        target="It rains and it snows.",
        also=(2,),
        accepted=True,
    )
    report = take_in(folder, [found[0], one, found[3]], Terms())
    _, rain, snow = folder.article("a").rows
    assert (rain.target, rain.state) == ("It rains and it snows.", "draft")
    assert (snow.target, snow.state) == ("", "draft")
    assert details(report, "applied") == [("a", 1), ("a", 2)]
    assert take_in(folder, [found[0], one, found[3]], Terms()).counts["applied"] == 0


def test_two_rows_of_one_id_with_different_english_conflict(folder: OutputFolder) -> None:
    found = lines(folder)
    report = take_in(folder, [*found, replace(found[0], target="Something else.")], Terms())
    assert details(report, "conflicting") == [("a", 0)]
    assert not report.is_clean


def test_a_row_whose_persian_is_another_is_not_applied(folder: OutputFolder) -> None:
    found = lines(folder)
    report = take_in(folder, [replace(found[0], source="دیگر.", target="Other."), *found[1:]], Terms())
    assert details(report, "conflicting") == [("a", 0)]
    assert folder.article("a").rows[0].target == TEHRAN[1]


@pytest.mark.parametrize("changed", ["باران می بارد.", " باران  می‌بارد. ", "باران می\u200cبارد.\n"])
def test_white_space_and_half_spaces_that_a_tool_changed_do_not_matter(
    changed: str, folder: OutputFolder
) -> None:
    found = lines(folder)
    report = take_in(folder, [replace(found[1], source=changed, target="Rain.")], Terms())
    assert details(report, "applied") == [("a", 1)]


def test_unknown_and_missing_and_empty_lines_are_told(folder: OutputFolder) -> None:
    found = lines(folder)
    odd = [
        replace(found[0], index=77),
        replace(found[3], document="z", name="z"),
        replace(found[2], target=" "),
    ]
    report = take_in(folder, odd, Terms())
    assert details(report, "unknown") == [("a", 77), ("z", 0)]
    assert details(report, "missing") == [("a", 0), ("a", 1)]
    assert details(report, "empty") == [("a", 2)]
    assert folder.article("a").rows[2].target == SNOW[1]


def test_lines_missing_from_a_part_that_was_handed_off_are_counted(folder: OutputFolder) -> None:
    save(folder, "Tehran!", 0)
    folder.edits.save(Change("a", 0, *TEHRAN, "Tehran!", "accepted"), expected_revision=1)
    found = lines(folder, only="unreviewed", article="a")
    assert [line.index for line in found] == [1, 2]
    report = take_in(folder, found[:1], Terms())
    assert [item.detail for item in report.items if item.verdict == "missing"] == ["1 of 2 rows"]


def test_an_edit_made_here_meanwhile_conflicts_with_another_of_the_file(folder: OutputFolder) -> None:
    found = lines(folder)
    save(folder, "Edited on the page.", 0)
    report = take_in(folder, edited(found, 0, "Edited in the file."), Terms())
    assert details(report, "conflicting") == [("a", 0)]
    assert folder.article("a").rows[0].target == "Edited on the page."


def test_an_edit_made_here_meanwhile_stands_where_the_file_changed_nothing(folder: OutputFolder) -> None:
    save(folder, "First.", 0)
    found = lines(folder)
    save(folder, "Second.", 1)
    report = take_in(folder, found, Terms())
    assert report.counts["unchanged"] == 4
    assert folder.article("a").rows[0].target == "Second."


def test_an_old_file_taken_in_again_does_not_undo_what_came_after(folder: OutputFolder) -> None:
    found = edited(lines(folder), 0, "From the file.")
    take_in(folder, found, Terms())
    save(folder, "Later, on the page.", 1)
    report = take_in(folder, found, Terms())
    assert report.is_clean
    assert folder.article("a").rows[0].target == "Later, on the page."


def test_what_a_run_took_from_a_person_can_be_changed_and_is_else_left_alone(tmp_path: Path) -> None:
    taken = [replace(one, target="By hand.", origin="human") for one in article("a", TEHRAN)]
    with OutputFolder(written(tmp_path / "out", {"a": taken})) as folder:
        folder.edits.save(Change("a", 0, *TEHRAN, "By hand.", "accepted"), expected_revision=0)
        of_run = [replace(one, revision=0) for one in lines(folder)]
        assert take_in(folder, of_run, Terms()).counts["unchanged"] == 1
        take_in(folder, edited(of_run, 0, "By another hand."), Terms())
        assert folder.article("a").rows[0].target == "By another hand."


def test_a_memory_of_another_tool_is_taken_in_by_its_persian(folder: OutputFolder) -> None:
    memory = [
        Returned("", "", "", None, RAIN[0], "Rain.", accepted=False),
        Returned("", "", "", None, "نیست.", "Not here.", accepted=False),
    ]
    with pytest.raises(BadInput, match="--by-source"):
        take_in(folder, memory, Terms())
    report = take_in(folder, memory, Terms(by_source=True))
    assert details(report, "applied") == [("a", 1), ("b", 0)]
    assert details(report, "unknown") == [("", None)]


def test_a_memory_does_not_replace_what_a_person_accepted(folder: OutputFolder) -> None:
    take_in(folder, lines(folder), Terms(accept=True))
    memory = [Returned("", "", "", None, RAIN[0], "Rain.", accepted=True)]
    report = take_in(folder, memory, Terms(by_source=True))
    assert details(report, "conflicting") == [("a", 1), ("b", 0)]


def test_the_same_id_in_two_files_comes_back_to_the_right_one(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"one": article("7", TEHRAN), "two": article("7", RAIN)})
    with OutputFolder(out) as folder:
        as_a_run_writes = [replace(one, document="7") for one in lines(folder)]
        take_in(folder, edited(as_a_run_writes, 1, "Rain."), Terms())
        assert [one.rows[0].target for one in folder.articles()] == [TEHRAN[1], "Rain."]


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [({"only": "flagged"}, [("b", 0)]), ({"article": "a"}, [("a", 0), ("a", 1), ("a", 2)])],
)
def test_a_part_can_be_handed_off(
    choice: dict[str, str], wanted: list[tuple[str, int]], folder: OutputFolder
) -> None:
    assert [(line.document, line.index) for line in lines(folder, **choice)] == wanted


def test_what_cannot_be_handed_off_is_said(folder: OutputFolder) -> None:
    refusals: list[tuple[type[Exception], str, Callable[[], object]]] = [
        (BadUsage, "--only all: no such kind", lambda: lines(folder, only="all")),
        (BadUsage, "pdf: no such hand-off format", lambda: lines(folder, "pdf")),
        (BadInput, "no article 'c'", lambda: lines(folder, article="c")),
    ]
    for kind, message, call in refusals:
        with pytest.raises(kind, match=message):
            call()
    take_in(folder, lines(folder), Terms(accept=True))
    with pytest.raises(BadInput, match="no unreviewed segments to hand off"):
        lines(folder, only="unreviewed")


def test_a_file_without_segments_is_no_hand_off(folder: OutputFolder) -> None:
    with pytest.raises(BadInput, match="holds no segments"):
        take_in(folder, [], Terms())


def test_a_run_without_an_id_cannot_be_handed_off(tmp_path: Path) -> None:
    out = written(tmp_path / "out", {"a": article("a", TEHRAN)}, id="")
    with OutputFolder(out) as folder, pytest.raises(BadInput, match="its run has no id"):
        lines(folder)
