"""What stands in the id and status columns of hand-off files made for reading: DOCX, HTML and CSV."""

import re

from translate.handoff.base import Line

DONE = "done"
_MEANS_DONE = {DONE, "accepted", "approved", "final", "translated", "reviewed", "signed-off", "ok", "yes"}
_PLACE = re.compile(r"(\d+)(?:\s*r(\d+))?", re.ASCII)
_PLACES = re.compile(rf"\s*(?:{_PLACE.pattern}[\s,;+&]*)+", re.ASCII)

Place = tuple[int, int]
"""A segment's index and the revision that its text is."""


def status(line: Line) -> str:
    """How far the line has come: by whom it is while nobody has touched it, `check` where it is doubtful."""
    if line.state == "accepted":
        return DONE
    if line.state != "untouched":
        return line.state
    return "check" if line.is_doubtful else line.origin


def means_done(word: str) -> bool:
    """Whether a person wants the line taken as finished."""
    return word.strip().casefold() in _MEANS_DONE


def place(line: Line) -> str:
    """A line's place as a reader sees it: `12`, or `12 r2` where its English is the second edit."""
    return f"{line.index} r{line.revision}" if line.revision else str(line.index)


def places(text: str) -> list[Place]:
    """The places in a cell: one, several where rows were merged, none where it holds something else."""
    if not _PLACES.fullmatch(text):
        return []
    return [(int(found[1]), int(found[2] or 0)) for found in _PLACE.finditer(text)]
