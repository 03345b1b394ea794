"""Models for machines without the hub: the list of files to bring, and a folder that may be carried."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.engines.families import FAMILIES
from translate.engines.fingerprint import CHECKSUMS, hashed, model_files
from translate.engines.hub_listing import SECOND_CHOICE, Listing
from translate.engines.integrity import check_sums
from translate.errors import BadUsage, OutputFailed


@dataclass(frozen=True, slots=True)
class Item:
    """A file to bring: its name, where to get it, and its size and hash where they are known.

    `hash` is "sha256:..." or "git:..." (git's SHA-1 of a blob, for small files), "" where it is unknown.
    """

    name: str
    source: str
    size: int | None = None
    hash: str = ""


def items_of_hub(listing: Listing) -> list[Item]:
    """The files of a listing with their addresses."""
    from huggingface_hub import hf_hub_url

    return [
        Item(
            file.name,
            hf_hub_url(listing.hub_id, file.name, revision=listing.commit),
            file.size,
            f"{'sha256' if len(file.etag) == 64 else 'git'}:{file.etag}",
        )
        for file in listing.files
    ]


def items_of_folder(folder: Path) -> list[Item]:
    """The files of a model that is on this disk."""
    return [
        Item(path.name, str(path), path.stat().st_size, f"sha256:{sha256}")
        for path, sha256 in hashed(model_files(folder))
    ]


def items_of_family(hub_id: str, family: str) -> list[Item]:
    """What a model of the family needs at least, where the hub cannot be asked for its list.

    Names with a bar are alternatives, names with a star patterns.
    """
    required = ["config.json", "tokenizer_config.json", *FAMILIES[family].required]
    if not FAMILIES[family].ctranslate2_only:
        required.append(f"*.safetensors|{SECOND_CHOICE}.bin")
    place = f"https://huggingface.co/{hub_id}/tree/main"
    return [Item(name, place) for name in dict.fromkeys(required)]


def ship(folder: Path, to: Path) -> tuple[Path, ...]:
    """Copy the model in `folder` to the folder `to`, with a list of SHA-256 sums; the files written.

    A folder that holds the same model already is left as it is: (). BadUsage where it holds something
    else, ModelUnavailable where a copy is not what the list says.
    """
    files = model_files(folder)
    listed = "".join(f"{sha256}  {path.name}\n" for path, sha256 in hashed(files))
    if (to / CHECKSUMS).is_file() and (to / CHECKSUMS).read_text("utf-8") == listed:
        check_sums(to)
        return ()
    if to.exists() and any(to.iterdir()):
        raise BadUsage(f"{to}: not empty, and not this model; name a new folder")
    _copy(files, to)
    (to / CHECKSUMS).write_text(listed, "utf-8")
    check_sums(to)
    return tuple(to / path.name for path in files)


def _copy(files: Sequence[Path], to: Path) -> None:
    try:
        to.mkdir(parents=True, exist_ok=True)
        for path in files:
            shutil.copyfile(path, to / path.name)
    except OSError as error:
        raise OutputFailed(f"{to}: {error.strerror}") from error
