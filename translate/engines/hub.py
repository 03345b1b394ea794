"""Model files from the Hugging Face hub, in the cache of its own client (`HF_HOME`)."""

import json
from pathlib import Path

from translate.engines.download import Say, download
from translate.engines.families import family_of, missing_file
from translate.engines.fingerprint import WEIGHTS, model_files
from translate.engines.hub_listing import listing, matches
from translate.errors import ModelUnavailable


def silent(_line: str) -> None:
    """Say nothing of a download: the client's own bar is all that a person sees."""


def fetch(hub_id: str, revision: str | None = None, *, say: Say = silent) -> Path:
    """The local folder of a hub model, downloaded unless it is there; ModelUnavailable says what to do."""
    cached = cached_folder(hub_id, revision)
    return download(listing(hub_id, revision), revision, say) if cached is None else cached


def cached_folder(hub_id: str, revision: str | None) -> Path | None:
    """The hub cache's folder of this model, None where it is not there or a download was broken off.

    The network is not asked.
    """
    from huggingface_hub import errors, try_to_load_from_cache

    try:
        config = try_to_load_from_cache(hub_id, "config.json", revision=revision)
    except errors.HFValidationError:
        return None
    if not isinstance(config, str):
        return None
    folder = Path(config).parent
    return folder if _is_whole(folder) else None


def spoilt_files(folder: Path) -> tuple[str, ...]:
    """Files of a cached model that are no longer what the hub sent: the cache names each copy by its hash."""
    return tuple(path.name for path in model_files(folder) if not matches(path, path.resolve().name))


def _is_whole(folder: Path) -> bool:
    """Whether all the weights and what the family needs are there.

    Our own downloads bring the weights last; other tools' leave out what they do not need.
    """
    indices = list(folder.glob("*.safetensors.index.json")) or list(folder.glob("pytorch_model*.index.json"))
    if indices:
        shards = {shard for index in indices for shard in _shards(index)}
        if not all((folder / shard).is_file() for shard in shards):
            return False
    elif not any(path.is_file() for pattern in WEIGHTS for path in folder.glob(pattern)):
        return False
    try:
        return missing_file(folder, family_of(folder)) is None
    except ModelUnavailable:  # of no family that is known: whole or not, `resolve` says what it is
        return True


def _shards(index: Path) -> list[str]:
    try:
        return list(json.loads(index.read_bytes())["weight_map"].values())
    except (ValueError, KeyError, AttributeError, OSError):
        return [index.name + " is damaged"]
