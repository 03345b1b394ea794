"""Paragraphs of a text: one a line, unless the lines were broken at a fixed width.

Mail, plain-text wires and old archives break lines at a fixed width. Such lines show it: each is so full
that the first word of the next would not have fitted. The width is judged once for the whole document.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from translate.records import Span
from translate.text.cue_words import CONTINUES, LEADS_ON
from translate.text.edges import trimmed
from translate.text.finite_verbs import is_finite
from translate.text.words import fold

# What str.splitlines breaks at.
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKER = re.compile(r"(?:[-–—•●▪■◆►*·○«]|[0-9۰-۹٠-٩]{1,3}\s?[.)\-–]|(?:[^\W\d_]|الف)\s?\))", re.UNICODE)
_TERMINAL = re.compile(r"[.!?؟۔…:؛][»”\"')\]]*\Z")

_STOP = re.compile("[.!?؟۔…]")

# Narrower columns than this are poems, tables and addresses, not wrapped prose.
_NARROWEST = 36
_WIDEST = 200
# How much of the document has to look wrapped.
_SHARE = 0.6


class _Line(NamedTuple):
    start: int
    end: int
    first_word: int
    follows: bool  # no blank line between this one and the one before


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`, without the blanks around them; blank lines are in none."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    if width is None:
        return [(line.start, line.end) for line in lines]
    return list(_joined(text, lines, width))


def _lines(text: str) -> Iterator[_Line]:
    """Lines with something visible in them."""
    start, follows = 0, False
    for end, after in _line_ends(text):
        span = trimmed(text, start, end)
        if span is not None:
            yield _Line(*span, _first_word_length(text, *span), follows)
        follows = span is not None
        start = after


def _line_ends(text: str) -> Iterator[Span]:
    for match in _BREAK.finditer(text):
        yield match.span()
    yield len(text), len(text)


def _first_word_length(text: str, start: int, end: int) -> int:
    word = text[start : min(end, start + 40)].split(None, 1)[0]
    return len(word)


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """The width that the lines were broken at, in characters, or None where each line is a paragraph."""
    neighbours = [(a, b) for a, b in pairwise(lines) if b.follows]
    if not neighbours:
        return None
    width = _usual_longest([line.end - line.start for line in lines])
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [(a, b) for a, b in neighbours if _is_full(a, b, width)]
    if len(full) < _SHARE * len(neighbours):
        return None
    return width if _runs_on(text, full, total=len(neighbours)) else None


def _usual_longest(lengths: list[int]) -> int:
    """The longest of the lengths, but for three in a hundred: an address may stick out of the column."""
    return sorted(lengths)[ceil(0.97 * (len(lengths) - 1))]


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return line.end - line.start + 1 + following.first_word > width


def _runs_on(text: str, full: list[tuple[_Line, _Line]], *, total: int) -> bool:
    """Whether sentences cross the breaks: lines of a list or a poem may be of one length too."""
    crossing = sum(_crosses(text, a, b) for a, b in full)
    open_ended = sum(_TERMINAL.search(text, a.start, a.end) is None for a, _ in full)
    if total >= 3:
        return crossing >= 2 and crossing * 2 >= open_ended
    return crossing == open_ended > 0 and any(_clause_breaks(text, a, b) for a, b in full)


def _clause_breaks(text: str, line: _Line, following: _Line) -> bool:
    """Whether `line` stops in the middle of a clause: two lines of one length prove little by themselves.

    A headline that happens to be as long as the line below has no second clause begun, and the line below
    is closed by a stop.
    """
    words = text[line.start : line.end].split()
    begun = any(is_finite(a) and fold(b) in CONTINUES for a, b in pairwise(words))
    return (begun or _dangles(words[-1])) and _STOP.search(text, following.start, following.end) is not None


def _crosses(text: str, line: _Line, following: _Line) -> bool:
    """Whether a sentence goes on from `line` to `following`, judged by the words at the break."""
    if _TERMINAL.search(text, line.start, line.end) or _MARKER.match(text, following.start):
        return False
    last = text[max(line.start, line.end - 40) : line.end].rsplit(maxsplit=1)[-1]
    first = text[following.start : following.start + following.first_word]
    return _dangles(last) or fold(first) in CONTINUES or not is_finite(last)


def _dangles(last: str) -> bool:
    return fold(last) in LEADS_ON or last.endswith(("،", ","))


def _joined(text: str, lines: list[_Line], width: int) -> Iterator[Span]:
    """Runs of full lines as one paragraph each."""
    start, previous = lines[0].start, lines[0]
    for line in lines[1:]:
        joins = line.follows and _is_full(previous, line, width) and not _MARKER.match(text, line.start)
        if not joins:
            yield start, previous.end
            start = line.start
        previous = line
    yield start, previous.end
