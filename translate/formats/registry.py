"""Which format answers for which file ending."""

from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from translate.errors import UnreadableDocument
from translate.formats.base import Format

PLAIN = ".txt"
"""What a file without a known ending, named by the user, is read as; standard input too."""

_FORMATS = {
    ".txt": "translate.formats.txt:Txt",
    ".text": "translate.formats.txt:Txt",
    ".md": "translate.formats.markdown:Markdown",
    ".markdown": "translate.formats.markdown:Markdown",
    ".jsonl": "translate.formats.jsonl:JsonLines",
    ".ndjson": "translate.formats.jsonl:JsonLines",
    ".html": "translate.formats.html:Html",
    ".htm": "translate.formats.html:Html",
    ".xhtml": "translate.formats.html:Html",
    ".docx": "translate.formats.docx:Docx",
    ".xliff": "translate.formats.xliff:Xliff",
    ".xlf": "translate.formats.xliff:Xlf",
    ".tmx": "translate.formats.tmx:Tmx",
}

_WHOLE_PAGE = "translate.formats.page:Page"
_ARTICLE = _FORMATS[".html"]


def supported() -> tuple[str, ...]:
    """The file endings that can be read, lower case, with the dot."""
    return tuple(_FORMATS)


def is_supported(path: PurePath) -> bool:
    """Whether the file's ending is one that can be read, in whatever case."""
    return path.suffix.lower() in _FORMATS


def for_path(path: Path) -> Format:
    """The format of a file by its ending; plain text where it has none.

    Raises UnreadableDocument for an ending that nothing answers for.
    """
    if path.suffix and not is_supported(path):
        raise UnreadableDocument(
            path, f"{path.suffix} files cannot be read; supported: {', '.join(supported())}"
        )
    return for_suffix(path.suffix or PLAIN)


def for_suffix(suffix: str, *, whole_page: bool = False) -> Format:
    """The format that answers for `suffix`, one of `supported()` in whatever case, with the dot.

    With `whole_page` a web page is kept as it is and translated in place, not only its article.
    """
    place = _FORMATS[suffix.lower()]
    return _resolved(_WHOLE_PAGE if whole_page and place == _ARTICLE else place)


@cache
def _resolved(place: str) -> Format:
    module, _, name = place.partition(":")
    return cast("Format", getattr(import_module(module), name)())
