"""Word files: every paragraph translated where it stands, in the same package.

Read with zipfile and lxml rather than python-docx, which knows neither footnotes nor text boxes, is an
optional dependency, and refuses packages with a relation that leads nowhere, which Word itself opens.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from translate.formats import word_package
from translate.formats.base import content_of
from translate.formats.tags import ARABIC_SCRIPT
from translate.formats.word_direction import turn
from translate.formats.word_package import W
from translate.formats.word_paragraph import Paragraph, paragraph, write
from translate.formats.word_revisions import accept
from translate.records import Document, Unit, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("Title", "Heading1")


class Docx:
    """A Word file, written as NAME.en.docx.

    Paragraphs of the body, of tables, headers, footers, notes, comments and text boxes are units. Styles,
    pictures, links, fields, bookmarks and references to notes stay; tracked changes are accepted; the English
    reads from left to right.
    """

    suffixes: tuple[str, ...] = (".docx",)
    output_suffix = ".en.docx"
    has_rows = False

    def documents(
        self, file: BinaryIO, *, name: str, encoding: str | None
    ) -> Iterator[Document | Unreadable]:
        """The file as one document; `encoding` means nothing here."""
        del encoding
        content = content_of(file, name=name)
        units = [
            Unit(found.text, after="\n\n", field=_field(found.element), one_paragraph=True)
            for found in _paragraphs(_accepted(content, name))
        ]
        yield Document(name, tuple(units), frame=content)

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> bytes:
        """The package with its paragraphs in English."""
        if isinstance(read, Unreadable):
            return b""
        content = cast("bytes", read.frame)
        parts = _accepted(content, read.id)
        # All are read before one is written: a text box lies inside the paragraph that anchors it.
        for found, target in zip(list(_paragraphs(parts)), units, strict=True):
            if target != found.text:
                write(found, target)
        for root in parts.values():
            turn(root)
        return word_package.packed(content, parts)


def _accepted(content: bytes, name: str) -> "dict[str, _Element]":
    parts = word_package.parts(content, name=name)
    for root in parts.values():
        accept(root)
    return parts


def _paragraphs(parts: "dict[str, _Element]") -> Iterator[Paragraph]:
    """Paragraphs with anything to translate, part after part."""
    for part, root in parts.items():
        if word_package.is_text(part):
            for element in list(root.iter(f"{W}p")):
                if ARABIC_SCRIPT.search("".join(one.text or "" for one in element.iter(f"{W}t"))):
                    found = paragraph(element)
                    if ARABIC_SCRIPT.search(found.text):
                        yield found


def _field(element: "_Element") -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return "title" if style is not None and style.get(f"{W}val") in _TITLES else "text"
