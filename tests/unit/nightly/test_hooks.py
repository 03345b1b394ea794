"""The command that hears of a night."""

import json
import sys
import time
from pathlib import Path

from tests.unit.nightly.nights import GOOD, night
from translate.nightly.hooks import run_command
from translate.nightly.records import Night


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def run(code: str, tmp_path: Path, *, about: Night = GOOD) -> str | None:
    return run_command(python(code), about, seconds=60, folder=tmp_path)


def test_the_command_gets_the_night_on_standard_input_and_in_the_environment(tmp_path: Path) -> None:
    code = (
        "import json, os, sys\n"
        "said = {k: v for k, v in os.environ.items() if k.startswith('TARJOMAN_')}\n"
        "json.dump([json.load(sys.stdin), said], open('said.json', 'w'))"
    )
    assert run(code, tmp_path, about=night(manifest={"tarjoman": "1"})) is None
    given, environment = json.loads((tmp_path / "said.json").read_text())
    assert given["tarjoman"] == "1"
    assert given["night"]["articles"]["new"] == 2
    assert environment["TARJOMAN_OUTCOME"] == "published"
    assert environment["TARJOMAN_EXIT_CODE"] == "0"
    assert environment["TARJOMAN_NIGHT"] == GOOD.name
    assert environment["TARJOMAN_FOLDER"] == GOOD.folder
    assert "2 new" in environment["TARJOMAN_LINE"]


def test_a_command_that_reads_nothing_is_not_broken_by_a_long_night(tmp_path: Path) -> None:
    assert run("pass", tmp_path, about=night(manifest={"x": "y" * 1_000_000})) is None


def test_a_command_that_fails_is_reported_with_its_last_words(tmp_path: Path) -> None:
    failure = run("import sys; print('no such channel'); sys.exit(4)", tmp_path)
    assert failure is not None
    assert failure.endswith("ended with 4: no such channel")
    assert "cannot be run" in str(run_command(["/no/such"], GOOD, seconds=1, folder=tmp_path))


def test_a_command_that_does_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "sleep 600 & echo $! > child; wait"]
    failure = run_command(command, GOOD, seconds=1.0, folder=tmp_path)
    assert failure == "command /bin/sh: killed after 1 s"
    child = int((tmp_path / "child").read_text())
    end = time.monotonic() + 20
    while not _is_gone(child):  # the kernel takes its time
        assert time.monotonic() < end
        time.sleep(0.01)


def _is_gone(process: int) -> bool:
    """Gone, or dead and waiting for whoever adopts it."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"
