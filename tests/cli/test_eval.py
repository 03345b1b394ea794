"""`tarjoman eval` with a model that is a dictionary: every command prints what it promises."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from translate.cli.eval import eval_app
from translate.errors import BadInput, BadUsage
from translate.evaluation.run import Desk
from translate.evaluation.suite import Setting

SETS = """
[mine]
title = "Mine"
licence = "CC0-1.0"
original = "fa"
restricted = false
kind = "rows"
local = "mine.jsonl"
fields = { source = "src", references = ["ref"], document = "doc" }

[far]
title = "Far away"
licence = "CC0-1.0"
original = "en"
restricted = false
kind = "lines"
source = { name = "far.fa" }
references = [{ name = "far.en" }]
"""


@contextmanager
def fake_desk(model: str, setting: Setting, *, bare: bool = False) -> Iterator[Desk]:
    def translate(lines: Sequence[str]) -> list[str]:
        word = "dollars" if model == "good" and not bare else "euros"
        return [f"It cost {line.split()[-2]} {word} ." for line in lines]

    yield Desk(model, f"{model}{setting.changes}", translate, {})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = [{"doc": str(n // 2), "src": f"قیمت {n} دلار", "ref": f"It cost {n} dollars."} for n in range(20)]
    (tmp_path / "mine.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "sets.toml").write_text(SETS, encoding="utf-8")
    (tmp_path / "suites").mkdir()
    (tmp_path / "suites" / "small.toml").write_text('sets = ["mine"]\nmetrics = ["bleu", "chrf"]\n')
    for module in ("eval", "eval_setup"):
        monkeypatch.setattr(f"translate.cli.{module}.eval_home", lambda: tmp_path)
        monkeypatch.setattr(f"translate.cli.{module}.cache_home", lambda: tmp_path / "cache")
    for module in ("eval", "eval_show"):
        monkeypatch.setattr(f"translate.cli.{module}.open_desk", fake_desk)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(eval_app, list(arguments), catch_exceptions=False)


def test_sets_lists_direction_and_licence() -> None:
    assert "the Persian is a translation" in run("sets").stdout
    assert json.loads(run("sets", "mine", "--json").stdout)[0]["documents"] == 10


def test_a_set_that_is_not_at_hand_is_an_error() -> None:
    with pytest.raises(BadInput, match=r"far\.fa is not in"):
        run("sets", "far")


def test_run_prints_one_table_and_says_that_comet_is_absent(home: Path) -> None:
    done = run("run", "small", "--model", "good", "--model", "bad", "-o", str(home / "results"))
    rows = [line.split(" | ")[1] for line in done.stdout.split("\n")[2:4]]
    assert rows == ["good", "bad"]
    assert "COMET was not run" in done.stderr


def test_run_leaves_out_missing_sets_only_when_told(home: Path) -> None:
    path = home / "two.toml"
    path.write_text('sets = ["mine", "far"]\nmetrics = ["chrf"]\n')
    arguments = ("run", str(path), "--model", "good", "-o", str(home / "r"), "--from", str(home))
    with pytest.raises(BadInput, match=r"far\.fa"):
        run(*arguments)
    done = run(*arguments, "--skip-missing")
    assert "left out: far" in done.stderr
    assert done.stdout.count("| mine |") == 1


def test_comet_is_refused_at_once_where_it_is_not_set_up(home: Path) -> None:
    with pytest.raises(BadUsage, match="tarjoman eval setup comet"):
        run("run", "small", "--model", "good", "--comet", "-o", str(home / "r"))


def test_report_writes_a_page_with_both_systems(home: Path) -> None:
    run("run", "small", "--model", "good", "--model", "bad", "-o", str(home / "results"))
    page = home / "page.html"
    run("report", str(home / "results" / "small"), "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert "Where the difference lives" in text
    assert 'dir="rtl" lang="fa"' in text


def test_gate_opens_for_the_same_model_and_shuts_for_a_worse_one(home: Path) -> None:
    baseline = str(home / "baseline.json")
    assert run("gate", baseline, "--write", "--set", "mine", "--model", "good").exit_code == 0
    assert run("gate", baseline, "--model", "good").exit_code == 0
    shut = run("gate", baseline, "--model", "bad")
    assert shut.exit_code == 1
    assert shut.stdout.startswith("FAILED: BLEU")
    assert (
        run("gate", baseline, "--model", "bad", "--tolerance", "bleu=99", "--tolerance", "chrf=99").exit_code
        == 0
    )


def test_gate_refuses_a_set_that_has_changed(home: Path) -> None:
    baseline = str(home / "baseline.json")
    run("gate", baseline, "--write", "--set", "mine", "--model", "good")
    (home / "mine.jsonl").write_text(
        '{"doc": "1", "src": "قیمت 1 دلار", "ref": "Changed."}\n', encoding="utf-8"
    )
    with pytest.raises(BadInput, match="has changed since"):
        run("gate", baseline, "--model", "good")


def test_compare_says_which_is_better_and_where(home: Path) -> None:
    for name, word in (("a", "euros"), ("b", "dollars"), ("ref", "dollars")):
        (home / f"{name}.txt").write_text("".join(f"It cost {n} {word} .\n" for n in range(20)))
    files = (str(home / "a.txt"), str(home / "b.txt"), "--ref", str(home / "ref.txt"), "--trials", "200")
    answer = json.loads(run("compare", *files, "--json").stdout)
    assert answer["wins"] == [0, 20, 0]
    assert all(one["p_randomisation"] < 0.05 for one in answer["comparisons"])
    assert "with a number" in run("compare", *files).stdout


def test_stress_prints_a_line_a_damage() -> None:
    done = run("stress", "--model", "good", "--set", "mine", "--limit", "5")
    assert "Arabic letters" in done.stdout
    assert len(json.loads(run("stress", "--set", "mine", "--limit", "5", "--json").stdout)) >= 4


def test_challenge_prints_rates_and_failures(home: Path) -> None:
    suite = home / "challenge"
    suite.mkdir()
    item = '[[item]]\nid = "{}"\nsource = "قیمت {} دلار"\nright = ["dollars"]\nwrong = ["euros"]\n'
    text = 'phenomenon = "money"\n' + item.format("m-1", 1) + item.format("m-2", 2)
    (suite / "money.toml").write_text(text, encoding="utf-8")
    assert "2/2" in run("challenge", "--model", "good").stdout
    assert "m-1" in run("challenge", "--model", "bad", "--failures").stdout
    assert json.loads(run("challenge", "--model", "bad", "--json").stdout)["rates"][0]["share"] == 0.0
