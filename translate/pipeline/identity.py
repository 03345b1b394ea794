"""The id of an output folder: what a hand-off file is told by when it comes back."""

import json
from pathlib import Path
from uuid import uuid4

from translate.formats.atomic import replace_file

KEPT_IN = ".tarjoman/id"


def identity(out: Path, manifest: str) -> str:
    """The id that the folder's manifest gives, or one that is kept in the folder from now on.

    A job that is run again into its folder, or goes on after it was stopped, keeps its id: a file that a
    translator has had since yesterday still fits, and every source in it is compared anyway.
    """
    for known in (_in_manifest(out / manifest), _kept(out / KEPT_IN)):
        if known:
            return known
    fresh = uuid4().hex
    with replace_file(out / KEPT_IN) as stream:
        stream.write(fresh)
    return fresh


def _in_manifest(path: Path) -> str:
    try:
        return str(json.loads(path.read_text("utf-8")).get("id", ""))
    except (FileNotFoundError, ValueError, AttributeError):
        return ""  # none yet, or not one of ours: this run writes it anew


def _kept(path: Path) -> str:
    return path.read_text("utf-8").strip() if path.is_file() else ""
