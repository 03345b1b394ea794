"""What counts as visible, and where a span of text really begins and ends."""

import re

from translate.records import Span
from translate.text.characters import BIDI_MARKS

# Controls and format characters that show nothing; bidi marks are apart, they may stick to a sentence.
# Zero-width blank, half-space, joiner, word joiner and invisible operators, byte order mark, soft hyphen.
_UNSEEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200d\u2060-\u2064\ufeff\u180e"

_VISIBLE = re.compile(rf"[^\s{_UNSEEN}{BIDI_MARKS}]")
_BIDI = frozenset(BIDI_MARKS)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The visible part of `text[start:end]` with the bidi marks that touch it; None if nothing is visible."""
    first = _VISIBLE.search(text, start, end)
    if first is None:
        return None
    begin = first.start()
    while begin > start and text[begin - 1] in _BIDI:
        begin -= 1
    return begin, _end_of_visible(text, begin, end)


def _end_of_visible(text: str, begin: int, end: int) -> int:
    """End of the last visible character before `end`, with the bidi marks right behind it."""
    last = end
    while last > begin and not _VISIBLE.match(text, last - 1):
        last -= 1
    while last < end and text[last] in _BIDI:
        last += 1
    return last
