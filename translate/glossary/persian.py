"""Persian words as a glossary compares them: one spelling for what only looks different, and endings.

An ending is taken off only where it cannot make another word: «آمریکای» is «آمریکا» with its ezafe, but
«ایرانی» is not «ایران».
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from translate.text.characters import ARABIC_DIGITS, LATIN_DIGITS, PERSIAN_DIGITS, TATWEEL, ZWNJ
from translate.text.foldings import ARABIC_LETTERS, LETTERS, PRESENTATION_FORMS, VOWEL_SIGNS

_SHAPES = "\ufb50-\ufdf9\ufe70-\ufefc"
TOKEN = re.compile(
    f"[{LETTERS}{VOWEL_SIGNS}{TATWEEL}{_SHAPES}]+|[0-9A-Za-z{PERSIAN_DIGITS}{ARABIC_DIGITS}]+|[،,]"
)
"""A run of letters, of digits or Latin letters, or a comma. Half-spaces and blanks part tokens."""

SOFT = re.compile(rf"[\s{ZWNJ}+./-]{{0,2}}")
"""What may stand between two words of a term."""

_LETTERS = {
    **dict(zip(PERSIAN_DIGITS, LATIN_DIGITS, strict=True)),
    **dict(zip(ARABIC_DIGITS, LATIN_DIGITS, strict=True)),
    **dict(zip("أإٱؤئة", "اااویه", strict=True)),
    **dict.fromkeys(("ء", TATWEEL, *map(chr, (*range(0x64B, 0x656), 0x670))), ""),
    ",": "،",
}
# A shape may fold into a letter and a mark that is dropped in its turn: «ۀ».
_SHAPED = {**PRESENTATION_FORMS.entries, **ARABIC_LETTERS.entries}
_PLAIN = {ord(letter): plain for letter, plain in _LETTERS.items()}
_SAME = {ord(shape): letters.translate(_PLAIN) for shape, letters in _SHAPED.items()} | _PLAIN

PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
SHARED = ("مان", "تان", "شان")  # our, your, their
OWN = ("م", "ت", "ش")  # my, your, his or her
APART = {
    **dict.fromkeys(("را", "رو"), "everybody"),
    **dict.fromkeys((*SHARED, "ام", "ات", "اش"), "inflected"),
}
VOWELS = "او"

FIRM = 4  # letters of a stem that may take an ending of several letters: «درمان» is not «در» + «مان»
FIRMER = 5  # the same for an ending of one letter


class Ending(NamedTuple):
    """What follows a stem: `text`, and who may have it.

    everybody: ezafe, plural, «را»; inflected: possessives; indefinite: «ی».
    """

    text: str
    allowed: str


NONE = Ending("", "everybody")


def folded(word: str) -> str:
    """A token as terms are compared: no diacritics, Persian letters, ASCII digits."""
    return word.translate(_SAME).lower()


def endings(stem: str, rest: str) -> Ending | None:
    """How `rest`, written together with the stem, ends it; None where it makes another word."""
    if not rest:
        return NONE
    vowel = stem[-1] in VOWELS
    if rest == "ی":
        return Ending(rest, "everybody" if vowel else "indefinite")
    if rest in PLURALS:
        return Ending(rest, "everybody")
    if len(stem) >= FIRM and rest == "را":
        return Ending(rest, "everybody")
    bare = rest.removeprefix("ی") if vowel else rest
    if (bare in SHARED and len(stem) >= FIRM) or (bare in OWN and len(stem) >= FIRMER):
        return Ending(rest, "inflected")
    return None


def separate(stem: str, word: str, gap: str) -> Ending | None:
    """How a token of its own ends the stem before it; None where it does not belong to it."""
    half = gap == ZWNJ
    if not half and gap != " ":
        return None
    if word in PLURALS:
        return Ending(word, "everybody")
    if word == "ی" and stem[-1] in VOWELS + "ه":
        return Ending(word, "everybody")
    if not half:
        return None
    if word == "ای" and stem[-1] == "ه":
        return Ending(word, "indefinite")
    return Ending(word, APART[word]) if word in APART else None


def spellings(term: str) -> Iterator[tuple[str, ...]]:
    """The token sequences that a term is written as: half-spaces kept or blank, and closed up."""
    yield from dict.fromkeys(_spellings(term.split(" ")))


def _spellings(words: list[str]) -> Iterator[tuple[str, ...]]:
    if not words:
        yield ()
        return
    parts = [folded(part) for part in words[0].split(ZWNJ)]
    split = [folded(token) for token in TOKEN.findall(words[0])]
    for rest in _spellings(words[1:]):
        yield (*split, *rest)
        if len(parts) > 1:
            yield ("".join(parts), *rest)
