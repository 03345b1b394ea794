"""The checker of corpus files finds what it is for, and nothing else."""

from pathlib import Path

import pytest

from scripts.builtin_model.check_corpus import Checker, check, evaluation_texts, forbidden_runs, runs
from translate.text.characters import ZWNJ

GOOD = "دولت امروز بودجه را به مجلس داد.\tThe government sent the budget to parliament today."
SENTENCE = "یک دو سه چهار پنج شش هفت هشت نه ده"


def kinds(*lines: str, forbidden: str = "") -> list[str]:
    checker = Checker(forbidden_runs([("a set", forbidden)]))
    return [
        finding.kind for number, line in enumerate(lines) for finding in checker.findings(str(number), line)
    ]


def test_a_good_pair_has_no_findings() -> None:
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("فقط یک سو", "format"),
        ("یک\tone\tuno", "format"),
        ("یک\t ", "format"),
        ("no Persian\tno Persian", "script"),
        ("دولت آمد\tThe دولت came", "script"),
        (f"علي به خانه{ZWNJ}ی ما آمد.\tAli came to our house.", "script"),
        ("كتاب و کاغذ\tbook and paper", "script"),
        (f"می{ZWNJ} رود\the goes", "script"),
        ("او آمد.\t" + "He came and went. " * 10, "length"),
        ("او آمد. " * 200 + "\t" + "He came. " * 200, "length"),
    ],
)
def test_what_is_wrong_is_found(line: str, kind: str) -> None:
    assert kinds(line) == [kind]


def test_a_scraped_line_may_have_arabic_letters_throughout() -> None:
    assert kinds("علي كتاب خريد.\tAli bought a book.") == []


def test_a_source_that_differs_only_in_spelling_is_a_duplicate() -> None:
    other = f"او می{ZWNJ}رود.\tShe goes."
    assert kinds("او می رود!\tHe goes.", other) == ["duplicate"]


def test_seven_words_shared_with_an_evaluation_set_are_an_overlap() -> None:
    assert kinds(f"{SENTENCE}\tone two three four", forbidden=f"الف {SENTENCE}، ب") == ["overlap"]


def test_six_shared_words_are_none() -> None:
    assert kinds(f"{SENTENCE}\tone two three four", forbidden="یک دو سه چهار پنج شش") == []


def test_an_overlap_of_the_english_side_is_found_whatever_its_case() -> None:
    english = "The seven words of this line overlap."
    assert kinds(f"هفت واژه این سطر مشترک است.\t{english}", forbidden=english.upper()) == ["overlap"]


def test_a_text_shorter_than_a_run_has_none() -> None:
    assert list(runs("یک دو سه")) == []


def test_findings_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{GOOD}\n\nخطا\n", "utf-8")
    assert [str(one) for one in check([path], Checker({}))] == [
        "pairs.tsv:3: format: not two sides with a tab between them"
    ]


def test_every_evaluation_set_is_compared() -> None:
    shared = Path(__file__).parents[3].parent / "shared" / "data"
    if not shared.is_dir():
        pytest.skip("the shared data are not beside the repository")
    sets = {name for name, _ in evaluation_texts(shared)}
    assert {"news", "wikinews", "flores", "tico19", "tatoeba", "names.toml", "segmentation.jsonl"} <= sets
