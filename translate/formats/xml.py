"""XML files kept to the byte: elements with their places in the file, read after a parser has accepted it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from translate.errors import UnreadableDocument
from translate.formats.encoding import decode
from translate.formats.tags import Attribute, Edit, Token, attributes, escaped_value, tokens

_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_DECLARATION = re.compile(r"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


@dataclass(slots=True)
class Element:
    """An element: local name, opening and closing tag, children. An empty element has no closing tag."""

    name: str
    opening: Token
    closing: Token | None = None
    children: "list[Element]" = field(default_factory=list)

    @property
    def inside(self) -> tuple[int, int]:
        """The place of the content."""
        return self.opening.end, self.closing.start if self.closing else self.opening.end

    @property
    def end(self) -> int:
        """Where the element has ended."""
        return self.closing.end if self.closing else self.opening.end

    def child(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def below(self, name: str) -> "Iterator[Element]":
        """All elements of that name inside, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            if one.name == name:
                yield one
            waiting += reversed(one.children)


def decoded(content: bytes, *, name: str, encoding: str | None) -> str:
    """The characters of a file that is well-formed XML without entities of its own.

    Raises UnreadableDocument for any other, and for one that is nested beyond the parser's limits.
    """
    from lxml import etree

    said = _DECLARED.match(content)
    text = decode(content, name=name, encoding=encoding or (said[1].decode() if said else None))
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        # Once more in one encoding: the declaration may name another than the user did.
        root = etree.fromstring(_without_declared(text).encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(
            name, f"not well-formed XML ({error.msg}); export it again from the tool it comes from"
        ) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise UnreadableDocument(name, "it declares XML entities, which no translation file needs")
    return text


def tree(text: str) -> Element:
    """The elements of a well-formed file; what is returned holds the root."""
    top = Element("", Token("other", 0, 0))
    path = [top]
    for token in tokens(text):
        local = token.name.rpartition(":")[2]
        if token.kind in {"open", "empty"}:
            path[-1].children.append(Element(local, token))
            if token.kind == "open":
                path.append(path[-1].children[-1])
        elif token.kind == "close":
            path.pop().closing = token
    return top


def given(text: str, element: Element) -> dict[str, Attribute]:
    """The attributes of an element by name as written, with its prefix."""
    return {one.name: one for one in attributes(text, element.opening)}


def attribute_edits(text: str, element: Element, values: dict[str, str]) -> Iterator[Edit]:
    """What sets attributes of an element: in their place where it has them, else at the end of the tag."""
    there = given(text, element)
    missing = ""
    for name, value in values.items():
        if name in there:
            yield Edit(there[name].start, there[name].end, escaped_value(value))
        else:
            missing += f' {name}="{escaped_value(value)}"'
    if missing:
        place = element.opening.end - (2 if element.opening.kind == "empty" else 1)
        yield Edit(place, place, missing)


def declaration_edits(text: str) -> Iterator[Edit]:
    """What makes the declaration true of a file in UTF-8."""
    said = _DECLARATION.match(text)
    if said and said[1].lower() not in {"utf-8", "utf8"}:
        yield Edit(*said.span(1), "UTF-8")


def indent_before(text: str, element: Element) -> str:
    """The line break and the blanks that an element stands behind."""
    before = text[: element.opening.start]
    blank = before[len(before.rstrip()) :]
    return blank if "\n" in blank else ""


def _without_declared(text: str) -> str:
    said = _DECLARATION.match(text)
    return text[: said.start(1)] + "UTF-8" + text[said.end(1) :] if said else text
