import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.command import environment, tarjoman

HEAVY = ("torch", "transformers", "ctranslate2", "numpy", "sacrebleu", "trafilatura", "lxml", "sentencepiece")


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["--version"], ["models", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys; sys.argv = ['tarjoman', *sys.argv[1:]]\n"
        "from translate.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout.rstrip().endswith("LOADED []")


def test_the_version_is_the_packages_own() -> None:
    assert tarjoman("--version").out.strip() == f"tarjoman {version('tarjoman')}"


def test_the_package_that_is_imported_is_ours() -> None:
    import translate
    from tests.command import ROOT

    assert translate.__file__ == str(ROOT / "translate" / "__init__.py")


@pytest.mark.parametrize(
    "words", [["rum"], ["run"], ["run", "x", "--beam", "0", "-o", "y"], ["run", "x", "--xyzzy", "-o", "y"]]
)
def test_a_wrong_command_line_ends_with_2_and_no_traceback(words: list[str]) -> None:
    ended = tarjoman(*words)
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_doctor_finds_this_machine_sound() -> None:
    ended = tarjoman("doctor", "--json")
    states = {finding["name"]: finding["state"] for finding in ended.json()}
    assert states["built-in model"] == "ok"
    assert states["translation"] == "ok"
    assert ended.code == (1 if "problem" in states.values() else 0)


def test_memory_stats_without_a_store_says_what_makes_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    ended = tarjoman("memory", "stats", tmp_path_factory.mktemp("empty"))
    assert ended.code == 65
    assert "`tarjoman run` makes one" in ended.err
