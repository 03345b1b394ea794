"""Reading XML that comes from outside: element after element, no entities, no network."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from translate.errors import BadInput

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def elements(
    stream: BinaryIO, *, ends: set[str], starts: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Any]]:
    """`("start", element)` and `("end", element)` for the tags asked for.

    An element is emptied after its end. One that stands in another that is asked for comes with that, not by
    itself. Raises BadInput for what is not well-formed, and for a file that declares entities: nothing of
    ours does, and a few lines of them can be made to fill any memory.
    """
    from lxml import etree

    source = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    with _readable():
        for event, element in source:
            if event == "start" and element.getparent() is None:
                _refuse_entities(element)
            if event == "start" and element.tag in starts:
                yield event, element
            if event == "end" and element.tag in ends and not _is_inside(element, ends):
                yield event, element
                _drop(element)


@contextmanager
def _readable() -> Iterator[None]:
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        raise BadInput(f"not well-formed XML: {error.msg}; ask for the file again") from error


def _refuse_entities(root: Any) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise BadInput("the file declares XML entities, which no hand-off file needs; it is not read")


def _is_inside(element: Any, tags: set[str]) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in tags


def _drop(element: Any) -> None:
    """Free what has been read, the elements before it as well."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def name_of(element: Any) -> str:
    """The local name of an element; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def number(text: str | None) -> int | None:
    """A whole number as this package writes it, None for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() else None
