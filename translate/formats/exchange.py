"""What the exchange formats of translation tools share: sources in, targets put beside them."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate.formats.base import WholeText
from translate.formats.tags import ARABIC_SCRIPT, Edit, Passage, edited, merged, passage, tokens
from translate.formats.xml import Element, declaration_edits, decoded
from translate.records import Document, Unit, Unreadable


@dataclass(frozen=True, slots=True)
class Slot:
    """A source to translate, what of the file its target takes the place of, and what stands around it.

    `edits` are made together with it: attributes that say what the target is.
    """

    source: Passage
    start: int
    end: int
    before: str
    after: str
    edits: tuple[Edit, ...] = ()


class Exchange(WholeText):
    """A file of sources and targets. Everything but the new targets stays to the byte."""

    suffixes: tuple[str, ...]
    output_suffix: str
    has_rows = False

    @abstractmethod
    def slots(self, text: str) -> Iterator[Slot]:
        """What there is to translate in a file, in order."""

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The file's characters; UnreadableDocument where it is not well-formed XML."""
        return decoded(content, name=name, encoding=encoding)

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """The sources without a finished target, as one document; Unreadable where there is none."""
        units = [Unit(slot.source.text, after="\n\n", one_paragraph=True) for slot in self.slots(text)]
        if units:
            yield Document(name, tuple(units), frame=text)
        else:
            yield Unreadable(name, where="", reason="no Persian source in it without a finished target")

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The file with its targets."""
        if isinstance(read, Unreadable):
            return ""
        text = str(read.frame)
        edits = list(declaration_edits(text))
        for slot, target in zip(self.slots(text), units, strict=True):
            woven = slot.source.woven(target, lambda start, end: text[start:end])
            edits += [Edit(slot.start, slot.end, slot.before + woven + slot.after), *slot.edits]
        return edited(text, sorted(dict.fromkeys(edits)))


def content(text: str, element: Element, *, codes: Sequence[str]) -> Passage:
    """The content of an element; elements named in `codes` stay in one piece."""
    start, end = element.inside
    shifted = (
        token._replace(start=token.start + start, end=token.end + start) for token in tokens(text[start:end])
    )
    inside = list(merged(shifted, lambda tag: tag.name.rpartition(":")[2] in codes))
    return passage(text, inside, start=start, end=end)


def has_persian(found: Passage) -> bool:
    """Whether there is anything to translate."""
    return ARABIC_SCRIPT.search(found.text) is not None
