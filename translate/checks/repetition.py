"""Words that a decoder says again and again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translate.checks.implausible import folded_words, looping_in
from translate.records import Flag

# A phrase of so many words, so often in one sentence though not in a row. Chants and lists of fixtures repeat
# shorter phrases, and repeat them in the source too.
_PHRASE = 4
_TIMES = 3
_WORD = re.compile(r"\S+")


class Repetition:
    """A flag where words loop, where a phrase keeps coming back, or where a word stands twice by accident."""

    name = "repetition"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair; none where the source repeats itself too."""
        words = _WORD.findall(target)
        seen = looping_in(target) or _returning(words) or _stammer(words)
        if not seen:
            return
        ours = _WORD.findall(source)
        if not (looping_in(source) or _returning(ours) or _stammer(ours)):
            yield Flag(self.name, f"repeats {' '.join(seen)!r}")


def _returning(words: Sequence[str]) -> tuple[str, ...]:
    """The first phrase that stands _TIMES times without overlap, or ()."""
    if len(words) - len({*words}) < _PHRASE * (_TIMES - 1) - _TIMES:
        return ()  # too few words return at all, give or take the marks and capitals of one phrase
    folded = folded_words(words)
    last: dict[tuple[str, ...], int] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for at in range(len(folded) - _PHRASE + 1):
        phrase = tuple(folded[at : at + _PHRASE])
        if at - last.get(phrase, -_PHRASE) >= _PHRASE:
            last[phrase] = at
            counts[phrase] += 1
            if counts[phrase] == _TIMES:
                return tuple(words[at : at + _PHRASE])
    return ()


def _stammer(words: list[str]) -> tuple[str, ...]:
    """Two words said twice in a row ("of the of the") or one three times, with no mark between, or ()."""
    if len(words) - len({*words}) < 2:
        return ()
    for at, (a, b, c) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if a == c and (a == b or words[at + 3 : at + 4] == [b]):
            return (a, b, c) if a == b else (a, b, a, b)
    return ()
