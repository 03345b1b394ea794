"""No profile breaks a number, date, time, URL or code of the fragile set."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from translate.text.normalise import PROFILES, Profile, normalise

_ROOT = Path(__file__).parents[3]
_ROWS = [
    json.loads(line)
    for line in (_ROOT / "eval" / "text" / "fragile.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_text", _ROOT / "scripts" / "bench_text.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_set_has_more_sentences_than_the_one_that_the_rivals_were_measured_on() -> None:
    assert len({row["text"] for row in _ROWS}) == len(_ROWS) >= 52
    assert all(span in row["text"] for row in _ROWS for span in row["spans"])


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_fragile_stretch_reads_the_same_afterwards(profile: Profile, bench: ModuleType) -> None:
    outputs = [normalise(row["text"], profile) for row in _ROWS]
    assert [row["id"] for row, out in zip(_ROWS, outputs, strict=True) if bench.broken([row], [out])] == []


@pytest.mark.parametrize(
    ("span", "output"),
    [
        ("3.5", "نرخ ۳ ٫ ۵ درصد"),
        ("S-300", "سامانه S - ۳۰۰"),
        ("۱۳۹۰–۱۴۰۰", "دهه 13901400"),
        ("31/10/1917", "در 1917/10/31"),
        ("3.5", "در 13.5"),
    ],
)
def test_the_measure_sees_the_damage_that_rivals_do(span: str, output: str, bench: ModuleType) -> None:
    assert bench.broken([{"spans": [span]}], [output]) == 1
