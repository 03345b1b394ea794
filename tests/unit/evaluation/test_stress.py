"""Damage: what each kind does to a line, and what the stress test says of a model that minds it."""

import random
from collections.abc import Sequence

import pytest

from translate.evaluation.alignment import Aligned
from translate.evaluation.perturbations import PERTURBATIONS
from translate.evaluation.stress import damage, stress
from translate.text.characters import ZWNJ

LINE = f"کتاب{ZWNJ}های ۱۲ دانشجو می{ZWNJ}آید."

EXPECTED = {
    "Arabic letters": f"\u0643تاب{ZWNJ}ها\u064a ۱۲ دانشجو م\u064a{ZWNJ}آ\u064aد.",
    "half-spaces dropped": "کتابهای ۱۲ دانشجو میآید.",
    "half-spaces blanked": "کتاب های ۱۲ دانشجو می آید.",
    "stops missing": f"کتاب{ZWNJ}های ۱۲ دانشجو می{ZWNJ}آید",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_damage_without_chance_is_exact(name: str) -> None:
    assert PERTURBATIONS[name](LINE, random.Random(1)) == EXPECTED[name]


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_damage_depends_on_seed_and_place_alone(name: str) -> None:
    lines = [LINE, LINE.replace("دانشجو", "استاد"), LINE] * 10
    once = damage(lines, PERTURBATIONS[name], seed=1)
    assert once == damage(lines, PERTURBATIONS[name], seed=1)
    assert once[1:] == damage(["", *lines[1:]], PERTURBATIONS[name], seed=1)[1:]
    assert any(a != b for a, b in zip(once, lines, strict=True))


def test_swapped_digits_keep_their_value() -> None:
    lines = damage([LINE] * 20, PERTURBATIONS["digits swapped"], seed=1)
    assert {int(line.split()[1]) for line in lines} == {12}
    assert len({line.split()[1] for line in lines}) == 3


def test_a_stop_inside_quotes_goes_too_but_decimals_stay() -> None:
    drop = PERTURBATIONS["stops missing"]
    assert drop("گفت: «نه.»", random.Random(1)) == "گفت: «نه»"
    assert drop("نرخ ۳.۵ بود", random.Random(1)) == "نرخ ۳.۵ بود"


class Model:
    """Translates known lines word for word; a line with a dropped half-space confuses it."""

    def __init__(self, *, repairs: bool) -> None:
        self.repairs = repairs

    def __call__(self, lines: Sequence[str]) -> list[str]:
        return [self._one(line) for line in lines]

    def _one(self, line: str) -> str:
        confused = "کتابهای" in line and not self.repairs
        return "Nothing of the kind." if confused else "The books of twelve students arrive."


def test_what_the_text_layer_repairs_is_the_share_of_the_fall_it_takes_back() -> None:
    count = 10
    texts = Aligned(
        hypotheses=("",) * count,
        references=(("The books of twelve students arrive.",) * count,),
        source=(LINE,) * count,
        documents=None,
        lines=tuple(range(1, count + 1)),
    )
    found = {one.phenomenon: one for one in stress(texts, Model(repairs=True), bare=Model(repairs=False))}
    dropped = found["half-spaces dropped"]
    assert (dropped.touched, dropped.changed, dropped.bare_changed) == (count, 0.0, 1.0)
    assert dropped.fall == 0.0
    assert dropped.bare_fall is not None
    assert dropped.bare_fall > 50
    assert dropped.repaired == 1.0
    assert found["blanks doubled"].repaired is None
    alone = {one.phenomenon: one for one in stress(texts, Model(repairs=False))}
    assert alone["half-spaces dropped"].changed == 1.0
    assert alone["half-spaces dropped"].repaired is None
