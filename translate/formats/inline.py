"""Where marks inside a Persian text belong in its English: links, bold words, footnotes, breaks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from translate.glossary.names import latin_skeleton, persian_skeleton
from translate.glossary.persian import folded
from translate.records import Span
from translate.text.digits import latin_digits
from translate.text.mentions import same_value
from translate.text.numbers import mentions_en, mentions_fa

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u200c.,:/@_-]+[^\W_]+)*")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'\u2019-]*[A-Za-z]")
_LEAST = 3  # letters, or consonants of a name, that tell it from another
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
    anchored = _placed(marks, source, target, _anchors(source, target, marks), reserve=False)
    if not _lost(marks, source, anchored, target):
        return anchored
    return _placed(marks, source, target, _edges(source, target), reserve=True)


def _placed(
    marks: Sequence[Mark], source: str, target: str, anchors: Sequence[tuple[Span, Span]], *, reserve: bool
) -> list[Mark]:
    """The marks between given anchors; with `reserve` each leaves a word to every one that begins later."""
    words = [match.span() for match in _WORD.finditer(target)]
    starts, ends = [0] * len(marks), [0] * len(marks)
    low = 0
    later = sum(_has_words(mark, source) for mark in marks)
    for event in events(marks):
        mark = marks[event.mark]
        if event.kind == "open":
            later -= _has_words(mark, source)
            kept = words[: len(words) - later] if reserve else words
            low = starts[event.mark] = max(low, _opening(mark, source, target, anchors, kept, low))
        else:
            if mark.end > mark.start:
                kept = words[: len(words) - later] if reserve else words
                low = max(low, _closing(mark, starts[event.mark], source, target, anchors, kept))
            ends[event.mark] = low
    return [Mark(start, end, mark.inside) for mark, start, end in zip(marks, starts, ends, strict=True)]


def _lost(marks: Sequence[Mark], source: str, found: Sequence[Mark], target: str) -> bool:
    """Whether a mark that had words has none."""
    return any(
        _has_words(mark, source) and not _has_words(new, target)
        for mark, new in zip(marks, found, strict=True)
    )


def _has_words(mark: Mark, text: str) -> bool:
    return any(map(_is_word, text[mark.start : mark.end]))


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
    if len(before) < place and not source[place].isspace():  # it stands before a word
        return min((start for start, _ in words), key=lambda one: abs(one - guess), default=len(target))
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

    pairs = sorted(_same_numbers(source, target) | _same_words(source, target) | _same_names(source, target))
    best: list[list[tuple[Span, Span]]] = []
    for pair in pairs:
        chains = [chain for chain in best if chain[-1][0][1] <= pair[0][0] and chain[-1][1][1] <= pair[1][0]]
        best.append([*max(chains, key=worth, default=[]), pair])
    chain = max(best, key=worth, default=[])
    first, last = _edges(source, target)
    return [first, *chain, last]


def _edges(source: str, target: str) -> tuple[tuple[Span, Span], tuple[Span, Span]]:
    return ((0, 0), (0, 0)), ((len(source), len(source)), (len(target), len(target)))


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
    return _once_in_both(
        [(match[0].casefold(), match.span()) for match in _LATIN.finditer(source)],
        [(match[0].casefold(), match.span()) for match in _LATIN.finditer(target)],
    )


def _same_names(source: str, target: str) -> set[tuple[Span, Span]]:
    """Capitalised words that have the consonants of a Persian word."""
    return _once_in_both(
        [(persian_skeleton(folded(match[0])), match.span()) for match in _WORD.finditer(source)],
        [(latin_skeleton(match[0]), match.span()) for match in _CAPITALISED.finditer(target)],
    )


def _once_in_both(
    source: Iterable[tuple[str, Span]], target: Iterable[tuple[str, Span]]
) -> set[tuple[Span, Span]]:
    here: dict[str, list[Span]] = {}
    there: dict[str, list[Span]] = {}
    for side, found in ((here, source), (there, target)):
        for key, span in found:
            side.setdefault(key, []).append(span)
    return {
        (spans[0], there[key][0])
        for key, spans in here.items()
        if len(key) >= _LEAST and len(spans) == len(there.get(key, ())) == 1
    }


def _meet(span: Span, mark: Mark) -> bool:
    return span[0] < mark.end and mark.start < span[1]


def _is_word(character: str) -> bool:
    return character.isalnum()
