"""What enters the stream and what leaves it."""

from dataclasses import dataclass

from translate.pipeline.splitting import SplitDocument
from translate.records import Document, Translation, Unreadable


@dataclass(frozen=True, slots=True)
class FileEnd:
    """Stands in the stream behind the last document of a file."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something read, and the number of the file it came from."""

    file: int
    content: Document | Unreadable | FileEnd


@dataclass(frozen=True, slots=True)
class Departure:
    """An arrival on its way out: a split document has a translation for each of its segments."""

    file: int
    content: SplitDocument | Unreadable | FileEnd
    translations: tuple[Translation, ...] = ()
