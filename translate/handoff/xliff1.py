"""XLIFF 1.2 (strict): what most translation tools read.

A document is a `<file>`, a segment a `<trans-unit>` with the segment's index as its id. The untouched machine
translation stands in `<alt-trans>`, every flag in a `<note>`, the rest of what is known in a
`<context-group>`: the strict schema allows no elements and attributes of our own.
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
from translate.handoff.parsing import elements, name_of, number

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
TOOL = "tarjoman"
PHASE = "mt"

_DONE = {"final", "signed-off", "translated"}
_CODE = "u"  # the id of a placeholder for a character: u000B-1
_QUALIFIERS = {
    "mt": "leveraged-mt",
    "repeat": "leveraged-mt",
    "memory": "leveraged-mt",
    "human": "leveraged-tm",
}
_SILENT = {"ph", "it", "bpt", "ept", "sub"}  # hold another format's codes, not text


class Xliff1:
    """See the module."""

    suffix = ".xliff"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """One `<file>` an article; an article without lines is left out."""
        out = Markup(stream)
        out.raw('<?xml version="1.0" encoding="UTF-8"?>\n')
        with out.element("xliff", {"version": "1.2", "xmlns": NAMESPACE}):
            yield lambda article: _write_article(out, heading, article)
            out.raw("\n")
        out.raw("\n")

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Units in order. Pieces into which a tool has cut a unit (`<mrk mtype="seg">`) are joined again."""
        unit, head, file = (f"{{{NAMESPACE}}}{name}" for name in ("trans-unit", "header", "file"))
        header: dict[str, Any] = {}
        for event, element in elements(stream, starts=frozenset({file}), ends={unit, head}):
            if event == "start":
                header = {
                    "document": unspelled(element.get("original", "")),
                    "name": unspelled(element.get("product-name", "")),
                    "run": element.get("build-num", ""),
                }
            elif element.tag == head:
                header["lines"] = number(element.findtext(f".//{{{NAMESPACE}}}count"))
                header["run"] = header["run"] or _job(element)
            else:
                yield _returned(element, header)


def _write_article(out: Markup, heading: Heading, article: Bilingual) -> None:
    if not article.lines:
        return
    attributes: dict[str, Attribute] = {
        "original": spelled(article.document),
        "source-language": SOURCE_LANGUAGE,
        "target-language": TARGET_LANGUAGE,
        "datatype": "plaintext",
        "tool-id": TOOL,
        "date": heading.made,
        "product-name": spelled(article.name),
        "build-num": heading.run,
        "xml:space": "preserve",
    }
    out.raw("\n")
    with out.element("file", attributes):
        _write_header(out, heading, len(article.lines))
        with out.element("body"):
            for line in article.lines:
                _write_unit(out, heading, line)
            out.raw("\n")


def _write_header(out: Markup, heading: Heading, lines: int) -> None:
    phase: dict[str, Attribute] = {
        "phase-name": PHASE,
        "process-name": "machine translation",
        "tool-id": TOOL,
        "date": heading.made,
        "job-id": heading.run,
    }
    with out.element("header"):
        with out.element("phase-group"):
            out.empty("phase", phase)
        out.empty("tool", {"tool-id": TOOL, "tool-name": TOOL, "tool-version": heading.release})
        with out.element("count-group", {"name": "in this file"}):
            out.leaf("count", str(lines), {"count-type": "total", "unit": "segment"})


def _write_unit(out: Markup, heading: Heading, line: Line) -> None:
    out.raw("\n")
    approved = "yes" if line.state == "accepted" else "no"
    with out.element("trans-unit", {"id": line.index, "approved": approved, "xml:space": "preserve"}):
        with out.element("source", {"xml:lang": SOURCE_LANGUAGE}):
            _write_text(out, line.source)
        with out.element("target", {"xml:lang": TARGET_LANGUAGE, **_state(line)}):
            _write_text(out, line.target)
        with out.element("context-group", {"purpose": "information"}):
            for kind, value in _known(line):
                out.leaf("context", value, {"context-type": f"x-{kind}"})
        for flag in line.flags:
            attributes: dict[str, Attribute] = {"from": TOOL, "priority": 2, "annotates": "target"}
            out.leaf("note", spelled(f"{flag.check}: {flag.detail}"), attributes)
        for target in dict.fromkeys((line.mt, *(one.target for one in line.alternatives))):
            if target:
                _write_proposal(out, heading, target)


def _write_proposal(out: Markup, heading: Heading, target: str) -> None:
    """No match-quality: tools take it for that of a translation memory."""
    with (
        out.element("alt-trans", {"origin": f"MT:{spelled(heading.model)}", "tool-id": TOOL}),
        out.element("target", {"xml:lang": TARGET_LANGUAGE}),
    ):
        _write_text(out, target)


def _state(line: Line) -> dict[str, Attribute]:
    if line.state == "accepted":
        return {"state": "final"}
    if line.state == "rejected" or not line.target:
        return {"state": "needs-translation"}
    if line.state == "draft":
        return {"state": "needs-review-translation"}
    state = "needs-adaptation" if line.is_doubtful else "needs-review-translation"
    return {"state": state, "state-qualifier": _QUALIFIERS.get(line.origin), "phase-name": PHASE}


def _known(line: Line) -> Iterator[tuple[str, str]]:
    yield "origin", line.origin
    yield "unit", str(line.unit)
    yield "revision", str(line.revision)
    if line.confidence is not None:
        yield "mt-confidence", str(line.confidence)


def _write_text(out: Markup, text: str) -> None:
    for place, piece in enumerate(pieces(text)):
        if isinstance(piece, str):
            out.text(piece)
        else:
            out.empty("x", {"id": f"{_CODE}{piece:04X}-{place}", "ctype": "x-character"})


def _returned(unit: Any, header: dict[str, Any]) -> Returned:
    target = unit.find(f"{{{NAMESPACE}}}target")
    known = {one.get("context-type"): one.text for one in unit.iterfind(f".//{{{NAMESPACE}}}context")}
    state = "" if target is None else target.get("state", "")
    return Returned(
        run=header.get("run", ""),
        document=header.get("document", ""),
        name=header.get("name", ""),
        index=number(unit.get("id")),
        source=_text(unit.find(f"{{{NAMESPACE}}}source")),
        target=_text(target),
        accepted=state in _DONE or unit.get("approved") == "yes",
        revision=number(known.get("x-revision")),
        lines=header.get("lines"),
    )


def _job(header: Any) -> str:
    """The run as the phase names it, for a tool that writes `<file>` anew."""
    phase = header.find(f".//{{{NAMESPACE}}}phase")
    return "" if phase is None else phase.get("job-id", "")


def _text(element: Any) -> str:
    """The characters of an element, with those that stand as placeholders; no foreign codes."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name == "x":
            parts.append(_placed(child.get("id", "")))
        elif name and name not in _SILENT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _placed(code: str) -> str:
    digits, dash, _ = code.removeprefix(_CODE).partition("-")
    try:
        return character(digits) if dash and code.startswith(_CODE) else ""
    except ValueError:
        return ""
