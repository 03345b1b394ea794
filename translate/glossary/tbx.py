"""Glossaries as TBX (ISO 30042), of 2019 (conceptEntry) and of 2008 (martif), TBX-Basic and beyond."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translate.errors import BadInput
from translate.glossary.terms import Term, distinct
from translate.glossary.tsv import is_persian

_ENTRIES = {"conceptEntry", "termEntry"}
_LANGUAGES = {"langSec", "langSet"}
_TERMS = {"termSec", "tig", "ntig"}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PERSIAN = {"fa", "fas", "per", "prs", "pes"}
_ENGLISH = {"en", "eng"}
_STATUS = "administrativeStatus"
_PREFERRED = "preferredTerm-admn-sts"
_FORBIDDEN = {"deprecatedTerm-admn-sts", "supersededTerm-admn-sts"}


def read_tbx(path: Path) -> list[Term]:
    """The terms of a file, each Persian term of a concept with all English ones.

    English that is marked deprecated or superseded is forbidden; a proper noun is a name, anything else a
    term. Raises BadInput naming file, line and cause. No entity is resolved and nothing is fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise BadInput(f"{path}: the glossary cannot be read ({error.strerror})") from error
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{path}, line {error.lineno}: not well-formed XML ({error.msg})") from error
    terms = [
        term for node in root.iter(etree.Element) if _name(node) in _ENTRIES for term in _concept(node, path)
    ]
    if not terms:
        raise BadInput(f"{path}: no entry with a Persian and an English term in it; is it TBX?")
    return terms


def _concept(entry: Any, path: Path) -> Iterator[Term]:
    persian: list[tuple[str, str, Any]] = []
    english: list[tuple[str, str, Any]] = []
    for section in _children(entry, _LANGUAGES):
        language = str(section.get(_XML_LANGUAGE) or "").lower().replace("_", "-").split("-")[0]
        wanted = persian if language in _PERSIAN else english if language in _ENGLISH else None
        if wanted is not None:
            wanted += ((_text(node), _note(node, _STATUS), node) for node in _children(section, _TERMS))
    accepted = sorted((item for item in english if item[1] not in _FORBIDDEN), key=_not_preferred)
    forms = distinct(text for text, _, _ in accepted)
    forbidden = distinct(text for text, status, _ in english if status in _FORBIDDEN)
    for text, _, node in persian:
        if forms and is_persian(text):
            kind = "name" if "proper" in _note(node, "partOfSpeech").lower() else "term"
            note = next((_content(child) for child in entry.iter() if _name(child) == "note"), "")
            yield Term(text, forms, kind, forbidden, note, f"{path}, line {node.sourceline}")


def _not_preferred(item: tuple[str, str, Any]) -> bool:
    return item[1] != _PREFERRED


def _children(node: Any, names: set[str]) -> Iterator[Any]:
    return (child for child in node if _name(child) in names)


def _text(section: Any) -> str:
    return next((_content(node) for node in section.iter() if _name(node) == "term"), "")


def _note(section: Any, name: str) -> str:
    """A data category of a term: an element of that name (2019, DCT) or one with that type."""
    for node in section.iter():
        if _name(node) == name or node.get("type") == name:
            return _content(node)
    return ""


def _name(node: Any) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _content(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
