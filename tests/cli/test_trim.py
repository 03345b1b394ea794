"""`models trim` prints what it did, as text and as JSON, and can prove it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.tiny_models import persian_lines
from tests.unit.engines.trim_models import build_m2m100
from translate.cli.trim import trim_command

app = typer.Typer()
app.command()(trim_command)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_m2m100(tmp_path_factory.mktemp("models") / "tiny")


def test_json_holds_sizes_scripts_coverage_and_the_proof(model: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("\n".join(persian_lines()[:4]), "utf-8")
    output = tmp_path / "trimmed"
    ran = CliRunner().invoke(
        app, [str(model), "-o", str(output), "--corpus", str(lines), "--verify", str(lines), "--json"]
    )
    assert ran.exit_code == 0, ran.output
    report = json.loads(ran.stdout)
    assert report["family"] == "m2m100"
    assert report["after"]["tokens"] < report["before"]["tokens"]
    assert report["dropped"]["cyrillic"] > 0
    assert report["coverage"]["changed_share"] == 0
    assert report["verified"]["lines"] == report["verified"]["comparable"] == 4
    assert report["verified"]["masked_same"] == 4
    assert (output / "model.safetensors").is_file()


def test_plain_output_names_what_was_dropped(model: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, [str(model), "-o", str(tmp_path / "trimmed"), "--latin", "all"])
    assert ran.exit_code == 0, ran.output
    assert "cyrillic" in ran.stdout
    assert f"--model {tmp_path / 'trimmed'}" in ran.stdout


def test_a_length_that_is_no_number_is_a_usage_error(model: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, [str(model), "-o", str(tmp_path / "trimmed"), "--latin", "many"])
    assert ran.exit_code == 2
    assert "many" in ran.output
    assert not (tmp_path / "trimmed").exists()
