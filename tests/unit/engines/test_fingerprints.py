"""A large model is hashed once, and again when it has changed."""

import os
from pathlib import Path

import pytest

from translate.engines import fingerprint as module
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.fingerprint import damaged, fingerprint


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Names of the files that were read to be hashed, in a cache of their own."""
    read: list[str] = []
    real = module._sha256

    def noted(path: Path) -> str:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(module, "_sha256", noted)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "model"
    place.mkdir()
    (place / "config.json").write_text("{}")
    (place / "model.bin").write_bytes(b"weights")
    return place


def test_unchanged_files_are_read_once(hashed: list[str], folder: Path) -> None:
    first = fingerprint(folder)
    assert fingerprint(folder) == first
    assert sorted(hashed) == ["config.json", "model.bin"]


def test_a_changed_file_is_read_again(hashed: list[str], folder: Path) -> None:
    first = fingerprint(folder)
    (folder / "model.bin").write_bytes(b"w3ights")
    os.utime(folder / "model.bin", (1, 1))  # however coarse the file system's clock is
    assert fingerprint(folder) != first
    assert hashed.count("model.bin") == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}'])
def test_a_broken_ledger_is_begun_anew(
    hashed: list[str], folder: Path, tmp_path: Path, content: bytes
) -> None:
    first = fingerprint(folder)
    (tmp_path / "cache" / "fingerprints.json").write_bytes(content)
    assert fingerprint(folder) == first
    assert hashed.count("model.bin") == 2


def test_files_that_do_not_matter_are_left_alone(hashed: list[str], folder: Path) -> None:
    first = fingerprint(folder)
    (folder / "README.md").write_text("card")
    (folder / "optimizer.pt").write_bytes(b"0")
    assert fingerprint(folder) == first
    assert "README.md" not in hashed


def test_missing_and_changed_files_are_found_by_their_checksums(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  config.json\n{'1' * 64}  gone.json\n")
    assert damaged(folder) == ("config.json", "gone.json")
    (folder / "SHA256SUMS").unlink()
    assert damaged(folder) == ()
