"""What every format is: a file becomes documents, translated documents become a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from translate.errors import UnreadableDocument
from translate.records import Document, Span, Unit, Unreadable


class Format(Protocol):
    """Reads one kind of file and writes its English counterpart. Formats hold no state.

    `suffixes` are the file endings it answers for, lower case, with the dot. `output_suffix` is what
    replaces the input's ending: ".en.txt", ".en.jsonl". With `has_rows` a document is a row of the file:
    one that cannot be read keeps its place in the output.
    """

    suffixes: tuple[str, ...]
    output_suffix: str
    has_rows: bool

    def documents(
        self, file: BinaryIO, *, name: str, encoding: str | None
    ) -> Iterator[Document | Unreadable]:
        """Documents of an open file in order, read as they are asked for where the format allows it.

        `name` identifies the file; `encoding` is what the user said it is written in. Raises
        UnreadableDocument where the file as a whole cannot be read; BadUsage where `encoding` does not exist.
        """
        ...

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str | bytes:
        """The English of one document: `units` are the translated units, in order, one each.

        The pieces of a file, one after the other, are the output file; text is written in UTF-8, bytes as
        they are. ValueError when the number of `units` is not that of the document.
        """
        ...


class TextFormat(Format, Protocol):
    """A format whose files are text."""

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The file's characters. Raises UnreadableDocument; BadUsage where `encoding` does not exist.

        `name` stands in the message; `encoding` is what the user said the file is written in.
        """
        ...

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """Documents of a decoded file in order, lazily; an unreadable part keeps its place.

        `name` identifies the file and becomes the id of a single document. Never raises for what
        stands in the text.
        """
        ...

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """As any format's, in text."""
        ...


LARGEST_FILE = 256 << 20
"""Bytes. A larger file that has to be read as a whole is no article."""


class WholeText(TextFormat, Protocol):
    """A format of text that has to see the whole file at once."""

    def documents(
        self, file: BinaryIO, *, name: str, encoding: str | None
    ) -> Iterator[Document | Unreadable]:
        """The file, read as a whole."""
        yield from self.read(self.decode(content_of(file, name=name), name=name, encoding=encoding), name)


def content_of(file: BinaryIO, *, name: str) -> bytes:
    """All of a file; UnreadableDocument where it is larger than `LARGEST_FILE`."""
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableDocument(
            name,
            f"larger than {LARGEST_FILE >> 20} MiB; give one article a file, or many as rows of a .jsonl",
        )
    return content


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a unit stands in a text, and whether its line breaks are mere wrapping."""

    span: Span
    field: str = "text"
    one_paragraph: bool = False


def document_of(name: str, text: str, stretches: Iterable[Stretch]) -> Document:
    """A document whose units are `stretches` of `text`, in order and apart from each other.

    White space at the ends of a stretch stays outside its unit, a blank stretch is no unit; whatever no
    unit holds goes to `before` and `after`, so that the document's text is `text` to the character.
    """
    kept = [stretch for stretch in (_trimmed(text, stretch) for stretch in stretches) if _width(stretch)]
    starts = [stretch.span[0] for stretch in kept] + [len(text)]
    units = tuple(
        Unit(
            text=text[slice(*stretch.span)],
            after=text[stretch.span[1] : following],
            field=stretch.field,
            one_paragraph=stretch.one_paragraph,
        )
        for stretch, following in zip(kept, starts[1:], strict=True)
    )
    return Document(id=name, units=units, before=text[: starts[0]])


def rebuilt(read: Document | Unreadable, units: Iterable[str]) -> str:
    """The document's text with `units` in place of its own; nothing for what could not be read."""
    if isinstance(read, Unreadable):
        return ""
    pairs = zip(read.units, units, strict=True)
    return read.before + "".join(translated + unit.after for unit, translated in pairs)


def _trimmed(text: str, stretch: Stretch) -> Stretch:
    inside = text[slice(*stretch.span)]
    start = stretch.span[0] + len(inside) - len(inside.lstrip())
    end = max(start, stretch.span[0] + len(inside.rstrip()))
    return Stretch((start, end), field=stretch.field, one_paragraph=stretch.one_paragraph)


def _width(stretch: Stretch) -> int:
    return stretch.span[1] - stretch.span[0]
