"""The report page: whole in itself, right to left where it is Persian, silent on restricted text."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from translate.evaluation import plots
from translate.evaluation.compare import compare
from translate.evaluation.report import Section, marked_differences, page
from translate.evaluation.results import Cell
from translate.evaluation.scoring import score_texts
from translate.evaluation.sets import SetEntry, TestSet

SOURCE = tuple(f"جمله {number} <آمد>" for number in range(24))
REFERENCES = tuple(f"The sentence number {number} arrived & left." for number in range(24))
GOOD = tuple(text.replace("arrived", "came") for text in REFERENCES)
BAD = tuple(text.replace("sentence", "word") for text in GOOD)
XML_NAMES = ("w3.org", "purl.org", "creativecommons.org")  # names of vocabularies in SVG, never fetched


def small_set(*, restricted: bool = False) -> TestSet:
    entry = SetEntry("mine", "Mine & ours", "CC0-1.0", "fa", restricted, "rows", {}, Path())
    return TestSet(entry, SOURCE, (REFERENCES,), tuple(str(at // 4) for at in range(24)), None)


def cell(model: str, hypotheses: tuple[str, ...]) -> Cell:
    scores = score_texts(small_set().aligned(hypotheses), keys=["bleu", "chrf"], resamples=100)
    facts = {
        "model": model,
        "setting": "default",
        "set": {"segments": 24},
        "scores": [score.row() for score in scores],
        "flags": {"loop": 6},
        "speed": {"segments_per_second": 10.0, "peak_memory_mb": 300.0},
        "machine": {"processor": "CPU", "system": "Linux", "cores": 2},
        "versions": {"sacrebleu": "2.6.0"},
        "commit": None,
        "finished": "2026-11-30T00:00:00+00:00",
    }
    return Cell(model, facts, hypotheses)


def written(*, restricted: bool = False) -> str:
    cells = cell("good", GOOD), cell("bad", BAD)
    chosen = small_set(restricted=restricted)
    outcome = compare(*(chosen.aligned(one.hypotheses) for one in cells), resamples=100, trials=100)
    return page("Nightly", [Section(chosen, cells, outcome)])


def test_the_page_fetches_nothing() -> None:
    text = written()
    assert "<script" not in text
    assert "<link" not in text
    addresses = re.findall(r"(?:https?:)?//[\w.-]+", text)
    assert all(any(name in address for name in XML_NAMES) for address in addresses)
    assert not re.findall(r"(?:src|href)=[\"'](?!#)", text)


def test_persian_stands_right_to_left_and_escaped() -> None:
    text = written()
    assert '<p class="fa" dir="rtl" lang="fa">جمله' in text
    assert "&lt;آمد&gt;" in text
    assert "<آمد>" not in text
    assert "Mine &amp; ours" in text


def test_a_restricted_set_shows_scores_and_no_text() -> None:
    text = written(restricted=True)
    assert "forbids showing its text" in text
    assert "جمله" not in text
    assert "arrived" not in text
    assert 'scope="row">good</th>' in text


def test_flag_rates_signatures_and_p_values_are_there() -> None:
    text = written()
    assert "25.0%" in text
    assert "nrefs:1|case:mixed" in text
    assert "p (randomisation)" in text


def test_differences_are_marked_both_ways() -> None:
    assert marked_differences("a b d", "a c d") == "a <mark>b</mark> <del>c</del> d"
    assert marked_differences("a <b>", "a") == "a <mark>&lt;b&gt;</mark>"
    assert marked_differences("", "a b") == "<del>a b</del>"


def test_without_matplotlib_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda _: None)
    text = written()
    assert "Plots need matplotlib" in text
    assert "<svg" not in text


@pytest.mark.skipif(not plots.available(), reason="matplotlib is an optional part (extra report)")
def test_plots_are_inline_and_the_same_each_time() -> None:
    text = written()
    assert text.count("<svg") == 3
    assert text.count("<?xml") == 0
    curve = {"a": [("1-10", 1.0), ("11-20", None)]}
    assert plots.curves(curve, across="x", up="y") == plots.curves(curve, across="x", up="y")


def test_a_section_without_a_comparison_is_whole() -> None:
    section = Section(small_set(), (cell("good", GOOD),), None)
    assert "Where the difference lives" not in page("One", [section])
    assert replace(section, judge="BLEU").judge == "BLEU"
