"""A text as tokens with the author's offsets: words, numbers in one digit system, marks.

Shared by the Persian and the English readers of numbers and dates. Letters and digits that only look
different (Arabic ي ك, three digit systems) become one, so that the readers compare plain strings.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from translate.text.characters import (
    ARABIC_DIGITS,
    BIDI_MARKS,
    BOM,
    LATIN_DIGITS,
    NBSP,
    PERSIAN_DIGITS,
    SOFT_HYPHEN,
    TATWEEL,
    ZWJ,
    ZWNJ,
)

GLUED, HALF, BLANK = "", ZWNJ, " "
"""What stands before a token: nothing, a half-space, white space."""


class Token(NamedTuple):
    """A word ("w"), a number in Latin digits ("n") or a single mark ("p"); `gap` is what stands before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: str


END = Token("p", "", 0, 0, BLANK)
"""Stands after the last token, and so (negative indexes) before the first, as often as readers look ahead."""

_LOOKAHEAD = 6
_NOWHERE = (sys.maxsize, sys.maxsize)

_LOOKALIKES: dict[str, str] = {
    **dict(zip(PERSIAN_DIGITS, LATIN_DIGITS, strict=True)),
    **dict(zip(ARABIC_DIGITS, LATIN_DIGITS, strict=True)),
    **dict(zip("يىكةۀأإٱ", "ییکههااا", strict=True)),
    **dict(zip("٪٬٫،−–‑’‘ʼ", "%,.,---'''", strict=True)),
    NBSP: " ",
}
_FOLD = str.maketrans(_LOOKALIKES)
_LOOKALIKE = re.compile(f"[{re.escape(''.join(_LOOKALIKES))}]")
_DROPPED = BIDI_MARKS + ZWJ + BOM + SOFT_HYPHEN + TATWEEL
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670"  # Arabic vowel signs and the hamza above («دههٔ»)
_SHAPES = "\uff01-\uff5e\ufb50-\ufdf9\ufe70-\ufefc"  # full-width and presentation forms
_ODD = re.compile(f"[{_DROPPED}{_MARKS}{_SHAPES}]")
_MARK = re.compile(f"[{_DROPPED}{_MARKS}]")
_TOKEN = re.compile(
    r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*)"
    r"|(?P<w>[^\W\d_]+)|(?P<p>[^\s\u200c])"
)
_ADDRESS = re.compile(
    # Bounded, so that a long run of such characters costs no more than its length.
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b[a-zA-Z0-9-]{1,64}\.(?:com|org|net|ir)\b(?:/\S*)?"
)
_ADDRESS_HINTS = ("@", "://", "www.", ".com", ".org", ".net", ".ir")
"""No address is without one of them; nearly all texts are, and looking for these is quicker."""


# The checks of a pair ask for the same two texts one after the other.
@lru_cache(maxsize=4)
def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """The text with look-alikes made one, and the author's offset of each character (None: unmoved)."""
    folded = text.translate(_FOLD) if _LOOKALIKE.search(text) else text
    if _ODD.search(folded) is None:
        return folded, None
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _ODD.finditer(folded):
        at = match.start()
        plain = "" if _MARK.match(folded[at]) else _plain(folded[at])
        pieces += (folded[last:at], plain)
        offsets += range(last, at)
        offsets += [at] * len(plain)
        last = at + 1
    return "".join((*pieces, folded[last:])), [*offsets, *range(last, len(folded))]


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(_FOLD)


def scan(
    text: str, glued: Mapping[str, Sequence[str]], *, cased: AbstractSet[str] | None = None
) -> list[Token]:
    """The tokens of a text, the sentinels END last; a word that `glued` knows becomes its pieces.

    With `cased` every other word is put in lower case. Offsets are into the author's text. Web and mail
    addresses are left out: their digits are no numbers.
    """
    folded, offsets = fold(text)
    hinted = any(hint in folded for hint in _ADDRESS_HINTS)
    addresses = iter([m.span() for m in _ADDRESS.finditer(folded)] if hinted else [])
    skip_from, skip_to = next(addresses, _NOWHERE)
    tokens: list[Token] = []
    before = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        while start >= skip_to:
            skip_from, skip_to = next(addresses, _NOWHERE)
        if start >= skip_from:
            continue
        kind, word = match.lastgroup or "p", match.group()
        gap = GLUED if start == before else HALF if folded[before:start] == ZWNJ else BLANK
        before = end
        if cased is not None and kind == "w" and word not in cased:
            word = word.lower()
        if word in glued:
            tokens += _pieces(glued[word], start, gap)
        else:
            tokens.append(Token(kind, word, start, end, gap))
    if offsets is not None:
        tokens = [t._replace(start=offsets[t.start], end=_end(text, offsets, t.end)) for t in tokens]
    tokens.extend([END] * _LOOKAHEAD)
    return tokens


def _pieces(words: Sequence[str], start: int, gap: str) -> Iterator[Token]:
    for word in words:
        yield Token("w", word, start, start + len(word), gap)
        start, gap = start + len(word), GLUED


def _end(text: str, offsets: Sequence[int], end: int) -> int:
    after = offsets[end - 1] + 1
    while after < len(text) and _MARK.match(text[after]):
        after += 1
    return after


def literal(text: str, *, dot_groups: bool = False) -> Fraction | None:
    """The value of a number token: 1,250,000 and 1.250.000 and 3.5; None for dotted dates and versions.

    `dot_groups`: a single dot before three digits separates thousands (of people, of tomans: 12.500).
    """
    head, *groups = text.replace(",", "").split(".")
    if not groups:
        return Fraction(int(head)) if len(head) <= _LONGEST else None
    if len(groups) == 1 and not dot_groups:
        return Fraction(f"{head}.{groups[0]}") if len(text) <= _LONGEST else None
    if len(head) <= 3 and all(len(group) == 3 for group in groups) and len(text) <= _LONGEST:
        return Fraction(int(head + "".join(groups)))
    return literal(text) if len(groups) == 1 else None


_LONGEST = 40  # digits; beyond that it is no quantity, and int() itself refuses more than 4,300


def whole(token: Token, low: int, high: int) -> int | None:
    """The token as a whole number from `low` to `high`, written in plain digits; else None."""
    if token.kind != "n" or len(token.text) > 4 or not token.text.isdigit():
        return None
    value = int(token.text)
    return value if low <= value <= high else None
