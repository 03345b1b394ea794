"""Model files from the Hugging Face hub, through its own client and cache (`HF_HOME`)."""

from pathlib import Path

from translate.engines.fingerprint import SETTINGS, WEIGHTS
from translate.errors import ModelUnavailable

PATTERNS = [*SETTINGS, *WEIGHTS, "tokenization_*.py"]
"""What is fetched of a repository: no other framework's weights, no training leftovers.

The code of a custom tokenizer is only looked at by name, to recognise the family; it is never run.
"""


def fetch(hub_id: str, revision: str | None = None) -> Path:
    """The local folder of a hub model, downloaded unless it is there; ModelUnavailable says what to do."""
    import huggingface_hub
    from huggingface_hub import errors

    cached = _in_cache(hub_id, revision)
    if cached is not None:
        return cached
    try:
        return Path(huggingface_hub.snapshot_download(hub_id, revision=revision, allow_patterns=PATTERNS))
    except errors.HFValidationError as error:
        raise ModelUnavailable(
            f"{hub_id}: not a name of the hub, which are like organisation/model"
        ) from error
    except errors.GatedRepoError as error:
        raise ModelUnavailable(
            f"{hub_id}: given only to users who accepted its terms; accept them on its page and set HF_TOKEN"
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise ModelUnavailable(
            f"{hub_id}: the hub has no such model, or it is private (set HF_TOKEN)"
        ) from error
    except OSError as error:  # the client's network errors are OSErrors: no connection, offline mode
        raise ModelUnavailable(offline_message(hub_id)) from error


def is_downloaded(hub_id: str, revision: str | None = None) -> bool:
    """Whether the model is in the hub's cache on this disk; the network is not asked."""
    return _in_cache(hub_id, revision) is not None


def _in_cache(hub_id: str, revision: str | None) -> Path | None:
    """The hub cache's folder of this model, None where it is not there or a download was broken off."""
    import huggingface_hub
    from huggingface_hub import errors

    try:
        folder = Path(huggingface_hub.snapshot_download(hub_id, revision=revision, local_files_only=True))
    except (errors.LocalEntryNotFoundError, errors.HFValidationError):
        return None
    has_weights = any(True for pattern in WEIGHTS for _ in folder.glob(pattern))
    return folder if has_weights and (folder / "config.json").is_file() else None


def offline_message(hub_id: str) -> str:
    """How to get a model to a machine that cannot reach the hub."""
    return (
        f"{hub_id}: not on this disk and the hub cannot be reached (no network, or HF_HUB_OFFLINE is set). "
        f"On a connected machine run `hf download {hub_id}`, copy that folder here and pass its path "
        "as --model, or copy the hub's cache and point HF_HOME at it"
    )
