"""Where marks inside a Persian text belong in its English: links, bold words, footnotes, breaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from translate.records import Span
from translate.text.digits import latin_digits
from translate.text.mentions import same_value
from translate.text.numbers import mentions_en, mentions_fa

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u200c.,:/@_-]+[^\W_]+)*")
_STOPS = frozenset(".!?;:,")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.@/_-]+[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is marked as something, or with start == end a thing that stands there.

    Marks come in the order in which they open; `inside` is the index of the mark that holds it, -1 for none.
    """

    start: int
    end: int
    inside: int = -1


class Event(NamedTuple):
    """A mark that opens or closes at an offset."""

    offset: int
    kind: Literal["open", "close"]
    mark: int


def events(marks: Sequence[Mark]) -> list[Event]:
    """Openings and closings in the order of the text, properly nested.

    ValueError where the marks do not nest, or do not come in the order in which they open.
    """
    found: list[Event] = []
    open_marks: list[int] = []
    for index, mark in enumerate(marks):
        while open_marks and open_marks[-1] != mark.inside:
            closing = open_marks.pop()
            found.append(Event(marks[closing].end, "close", closing))
        if (open_marks[-1] if open_marks else -1) != mark.inside or mark.end < mark.start:
            raise ValueError(f"mark {index} does not nest")
        open_marks.append(index)
        found.append(Event(mark.start, "open", index))
    found += [Event(marks[index].end, "close", index) for index in reversed(open_marks)]
    if any(later.offset < earlier.offset for earlier, later in pairwise(found)):
        raise ValueError("marks overlap")
    return found


def placed(marks: Sequence[Mark], source: str, target: str) -> list[Mark]:
    """The marks of `source` in `target`: each once, in the same order, nested as they were.

    The place is that of the same number or Latin word where the marked text has one, else it is in
    proportion between such anchors. A stretch takes whole words, at least one while there are words left; a
    thing stands behind the word that it stood behind. A target that says the same to the character, or
    only in other digits, keeps every offset.
    """
    if not marks:
        return []
    if target in (source, latin_digits(source)):
        return list(marks)
    found = events(marks)
    anchors = _anchors(source, target, marks)
    words = [match.span() for match in _WORD.finditer(target)]
    starts, ends = [0] * len(marks), [0] * len(marks)
    low = 0
    for event in found:
        mark = marks[event.mark]
        if event.kind == "open":
            low = starts[event.mark] = max(low, _opening(mark, source, target, anchors, words, low))
        else:
            if mark.end > mark.start:
                low = max(low, _closing(mark, starts[event.mark], source, target, anchors, words))
            ends[event.mark] = low
    return [Mark(start, end, mark.inside) for mark, start, end in zip(marks, starts, ends, strict=True)]


def _opening(
    mark: Mark,
    source: str,
    target: str,
    anchors: Sequence[tuple[Span, Span]],
    words: Sequence[Span],
    low: int,
) -> int:
    if not source[: mark.start].strip():
        return 0
    if mark.start == mark.end:
        return _behind(mark.start, source, target, anchors, words)
    guess = _mapped(mark.start, anchors, at_start=True)
    free = [start for start, _ in words if start >= low]
    if not free:
        return len(target.rstrip())
    start = min(free, key=lambda place: abs(place - guess))
    if not _is_word(source[mark.start]):  # the quotation mark before the word is marked as well
        while start > low and not _is_word(target[start - 1]) and not target[start - 1].isspace():
            start -= 1
    return start


def _closing(
    mark: Mark,
    start: int,
    source: str,
    target: str,
    anchors: Sequence[tuple[Span, Span]],
    words: Sequence[Span],
) -> int:
    if not source[mark.end :].strip():
        return len(target)
    guess = _mapped(mark.end, anchors, at_start=False)
    free = [end for _, end in words if end > start]
    if not free:
        return len(target.rstrip())
    end = min(free, key=lambda place: abs(place - guess))
    if not _is_word(source[mark.end - 1]):
        while end < len(target) and not _is_word(target[end]) and not target[end].isspace():
            end += 1
    return end


def _behind(
    place: int, source: str, target: str, anchors: Sequence[tuple[Span, Span]], words: Sequence[Span]
) -> int:
    """The place of a thing that has no words of its own: at a word's end, behind its stop if it was there."""
    if not source[place:].strip():
        return len(target)
    guess = _mapped(place, anchors, at_start=False)
    before = source[:place].rstrip()
    is_behind_stop = bool(before) and not _is_word(before[-1])
    borders = [end for _, end in words]
    if is_behind_stop:
        borders = [end for end in borders if target[end : end + 1] in _STOPS] or borders
    end = min(borders, key=lambda border: abs(border - guess), default=len(target))
    if is_behind_stop:
        while end < len(target) and not _is_word(target[end]) and not target[end].isspace():
            end += 1
    return end


def _mapped(place: int, anchors: Sequence[tuple[Span, Span]], *, at_start: bool) -> float:
    """An offset of the source in the target, between the anchors around it."""
    for (source, target), (next_source, next_target) in pairwise(anchors):
        if at_start and place == next_source[0]:
            return next_target[0]
        if not at_start and place == source[1]:
            return target[1]
        if source[1] <= place <= next_source[0]:
            width = next_source[0] - source[1]
            share = (place - source[1]) / width if width else 0.0
            return target[1] + share * (next_target[0] - target[1])
        if next_source[0] < place < next_source[1]:
            share = (place - next_source[0]) / (next_source[1] - next_source[0])
            return next_target[0] + share * (next_target[1] - next_target[0])
    return anchors[-1][1][1]


def _anchors(source: str, target: str, marks: Sequence[Mark]) -> list[tuple[Span, Span]]:
    """Stretches that say the same in both texts and follow each other in both, between the two edges.

    Only what is found once on either side counts: two equal numbers may have changed places. Where not all
    can follow each other, those in marks go before others.
    """

    def worth(chain: Sequence[tuple[Span, Span]]) -> int:
        return sum(1 + 2 * any(_meet(span, mark) for mark in marks) for span, _ in chain)

    pairs = sorted(_same_numbers(source, target) | _same_words(source, target))
    best: list[list[tuple[Span, Span]]] = []
    for pair in pairs:
        chains = [chain for chain in best if chain[-1][0][1] <= pair[0][0] and chain[-1][1][1] <= pair[1][0]]
        best.append([*max(chains, key=worth, default=[]), pair])
    chain = max(best, key=worth, default=[])
    return [((0, 0), (0, 0)), *chain, ((len(source),) * 2, (len(target),) * 2)]


def _same_numbers(source: str, target: str) -> set[tuple[Span, Span]]:
    persian, english = mentions_fa(source), mentions_en(target)
    found = set()
    for one in persian:
        there = [other for other in english if same_value(one, other)]
        again = [other for other in persian if same_value(one, other)]
        if len(there) == len(again) == 1:
            found.add(((one.start, one.end), (there[0].start, there[0].end)))
    return found


def _same_words(source: str, target: str) -> set[tuple[Span, Span]]:
    there: dict[str, list[Span]] = {}
    for match in _LATIN.finditer(target):
        there.setdefault(match[0].casefold(), []).append(match.span())
    here: dict[str, list[Span]] = {}
    for match in _LATIN.finditer(source):
        here.setdefault(match[0].casefold(), []).append(match.span())
    return {
        (spans[0], there[word][0])
        for word, spans in here.items()
        if len(spans) == 1 and len(there.get(word, ())) == 1
    }


def _meet(span: Span, mark: Mark) -> bool:
    return span[0] < mark.end and mark.start < span[1]


def _is_word(character: str) -> bool:
    return character.isalnum()
