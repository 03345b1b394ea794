"""Texts to be scored from XLIFF 1.2 and 2.x and from TMX, with a parser that fetches and expands nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from translate.errors import UnreadableDocument
from translate.evaluation.reading import Item, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

# These hold a format's own codes, not words (XLIFF 1.2 and TMX); their text is never read.
CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def xliff_items(content: bytes, name: str, role: Role, field: str | None) -> Iterator[Item]:
    """Targets (hypothesis, reference) or sources of every segment; a missing target is an empty text.

    The document is `original` (1.2: and 2.x) or the file's id, the paragraph the unit's id. Proposals
    (alt-trans, matches) are not translations and are left out.
    """
    _no_field(name, field)
    wanted = "source" if role == "source" else "target"
    for file in _parse(content, name).iter("{*}file"):
        document = file.get("original") or file.get("id") or name
        for unit in file.iter("{*}trans-unit", "{*}unit"):
            for segment in _segments(unit):
                text = _child_text(segment, wanted)
                yield Item(text.rstrip(), unit.sourceline or 0, document, unit.get("id") or "")


def _segments(unit: "_Element") -> list["_Element"]:
    if _local(unit) == "trans-unit":
        return [unit]
    return [child for child in unit if _local(child) == "segment"]


def tmx_items(content: bytes, name: str, role: Role, field: str | None) -> Iterator[Item]:
    """English variants (hypothesis, reference) or Persian ones (source) of every translation unit."""
    _no_field(name, field)
    languages = ("fa", "pes", "prs", "per") if role == "source" else ("en", "eng")
    for unit in _parse(content, name).iter("{*}tu"):
        texts = [_child_text(tuv, "seg") for tuv in unit if _language(tuv) in languages]
        if not texts:
            reason = f"the unit at line {unit.sourceline} has no {languages[0]} variant"
            raise UnreadableDocument(name, reason)
        yield Item(texts[0].rstrip(), unit.sourceline or 0)


def _language(tuv: "_Element") -> str:
    code = tuv.get(XML_LANG) or tuv.get("lang") or ""
    return str(code).replace("_", "-").split("-")[0].lower()


def _no_field(name: str, field: str | None) -> None:
    if field:
        raise UnreadableDocument(name, f"#{field} asks for a field, and this kind of file has none")


def _parse(content: bytes, name: str) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(name, f"not well-formed XML ({error.msg})") from error


def _child_text(parent: "_Element", name: str) -> str:
    for child in parent:
        if _local(child) == name:
            return "".join(_words(child))
    return ""


def _words(element: "_Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _local(child) not in CODES:
            yield from _words(child)
        yield child.tail or ""


def _local(element: "_Element") -> str:
    tag = element.tag  # comments and entity references have a function here, not a name
    return str(tag).rpartition("}")[2]
