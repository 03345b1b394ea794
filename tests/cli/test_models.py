"""`tarjoman models list` and `check`, as a user calls them."""

import shutil
from pathlib import Path

import pytest

from tests.command import tarjoman
from tests.tiny_models import build_marian, shared_cache
from translate.engines.presets import presets


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_marian(tmp_path_factory.mktemp("tiny") / "model")


def cache() -> str:
    return str(shared_cache())


@pytest.mark.parametrize("columns", [80, 120])
def test_the_list_fits_a_terminal_and_names_what_a_newsroom_must_know(columns: int) -> None:
    ended = tarjoman("models", "list", COLUMNS=str(columns))
    assert ended.code == 0, ended.err
    assert max(map(len, ended.out.splitlines())) <= columns
    for preset in presets().values():
        assert any(line.startswith(preset.name) for line in ended.out.splitlines())
    text = " ".join(ended.out.split())
    assert text.count("CC BY-NC 4.0, not for") == 3
    assert "37.6" in text
    assert "model card (quickmt-fa-en)" in text


def test_the_list_as_json_has_every_field_of_every_model() -> None:
    rows = tarjoman("models", "list", "--json").json()
    assert [row["name"] for row in rows] == list(presets())
    builtin = rows[0]
    assert builtin["here"] is True
    assert Path(builtin["path"]).is_dir()
    for row in rows:
        assert {"hub_id", "revision", "disk_mb", "memory_mb", "licence", "commercial", "languages"} <= set(
            row
        )
        assert row["profile"]
        assert row["decoding"]["beam"] >= 1
        assert all(score["source"] for score in row["scores"])


def test_a_downloaded_model_is_listed_with_its_true_size(tiny: Path, tmp_path: Path) -> None:
    preset = presets()["small100"]
    folder = tmp_path / "hub" / f"models--{str(preset.hub_id).replace('/', '--')}"
    commit = "a" * 40
    shutil.copytree(tiny, folder / "snapshots" / commit)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(commit)
    rows = {row["name"]: row for row in tarjoman("models", "list", "--json", HF_HOME=str(tmp_path)).json()}
    assert rows["small100"]["here"] is True
    assert rows["small100"]["disk_mb"] <= 1
    assert rows["nllb-600m"]["here"] is False


def test_pinned_revisions_are_commits() -> None:
    for preset in presets().values():
        assert preset.revision is None or (len(preset.revision) == 40 and int(preset.revision, 16))


def test_the_built_in_model_is_healthy(tmp_path: Path) -> None:
    ended = tarjoman("models", "check", "builtin", TARJOMAN_CACHE=cache(), cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "healthy: " in ended.out
    assert "BROKEN" not in ended.out
    assert not any(tmp_path.iterdir())  # nothing is left in the working folder


def test_a_random_model_is_not_and_says_why(tiny: Path) -> None:
    ended = tarjoman("models", "check", tiny, TARJOMAN_CACHE=cache())
    assert ended.code == 69
    assert "not healthy" in ended.out
    assert "key words" in ended.out
    assert "BROKEN, at least 70% expected" in ended.out
    assert "Traceback" not in ended.err


def test_the_check_as_json_has_criteria_and_lines(tiny: Path) -> None:
    ended = tarjoman("models", "check", tiny, "--json", TARJOMAN_CACHE=cache())
    facts = ended.json()
    assert (ended.code, facts["healthy"]) == (69, False)
    assert "key words" in facts["reason"]
    assert {"name", "passed", "of", "least", "share", "healthy"} == set(facts["criteria"][0])
    assert {"source", "target", "faults"} == set(facts["lines"][0])
    assert len(facts["sha256"]) == 64


def test_the_check_takes_the_engine_that_is_asked_for() -> None:
    ended = tarjoman("models", "check", "builtin", "--engine", "transformers", "--device", "cpu", "--json")
    assert ended.json()["engine"] == "transformers"
    assert ended.code == 0


def test_a_model_that_does_not_exist_ends_with_69() -> None:
    ended = tarjoman("models", "check", "nlb-600m")
    assert ended.code == 69
    assert "did you mean 'nllb-600m'?" in ended.err


def test_a_folder_with_wrong_checksums_is_refused_before_it_translates(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copied"
    shutil.copytree(tiny, folder)
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  vocab.json\n")
    ended = tarjoman("models", "check", folder)
    assert ended.code == 69
    assert "vocab.json missing or not as SHA256SUMS says" in ended.err
    assert ended.out == ""
