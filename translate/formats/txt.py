"""Plain text: one document, one unit; what a paragraph is, the text layer decides."""

from collections.abc import Iterable, Iterator

from translate.formats.base import Stretch, WholeText, document_of, rebuilt
from translate.formats.encoding import decode
from translate.records import Document, Unreadable


class Txt(WholeText):
    """A plain text file. White space at both ends of the file stands outside the unit."""

    suffixes: tuple[str, ...] = (".txt", ".text")
    output_suffix = ".en.txt"
    has_rows = False

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The file's characters; see `translate.formats.encoding.decode`."""
        return decode(content, name=name, encoding=encoding)

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """One document with the whole text as its unit; no unit where there is only white space."""
        yield document_of(name, text, [Stretch((0, len(text)))])

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The translated unit between the white space that stood around it."""
        return rebuilt(read, units)
