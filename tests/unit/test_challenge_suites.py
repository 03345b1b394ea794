"""The challenge suites are well formed, and their patterns judge as their examples say."""

import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TypedDict

import pytest

from translate.text.characters import ZWNJ

FOLDER = Path(__file__).parents[2] / "eval" / "challenge"
SUITES = sorted(FOLDER.glob("*.toml"))
TRAINING_TEXT = FOLDER.parents[2] / "shared" / "data" / "authored"
FIELDS = {"id": str, "source": str, "right": list, "wrong": list, "note": str}


class Item(TypedDict):
    id: str
    source: str
    right: list[str]
    wrong: list[str]
    note: str


class Example(TypedDict):
    id: str
    passes: bool
    translation: str


def items(suite: Path) -> list[Item]:
    found: list[Item] = tomllib.loads(suite.read_text(encoding="utf-8"))["item"]
    return found


def examples() -> dict[str, list[Example]]:
    by_item: dict[str, list[Example]] = defaultdict(list)
    for line in (FOLDER / "suite_examples.jsonl").read_text(encoding="utf-8").splitlines():
        example: Example = json.loads(line)
        by_item[example["id"]].append(example)
    return by_item


def passes(item: Item, translation: str) -> bool:
    found = {
        kind: any(re.search(pattern, translation, re.IGNORECASE) for pattern in patterns)
        for kind, patterns in (("right", item["right"]), ("wrong", item["wrong"]))
    }
    return found["right"] and not found["wrong"]


def test_there_are_two_hundred_items_over_thirteen_phenomena() -> None:
    assert len(SUITES) == 13
    assert sum(len(items(suite)) for suite in SUITES) >= 200


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.stem)
def test_a_suite_has_the_fields_that_its_readers_expect(suite: Path) -> None:
    content = tomllib.loads(suite.read_text(encoding="utf-8"))
    assert set(content) == {"phenomenon", "description", "item"}
    assert content["phenomenon"] == suite.stem
    for number, item in enumerate(content["item"], 1):
        assert {name: type(value) for name, value in item.items()} == FIELDS
        assert item["id"] == f"{suite.stem}-{number:02}"
        assert item["right"]
        assert item["wrong"]
        assert re.search(r"[\u0621-\u06cc]", item["source"])
        assert not re.search(r"[\u0643\u064a\u0660-\u0669]", item["source"])  # clean spelling


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.stem)
def test_patterns_judge_the_examples_as_written(suite: Path) -> None:
    written = examples()
    for item in items(suite):
        verdicts = {example["passes"] for example in written[item["id"]]}
        assert verdicts == {True, False}, f"{item['id']} lacks an example of one kind"
        for example in written[item["id"]]:
            assert passes(item, example["translation"]) == example["passes"], example


def test_an_empty_translation_passes_nowhere() -> None:
    assert not [item["id"] for suite in SUITES for item in items(suite) if passes(item, "")]


def test_a_source_copied_as_translation_passes_nowhere() -> None:
    assert not [item["id"] for suite in SUITES for item in items(suite) if passes(item, item["source"])]


def test_every_source_stands_once_and_every_example_has_its_item() -> None:
    everything = [item for suite in SUITES for item in items(suite)]
    assert len({item["source"] for item in everything}) == len(everything)
    assert set(examples()) == {item["id"] for item in everything}


def seven_grams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.replace(ZWNJ, " "))
    return {" ".join(words[start : start + 7]) for start in range(len(words) - 6)}


def test_no_item_shares_seven_words_with_training_text() -> None:
    if not TRAINING_TEXT.is_dir():
        pytest.skip("the authored training text is not beside the repository")
    ours = set().union(*(seven_grams(item["source"]) for suite in SUITES for item in items(suite)))
    shared: set[str] = set()
    for file in TRAINING_TEXT.glob("*.tsv"):
        for line in file.read_text(encoding="utf-8").splitlines():
            shared |= seven_grams(line.split("\t")[0]) & ours
    assert shared == set()


def test_the_readme_lists_every_suite() -> None:
    readme = (FOLDER / "README-suites.md").read_text(encoding="utf-8")
    assert [suite.stem for suite in SUITES if f"| `{suite.stem}` |" not in readme] == []
