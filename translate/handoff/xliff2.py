"""XLIFF 2.1: for tools that have left 1.2 behind.

A document is a `<file>`, a segment of ours a `<unit>` with one `<segment>`. Characters that XML cannot hold
are `<cp hex="000B"/>`, which the standard has for this. The untouched machine translation is a match of
type `mt` with its confidence (modules Translation Candidates and ITS); what else is known stands in the
Metadata module.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from urllib.parse import quote

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
from translate.handoff.parsing import elements, name_of, number
from translate.handoff.status import status

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of all 2.x
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
ITS = "http://www.w3.org/2005/11/its"
TOOL = "tarjoman"

_DONE = {"translated", "reviewed", "final"}
_SEGMENT = "s"


class Xliff2:
    """See the module."""

    suffix = ".xliff"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """One `<file>` an article; an article without lines is left out."""
        out, files = Markup(stream), iter(range(1, 1 << 62))
        out.raw('<?xml version="1.0" encoding="UTF-8"?>\n')
        attributes: dict[str, Attribute] = {
            "version": "2.1",
            "xmlns": NAMESPACE,
            "xmlns:mtc": MATCHES,
            "xmlns:mda": METADATA,
            "xmlns:its": ITS,
            "its:version": "2.0",
            "srcLang": SOURCE_LANGUAGE,
            "trgLang": TARGET_LANGUAGE,
        }
        with out.element("xliff", attributes):
            yield lambda article: _write_article(out, heading, article, f"f{next(files)}")
            out.raw("\n")
        out.raw("\n")

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Units in order. Segments into which a tool has cut a unit are joined again."""
        file, meta, unit = f"{{{NAMESPACE}}}file", f"{{{METADATA}}}metadata", f"{{{NAMESPACE}}}unit"
        header: dict[str, Any] = {}
        for event, element in elements(stream, starts=frozenset({file}), ends={meta, unit}):
            if event == "start":
                header = {"original": element.get("original", "")}
            elif element.tag == unit:
                yield _returned(element, header)
            else:
                header |= _metadata(element)


def _write_article(out: Markup, heading: Heading, article: Bilingual, number: str) -> None:
    if not article.lines:
        return
    attributes: dict[str, Attribute] = {
        "id": number,
        "original": spelled(article.document),
        "srcDir": "rtl",
        "trgDir": "ltr",
        "xml:space": "preserve",
    }
    out.raw("\n")
    with out.element("file", attributes):
        known = {"run": heading.run, "name": article.name, "lines": str(len(article.lines))}
        _write_metadata(out, {**known, "release": heading.release, "made": heading.made})
        for line in article.lines:
            _write_unit(out, heading, line)
        out.raw("\n")


def _write_unit(out: Markup, heading: Heading, line: Line) -> None:
    out.raw("\n")
    with out.element("unit", {"id": line.index}):
        proposals = [target for target in dict.fromkeys(_proposals(line)) if target]
        if proposals:
            with out.element("mtc:matches"):
                for rank, target in enumerate(proposals):
                    _write_match(out, heading, line, target, is_first=rank == 0)
        _write_metadata(out, {"origin": line.origin, "unit": str(line.unit), "revision": str(line.revision)})
        if line.flags:
            with out.element("notes"):
                for flag in line.flags:
                    attributes: dict[str, Attribute] = {
                        "category": spelled(flag.check),
                        "appliesTo": "target",
                    }
                    out.leaf("note", spelled(flag.detail), {**attributes, "priority": 2})
        with out.element("segment", {"id": _SEGMENT, **_state(line)}):
            _write_text(out, "source", line.source)
            _write_text(out, "target", line.target)


def _write_match(out: Markup, heading: Heading, line: Line, target: str, *, is_first: bool) -> None:
    attributes: dict[str, Attribute] = {
        "ref": f"#{_SEGMENT}",
        "type": "mt",
        "origin": f"MT:{spelled(heading.model)}",
    }
    if is_first and line.confidence is not None:
        attributes["its:mtConfidence"] = str(line.confidence)
        attributes["its:annotatorsRef"] = f"mt-confidence|urn:{TOOL}:{quote(heading.model, safe='')}"
    with out.element("mtc:match", attributes):
        _write_text(out, "source", line.source)
        _write_text(out, "target", target)


def _proposals(line: Line) -> Iterable[str]:
    return (line.mt, *(one.target for one in line.alternatives))


def _state(line: Line) -> dict[str, Attribute]:
    if line.state == "accepted":
        return {"state": "final"}
    return {"state": "initial", "subState": f"{TOOL}:{status(line)}"}


def _write_metadata(out: Markup, known: dict[str, str]) -> None:
    with out.element("mda:metadata"), out.element("mda:metaGroup", {"category": TOOL}):
        for kind, value in known.items():
            out.leaf("mda:meta", spelled(value), {"type": kind})


def _write_text(out: Markup, tag: str, text: str) -> None:
    with out.element(tag):
        for piece in pieces(text):
            if isinstance(piece, str):
                out.text(piece)
            else:
                out.empty("cp", {"hex": f"{piece:04X}"})


def _metadata(element: Any) -> dict[str, str]:
    return {
        meta.get("type", ""): unspelled(meta.text or "")
        for group in element.iterfind(f"{{{METADATA}}}metaGroup")
        if group.get("category") == TOOL
        for meta in group.iterfind(f"{{{METADATA}}}meta")
    }


def _returned(unit: Any, header: dict[str, str]) -> Returned:
    known = [_metadata(one) for one in unit.iterfind(f"{{{METADATA}}}metadata")]
    revision = next((one["revision"] for one in known if "revision" in one), None)
    parts = [child for child in unit if name_of(child) in {"segment", "ignorable"}]
    segments = [child for child in parts if name_of(child) == "segment"]
    return Returned(
        run=header.get("run", ""),
        document=unspelled(header.get("original", "")),
        name=header.get("name", ""),
        index=number(unit.get("id")),
        source="".join(_text(part.find(f"{{{NAMESPACE}}}source")) for part in parts),
        target="".join(_text(part.find(f"{{{NAMESPACE}}}target")) for part in parts),
        accepted=bool(segments) and all(one.get("state") in _DONE for one in segments),
        revision=number(revision),
        lines=number(header.get("lines")),
    )


def _text(element: Any) -> str:
    """The characters of an element; `<cp>` gives its own, other codes give nothing."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name == "cp":
            parts.append(_code_point(child.get("hex", "")))
        elif name in {"pc", "mrk"}:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _code_point(digits: str) -> str:
    try:
        return character(digits)
    except ValueError:
        return ""
