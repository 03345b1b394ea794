"""Nights on the echo engine inside the tests' own process, and what a reader finds afterwards."""

import os
from pathlib import Path

from tests.command import Ended, inside

TRANSLATION = 'engine = "echo"'
SOURCE = """
[[source]]
name = "news"
kind = "folder"
path = "in"
"""
CONFIG = """
[output]
folder = "{out}"
[translation]
{translation}
[checks]
canary = false
hold = {hold}
{sources}
{more}
"""
TIMED = {"run.json", "report.html"}


def nightly(
    folder: Path,
    out: str = "out",
    *,
    hold: bool = False,
    translation: str = TRANSLATION,
    sources: str = SOURCE,
    more: str = "",
) -> Ended:
    """A night with the articles in FOLDER/in."""
    config = CONFIG.format(
        out=out, hold=str(hold).lower(), translation=translation, sources=sources, more=more
    )
    (folder / f"{out}.toml").write_text(config, "utf-8")
    return inside("nightly", folder / f"{out}.toml")


def published(out: Path) -> dict[str, bytes]:
    """What a reader finds: files but for times, links by where they point."""
    found: dict[str, bytes] = {}
    for path in out.rglob("*"):
        place = path.relative_to(out)
        if place.parts[0] == ".tarjoman" or path.name in TIMED:
            continue
        if path.is_symlink():
            found[str(place)] = os.fsencode(path.readlink())
        elif path.is_file():
            found[str(place)] = path.read_bytes()
    return found
