"""What a hand-off file holds, and what comes back in one; the Protocol of a format."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from translate.records import Alternative, Flag, Origin

State = Literal["untouched", "draft", "accepted", "rejected"]
"""How far a person has come with a segment, as in the review page."""

LOW_CONFIDENCE = 0.3
"""Below this a translation is doubtful though no check has flagged it: seven words in ten may change."""

SOURCE_LANGUAGE = "fa"
TARGET_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """A segment in both languages.

    `mt` is what the machine wrote, `target` what stands there now; `revision` is the number of the edit that
    `target` is, 0 where nobody has edited.
    """

    unit: int
    index: int
    source: str
    target: str
    mt: str
    origin: Origin
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    state: State = "untouched"
    revision: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Whether it should be looked at before others: flagged, failed, or of low confidence."""
        unsure = self.confidence is not None and self.confidence < LOW_CONFIDENCE
        return bool(self.flags) or unsure or self.origin == "failed"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """An article, or those of its lines that are handed off; `name` is that of its files in OUT."""

    document: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a file comes from: the run's id, tarjoman's release, the model, the moment (ISO 8601)."""

    run: str
    release: str
    model: str
    made: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A line as it came back. Empty or None is what the file does not say.

    `accepted`: its state says that a person is done with it. `revision`: what it was made on. `lines`: how
    many lines of the document the file held when it was written. `also`: further segments whose English
    stands in `target`, since their rows were merged into this one.
    """

    run: str
    document: str
    name: str
    index: int | None
    source: str
    target: str
    accepted: bool
    revision: int | None = None
    lines: int | None = None
    also: tuple[int, ...] = ()


Put = Callable[[Bilingual], None]
"""Writes one more article to an open hand-off file."""


class Handoff(Protocol):
    """A format of hand-off files. Whatever characters a text holds, it comes back as it was."""

    suffix: str
    """The ending of its files, with the dot."""

    def writing(self, stream: BinaryIO, heading: Heading) -> AbstractContextManager[Put]:
        """Write a file article by article; it is complete when the block ends. No line is kept in memory."""
        ...

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """The lines of a file, in its order. BadInput where it is no such file or is damaged."""
        ...


def write(form: Handoff, stream: BinaryIO, heading: Heading, articles: Iterable[Bilingual]) -> None:
    """Write a whole file."""
    with form.writing(stream, heading) as put:
        for article in articles:
            put(article)
