"""Sentences of Persian text, with offsets: newline first, then stops, then what tells that a stop is none.

A line break bounds a sentence unless the document was wrapped at a fixed width. Within a paragraph one
compiled expression finds the stops, and `translate.text.boundaries` decides at each of them. What is promised
of every list of spans: in order, not overlapping, no blank at an edge, and nothing outside but blanks and
invisible characters.
"""

from translate.records import Span
from translate.text.boundaries import sentence_ends
from translate.text.edges import trimmed
from translate.text.paragraphs import paragraphs
from translate.text.split_long import split_long

__all__ = ["paragraphs", "segment", "sentences", "split_long"]


def sentences(paragraph: str) -> list[Span]:
    """The sentences of one paragraph; line breaks inside it are mere wrapping.

    Edges are free of blanks, half-spaces and byte order marks; a bidi mark that touches a visible character
    stays with it.
    """
    spans: list[Span] = []
    start = 0
    for end in (*sentence_ends(paragraph), len(paragraph)):
        span = trimmed(paragraph, start, end)
        if span is not None:
            spans.append(span)
        start = end
    return _with_stray_marks(paragraph, spans)


def _with_stray_marks(paragraph: str, spans: list[Span]) -> list[Span]:
    """A last piece without letter or digit («***», a lost quote) belongs to the sentence before it."""
    if len(spans) > 1 and not any(map(str.isalnum, paragraph[slice(*spans[-1])])):
        return [*spans[:-2], (spans[-2][0], spans[-1][1])]
    return spans


def segment(text: str) -> list[Span]:
    """The sentences of a text of any number of paragraphs, as offsets into `text`."""
    return [
        (start + first, start + last)
        for start, end in paragraphs(text)
        for first, last in sentences(text[start:end])
    ]
