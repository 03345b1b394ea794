"""Writing XML and HTML as it goes, so that a file of any length needs no tree."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

# A carriage return must be a reference, or every parser makes it a line feed; in attributes other white
# space, too.
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}

Attribute = str | int | None
"""The value of an attribute; one that is None is not written."""


class Markup:
    """Elements, attributes and text to a stream of bytes in UTF-8. The caller gives only fit characters."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def raw(self, markup: str) -> None:
        """Write what is markup already."""
        self._stream.write(markup.encode())

    def text(self, text: str) -> None:
        """Write characters."""
        self.raw(_IN_TEXT.sub(_reference, text))

    def empty(self, tag: str, attributes: dict[str, Attribute] | None = None) -> None:
        """Write an element without content."""
        self.raw(f"<{tag}{_attributes(attributes)}/>")

    def leaf(self, tag: str, text: str, attributes: dict[str, Attribute] | None = None) -> None:
        """Write an element that holds text only."""
        with self.element(tag, attributes):
            self.text(text)

    @contextmanager
    def element(self, tag: str, attributes: dict[str, Attribute] | None = None) -> Iterator[None]:
        """Write an element around what the block writes."""
        self.raw(f"<{tag}{_attributes(attributes)}>")
        yield
        self.raw(f"</{tag}>")


def _attributes(attributes: dict[str, Attribute] | None) -> str:
    return "".join(
        f' {name}="{_IN_ATTRIBUTE.sub(_reference, str(value))}"'
        for name, value in (attributes or {}).items()
        if value is not None
    )


def _reference(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], f"&#{ord(found[0])};")
