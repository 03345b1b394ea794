"""One stable hash of the files of a model that may change a translation, and whether they are whole."""

import hashlib
import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path

from translate.engines.cache import cache_folder, write_atomically
from translate.errors import ModelUnavailable

WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "model.bin")
SETTINGS = (
    "config.json",
    "generation_config.json",
    "*.index.json",
    "*.spm",
    "*.model",
    "*vocab*.json",
    "*vocab*.txt",
    "*vocabulary*.json",
    "*vocabulary*.txt",
    "tokenizer*.json",
    "special_tokens_map.json",
    "added_tokens.json",
)
CHECKSUMS = "SHA256SUMS"


def model_files(folder: Path) -> list[Path]:
    """Weights, tokenizer and config files of a model folder, by name; cards and licences are left out."""
    found = {path for pattern in (*WEIGHTS, *SETTINGS) for path in folder.glob(pattern) if path.is_file()}
    return sorted(found, key=lambda path: path.name)


def fingerprint(folder: Path) -> str:
    """Hash over the names and contents of `model_files`; the folder's own name and place do not matter."""
    digest = hashlib.sha256()
    for path, sha256 in hashed(model_files(folder)):
        digest.update(f"{path.name}\0{sha256}\n".encode())
    return digest.hexdigest()


def damaged(folder: Path) -> tuple[str, ...]:
    """Names of files that are missing or differ from the folder's SHA256SUMS; empty without such a list."""
    listing = folder / CHECKSUMS
    if not listing.is_file():
        return ()
    expected = {name: sha256 for sha256, name in map(str.split, listing.read_text("utf-8").splitlines())}
    present = [folder / name for name in expected if (folder / name).is_file()]
    found = {path.name: sha256 for path, sha256 in hashed(present)}
    return tuple(name for name, sha256 in expected.items() if found.get(name) != sha256)


def check_safetensors(path: Path) -> None:
    """Raise ModelUnavailable where the file is shorter or longer than its own header says."""
    expected = _safetensors_size(path)
    actual = path.stat().st_size
    if expected != actual:
        found = "no valid header" if expected is None else f"{actual:,} of {expected:,} bytes"
        raise ModelUnavailable(f"{path}: damaged weights ({found}); copy or download the file again")


def _safetensors_size(path: Path) -> int | None:
    """Size of a safetensors file by its header: 8 bytes of length, JSON, then data up to the last offset."""
    with path.open("rb") as file:
        start = file.read(8)
        if len(start) < 8:
            return None
        (length,) = struct.unpack("<Q", start)
        if length > path.stat().st_size:
            return None
        try:
            header = json.loads(file.read(length))
            ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
    return 8 + int(length) + max(ends, default=0)


def hashed(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each path with its SHA-256, from the cache where size and time of change are as they were."""
    ledger = cache_folder() / "fingerprints.json"
    known = _read_ledger(ledger)
    fresh: dict[str, list[object]] = {}
    for path in paths:
        stat = path.stat()
        mark: list[object] = [stat.st_size, stat.st_mtime_ns]
        entry = known.get(str(path.resolve()))
        if entry is None or entry[:2] != mark:
            entry = [*mark, _sha256(path)]
            fresh[str(path.resolve())] = entry
        yield path, str(entry[2])
    if fresh:
        # Another process may have written since: losing its lines costs a second hashing, nothing else.
        merged = {**_read_ledger(ledger), **fresh}
        write_atomically(ledger, json.dumps(merged, indent=0, sort_keys=True).encode())


def _read_ledger(path: Path) -> dict[str, list[object]]:
    try:
        entries = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(entries, dict):
        return {}
    return {key: entry for key, entry in entries.items() if isinstance(entry, list) and len(entry) == 3}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(f"{path}: cannot be read ({os.strerror(error.errno or 0)})") from error
