"""Vowel signs, hamza above and tatweel: which of them are spelling, and which are decoration."""

import re

from translate.text.characters import TATWEEL, ZWJ, ZWNJ
from translate.text.foldings import HAMZA_ABOVE, LETTERS, VOWEL_SIGNS
from translate.text.rewriting import Pattern

TANVIN = "\u064b"
MADDA = "\u0653"

# Words that differ by their vowel signs alone, and that news text points for that reason.
TELLING_WORDS = frozenset(
    {
        "ملک",
        "کرم",
        "گل",
        "مهر",
        "مرد",
        "کرد",
        "برد",
        "سحر",
        "شکر",
        "سر",
        "پر",
        "در",
        "کشتی",
        "کشت",
        "جنگ",
        "عمر",
        "خیر",
        "معین",
        "مقدم",
        "بنا",
        "سم",
        "ترک",
        "رم",
        "لر",
        "حکم",
        "علم",
        "درد",
        "گرد",
        "قدر",
        "کف",
        "دور",
        "خرد",
        "مشک",
        "محرم",
        "مسلم",
        "سیر",
        "منکر",
        "محقق",
    }
)

_HARAKAT = re.compile(f"[{VOWEL_SIGNS}]")
_DECORATION = re.compile("[\u064c-\u0652\u0655\u0670]")
_COMPOSED = {"ا" + HAMZA_ABOVE: "أ", "و" + HAMZA_ABOVE: "ؤ", "ی" + HAMZA_ABOVE: "ئ", "ا" + MADDA: "آ"}
_STRAY = re.compile(f"(?<![اءئؤة]){TANVIN}|(?<!ه){HAMZA_ABOVE}|{MADDA}")
_SIGNS = "".join(map(chr, range(0x64B, 0x656))) + "\u0670"
# From a word's first letter on: tried at each letter of a long word, it would take the square of its length.
_MARKED = re.compile(f"(?<![{LETTERS}{VOWEL_SIGNS}])[{LETTERS}]*[{VOWEL_SIGNS}][{LETTERS}{VOWEL_SIGNS}]*")


def _printed(match: re.Match[str]) -> str:
    """A word with the marks that ordinary print has: tanvin behind its alef, the hamza of «هٔ»."""
    word = _DECORATION.sub("", match.group()).replace(TANVIN + "ا", "ا" + TANVIN)
    for pair, letter in _COMPOSED.items():
        word = word.replace(pair, letter)
    while (tidied := _STRAY.sub("", word)) != word:
        word = tidied
    return word


def _telling(match: re.Match[str]) -> str:
    """The same, but a word that differs from another by its vowel signs alone keeps them."""
    word = match.group()
    if _HARAKAT.sub("", word) in TELLING_WORDS and not re.search(
        f"^[{VOWEL_SIGNS}]|[{TANVIN}\u0653-\u0655]", word
    ):
        return word
    return _printed(match)


def _bare(match: re.Match[str]) -> str:
    """The word's letters alone; a hamza that belongs to its letter stays with it.

    «حقیقةً» is «حقیقتاً» in Persian spelling, and without its tanvin nothing else would say so.
    """
    return _HARAKAT.sub("", _printed(match).replace("ة" + TANVIN, "تا"))


MARKS = {
    policy: Pattern(rule="diacritic", expression=_MARKED, replacement=spelled, triggers=_SIGNS)
    for policy, spelled in {"telling": _telling, "printed": _printed, "none": _bare}.items()
}

_BEFORE_LETTER = re.compile(f"[{LETTERS}{VOWEL_SIGNS}]")
_BESIDE_LETTER = re.compile(f"[{LETTERS}{VOWEL_SIGNS}{ZWNJ}]")


def _without_tatweel(match: re.Match[str]) -> str:
    """Nothing between letters, one tatweel in the era «هـ.», a dash where it stands for one.

    «تهران ـ ایرنا» and «۱۳۹۰ـ۱۴۰۰» use it as a dash: dropping it would join two numbers.
    """
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    before_letter = bool(_BEFORE_LETTER.match(after))
    if _BESIDE_LETTER.match(before):
        alone = before == "ه" and not (start > 1 and _BESIDE_LETTER.match(text[start - 2]))
        return TATWEEL if alone and not before_letter else ""
    return "" if before_letter and not before.isdigit() else "–"


TATWEELS = Pattern(
    rule="tatweel",
    expression=re.compile(f"{TATWEEL}+"),
    replacement=_without_tatweel,
    triggers=TATWEEL,
    produces="–",
)

_PICTURE = re.compile("[\u2190-\U0010ffff]")


def _without_joiner(match: re.Match[str]) -> str:
    """One joiner between two pictures (an emoji sequence); «ه» held in its initial shape is the era «هـ»."""
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if _PICTURE.match(before) and _PICTURE.match(after):
        return match.group()[0]
    alone = before == "ه" and not (start > 1 and _BESIDE_LETTER.match(text[start - 2]))
    return TATWEEL if alone and not _BESIDE_LETTER.match(after) else ""


JOINERS = Pattern(
    rule="zero-width character",
    expression=re.compile(f"{ZWJ}+"),
    replacement=_without_joiner,
    triggers=ZWJ,
    produces=TATWEEL,
)
