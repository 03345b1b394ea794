"""Output that cannot be a translation of its source, whatever the source says.

These are the failures of a decoder, not of a translator: nothing, a loop, far too little or too much, or
Persian left in the English. The pipeline decodes such a segment again; what stays implausible is flagged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Fault = Literal["empty", "loop", "too short", "too long", "source script"]

_PERSIAN_RUN = re.compile("[\u0620-\u065f\u0670-\u06d3\u06fa-\u06ff]{2,}")
_WORD = re.compile(r"\S+")
_NOT_LETTERS = re.compile(r"[^\w ]+")

# A loop is the same 1 to 8 words again and again. Four times is rhetoric; a fifth is a decoder.
LONGEST_CYCLE = 8
MOST_REPEATS = 4

# Lengths in words. Persian to English news runs at 0.8 to 1.9 words a word; these bounds leave room for
# headlines, glosses of a single word and lists of names.
SHORT_FROM = 8
LEAST_RATIO = 0.25
MOST_RATIO = 4.0
MOST_EXTRA = 12


@dataclass(frozen=True, slots=True)
class Implausible:
    """Why a target cannot be right: the kind of fault, and what was seen."""

    fault: Fault
    detail: str


def implausible(source: str, target: str) -> Implausible | None:
    """The first fault found in `target`, None where it may be a translation of `source`."""
    words = _WORD.findall(target)
    if not words:
        return Implausible("empty", "the model returned nothing")
    if (cycle := looping_in(target)) and not looping_in(source):
        return Implausible("loop", f"repeats {' '.join(cycle)!r}")
    if left := _PERSIAN_RUN.search(target):
        return Implausible("source script", f"{left[0]!r} is left untranslated")
    return _length_fault(len(_WORD.findall(source)), len(words))


# The retry ladder asks for a target, and when its batch is whole, the check of repetition asks again.
@lru_cache(maxsize=256)
def looping_in(text: str) -> tuple[str, ...]:
    """The words of a text that loop, or ()."""
    return looping(_WORD.findall(text))


def looping(words: list[str]) -> tuple[str, ...]:
    """The words that stand more than MOST_REPEATS times in a row, or ()."""
    if len(words) <= MOST_REPEATS:
        return ()
    folded = folded_words(words)
    if len(folded) - len({*folded}) < MOST_REPEATS:
        return ()  # too few words return at all
    for length in range(1, LONGEST_CYCLE + 1):
        run = 0
        for position in range(length, len(folded)):
            run = run + 1 if folded[position] == folded[position - length] else 0
            if run >= length * MOST_REPEATS:
                return tuple(words[position - length + 1 : position + 1])
    return ()


def folded_words(words: Sequence[str]) -> list[str]:
    """Each word by its letters and digits alone, in lower case; a mark by itself becomes empty."""
    return _NOT_LETTERS.sub("", " ".join(words)).lower().split(" ")


def _length_fault(source: int, target: int) -> Implausible | None:
    if source >= SHORT_FROM and target < LEAST_RATIO * source:
        return Implausible("too short", f"{target} words for {source}")
    if target > MOST_RATIO * source + MOST_EXTRA:
        return Implausible("too long", f"{target} words for {source}")
    return None
