"""What the hub has of a model: which files, how large, and the hash that each must have.

And the hub's failures in the user's words.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from translate.engines.fingerprint import SETTINGS, WEIGHTS
from translate.errors import ModelUnavailable, OutputFailed

PATTERNS = (*SETTINGS, *WEIGHTS, "tokenization_*.py")
"""What is fetched of a repository: no other framework's weights, no training leftovers.

The code of a custom tokenizer is only looked at by name, to recognise the family; it is never run.
"""

SECOND_CHOICE = "pytorch_model*"
"""Weights that are left out where the same ones are published as safetensors."""

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of the hub: name, size in bytes, and its etag.

    The etag names the content: the SHA-256 (64 digits) of large files, git's SHA-1 of a blob (40 digits)
    of the others. The hub's cache names its copies by it.
    """

    name: str
    size: int
    etag: str

    @property
    def is_weights(self) -> bool:
        """Whether it is one of the large files, which come last."""
        return any(fnmatch(self.name, pattern) for pattern in WEIGHTS)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of one commit that a translation needs, weights last."""

    hub_id: str
    commit: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files)


def listing(hub_id: str, revision: str | None) -> Listing:
    """Ask the hub what it has of a model; `revision` None is its newest."""
    import huggingface_hub

    with explained(hub_id, revision):
        info = huggingface_hub.HfApi().model_info(hub_id, revision=revision, files_metadata=True)
    files = [_remote(hub_id, sibling) for sibling in info.siblings or ()]
    needed = set(wanted(file.name for file in files))
    chosen = sorted((file for file in files if file.name in needed), key=lambda file: file.is_weights)
    if not any(file.is_weights for file in chosen):
        raise ModelUnavailable(f"{hub_id}: the hub has no weights of it that tarjoman can read")
    return Listing(hub_id, str(info.sha), tuple(chosen))


def _remote(hub_id: str, sibling: Any) -> RemoteFile:
    large = sibling.lfs
    size, etag = (large.size, large.sha256) if large else (sibling.size, sibling.blob_id)
    if size is None or not etag:
        raise ModelUnavailable(f"{hub_id}: the hub does not say how large {sibling.rfilename} is or its hash")
    return RemoteFile(sibling.rfilename, size, etag)


def wanted(names: Iterable[str]) -> list[str]:
    """Those of a repository's files that a translation needs."""
    matching = [name for name in names if "/" not in name and any(fnmatch(name, one) for one in PATTERNS)]
    if any(name.endswith(".safetensors") for name in matching):
        return [name for name in matching if not fnmatch(name, SECOND_CHOICE)]
    return matching


def matches(path: Path, etag: str) -> bool:
    """Whether the file's content has the hash that its etag is; True for an etag that is no hash."""
    if len(etag) not in {40, 64}:
        return True
    if len(etag) == 64:
        digest = hashlib.sha256()
    else:
        # Git's name of a blob, not a protection: that is HTTPS and, for weights, the SHA-256.
        digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == etag


@contextmanager
def explained(hub_id: str, revision: str | None = None) -> Iterator[None]:
    """Turn what the hub's client raises into ModelUnavailable that says what to do.

    What this machine's disk refuses becomes OutputFailed.
    """
    from huggingface_hub import errors

    # The client's errors derive from those of its HTTP library, whose name changed between releases.
    http_error: Any = errors.HfHubHTTPError.__bases__[0]
    try:
        yield
    except errors.HFValidationError as error:
        raise ModelUnavailable(
            f"{hub_id}: not a name of the hub, which are like organisation/model"
        ) from error
    except errors.GatedRepoError as error:
        raise ModelUnavailable(
            f"{hub_id}: given only to users who accepted its terms; accept them on its page and set HF_TOKEN"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise ModelUnavailable(f"{hub_id}: the hub has no revision {revision} of it") from error
    except errors.RepositoryNotFoundError as error:
        raise ModelUnavailable(
            f"{hub_id}: the hub has no such model, or it is private (set HF_TOKEN)"
        ) from error
    except http_error as error:
        raise ModelUnavailable(broken_off(hub_id, error)) from error
    except OSError as error:  # the client's own "no connection" and "offline" are OSErrors without a number
        if error.errno is None:
            raise ModelUnavailable(offline_message(hub_id)) from error
        raise OutputFailed(
            f"{error.filename or 'the hub cache'}: {error.strerror}; HF_HOME can point to another folder"
        ) from error


def broken_off(hub_id: str, error: Exception) -> str:
    """What to do about a connection that failed or ended."""
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return (
        f"{hub_id}: the hub cannot be reached or broke off ({reason}). What has arrived is kept: "
        f"`tarjoman models get {hub_id}` goes on from there. For a machine without the hub see "
        f"`tarjoman models get {hub_id} --files`"
    )


def offline_message(hub_id: str) -> str:
    """How to get a model to a machine that cannot reach the hub."""
    return (
        f"{hub_id}: not on this disk and the hub cannot be reached (no network, or HF_HUB_OFFLINE is set). "
        f"On a connected machine run `tarjoman models get {hub_id} --to FOLDER`, copy that folder here and "
        "pass its path as --model; or copy the hub's cache and point HF_HOME at it. "
        f"`tarjoman models get {hub_id} --files` lists the files"
    )
