"""What every source is: it gives articles, each with a lasting id, and says when it cannot."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol

from translate.errors import EXIT_IO, UserError
from translate.records import Document, Unit, Unreadable

Content = Document | Unreadable


class SourceFailed(UserError):
    """A whole source cannot be read, or not to its end; other sources are not touched by it.

    What it gave before it failed is good. What it did not give is not known to be gone.
    """

    exit_code: ClassVar[int] = EXIT_IO

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"source {source}: {reason}")
        self.source = source
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fetched:
    """One article of a source, read when `content` or `digest` is first asked for.

    `id` is SOURCE/..., the same every night, and safe as a relative path: no `..`, no empty part, at most
    255 bytes a part. `path` is the file that holds this article and nothing else, in a format that the
    pipeline reads by itself; None for a row of a table or a page of a feed. `encoding`: what that file is
    written in, if not UTF-8; `whole_page`: all of a web page counts, not its article alone. `hint` is cheap
    and changes whenever the content may have changed; "" where a source cannot tell, and then the digest must
    be asked for. `modified` is what the source says of the last change, in its own words. `priority`: the
    greater, the sooner.
    """

    id: str
    load: Callable[[], Content] = field(repr=False, compare=False)
    path: Path | None = None
    encoding: str | None = None
    whole_page: bool = False
    hint: str = ""
    modified: str | None = None
    priority: float = 0.0

    @property
    def content(self) -> Content:
        """The article, or why it cannot be read. Its `id` is that of this record."""
        return self.load()

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of what a reader would see; see `digest_of`."""
        return digest_of(self.content)


class Source(Protocol):
    """Where articles come from. `name` begins their ids; `shown` is for messages, with no secret in it."""

    name: str
    shown: str

    def articles(self) -> Iterator[Fetched]:
        """Every article there is now, in a stable order, read as it is asked for.

        What cannot be read keeps its place as Unreadable. Raises SourceFailed where the source as a whole
        cannot be read.
        """
        ...


def once(load: Callable[[], Content]) -> Callable[[], Content]:
    """`load`, called at most once; its answer lives as long as the record that holds it."""
    return cache(load)


def at_hand(content: Content) -> Callable[[], Content]:
    """A loader for what has been read already."""
    return lambda: content


def digest_of(content: Content) -> str:
    """SHA-256 in hexadecimal of the title and the paragraphs; of the reason where nothing could be read.

    Blanks at the ends of lines, their number between words, the number of empty lines and all markup count
    for nothing: a page that was merely laid out anew is the same article.
    """
    digest = hashlib.sha256()
    parts = (
        [content.reason]
        if isinstance(content, Unreadable)
        else [part for unit in content.units for part in (unit.field, *_seen(unit))]
    )
    for part in parts:
        digest.update(part.encode("utf-8", errors="surrogatepass") + b"\x00")
    return digest.hexdigest()


def _seen(unit: Unit) -> list[str]:
    """The lines of a unit, an empty line for every gap between paragraphs."""
    if unit.one_paragraph:
        return [" ".join(unit.text.split())]
    lines = [" ".join(line.split()) for line in unit.text.strip().splitlines()]
    return [line for before, line in zip(["-", *lines], lines, strict=False) if line or before]
