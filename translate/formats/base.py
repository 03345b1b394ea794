"""What every format is: a file becomes documents, translated documents become a file."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from translate.records import Document, Unreadable

Targets = Mapping[str, str]


class Format(Protocol):
    """Reads one kind of file and writes its English counterpart.

    `suffixes` are the file endings it answers for, lower case, with the dot. `output_suffix` is what
    replaces the input's ending: ".en.txt", ".en.jsonl".
    """

    suffixes: tuple[str, ...]
    output_suffix: str

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """Documents of a decoded file in order, lazily; an unreadable part keeps its place.

        `name` identifies the file and becomes the id of a single document.
        """
        ...

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The English text of one document: `units` are the translated units, in order.

        The pieces of a file, one after the other, are the output file.
        """
        ...


def stem(path: Path) -> str:
    """The file's name without its (last) ending."""
    return path.name[: -len(path.suffix)] if path.suffix else path.name
