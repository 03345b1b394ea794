"""Which files of a repository are taken, and when a cached model counts as whole."""

import hashlib
import json
import shutil
from pathlib import Path

import huggingface_hub.constants
import pytest

from translate.engines.hub import cached_folder, spoilt_files
from translate.engines.hub_listing import matches, wanted

COMMIT = "b" * 40


@pytest.fixture
def snapshot(tiny_marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model in the hub's cache as its client leaves it: named copies of blobs, and a note of the branch."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    model = tmp_path / "models--newsroom--tiny"
    folder = model / "snapshots" / COMMIT
    folder.mkdir(parents=True)
    (model / "blobs").mkdir()
    (model / "refs").mkdir()
    (model / "refs" / "main").write_text(COMMIT)
    for path in tiny_marian.iterdir():
        blob = model / "blobs" / hashlib.sha256(path.read_bytes()).hexdigest()
        shutil.copy(path, blob)
        (folder / path.name).symlink_to(blob)
    return folder


def test_one_set_of_weights_and_no_other_framework_is_taken() -> None:
    names = [
        "config.json",
        "model.safetensors",
        "pytorch_model.bin",
        "tf_model.h5",
        "vocab.json",
        "README.md",
    ]
    assert wanted(names) == ["config.json", "model.safetensors", "vocab.json"]
    assert wanted(["config.json", "pytorch_model.bin"]) == ["config.json", "pytorch_model.bin"]
    shards = ["pytorch_model-00001-of-00002.bin", "pytorch_model.bin.index.json"]
    assert wanted(shards) == shards
    assert wanted([*shards, "model.safetensors"]) == ["model.safetensors"]
    assert wanted(["onnx/vocab.json", "model.safetensors"]) == ["model.safetensors"]


def test_a_hash_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"hello\n")
    assert matches(path, "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03")
    assert matches(path, "ce013625030ba8dba906f756967f9e9ca394464a")  # as `git hash-object` says
    assert not matches(path, "0" * 64)
    assert not matches(path, "0" * 40)


def test_a_cached_model_is_found_by_branch_and_by_commit_only(snapshot: Path) -> None:
    assert cached_folder("newsroom/tiny", None) == snapshot
    assert cached_folder("newsroom/tiny", COMMIT) == snapshot
    assert cached_folder("newsroom/tiny", "c" * 40) is None
    assert cached_folder("newsroom/other", None) is None
    assert cached_folder("not a name", None) is None


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "source.spm", "vocab.json"])
def test_a_model_without_a_file_that_it_needs_is_not_here(snapshot: Path, name: str) -> None:
    (snapshot / name).unlink()
    assert cached_folder("newsroom/tiny", None) is None


def test_a_model_without_one_of_its_shards_is_not_here(snapshot: Path) -> None:
    weights = snapshot / "model.safetensors"
    weights.rename(snapshot / "model-00001-of-00002.safetensors")
    shards = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (snapshot / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    assert cached_folder("newsroom/tiny", None) is None
    (snapshot / shards["b"]).write_bytes(b"here")
    assert cached_folder("newsroom/tiny", None) == snapshot


def test_a_damaged_index_of_shards_is_not_a_whole_model(snapshot: Path) -> None:
    (snapshot / "model.safetensors.index.json").write_text("{")
    assert cached_folder("newsroom/tiny", None) is None


def test_a_copy_that_is_not_what_its_name_says_is_named(snapshot: Path) -> None:
    assert spoilt_files(snapshot) == ()
    (snapshot / "vocab.json").resolve().write_text("{}")
    assert spoilt_files(snapshot) == ("vocab.json",)
