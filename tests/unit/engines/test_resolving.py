"""What a user calls a model becomes a checked folder, or an error that says what to do."""

import json
import shutil
from pathlib import Path

import pytest

from translate.engines import models
from translate.engines.models import BUILTIN_FOLDER, resolve
from translate.engines.presets import presets
from translate.errors import EXIT_NO_MODEL, ModelUnavailable


def refused(name: str | Path) -> str:
    with pytest.raises(ModelUnavailable) as caught:
        resolve(str(name))
    assert caught.value.exit_code == EXIT_NO_MODEL
    return str(caught.value)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The built-in model as a folder of one's own."""
    folder = tmp_path / "own-model"
    shutil.copytree(BUILTIN_FOLDER, folder)
    return folder


def test_the_built_in_model_is_whole_and_described() -> None:
    model = resolve("builtin")
    assert model.family.name == "marian"
    assert (model.profile, model.max_source_tokens) == ("builtin", 256)
    assert len(model.sha256) == 64
    assert "small and rough" in model.notice
    assert "models list" in model.notice


def test_a_folder_needs_no_preset(copied: Path) -> None:
    model = resolve(str(copied))
    assert (model.name, model.path, model.profile) == (str(copied), copied, "marian")
    assert model.notice == ""


def test_a_copy_of_a_model_has_the_same_hash_and_a_changed_file_another(copied: Path) -> None:
    assert resolve(str(copied)).sha256 == resolve("builtin").sha256
    config = json.loads((copied / "config.json").read_text())
    (copied / "config.json").write_text(json.dumps({**config, "scale_embedding": False}))
    assert resolve(str(copied)).sha256 != resolve("builtin").sha256


def test_the_card_does_not_change_the_hash(copied: Path) -> None:
    (copied / "README.md").write_text("another card")
    assert resolve(str(copied)).sha256 == resolve("builtin").sha256


def test_an_unknown_name_brings_the_nearest() -> None:
    message = refused("nlb-600m")
    assert "did you mean 'nllb-600m'?" in message
    assert "tarjoman models list" in message


def test_a_folder_that_is_not_there_is_named() -> None:
    assert "/no/such/folder" in refused("/no/such/folder")


def test_a_file_is_not_a_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"x")
    assert "the folder" in refused(tmp_path / "model.bin")


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "vocab.json", "config.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert name in refused(copied)


def test_missing_weights_are_said(copied: Path) -> None:
    (copied / "model.safetensors").unlink()
    assert "no weights" in refused(copied)


@pytest.mark.parametrize("kept", [0, 5, 1000, 14_000_000])
def test_truncated_weights_are_recognised(copied: Path, kept: int) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept])
    message = refused(copied)
    assert "model.safetensors" in message
    assert "damaged" in message


def test_weights_that_are_something_else_are_recognised(copied: Path) -> None:
    (copied / "model.safetensors").write_text(
        "<html>404: not found, but long enough to look like a file</html>"
    )
    assert "no valid header" in refused(copied)


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00\x00"])
def test_a_broken_config_is_named(copied: Path, content: str) -> None:
    (copied / "config.json").write_text(content)
    assert "config.json" in refused(copied)


def test_an_unknown_architecture_says_what_it_is_and_what_is_supported(copied: Path) -> None:
    (copied / "config.json").write_text(
        json.dumps({"model_type": "llama", "architectures": ["LlamaForCausalLM"]})
    )
    message = refused(copied)
    assert "llama" in message
    assert "LlamaForCausalLM" in message
    assert "marian" in message


def test_a_spoilt_built_in_model_asks_for_a_new_installation(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (copied / "model.safetensors").open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"spoilt")  # the length stays right: only the checksum can tell
    monkeypatch.setattr(models, "BUILTIN_FOLDER", copied)
    message = refused("builtin")
    assert "model.safetensors" in message
    assert "reinstall" in message


def test_a_hub_model_that_cannot_be_reached_says_how_to_bring_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    for name in ("nllb-600m", "facebook/nllb-200-distilled-600M"):
        message = refused(name)
        assert "facebook/nllb-200-distilled-600M" in message
        assert "HF_HUB_OFFLINE" in message
        assert "--model" in message


def test_every_preset_can_be_read_and_says_what_a_newsroom_must_know() -> None:
    for preset in presets().values():
        assert preset.licence
        assert preset.disk_mb > preset.memory_mb > 0
        assert (preset.hub_id is None) == (preset.name == "builtin")
        assert all(score.source and score.value > 0 for score in preset.scores)
        assert ("not for commercial use" in preset.terms) == (not preset.commercial)
    assert "not for commercial use" in presets()["nllb-600m"].terms


def test_what_is_not_for_commercial_use_is_said_before_a_run() -> None:
    assert "not for commercial use" in models._notice(presets()["nllb-600m"])
