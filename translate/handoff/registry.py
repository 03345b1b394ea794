"""Which hand-off formats there are, by name and by a file's ending."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from translate.errors import BadInput, BadUsage
from translate.handoff.base import Handoff

FORMATS = {
    "xliff": "translate.handoff.xliff1:Xliff1",
    "xliff2": "translate.handoff.xliff2:Xliff2",
    "tmx": "translate.handoff.tmx:Tmx",
    "docx": "translate.handoff.docx:Docx",
    "html": "translate.handoff.html:Html",
    "csv": "translate.handoff.csv:Csv",
}

_ENDINGS = {
    ".tmx": "tmx",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
}
_XLIFF = (".xliff", ".xlf")
_XLIFF_2 = b'"urn:oasis:names:tc:xliff:document:2.'


def named(name: str) -> Handoff:
    """The format of that name. BadUsage where there is none."""
    if name not in FORMATS:
        raise BadUsage(f"{name}: no such hand-off format; there are {', '.join(FORMATS)}")
    return _resolved(FORMATS[name])


def of_file(path: Path) -> Handoff:
    """The format that a file is in: by its ending, the two XLIFFs by what stands in it."""
    ending = path.suffix.lower()
    if ending in _XLIFF:
        with path.open("rb") as file:
            return named("xliff2" if _XLIFF_2 in file.read(2000).replace(b"'", b'"') else "xliff")
    if ending not in _ENDINGS:
        known = " ".join((*_XLIFF, *_ENDINGS))
        raise BadInput(f"{path}: {ending or 'no'} ending is none of a hand-off file; these are read: {known}")
    return named(_ENDINGS[ending])


@cache
def _resolved(place: str) -> Handoff:
    module, _, name = place.partition(":")
    return cast("Handoff", getattr(import_module(module), name)())
