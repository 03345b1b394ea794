"""The body and the comments of a bilingual Word document, row after row."""

import io
import re
from typing import BinaryIO

from translate.handoff.base import Bilingual, Heading, Line
from translate.handoff.characters import UNFIT_FOR_WORD, spelled
from translate.handoff.markup import Attribute, Markup
from translate.handoff.status import place, status

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_AUTHOR: dict[str, Attribute] = {"w:author": "tarjoman", "w:initials": "T"}

# Twentieths of a point; together the width between the margins of a page of A4 on its side.
_WIDTHS = (850, 6200, 6200, 1470)
_DOUBT, _HEAD = "FFF3D6", "EDEDED"

_BREAKS = re.compile("([\t\n])")


class Table:
    """Writes `word/document.xml` to a stream; `comments` is `word/comments.xml`, which fits into memory."""

    def __init__(self, stream: BinaryIO, heading: Heading) -> None:
        self._out = Markup(stream)
        self._heading = heading
        self._noted = io.BytesIO()
        self._comments = Markup(self._noted)
        self._count = 0

    def begin(self) -> None:
        """Open the document with a line on where it is from."""
        self._out.raw(f"{_DECLARATION}<w:document {_NAMESPACE}><w:body>")
        made = f"{self._heading.model}, tarjoman {self._heading.release}, {self._heading.made}"
        self._paragraph(f"Change the English, write `done` into the last column. {made}", style="Small")

    def write(self, article: Bilingual) -> None:
        """One article."""
        if not article.lines:
            return
        self._paragraph(_fit(article.name), style="Heading1")
        with self._out.element("w:tbl"):
            self._properties()
            self._head(article)
            self._titles()
            for line in article.lines:
                self._row(line)
        self._paragraph("", style="Small")  # or Word joins two tables

    def end(self) -> None:
        """Close the document: pages of A4 on their side."""
        self._out.raw(
            '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            '<w:pgMar w:top="1000" w:right="1059" w:bottom="1000" w:left="1059" w:header="500" '
            'w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>'
        )

    def comments(self) -> bytes:
        """All comments, after the last article."""
        return f"{_DECLARATION}<w:comments {_NAMESPACE}>".encode() + self._noted.getvalue() + b"</w:comments>"

    def _properties(self) -> None:
        self._out.raw(
            f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        )
        for width in _WIDTHS:
            self._out.empty("w:gridCol", {"w:w": width})
        self._out.raw("</w:tblGrid>")

    def _head(self, article: Bilingual) -> None:
        """What says to which article and run the rows below belong; reading needs it."""
        rows = f"Run: {self._heading.run}, {len(article.lines)} rows"
        with self._out.element("w:tr"), self._out.element("w:tc"):
            self._out.raw(
                f'<w:tcPr><w:tcW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
                f'<w:gridSpan w:val="{len(_WIDTHS)}"/></w:tcPr>'
            )
            for text in (f"Document: {_fit(article.document)}", f"File: {_fit(article.name)}", rows):
                self._paragraph(text, style="Small")

    def _titles(self) -> None:
        with self._out.element("w:tr"):
            self._out.raw("<w:trPr><w:tblHeader/></w:trPr>")
            for width, title in zip(_WIDTHS, ("#", "Persian", "English", "Status"), strict=True):
                self._cell(width, title, shade=_HEAD)

    def _row(self, line: Line) -> None:
        number, source, target, state = _WIDTHS
        said = status(line)
        with self._out.element("w:tr"):
            self._out.raw("<w:trPr><w:cantSplit/></w:trPr>")
            self._cell(number, place(line))
            self._cell(source, _fit(line.source), is_persian=True)
            doubt = _DOUBT if said in {"check", "failed"} else None
            self._cell(target, _fit(line.target), shade=doubt, comment=self._comment(line))
            self._cell(state, said)

    def _comment(self, line: Line) -> int | None:
        """The number of a new comment that holds the line's flags; None where it has none."""
        if not line.flags:
            return None
        number, self._count = self._count, self._count + 1
        with self._comments.element("w:comment", {"w:id": number, **_AUTHOR, "w:date": self._heading.made}):
            for flag in line.flags:
                with self._comments.element("w:p"):
                    _write_run(self._comments, _fit(f"{flag.check}: {flag.detail}"))
        return number

    def _cell(
        self,
        width: int,
        text: str,
        *,
        shade: str | None = None,
        is_persian: bool = False,
        comment: int | None = None,
    ) -> None:
        with self._out.element("w:tc"):
            shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
            self._out.raw(f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>')
            self._paragraph(text, is_persian=is_persian, comment=comment)

    def _paragraph(
        self, text: str, *, style: str | None = None, is_persian: bool = False, comment: int | None = None
    ) -> None:
        with self._out.element("w:p"):
            properties = f'<w:pStyle w:val="{style}"/>' if style else ""
            properties += "<w:bidi/>" if is_persian else ""
            self._out.raw(f"<w:pPr>{properties}</w:pPr>" if properties else "")
            if comment is not None:
                self._out.empty("w:commentRangeStart", {"w:id": comment})
            _write_run(self._out, text, is_persian=is_persian)
            if comment is not None:
                self._out.empty("w:commentRangeEnd", {"w:id": comment})
                with self._out.element("w:r"):
                    self._out.empty("w:commentReference", {"w:id": comment})


def _write_run(out: Markup, text: str, *, is_persian: bool = False) -> None:
    with out.element("w:r"):
        if is_persian:
            out.raw('<w:rPr><w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr>')
        for piece in _BREAKS.split(text):
            if piece == "\t":
                out.empty("w:tab")
            elif piece == "\n":
                out.empty("w:br")
            elif piece:
                out.leaf("w:t", piece, {"xml:space": "preserve"})


def _fit(text: str) -> str:
    return spelled(text, UNFIT_FOR_WORD)
