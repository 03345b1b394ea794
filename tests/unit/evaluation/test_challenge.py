"""Challenge items pass on a right pattern without a wrong one; rates carry honest intervals."""

import json
from pathlib import Path

import pytest

from translate.errors import BadInput, BadUsage
from translate.evaluation.challenge import pass_rates, read_challenges, take

HOME = Path(__file__).parents[3] / "eval" / "challenge"

ITEM = """
phenomenon = "negation"
description = "not"
[[item]]
id = "n-1"
source = "نپذیرفت"
right = ['\\brejected\\b', '\\bnot accept']
wrong = ['\\baccepted\\b']
"""


def suite(tmp_path: Path, text: str = ITEM) -> Path:
    (tmp_path / "negation.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("translation", "passes"),
    [
        ("He rejected it.", True),
        ("He did NOT ACCEPT it.", True),
        ("He accepted it.", False),
        ("He rejected it, then accepted it.", False),
        ("He left.", False),
        ("", False),
    ],
)
def test_an_item_passes_on_a_right_pattern_without_a_wrong_one(
    tmp_path: Path, translation: str, *, passes: bool
) -> None:
    [item] = read_challenges(suite(tmp_path))
    assert item.passes(translation) is passes


def test_rates_are_by_phenomenon_and_for_all(tmp_path: Path) -> None:
    items = read_challenges(
        suite(
            tmp_path,
            ITEM + ITEM.partition("[[item]]")[1] + ITEM.partition("[[item]]")[2].replace("n-1", "n-2"),
        )
    )
    answers = take(items, lambda _: ["rejected", "accepted"])
    negation, everything = pass_rates(answers)
    assert (negation.phenomenon, negation.passed, negation.items) == ("negation", 1, 2)
    assert everything.phenomenon == "all"
    # Wilson's interval of 1 in 2, from its formula by hand.
    assert (round(negation.low, 3), round(negation.high, 3)) == (0.095, 0.905)


def test_no_failure_in_few_items_is_no_certainty(tmp_path: Path) -> None:
    [rate, _] = pass_rates(take(read_challenges(suite(tmp_path)), lambda _: ["rejected"]))
    assert rate.high == pytest.approx(1.0)
    assert rate.low < 0.25


def test_a_broken_pattern_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"negation\.toml: not a regular expression"):
        read_challenges(suite(tmp_path, ITEM.replace("rejected", "(rejected")))


def test_an_item_without_a_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="lacks 'source'"):
        read_challenges(suite(tmp_path, ITEM.replace("source", "sauce")))


def test_an_empty_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="no challenge suites"):
        read_challenges(tmp_path)


def test_our_own_items_judge_their_examples_as_their_authors_did() -> None:
    items = {item.id: item for item in read_challenges(HOME)}
    assert len(items) >= 200
    examples = [
        json.loads(line) for line in (HOME / "suite_examples.jsonl").read_text("utf-8").split("\n") if line
    ]
    wrong = [row for row in examples if items[row["id"]].passes(row["translation"]) is not row["passes"]]
    assert not wrong
    assert {row["passes"] for row in examples} == {True, False}
