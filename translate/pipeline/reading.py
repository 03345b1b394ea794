"""Files on disk to arrivals in the stream; what cannot be read keeps its place with the reason."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import BinaryIO

from translate.errors import UnreadableDocument
from translate.formats.inputs import Input
from translate.formats.registry import for_suffix
from translate.pipeline.passage import Arrival, FileEnd
from translate.pipeline.splitting import is_translatable
from translate.records import Document, Unreadable

NO_PERSIAN = "no Persian in it; is it the right file, and the right encoding?"


def arrivals(inputs: Iterable[Input], *, encoding: str | None) -> Iterator[Arrival]:
    """Every document of every input in order, a FileEnd behind each file. Reads a file when it is due."""
    for number, source in enumerate(inputs):
        for content in _contents(source, source.encoding or encoding):
            yield Arrival(number, content)
        yield Arrival(number, FileEnd())


def _contents(source: Input, encoding: str | None) -> Iterator[Document | Unreadable]:
    form = for_suffix(source.suffix, whole_page=source.whole_page)
    try:
        with _opened(source) as file:
            yield from _accepted(form.documents(file, name=source.name, encoding=encoding), source)
    except UnreadableDocument as error:
        yield Unreadable(source.name, shown(source), error.reason)
    except OSError as error:
        yield Unreadable(source.name, shown(source), f"cannot be read ({error.strerror})")


def _accepted(documents: Iterable[Document | Unreadable], source: Input) -> Iterator[Document | Unreadable]:
    for read in documents:
        if isinstance(read, Unreadable):
            yield replace(read, where=read.where or shown(source))
        elif read.row is None and not any(is_translatable(unit.text) for unit in read.units):
            yield Unreadable(read.id, shown(source), NO_PERSIAN)
        else:
            # A row without Persian among others is copied: a feed has its English items.
            yield read


def shown(source: Input) -> str:
    """How messages call an input."""
    return "standard input" if source.place is None else source.place


def _opened(source: Input) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if source.path is None else source.path.open("rb")
