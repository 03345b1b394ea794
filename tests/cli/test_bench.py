"""The bench command by itself: the command line registers it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from translate.cli.bench import bench_command
from translate.engines.cache import cache_folder

app = typer.Typer()
app.command()(bench_command)


def figures(*words: str) -> dict[str, object]:
    done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_every_segment_is_decoded_under_the_rule_that_a_run_would_use() -> None:
    found = figures("--engine", "echo", "--segments", "40")
    assert (found["segments"], found["failed"], found["precision"]) == (40, 0, None)
    assert found["batches"] == {"window": 4096, "tokens": 1024, "most": 16, "first": 64}


def test_a_rule_in_a_configuration_is_used(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("batch_tokens = 300\nbatch_most = 5\n")
    found = figures("--engine", "echo", "--config", str(tmp_path / "c.toml"))
    assert found["batches"] == {"window": 4096, "tokens": 300, "most": 5, "first": 64}


@pytest.mark.slow
def test_a_calibration_is_kept_until_a_new_one_is_asked_for() -> None:
    words = ("--beam", "3", "--segments", "16")  # a beam that no other test uses: its file is ours to change
    assert figures(*words)["precision"] == "int8"
    kept = {path: json.loads(path.read_text()) for path in cache_folder("calibration").glob("*.json")}
    ((path, content),) = [item for item in kept.items() if item[1]["decoding"]["beam"] == 3]
    path.write_text(json.dumps({**content, "most": 3, "tokens": 99}))
    assert figures(*words)["batches"] == {"window": 4096, "tokens": 99, "most": 3, "first": 64}
    assert figures(*words, "--recalibrate")["batches"] != {
        "window": 4096,
        "tokens": 99,
        "most": 3,
        "first": 64,
    }
