"""The own news test set is sound, and its checks find what they are there to find."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from translate.text.characters import ZWNJ

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "eval" / "news"
TRAINING_TEXT = REPOSITORY.parent / "shared" / "data" / "authored"


@pytest.fixture(scope="module")
def check() -> Iterator[ModuleType]:
    """eval/news/check.py, loaded by path; its neighbour `figures` is found beside it."""
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("news_check", FOLDER / "check.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["news_check"] = module  # dataclasses look their module up by name
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(FOLDER))
        sys.modules.pop("news_check", None)
        sys.modules.pop("figures", None)


def test_the_news_set_has_no_problem(check: ModuleType) -> None:
    assert check.problems(check.read()) == []


def test_the_data_card_states_the_counts_that_the_script_prints(check: ModuleType) -> None:
    assert check.describe(check.read()) in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_news_set_shares_no_seven_words_with_training_text(check: ModuleType) -> None:
    if not TRAINING_TEXT.is_dir():
        pytest.skip("the authored training text is not beside the repository")
    assert check.overlap(check.read(), TRAINING_TEXT) == []


def test_every_stock_phrase_is_needed_by_the_set(check: ModuleType) -> None:
    ours = set().union(*(check.persian_ngrams(segment.src) for segment in check.read()))
    assert ours >= check.STOCK_PHRASES


def test_a_copied_sentence_is_found_whatever_its_spelling(check: ModuleType, tmp_path: Path) -> None:
    segment = check.read()[1]
    copied = segment.src.replace(ZWNJ, " ").replace("\u06cc", "\u064a").replace("۱۳۸", "138")
    (tmp_path / "copied.tsv").write_text(f"{copied}\tEnglish\n", encoding="utf-8")
    assert {doc for doc, _ in check.overlap(check.read(), tmp_path)} == {segment.doc}


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("ref_a", "138 to 102", "183 to 102"),
        ("ref_b", "102", "120"),
        ("ref_a", "Lawmakers", "نمایندگان"),
        ("src", "۱۳۸", "138"),
        ("ref_b", "public", "public "),
    ],
)
def test_damage_to_a_segment_is_reported(check: ModuleType, field: str, old: str, new: str) -> None:
    segments = check.read()
    damaged = replace(segments[1], **{field: getattr(segments[1], field).replace(old, new)})
    assert damaged != segments[1]
    found = check.problems([segments[0], damaged, *segments[2:]])
    assert found
    assert all(problem.startswith(f"{damaged.doc}/{damaged.seg}: ") for problem in found)


def test_a_wrong_gregorian_day_is_reported(check: ModuleType) -> None:
    segments = check.read()
    place = next(i for i, segment in enumerate(segments) if "۱۶ مهرماه ۱۴۰۳" in segment.src)
    reference = segments[place].ref_a.replace("October 7", "October 8")
    segments[place] = replace(segments[place], ref_a=reference)
    assert [problem for problem in check.problems(segments) if "2024" in problem]


def test_a_reference_used_for_both_hands_is_reported(check: ModuleType) -> None:
    segments = check.read()
    segments[1] = replace(segments[1], ref_b=segments[1].ref_a)
    assert any("too alike" in problem for problem in check.problems(segments))


def test_a_lost_segment_is_reported(check: ModuleType) -> None:
    segments = check.read()
    assert any("order" in problem for problem in check.problems([*segments[:3], *segments[4:]]))


def test_a_row_with_a_field_missing_is_named_by_line(check: ModuleType, tmp_path: Path) -> None:
    broken = tmp_path / "news.jsonl"
    broken.write_text('{"doc": "news-01", "seg": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"news\.jsonl:1"):
        check.read(broken)
