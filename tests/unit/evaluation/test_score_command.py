"""The command: its JSON is the contract, its other shapes and refusals."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from translate.cli.score import score_command
from translate.errors import BadInput, BadUsage

HYPOTHESIS = "The talks failed on Monday.\nOil rose by 3%.\nIt is over.\n"
REFERENCE = "The talks collapsed on Monday.\nOil climbed 3%.\nIt is over.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    hypothesis, reference = tmp_path / "system.txt", tmp_path / "human.txt"
    hypothesis.write_text(HYPOTHESIS)
    reference.write_text(REFERENCE)
    return str(hypothesis), str(reference)


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(score_command)
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def test_json_has_the_fields_of_the_contract(files: tuple[str, str]) -> None:
    answer = json.loads(run(files[0], "--ref", files[1], "--json").stdout)
    assert answer["segments"] == 3
    assert [score["metric"] for score in answer["scores"]] == ["BLEU", "chrF", "chrF++", "TER"]
    for score in answer["scores"]:
        assert score["signature"].startswith("nrefs:1|case:")
        assert score["low"] <= score["value"] <= score["high"]


def test_json_of_each_segment_equals_sentence_scores_of_sacrebleu(files: tuple[str, str]) -> None:
    from sacrebleu.metrics import BLEU

    answer = json.loads(run(files[0], "--ref", files[1], "--json", "--each", "-m", "bleu").stdout)
    bleu = BLEU(effective_order=True)
    pairs = zip(HYPOTHESIS.split("\n")[:-1], REFERENCE.split("\n")[:-1], strict=True)
    expected = [bleu.sentence_score(ours, [theirs]).score for ours, theirs in pairs]
    assert [row["BLEU"] for row in answer["each"]] == pytest.approx(expected)
    assert [row["line"] for row in answer["each"]] == [1, 2, 3]


def test_tsv_has_a_heading_and_a_line_a_metric(files: tuple[str, str]) -> None:
    lines = run(files[0], "--ref", files[1], "--tsv", "-m", "ter,chrf").stdout.split("\n")
    assert lines[0] == "metric\tsegment\tvalue\tlow\thigh\tsignature"
    assert [line.split("\t")[0] for line in lines[1:3]] == ["TER", "chrF"]


def test_document_level_and_resampling_by_document(tmp_path: Path) -> None:
    rows = [
        {"document": name, "unit": 0, "target": text}
        for name, text in (("a", "One."), ("a", "Two."), ("b", "X."))
    ]
    path = tmp_path / "out.segments.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    reference = tmp_path / "human.txt"
    reference.write_text("One.\nTwo!\nX.\n")
    shared = (str(path), "--ref", str(reference), "--json", "-m", "chrf")
    documents = json.loads(run(*shared, "--level", "document").stdout)
    assert documents["segments"] == 2
    drawn = json.loads(run(*shared, "--by-document").stdout)["scores"][0]["interval"]
    assert drawn.endswith("unit:document")


def test_warnings_go_to_stderr_and_can_be_silenced(files: tuple[str, str]) -> None:
    assert "equal their reference" in run(files[1], "--ref", files[1]).stderr
    assert "warning" not in run(files[1], "--ref", files[1], "--quiet").stderr


def test_training_data_named_in_the_manifest_is_warned_of(tmp_path: Path, files: tuple[str, str]) -> None:
    manifest = {"model": {"name": "builtin", "trained_on": ["human"]}}
    (tmp_path / "run.json").write_text(json.dumps(manifest))
    assert "trained on human" in run(files[0], "--ref", files[1]).stderr


def test_a_short_reference_is_refused(tmp_path: Path, files: tuple[str, str]) -> None:
    short = tmp_path / "short.txt"
    short.write_text("One line.\n")
    with pytest.raises(BadInput, match="first without a counterpart"):
        run(files[0], "--ref", str(short))


def test_unknown_names_are_refused_with_those_there_are(files: tuple[str, str]) -> None:
    with pytest.raises(BadUsage, match=r"no metric called 'meteor'; there are bleu"):
        run(files[0], "--ref", files[1], "-m", "meteor")
    with pytest.raises(BadUsage, match=r"no tokeniser called 'x'"):
        run(files[0], "--ref", files[1], "--tokenize", "x")
    with pytest.raises(BadUsage, match="--by-document needs"):
        run(files[0], "--ref", files[1], "--by-document")


def test_the_number_of_processes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translate.evaluation.extraction.WORTH_A_PROCESS", 1)
    monkeypatch.setattr("translate.evaluation.extraction.CHUNK", 100)
    hypothesis, reference = tmp_path / "a.txt", tmp_path / "b.txt"
    hypothesis.write_text("".join(f"The price of {n} fell.\n" for n in range(300)))
    reference.write_text("".join(f"The price of {n} has fallen.\n" for n in range(300)))
    shared = (str(hypothesis), "--ref", str(reference), "--json", "--jobs")
    assert run(*shared, "2").stdout == run(*shared, "1").stdout
