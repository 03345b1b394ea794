"""What one character becomes, by rule. Every entry is a declared folding: nothing else may change."""

import unicodedata

from translate.text.characters import (
    ARABIC_DIGITS,
    BIDI_MARKS,
    BOM,
    LATIN_DIGITS,
    NBSP,
    NEL,
    PERSIAN_DIGITS,
    SOFT_HYPHEN,
    TATWEEL,
    ZWNJ,
)
from translate.text.rewriting import Table

ZWSP = "\u200b"
HAMZA_ABOVE = "\u0654"
RIAL_SIGN = "\ufdfc"
REPLACEMENT = "\ufffd"

# Letters of the Arabic script without tatweel, for character classes: the presentation forms are
# folded before any pattern sees them.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
VOWEL_SIGNS = "\u064b-\u0655\u0670"
NATIVE_DIGITS = PERSIAN_DIGITS + ARABIC_DIGITS


def _to(target: str, sources: str) -> dict[str, str]:
    return dict.fromkeys(sources, target)


def _block(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


# Line and page breaks that are controls part words, so they become blanks; the others part nothing.
# Tab and the two line breaks are text. U+FDD0 to U+FDEF and the last two of the plane are no characters.
CONTROLS = Table(
    "control character",
    _to("", _block((0, 8), (14, 27), (0x7F, 0x9F), (0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF)))
    | _to(" ", _block((11, 12), (28, 31)) + NEL)
    | _to(REPLACEMENT, _block((0xD800, 0xDFFF))),
)
DIRECTIONS = Table("direction mark", _to("", BIDI_MARKS))
ZERO_WIDTHS = Table(
    "zero-width character",
    _to("", BOM + "\u034f\u180e" + _block((0x2060, 0x2064), (0x206A, 0x206F), (0xFFF9, 0xFFFB))),
)
BLANKS = Table("blank", _to(" ", NBSP + "\u1680\u202f\u205f\u3000" + _block((0x2000, 0x200A))))
HYPHENS = Table("hyphen", _to("-", "\u2010\u2011"))
# Word processors of the code-page years wrote these for the half-space. Where no Persian letter stands
# beside them, the half-space that they become is dropped later.
HALF_SPACE_LOOK_ALIKES = Table("half-space look-alike", _to(ZWNJ, SOFT_HYPHEN + ZWSP))


def _compatible(codes: str) -> dict[str, str]:
    """The compatibility form of each character, without the blank and tatweel that carry a mark."""
    folded = {each: unicodedata.normalize("NFKC", each) for each in codes}
    return {
        each: (form.strip(" " + TATWEEL) if len(form) > 1 else form)
        for each, form in folded.items()
        if form != each
    }


FULL_WIDTH = Table("full-width character", _compatible(_block((0xFF01, 0xFF5E), (0xFE50, 0xFE6B))))
# The rial sign and the honorific ligatures (U+FDFA, U+FDFB ...) are signs with a meaning of their own;
# of the word ligatures only Allah is ordinary spelling.
PRESENTATION_FORMS = Table(
    "presentation form",
    _compatible(_block((0xFB50, 0xFD3D), (0xFD50, 0xFDEF), (0xFDF2, 0xFDF2), (0xFE70, 0xFEFE))),
)
ARABIC_LETTERS = Table(
    "Arabic letter",
    _to("ی", "\u064a\u0649\u06cd\u06d0\u06d2")
    | _to("ک", "\u0643\u06aa\u06ac")
    | _to("گ", "\u06ab")
    | _to("ه", "\u06c1\u06be\u06d5\u06ff")
    | _to("ه" + HAMZA_ABOVE, "\u06c0\u06c2")
    | _to("ة", "\u06c3")
    | _to("ا", "\u0671\u0625\u0673")
    | _to("أ", "\u0672\u0675")
    | _to("ؤ", "\u0676")
    | _to("ئ", "\u0678\u06d3")
    | _to("ن", "\u06ba")
    | _to(HAMZA_ABOVE, "\u0674"),
)
# Recitation marks, and marks of other languages in the script.
RARE_MARKS = Table(
    "diacritic",
    _to(
        "",
        _block((0x610, 0x61A), (0x656, 0x65F), (0x6D6, 0x6DC), (0x6DF, 0x6E4), (0x6E7, 0x6E8))
        + _block((0x6EA, 0x6ED), (0x8D3, 0x8E1), (0x8E3, 0x8FF)),
    ),
)
ASCII_DIGITS = Table(
    "digit",
    dict(zip(PERSIAN_DIGITS, LATIN_DIGITS, strict=True))
    | dict(zip(ARABIC_DIGITS, LATIN_DIGITS, strict=True))
    | {"\u066a": "%"},
)
STRAIGHT_QUOTES = Table("quote", _to('"', "«»“”„‟") | _to("'", "‘’‚‛‹›"))
CURLY_QUOTES = Table("quote", _to("«", "“„‟") | _to("»", "”"))
PLAIN_SIGNS = Table(
    "plain sign", _to("-", "\u2012\u2013\u2014\u2015\u2212") | _to("(", "[{") | _to(")", "]}")
)
