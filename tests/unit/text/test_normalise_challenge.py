"""Our own challenge set for normalisation: every item, and the size that was promised."""

import json
from pathlib import Path

import pytest

from translate.text.normalise import PROFILES, normalise

_SET = Path(__file__).parents[3] / "eval" / "challenge" / "normalise.jsonl"
_ITEMS = [json.loads(line) for line in _SET.read_text(encoding="utf-8").split("\n") if line]


def test_the_set_has_a_hundred_items_with_ids_of_their_own() -> None:
    assert len({item["id"] for item in _ITEMS}) == len(_ITEMS) >= 100


@pytest.mark.parametrize("item", _ITEMS, ids=[item["id"] for item in _ITEMS])
def test_an_item_reads_as_judged(item: dict[str, str]) -> None:
    assert normalise(item["in"], PROFILES[item["profile"]]) == item["out"]
