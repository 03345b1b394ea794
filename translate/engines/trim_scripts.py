"""Characters by what a Persian-English model needs of them. Pure functions."""

import functools
import unicodedata

PERSIAN = frozenset(
    "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    "ءأؤإئةۀ"  # with hamza, and in Arabic loans
    "يكىے"  # what careless keyboards put for ی and ک; models saw these too
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"  # vowel signs
)
"""Letters and signs that Persian text is written with."""

ASCII_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

ALPHABETS = frozenset({"latin", "arabic", "greek", "cyrillic", "combining", "modifier"})
"""Scripts whose single letters stay, so that a foreign name is spelled out instead of becoming unknown.

With them accents ("combining") and the half rings of transliterated names ("modifier").
"""

# Punctuation, digits and symbols of no script, by block: ASCII and Latin-1; general punctuation up to
# miscellaneous symbols and arrows; variation selectors; emoji.
_COMMON_RANGES = ((0x0000, 0x00BF), (0x2000, 0x2BFF), (0xFE00, 0xFE0F), (0x1F000, 0x1FAFF))
_ARABIC_BLOCK = (0x0600, 0x06FF)

# First words of Unicode names that are no scripts.
_NO_SCRIPT = frozenset({"mathematical", "fullwidth", "halfwidth", "double-struck"})


@functools.cache
def is_common(character: str) -> bool:
    """Whether it is a blank, digit, mark or symbol that Persian and English share or Persian has of its own.

    ASCII and Latin-1, Unicode's general blocks, and the Arabic block's digits and punctuation (never letters
    or vowel signs).
    """
    if unicodedata.category(character)[0] in "LM" and character not in _COMMON_MARKS:
        return False
    code = ord(character)
    return any(first <= code <= last for first, last in (*_COMMON_RANGES, _ARABIC_BLOCK))


# An emoji's variation selector is a mark by category, but no letter hangs on it.
_COMMON_MARKS = frozenset(map(chr, range(0xFE00, 0xFE10)))


@functools.cache
def script_of(character: str) -> str:
    """The script of a letter, as Unicode names it: "latin", "arabic", "cjk" ...; else "common" or "other"."""
    if is_common(character):
        return "common"
    if unicodedata.category(character)[0] not in "LM":
        return "other"
    first = unicodedata.name(character, "").partition(" ")[0].lower()
    return first if first and first not in _NO_SCRIPT else "other"


def script_of_piece(piece: str) -> str:
    """The one script of its letters; "common" without letters, "mixed" with several.

    Persian and other Arabic-script pieces, English-looking and other Latin ones are told apart:
    "persian letters", "arabic", "ascii letters", "latin".
    """
    letters = {character for character in piece if not is_common(character)}
    if not letters:
        return "common"
    if letters <= PERSIAN:
        return "persian letters"
    if letters <= ASCII_LETTERS:
        return "ascii letters"
    scripts = {script_of(character) for character in letters}
    return scripts.pop() if len(scripts) == 1 else "mixed"
