"""TMX 1.4b: a translation memory, which every tool takes in.

A segment is a `<tu>`; a segment without English has no `<tuv>` for it. The document, the index, the state and
where the English comes from stand in `<prop>`s. A memory that a translator's tool has written has none of
them: its units are then known by their source alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from translate.handoff.base import (
    SOURCE_LANGUAGE,
    TARGET_LANGUAGE,
    Bilingual,
    Heading,
    Line,
    Put,
    Returned,
)
from translate.handoff.characters import character, pieces, spelled, unspelled
from translate.handoff.markup import Attribute, Markup
from translate.handoff.parsing import XML_LANG, elements, name_of, number

_CODE = "x-character-"
_TEXT_INSIDE = {"hi", "sub"}


class Tmx:
    """See the module."""

    suffix = ".tmx"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """All articles in one body."""
        out = Markup(stream)
        out.raw('<?xml version="1.0" encoding="UTF-8"?>\n')
        header: dict[str, Attribute] = {
            "creationtool": "tarjoman",
            "creationtoolversion": heading.release,
            "segtype": "sentence",
            "o-tmf": "tarjoman",
            "adminlang": "en",
            "srclang": SOURCE_LANGUAGE,
            "datatype": "plaintext",
        }
        with out.element("tmx", {"version": "1.4"}):
            out.raw("\n")
            with out.element("header", header):
                out.leaf("prop", heading.run, {"type": "x-run"})
            out.raw("\n")
            with out.element("body"):
                yield lambda article: _write_article(out, heading, article)
                out.raw("\n")
            out.raw("\n")
        out.raw("\n")

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Units in order. Of a language's regional variants any is taken (`en-GB`)."""
        run = ""
        for _, element in elements(stream, ends={"header", "tu"}):
            if element.tag == "header":
                run = _properties(element).get("x-run", "")
            else:
                yield _returned(element, run)


def _write_article(out: Markup, heading: Heading, article: Bilingual) -> None:
    for line in article.lines:
        out.raw("\n")
        with out.element(
            "tu", {"tuid": spelled(f"{article.document}#{line.index}"), "datatype": "plaintext"}
        ):
            for flag in line.flags:
                out.leaf("note", spelled(f"{flag.check}: {flag.detail}"))
            for kind, value in _known(heading, article, line):
                out.leaf("prop", spelled(value), {"type": f"x-{kind}"})
            _write_variant(out, SOURCE_LANGUAGE, line.source)
            if line.target:
                _write_variant(out, TARGET_LANGUAGE, line.target)


def _known(heading: Heading, article: Bilingual, line: Line) -> Iterator[tuple[str, str]]:
    yield "document", article.document
    yield "name", article.name
    yield "index", str(line.index)
    yield "lines", str(len(article.lines))
    yield "revision", str(line.revision)
    yield "state", line.state
    yield "origin", line.origin
    yield "mt", line.mt
    yield "mt-model", heading.model
    if line.confidence is not None:
        yield "mt-confidence", str(line.confidence)


def _write_variant(out: Markup, language: str, text: str) -> None:
    with out.element("tuv", {"xml:lang": language}), out.element("seg"):
        for place, piece in enumerate(pieces(text), start=1):
            if isinstance(piece, str):
                out.text(piece)
            else:
                out.leaf("ph", f"U+{piece:04X}", {"x": place, "type": f"{_CODE}{piece:04X}"})


def _properties(element: Any) -> dict[str, str]:
    return {one.get("type", ""): unspelled(one.text or "") for one in element.iterfind("prop")}


def _returned(unit: Any, run: str) -> Returned:
    known = _properties(unit)
    return Returned(
        run=run,
        document=known.get("x-document", ""),
        name=known.get("x-name", ""),
        index=number(known.get("x-index")),
        source=_variant(unit, SOURCE_LANGUAGE),
        target=_variant(unit, TARGET_LANGUAGE),
        accepted=known.get("x-state") == "accepted",
        revision=number(known.get("x-revision")),
        lines=number(known.get("x-lines")),
    )


def _variant(unit: Any, language: str) -> str:
    for variant in unit.iterfind("tuv"):
        said = (variant.get(XML_LANG) or variant.get("lang") or "").lower()
        if said.partition("-")[0] == language:
            return _text(variant.find("seg"))
    return ""


def _text(element: Any) -> str:
    """The characters of a segment; our placeholders give theirs, other codes nothing."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        kind = child.get("type") or ""
        if name_of(child) == "ph" and kind.startswith(_CODE):
            parts.append(character(kind.removeprefix(_CODE)))
        elif name_of(child) in _TEXT_INSIDE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
