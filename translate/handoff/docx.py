"""A Word document: a table an article, Persian right-to-left beside English, every flag a comment.

Written part by part, so that no table is held in memory. What identifies a row is text that a reader sees,
the first row of each table and the first column: Word, LibreOffice and Google Docs all keep text, and
little else.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from translate.errors import BadInput
from translate.handoff.base import Heading, Put, Returned
from translate.handoff.characters import unspelled
from translate.handoff.docx_writing import Table
from translate.handoff.parsing import elements, name_of
from translate.handoff.status import means_done, places

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
}
_REMOVED = {"del", "moveFrom", "instrText", "delText"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


class Docx:
    """See the module. Changes that were tracked are read as if they had been accepted."""

    suffix = ".docx"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """A heading and a table an article; an article without lines is left out."""
        with ZipFile(stream, "w", ZIP_DEFLATED) as package:
            for name, own in _PARTS.items():
                package.writestr(name, files("translate.handoff").joinpath("docx_parts", own).read_bytes())
            with package.open(BODY, "w", force_zip64=True) as body:
                table = Table(cast("BinaryIO", body), heading)
                table.begin()
                yield table.write
                table.end()
            package.writestr("word/comments.xml", table.comments())

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Rows in order, of whatever tables say which article they hold."""
        try:
            package = ZipFile(stream)
            body = package.open(BODY)
        except (BadZipFile, KeyError) as error:
            raise BadInput("not a Word document (.docx); save it in that format") from error
        with package, body:
            yield from _rows(body)


@dataclass(frozen=True, slots=True)
class _Article:
    run: str
    document: str
    name: str
    lines: int | None


_DOCUMENT, _FILE = "Document: ", "File: "
_RUN = re.compile(r"Run: (.*), (\d+) rows", re.ASCII)


def _rows(body: IO[bytes]) -> Iterator[Returned]:
    article: _Article | None = None
    for _, row in elements(cast("BinaryIO", body), ends={f"{{{NAMESPACE}}}tr"}):
        cells = [_Cell(element) for element in row.iter(f"{{{NAMESPACE}}}tc")]
        head = _article(cells[0].paragraphs) if cells else None
        if head:
            article = head
        elif article is not None and len(cells) >= 3 and not _is_title(cells):
            yield from _returned(article, cells)
    if article is None:
        raise BadInput("no table of a hand-off in it; the first row of each table must stay as it was")


def _article(paragraphs: list[str]) -> _Article | None:
    """What the first row of a table says, None for another row."""
    match paragraphs:
        case [document, name, run, *_] if document.startswith(_DOCUMENT) and name.startswith(_FILE):
            said = _RUN.match(run)
            if said:
                document, name = document.removeprefix(_DOCUMENT), name.removeprefix(_FILE)
                return _Article(said[1], unspelled(document), unspelled(name), int(said[2]))
    return None


class _Cell:
    """A table cell: the text of its paragraphs, and whether it was merged into the one above."""

    def __init__(self, element: Any) -> None:
        self.paragraphs = [_text(one) for one in element.iter(f"{{{NAMESPACE}}}p")]
        merged = element.find(f"{{{NAMESPACE}}}tcPr/{{{NAMESPACE}}}vMerge")
        self.is_merged_away = merged is not None and merged.get(f"{{{NAMESPACE}}}val") != "restart"

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def _is_title(cells: list[_Cell]) -> bool:
    return [cell.text for cell in cells[:3]] == ["#", "Persian", "English"]


def _returned(article: _Article, cells: list[_Cell]) -> Iterator[Returned]:
    """One row, or as many as were merged into it where their paragraphs still tell them apart."""
    number, source, target = cells[:3]
    if number.is_merged_away:
        return
    found = places(number.text)
    said = cells[3].text if len(cells) > 3 else ""
    if len(found) > 1 and len(source.paragraphs) == len(target.paragraphs) == len(found):
        for place, persian, english in zip(found, source.paragraphs, target.paragraphs, strict=True):
            yield _one(article, [place], persian, english, said)
        return
    yield _one(article, found, source.text, target.text, said)


def _one(article: _Article, found: list[tuple[int, int]], source: str, target: str, said: str) -> Returned:
    return Returned(
        run=article.run,
        document=article.document,
        name=article.name,
        index=found[0][0] if found else None,
        source=unspelled(source),
        target=unspelled(target),
        accepted=means_done(said),
        revision=found[0][1] if found else None,
        lines=article.lines,
        also=tuple(index for index, _ in found[1:]),
    )


def _text(element: Any) -> str:
    """The characters of a paragraph as a reader sees them: what was deleted with tracking is not there."""
    parts: list[str] = []
    for child in element:
        name = name_of(child)
        if name in _REMOVED:
            continue
        if name == "t":
            parts.append(child.text or "")
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name != "p":  # a paragraph inside is read on its own
            parts.append(_text(child))
    return "".join(parts)
