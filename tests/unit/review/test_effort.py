"""What people's edits cost, which come back, and what confidence learns from them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.review.folders import article, written
from translate.cli.app import app
from translate.confidence.recalibration import ENOUGH, Learned, beside, read_learned
from translate.glossary.tsv import read_tsv
from translate.records import Flag
from translate.review.effort import LONGEST_SECONDS, UNFLAGGED, PostEdit, learned, post_edits, report
from translate.review.output import OutputFolder
from translate.review.recurring import proposals
from translate.store.edits import Change, Edits, State

NUMBERS = (Flag("numbers", "3 is missing"), Flag("numbers", "4 is missing"))


def edit(
    folder: Path,
    index: int,
    source: str,
    mt: str,
    target: str,
    *,
    document: str = "a",
    state: State = "accepted",
    seconds: float = 0.0,
    revision: int = 0,
) -> None:
    edits = Edits(folder / ".tarjoman" / "memory.db")
    change = Change(document, index, source, mt, target, state, seconds=seconds, model="echo")
    edits.save(change, expected_revision=revision)
    edits.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two articles; of the first, three segments were accepted."""
    pairs = [("یک دو", "one too"), ("سه", "three"), ("چهار", "fore"), ("پنج", "five")]
    folder = written(
        tmp_path / "out",
        {"a": article("a", *pairs, flags=NUMBERS), "b": article("b", ("شش", "six"))},
    )
    edit(folder, 0, "یک دو", "one too", "one two", seconds=20, state="draft")
    edit(folder, 0, "یک دو", "one too", "one two", seconds=10, revision=1)
    edit(folder, 1, "سه", "three", "three")
    edit(folder, 2, "چهار", "fore", "number four", seconds=9999)
    edit(folder, 3, "پنج", "five", "five or so", state="draft")
    return folder


def found_in(out: Path) -> tuple[list[PostEdit], int]:
    with OutputFolder(out) as folder:
        return post_edits(folder)


def test_accepted_segments_count_and_the_others_are_open(out: Path) -> None:
    edits, still_open = found_in(out)
    assert [(one.index, one.target) for one in edits] == [(0, "one two"), (1, "three"), (2, "number four")]
    assert still_open == 2


def test_hter_is_all_edits_over_all_words(out: Path) -> None:
    edits, still_open = found_in(out)
    total = report(edits, open_segments=still_open).total
    assert (total.edits, total.words, total.unchanged) == (3, 5, 1)
    assert total.hter == pytest.approx(0.6)


def test_time_adds_up_over_versions_and_is_bounded_by_a_lunch(out: Path) -> None:
    edits, _ = found_in(out)
    assert [one.seconds for one in edits] == [30, 0, LONGEST_SECONDS]
    total = report(edits, open_segments=0).total
    assert total.words_per_hour == pytest.approx(3 / (30 + LONGEST_SECONDS) * 3600)


def test_costs_are_told_by_article_model_and_flag(out: Path) -> None:
    edits, _ = found_in(out)
    told = report(edits, open_segments=0)
    assert list(told.articles) == ["a"]
    assert list(told.models) == ["echo"]
    assert told.flags["numbers"].segments == 1
    assert told.flags[UNFLAGGED].segments == 2


def test_an_article_that_a_run_took_over_keeps_what_its_machine_text_cost(out: Path) -> None:
    from dataclasses import replace

    rows = article("a", ("یک دو", "one two"))
    written(out, {"a": [replace(rows[0], origin="human", confidence=1.0)]})
    edits, _ = found_in(out)
    assert [(one.mt, one.confidence) for one in edits] == [("one too", None)]
    assert report(edits, open_segments=0).total.edits == 1


def post_edit(index: int, source: str, mt: str, target: str, confidence: float | None = 0.5) -> PostEdit:
    return PostEdit(f"d{index}", f"d{index}", index, source, mt, target, (), confidence, "m", 0.0)


CORRECTED = [
    ("وزیر نیرو امروز به شیراز رفت.", "The power minister went to Shiraz today.", "energy minister"),
    ("وزیر نیرو گفت سدها پر است.", "The power minister said the dams are full.", "energy minister"),
    ("خبر دارید که وزیر نیرو چه گفت؟", "Have you heard what the power minister said?", "energy minister"),
    ("دیروز وزیر نیرو استعفا کرد.", "Yesterday the force minister resigned.", "energy minister"),
]


def corrected(rows: Sequence[tuple[str, str, str]]) -> list[PostEdit]:
    return [
        post_edit(
            place,
            source,
            mt,
            mt.replace("power minister", right).replace("force minister", right),
        )
        for place, (source, mt, right) in enumerate(rows)
    ]


OTHERS = [
    post_edit(10, "وزیر کار به تبریز رفت.", "The labour minister went off.", "The labour minister left."),
    post_edit(11, "بهای نیرو بالا رفت.", "The price of power rose.", "The price of power went up."),
    post_edit(12, "او به شیراز رفت.", "He went to Shiraz.", "He left for Shiraz."),
]


def test_a_correction_made_in_three_sentences_becomes_a_term() -> None:
    (term,) = proposals([*corrected(CORRECTED), *OTHERS])
    assert term.persian == "وزیر نیرو"
    assert term.english == "energy minister"
    assert term.sources == 4
    assert term.instead_of == ("power", "force")


def test_a_correction_made_twice_or_in_one_sentence_three_times_is_no_term() -> None:
    assert proposals([*corrected(CORRECTED[:2]), *OTHERS]) == []
    same = [
        post_edit(place, *CORRECTED[0][:2], "The energy minister went to Shiraz today.") for place in range(3)
    ]
    assert proposals([*same, *OTHERS]) == []


def test_a_name_may_have_been_misspelled_in_every_way() -> None:
    rows = [("علی به فولادشهر رفت.", "Ali went to Foulad."), ("فولادشهر بزرگ شد.", "Steel has grown."),
            ("در فولادشهر باران بارید.", "It rained in the city.")]  # fmt: skip
    edits = [
        post_edit(0, *rows[0], "Ali went to Fooladshahr."),
        post_edit(1, *rows[1], "Fooladshahr has grown."),
        post_edit(2, *rows[2], "It rained in Fooladshahr."),
    ]
    (term,) = proposals([*edits, *OTHERS])
    assert (term.persian, term.english) == ("فولادشهر", "Fooladshahr")


def test_common_words_that_replaced_something_else_each_time_are_mere_rewriting() -> None:
    edits = [
        post_edit(0, "او دیشب در شهر بود.", "He was in town yesterday.", "He was in town last night."),
        post_edit(1, "دیشب برف آمد.", "Snow has come.", "It snowed last night."),
        post_edit(2, "آن‌ها دیشب رفتند.", "They went at evening.", "They went last night."),
    ]
    assert proposals([*edits, *OTHERS]) == []


def test_proposed_terms_are_lines_that_a_glossary_reads(tmp_path: Path) -> None:
    proposed = proposals([*corrected(CORRECTED), *OTHERS])
    file = tmp_path / "terms.tsv"
    file.write_text("".join(one.as_line() + "\n" for one in proposed), "utf-8")
    (term,) = read_tsv(file)
    assert (term.persian, term.english) == ("وزیر نیرو", ("energy minister",))


MANIFEST = {"model": {"sha256": "m"}, "confidence": {"weights": "w", "recalibration": None}}
TEN = "one two three four five six seven eight nine ten"


def three_of_ten(count: int, confidence: float) -> list[PostEdit]:
    """Of ten words three were wrong."""
    return [
        post_edit(place, "", TEN.replace("one two three", "1 2 3"), TEN, confidence) for place in range(count)
    ]


def test_confidence_learns_from_enough_edits_and_not_from_fewer() -> None:
    few, curve = learned(Learned(), three_of_ten(ENOUGH - 1, 0.4), manifest=MANIFEST)
    assert curve is None
    assert few.models == {}
    more = [*three_of_ten(ENOUGH, 0.4), *OTHERS]
    after, curve = learned(few, more, manifest=MANIFEST)
    assert curve is not None
    assert after.models["m"] == curve
    assert curve.curve(0.6) == pytest.approx(0.3, abs=0.04)


def test_what_a_run_had_recalibrated_already_is_undone_before_it_is_learned_from() -> None:
    first, curve = learned(Learned(), three_of_ten(ENOUGH, 0.4), manifest=MANIFEST)
    assert curve is not None
    shown = 1 - curve.curve(0.6)
    told = {"weights": "w", "recalibration": [list(knot) for knot in curve.knots]}
    again, _ = learned(
        first, three_of_ten(ENOUGH, shown), manifest={"model": {"sha256": "m"}, "confidence": told}
    )
    expected = {round(effort, 2) for effort, _ in again.observed["m"].efforts.values()}
    assert expected == {0.6}


def test_the_command_prints_tables_terms_and_json_and_keeps_what_was_learned(out: Path) -> None:
    runner = CliRunner()
    plain = runner.invoke(app, ["effort", str(out)])
    assert plain.exit_code == 0, plain.output
    assert "numbers" in plain.stdout
    assert "2 segments are not accepted yet" in plain.stdout
    told = json.loads(runner.invoke(app, ["effort", str(out), "--json"]).stdout)
    assert told["total"]["hter"] == pytest.approx(0.6)
    assert told["recalibration"] is None
    assert not beside(out / ".tarjoman" / "memory.db").exists()
    assert runner.invoke(app, ["effort", str(out), "--recalibrate"]).exit_code == 0
    kept = read_learned(beside(out / ".tarjoman" / "memory.db"))
    assert len(kept.observed["0" * 64].efforts) == 3


def test_without_an_accepted_segment_the_command_says_how_to_get_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", {"a": article("a", ("یک", "one"))})
    ended = CliRunner().invoke(app, ["effort", str(folder)])
    assert ended.exit_code != 0
    assert "tarjoman review" in str(ended.exception)
