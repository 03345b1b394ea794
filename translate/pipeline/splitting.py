"""Documents into paragraphs, paragraphs into segments; nothing of the author's text is lost."""

import re
from dataclasses import dataclass, replace

from translate.records import Document, Segment, Unit
from translate.text.segment import paragraphs, sentences

# Letters of the Arabic script, without its digits, punctuation and marks.
PERSIAN_LETTER = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"
)


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A document whose units are single paragraphs, and its segments in order.

    For every unit, its segments and the gaps between them are its text, character for character.
    """

    document: Document
    segments: tuple[Segment, ...]


def is_translatable(text: str) -> bool:
    """Whether there is a Persian letter in it; a bare number or a URL is copied instead."""
    return PERSIAN_LETTER.search(text) is not None


def split_document(document: Document) -> SplitDocument:
    """Split a document's units into paragraphs and those into segments with offsets."""
    units = tuple(paragraph for unit in document.units for paragraph in _in_paragraphs(unit))
    segments: list[Segment] = []
    for number, unit in enumerate(units):
        for start, end in sentences(unit.text):
            source = unit.text[start:end]
            segments.append(Segment(document.id, number, len(segments), start, end, source))
    return SplitDocument(replace(document, units=units), tuple(segments))


def _in_paragraphs(unit: Unit) -> list[Unit]:
    """The unit cut so that each paragraph starts one; what stands between them goes to `after`."""
    if unit.one_paragraph:
        return [unit]
    spans = paragraphs(unit.text)
    if len(spans) < 2:
        return [replace(unit, one_paragraph=True)]
    # White space before the first paragraph stays in front of it, as the unit may be rebuilt alone.
    starts = [0, *(start for start, _ in spans[1:])]
    ends = [*(end for _, end in spans[:-1]), len(unit.text)]
    gaps = [unit.text[end:start] for end, start in zip(ends[:-1], starts[1:], strict=True)]
    return [
        replace(unit, text=unit.text[start:end], after=gap, one_paragraph=True)
        for start, end, gap in zip(starts, ends, [*gaps, unit.after], strict=True)
    ]
