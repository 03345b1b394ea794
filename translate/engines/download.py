"""Downloads into the hub's own cache that go on where they stopped and let nothing in that is not right.

The hub's client throws away what it has of a file when it is interrupted; a model of several gigabytes over
a bad line would never arrive. Here a file grows in a part of its own name beside the cache's blobs, is
compared with the hash that the hub lists, and only then becomes a blob.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from translate.engines.cache import cache_folder, turn
from translate.engines.hub_listing import Listing, RemoteFile, explained, matches
from translate.errors import ModelUnavailable, OutputFailed

Say = Callable[[str], None]

SPARE = 64 << 20
"""Bytes that must stay free beside a model: settings, the cache's own files."""


def download(listing: Listing, revision: str | None, say: Say) -> Path:
    """Bring what is missing of a listing into the hub's cache; its snapshot folder.

    `say` hears a line for each file that is fetched. `revision` is what was asked for (a branch, a commit,
    None for the newest): it is noted as complete only when everything is there. Raises ModelUnavailable
    where the hub fails or sends something else than it lists, OutputFailed where the disk is full.
    """
    blobs = _blobs(listing.hub_id)
    missing = [file for file in listing.files if not _is_there(blobs, file)]
    _check_space(blobs, sum(file.size - _arrived(blobs, file) for file in missing))
    for number, file in enumerate(missing, 1):
        say(f"{file.name}, {megabytes(file.size)} ({number} of {len(missing)})")
        _fetch(listing, file, blobs)
    return _linked(listing, revision)


def megabytes(size: int) -> str:
    """A number of bytes for people: 812 kB, 15.7 MB, 2.46 GB."""
    if size < 1_000_000:
        return f"{-(-size // 1000)} kB"
    return f"{size / 1e6:.1f} MB" if size < 1_000_000_000 else f"{size / 1e9:.2f} GB"


def _blobs(hub_id: str) -> Path:
    from huggingface_hub import constants
    from huggingface_hub.file_download import repo_folder_name

    folder = Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=hub_id, repo_type="model") / "blobs"
    with explained(hub_id):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_there(blobs: Path, file: RemoteFile) -> bool:
    """Whether the cache holds the file, whole; a damaged copy is removed."""
    blob = blobs / file.etag
    if not blob.is_file():
        return False
    if blob.stat().st_size == file.size and matches(blob, file.etag):
        return True
    blob.unlink()
    return False


def _part(blobs: Path, file: RemoteFile) -> Path:
    return blobs / f"{file.etag}.tarjoman.incomplete"


def _arrived(blobs: Path, file: RemoteFile) -> int:
    part = _part(blobs, file)
    return part.stat().st_size if part.is_file() else 0


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed and free < needed + SPARE:
        raise OutputFailed(
            f"{folder}: {megabytes(needed)} are still to come and {megabytes(free)} are free; "
            "make room or point HF_HOME to another disk"
        )


def _fetch(listing: Listing, file: RemoteFile, blobs: Path) -> None:
    """Make the blob of one file; a second try from nothing where the first is not what the hub lists."""
    # One process at a time, so that two do not append to the same part.
    with turn(cache_folder("downloads") / f"{file.etag}.lock"):
        for _ in range(2):
            if _is_there(blobs, file):
                return
            part = _grown(listing, file, blobs)
            if part.stat().st_size == file.size and matches(part, file.etag):
                part.replace(blobs / file.etag)
                return
            part.unlink()
    raise ModelUnavailable(
        f"{listing.hub_id}: {file.name} arrived damaged, twice (its hash is not the one that the hub lists); "
        "a proxy may change what passes through it"
    )


def _grown(listing: Listing, file: RemoteFile, blobs: Path) -> Path:
    """The part of a file, with what was missing of it."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # exported without a word

    part, arrived = _part(blobs, file), _arrived(blobs, file)
    if arrived > file.size:
        part.unlink()
        arrived = 0
    with explained(listing.hub_id), part.open("ab") as content:
        http_get(
            hf_hub_url(listing.hub_id, file.name, revision=listing.commit),
            content,
            resume_size=arrived,
            # A compressed answer could not be resumed, nor its size be compared.
            headers={**build_hf_headers(), "Accept-Encoding": "identity"},
            expected_size=file.size,
            displayed_filename=file.name,
        )
    return part


def _linked(listing: Listing, revision: str | None) -> Path:
    """The snapshot folder: the client finds its blobs and puts their names to them."""
    from huggingface_hub import hf_hub_download

    with explained(listing.hub_id):
        paths = [
            Path(hf_hub_download(listing.hub_id, file.name, revision=listing.commit))
            for file in listing.files
        ]
        if revision != listing.commit:
            # Notes which commit the branch stands for; last, so that a note means a whole model.
            hf_hub_download(listing.hub_id, "config.json", revision=revision)
    return paths[0].parent
