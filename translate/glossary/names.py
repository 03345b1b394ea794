"""Which English word spells which Persian name: both sides reduced to the consonants that spellings share.

"Rouhani", "Rohani" and "Ruhani" have one skeleton, that of «روحانی». Vowels, h, w and y come and go between
spellings and are left out; letters that spellings exchange (s and z, q, g and gh, sh, ch and j) are one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from translate.glossary.english import plain
from translate.glossary.persian import folded
from translate.text.characters import ZWNJ
from translate.text.foldings import LETTERS, VOWEL_SIGNS

_PERSIAN_WORD = re.compile(f"[{LETTERS}{VOWEL_SIGNS}{ZWNJ}]+")
_ENDING = re.compile("(?:'s?|-[ei])$")  # possessive, or a Persian ezafe
_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][A-Za-z]+(?:[-'][A-Za-z]+)*")

_PERSIAN = {
    **dict(zip("بپتطثسصزذضظ", "bpttsssssss", strict=True)),
    **dict(zip("جچژشدرغقگکخفلمن", "SSSSdrgggkxflmn", strict=True)),
}
_DIGRAPHS = (
    ("sch", "S"), ("sh", "S"), ("ch", "S"), ("zh", "S"), ("kh", "x"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("cz", "S"), ("tz", "ts"), ("j", "S"), ("q", "g"), ("z", "s"),
)  # fmt: skip
_LATIN = frozenset("bptsSdrgkxflmn")
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"([a-z])\1")

LEAST = 2
"""Consonants of a name that is told by them; with so few its English must have CLEAR letters."""

CLEAR = 4

ACRONYM = 5
"""Letters of a word in capitals that is taken for an abbreviation."""

SHORTEST = 3
"""Letters of a Persian name."""

ALIKE = 0.65
"""Two spellings of one name share so much of their letters (difflib's ratio); other words seldom do."""

WORDS_KEPT = 1 << 14
"""Words of either language whose skeletons are kept, 6 MB each; few words of a text are not among them."""

# Inflected forms and names of peoples are no other spelling: Iraq, Iraqi, Iraqis.
_GROWN = re.compile(r"(?:'s|s|i|is|ian|ians|an|ans|n|ns|ish|ese|e|es|a)?")


class Spelling(NamedTuple):
    """A Persian name as compared, and the English word that spells it."""

    persian: str
    english: str


def spellings(source: str, target: str) -> Iterator[Spelling]:
    """The names of a pair, once each. A name that several words may spell is left out, and so is its twin."""
    candidates: dict[str, set[str]] = {}
    for word in _CAPITALISED.findall(plain(target)):
        bare, skeleton = _latin(word)
        if skeleton:
            candidates.setdefault(skeleton, set()).add(bare)
    if not candidates:
        return
    ours: dict[str, set[str]] = {}
    for word in _PERSIAN_WORD.findall(source):
        name, skeleton = _persian(word)
        if skeleton in candidates:
            ours.setdefault(skeleton, set()).add(name)
    for skeleton, names in ours.items():
        theirs = candidates[skeleton]
        if len(theirs) == len(names) == 1 and is_telling(next(iter(names))):
            yield Spelling(next(iter(names)), next(iter(theirs)))


@lru_cache(WORDS_KEPT)
def _persian(word: str) -> tuple[str, str]:
    """A Persian word as compared, and its skeleton."""
    name = folded(word).strip(ZWNJ)
    return name, persian_skeleton(name)


@lru_cache(WORDS_KEPT)
def _latin(word: str) -> tuple[str, str]:
    """A capitalised word without its ending, and its skeleton, empty where the word tells nothing."""
    bare = _ENDING.sub("", word)
    if bare.lower() in _silent() or (bare.isupper() and len(bare) <= ACRONYM):
        return bare, ""
    skeleton = latin_skeleton(bare)
    telling = len(skeleton) > LEAST or (len(skeleton) == LEAST and len(bare) >= CLEAR)
    return bare, skeleton if telling else ""


def are_other(one: str, other: str) -> bool:
    """Whether two words are two spellings of a name, and not one of them inflected."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if short.replace("-", "") == long.replace("-", ""):
        return False
    if long.startswith(short) and _GROWN.fullmatch(long, len(short)):
        return False
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= ALIKE


def is_telling(persian: str) -> bool:
    """Whether a folded Persian word may be a name with one spelling: no function word, no given name."""
    return len(persian) >= SHORTEST and persian not in _silent()


@cache
def _silent() -> frozenset[str]:
    text = files("translate.glossary").joinpath("silent.txt").read_text(encoding="utf-8")
    return frozenset(folded(line) for line in text.splitlines() if not line.startswith("#"))


def usual(counts: Counter[str]) -> str:
    """The spelling that is used most; of several the one that was counted first."""
    return max(counts, key=counts.__getitem__)


def persian_skeleton(word: str) -> str:
    """The consonants of a folded Persian word, in the classes of this module."""
    return "".join(_PERSIAN.get(letter, "") for letter in word)


def latin_skeleton(word: str) -> str:
    """The consonants of an English word, in the classes of this module."""
    text = _DOUBLED.sub(r"\1", _SOFT_C.sub("s", word.lower()))
    text = re.sub(r"(?:v|w|ff)$", "f", text).replace("x", "ks")
    for letters, one in _DIGRAPHS:
        text = text.replace(letters, one)
    return "".join(letter for letter in text.replace("c", "k") if letter in _LATIN)
