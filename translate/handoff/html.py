"""One HTML page that holds everything: to be read, printed, edited in any browser and sent back.

The page loads nothing. Its English cells can be edited; its button (or Ctrl+S) saves the page as it stands.
What an editor makes of line ends inside a cell (`<br>`, `<div>`) is read as line ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from importlib.resources import files
from typing import BinaryIO

from translate.errors import BadInput
from translate.handoff.base import SOURCE_LANGUAGE, TARGET_LANGUAGE, Bilingual, Heading, Line, Put, Returned
from translate.handoff.characters import UNFIT_FOR_LINES, spelled, unspelled
from translate.handoff.markup import Attribute, Markup
from translate.handoff.parsing import number
from translate.handoff.status import DONE, place, status

_AT_ONCE = 1 << 16
_BLOCKS = {"div", "p", "li"}


class Html:
    """See the module."""

    suffix = ".html"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """A section an article; an article without lines is left out."""
        out = Markup(stream)
        own = files("translate.handoff")
        out.raw(own.joinpath("page_head.html").read_text("utf-8"))
        with out.element("body", {"data-run": heading.run}):
            out.raw(own.joinpath("page_top.html").read_text("utf-8"))
            out.leaf("p", f"{heading.model}, tarjoman {heading.release}, {heading.made}", {"class": "made"})
            yield lambda article: _write_article(out, article)
            out.raw("\n<script>\n" + own.joinpath("page.js").read_text("utf-8") + "</script>\n")
        out.raw("\n</html>\n")

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Rows in order."""
        parser = _Page()
        text = stream.read()
        try:
            content = text.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise BadInput("not UTF-8; save the page from the browser") from error
        for start in range(0, len(content), _AT_ONCE):
            parser.feed(content[start : start + _AT_ONCE])
            yield from parser.taken()
        parser.close()
        yield from parser.taken()
        if not parser.is_ours:
            raise BadInput("not a hand-off page of tarjoman, or an editor has dropped what marks its rows")


def _write_article(out: Markup, article: Bilingual) -> None:
    if not article.lines:
        return
    attributes: dict[str, Attribute] = {
        "data-document": _fit(article.document),
        "data-name": _fit(article.name),
        "data-lines": len(article.lines),
    }
    out.raw("\n")
    with out.element("section", attributes):
        out.leaf("h2", _fit(article.name))
        out.raw(
            "<table><thead><tr><th>#</th><th>Persian</th><th>English</th><th>Done</th><th>Notes</th></tr></thead>"
        )
        with out.element("tbody"):
            for line in article.lines:
                _write_row(out, line)
            out.raw("\n")
        out.raw("</table>")


def _write_row(out: Markup, line: Line) -> None:
    said = status(line)
    attributes: dict[str, Attribute] = {
        "data-index": line.index,
        "data-revision": line.revision,
        "data-status": said,
    }
    out.raw("\n")
    with out.element("tr", attributes):
        out.leaf("th", place(line), {"scope": "row"})
        out.leaf("td", _fit(line.source), {"class": "source", "lang": SOURCE_LANGUAGE, "dir": "rtl"})
        out.leaf(
            "td",
            _fit(line.target),
            {
                "class": "target",
                "lang": TARGET_LANGUAGE,
                "dir": "ltr",
                "contenteditable": "plaintext-only",
                "aria-label": f"English of {line.index}",
            },
        )
        with out.element("td", {"class": "done"}):
            out.empty(
                "input",
                {
                    "type": "checkbox",
                    "aria-label": f"{line.index} is done",
                    "checked": "" if said == DONE else None,
                },
            )
        with out.element("td", {"class": "notes"}):
            _write_notes(out, line, said)


def _write_notes(out: Markup, line: Line, said: str) -> None:
    for flag in line.flags:
        out.leaf("p", _fit(f"{flag.check}: {flag.detail}"), {"class": "flag"})
    confidence = "" if line.confidence is None else f", confidence {line.confidence:.2f}"
    out.leaf("p", f"{said}{confidence}", {"class": "status"})


def _fit(text: str) -> str:
    return spelled(text, UNFIT_FOR_LINES)


class _Page(HTMLParser):
    """Gathers the rows of a hand-off page as it is fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_ours = False
        self._run = ""
        self._section: dict[str, str] = {}
        self._row: dict[str, str] | None = None
        self._cell: str | None = None
        self._text: dict[str, list[str]] = {}
        self._is_done = False
        self._found: list[Returned] = []

    def taken(self) -> list[Returned]:
        """What has been found since the last time."""
        found, self._found = self._found, []
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow sections, rows and cells."""
        given = {name: value or "" for name, value in attrs}
        if tag == "body" and "data-run" in given:
            self.is_ours = True
            self._run = given["data-run"]
        elif tag == "section":
            self._section = given
        elif tag == "tr":
            self._row = given if "data-index" in given else None
            self._text = {"source": [], "target": []}
            self._is_done = False
        elif tag == "td":
            self._cell = given.get("class", "").partition(" ")[0]
        elif tag == "input":
            self._is_done = self._is_done or "checked" in given
        else:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """A row is complete at its end."""
        if tag == "td":
            self._cell = None
        elif tag == "tr" and self._row is not None:
            self._found.append(self._returned(self._row))
            self._row = None

    def handle_data(self, data: str) -> None:
        """Keep what stands in the two cells of text."""
        if self._row is not None and self._cell in self._text:
            self._text[self._cell].append(data)

    def _break(self, tag: str) -> None:
        if tag == "br" or (tag in _BLOCKS and self._cell in self._text and self._text[self._cell]):
            self.handle_data("\n")

    def _returned(self, row: dict[str, str]) -> Returned:
        return Returned(
            run=self._run,
            document=unspelled(self._section.get("data-document", "")),
            name=unspelled(self._section.get("data-name", "")),
            index=number(row["data-index"]),
            source=unspelled("".join(self._text["source"])),
            target=unspelled("".join(self._text["target"])),
            accepted=self._is_done,
            revision=number(row.get("data-revision")),
            lines=number(self._section.get("data-lines")),
        )
