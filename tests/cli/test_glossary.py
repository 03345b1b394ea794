"""Glossaries and names in `tarjoman run` and `tarjoman check`, in process."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from translate.cli.check import check_command
from translate.cli.run import run_command
from translate.errors import BadInput, UserError

APP = typer.Typer()
APP.command("run")(run_command)
APP.command("check")(check_command)

ARTICLE = "تهران امروز آرام بود.\n\nنان گران شد.\n"


def tarjoman(*words: str | Path) -> str:
    result = CliRunner().invoke(APP, [*map(str, words)])
    if isinstance(result.exception, UserError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def run(folder: Path, *words: str | Path) -> dict[str, Any]:
    article = folder / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    out = folder / "out"
    summary: dict[str, Any] = json.loads(
        tarjoman("run", article, "-o", out, "--engine", "echo", "--json", *words)
    )
    return summary


def glossary(folder: Path, text: str) -> Path:
    path = folder / "terms.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def rows(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "out" / "a.segments.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_missed_terms_are_flagged_and_counted_in_the_manifest(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "تهران\tTehran\nمسکو\tMoscow\n")
    summary = run(tmp_path, "--glossary", terms)
    assert summary["terms"]["missed"] == 1
    assert summary["glossary"]["names"] == [str(terms)]
    assert summary["glossary"]["terms"] == 2
    flags = [[flag for flag in row["flags"] if flag["check"] == "glossary"] for row in rows(tmp_path)]
    assert flags == [[{"check": "glossary", "detail": '«تهران» should be "Tehran"'}], []]


def test_a_changed_glossary_decodes_only_lines_whose_terms_changed(tmp_path: Path) -> None:
    assert run(tmp_path)["counts"]["decoded"] == 2
    added = run(tmp_path, "--glossary", glossary(tmp_path, "تهران\tTehran\n"))
    assert (added["counts"]["decoded"], added["counts"]["memory"]) == (1, 1)
    other = run(tmp_path, "--glossary", glossary(tmp_path, "تهران\tTehran\nمسکو\tMoscow\n"))
    assert (other["counts"]["decoded"], other["counts"]["memory"]) == (0, 2)


def test_a_broken_glossary_ends_the_run_before_anything_is_translated(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"terms\.tsv, line 1: only one column"):
        run(tmp_path, "--glossary", glossary(tmp_path, "تهران\n"))


def test_check_takes_a_glossary_and_holds_names_against_each_other(tmp_path: Path) -> None:
    source, target = tmp_path / "s.txt", tmp_path / "t.txt"
    source.write_text("روحانی آمد.\nروحانی رفت.\nروحانی در تهران ماند.\n", encoding="utf-8")
    target.write_text("Rouhani came.\nRouhani left.\nRohani stayed in Tahran.\n", encoding="utf-8")
    shown = tarjoman("check", source, target, "--glossary", glossary(tmp_path, "تهران\tTehran\n"))
    assert shown.splitlines() == [
        '3\tglossary\t«تهران» should be "Tehran"',
        '3\tnames\t«روحانی» is "Rouhani" elsewhere, here "Rohani"',
    ]
