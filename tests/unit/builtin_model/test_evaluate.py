"""The comparison of models: scores, tests and what is printed of them."""

import pytest

from scripts.builtin_model.evaluate import faults, rows_of, samples, table
from scripts.builtin_model.test_sets import TestSet as Judged  # pytest would collect its own name

REFERENCES = tuple(f"The minister spoke to reporters about item {number} today." for number in range(40))
WORSE = [line.replace("spoke to reporters", "is talk with journalist") for line in REFERENCES]
SET = Judged("a set", tuple(f"جمله {number}" for number in range(40)), (REFERENCES,))


def test_the_better_model_has_the_better_score_and_a_small_p() -> None:
    rows = rows_of(SET, {"old": WORSE, "new": list(REFERENCES)})
    assert [(row.model, row.metric) for row in rows] == [
        ("old", "BLEU"),
        ("old", "chrF"),
        ("new", "BLEU"),
        ("new", "chrF"),
    ]
    assert [row.p for row in rows[:2]] == [None, None]
    assert rows[2].value == pytest.approx(100)
    assert all(row.p is not None and row.p < 0.01 for row in rows[2:])


def test_equal_models_do_not_differ_significantly() -> None:
    rows = rows_of(SET, {"old": WORSE, "new": WORSE})
    assert all(row.p is not None and row.p > 0.5 for row in rows[2:])


def test_scores_carry_the_signature_of_sacrebleu() -> None:
    (bleu, chrf) = rows_of(SET, {"only": WORSE})
    assert "tok:13a" in bleu.signature
    assert "nc:6" in chrf.signature


def test_a_set_with_documents_draws_documents() -> None:
    single = Judged("one document", SET.sources, SET.references, ("d",) * 40)
    (bleu, _) = rows_of(single, {"only": WORSE})
    assert bleu.low == bleu.high  # one document drawn from one is always the same


def test_the_table_has_a_line_for_each_set_and_metric() -> None:
    lines = table(rows_of(SET, {"old": WORSE, "new": list(REFERENCES)})).split("\n")
    assert lines[0] == "| set | metric | old | new |"
    assert len(lines) == 4
    assert "100.0" in lines[2]
    assert "p = 0.001" in lines[2]


def test_empty_and_looping_outputs_are_counted() -> None:
    outputs = ["", "again again again again again again", "He came."]
    assert faults(["او آمد"] * 3, outputs) == {"empty": 1, "loop": 1}


def test_samples_are_every_nth_segment() -> None:
    text = samples(SET, {"old": WORSE}, 20)
    assert text.count("source:") == 2
    assert f"reference: {REFERENCES[19]}" in text
    assert f"old: {WORSE[39]}" in text


def test_a_sample_of_a_set_is_spread_over_it() -> None:
    assert SET.sample(4).sources == tuple(f"جمله {number}" for number in (0, 10, 20, 30))
    assert SET.sample(400) is SET
