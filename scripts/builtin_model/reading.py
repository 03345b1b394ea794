"""Lines of a file, as its author ended them."""

from pathlib import Path


def lines_of(path: Path) -> list[str]:
    """Lines of a UTF-8 file, ended by line feeds only: a line separator (U+2028) is text in some corpora."""
    return path.read_text("utf-8").removesuffix("\n").split("\n")
