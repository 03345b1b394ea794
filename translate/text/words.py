"""Words for look-up: one spelling for each letter, nothing that cannot be seen."""

from translate.text.characters import BIDI_MARKS, BOM, SOFT_HYPHEN, TATWEEL, ZWJ, ZWNJ

_DIACRITICS = "".join(map(chr, range(0x064B, 0x0660))) + "\u0670"
_FOLD = str.maketrans("يىكأإة", "ییکااه", TATWEEL + _DIACRITICS + BIDI_MARKS + BOM + SOFT_HYPHEN + ZWJ + ZWNJ)


def fold(word: str) -> str:
    """`word` for look-up: Arabic letters as Persian ones, half-spaces, marks and tatweel dropped.

    Half-spaces are often lost in the text that is read, so the lists do without them: «آن‌ها» is «آنها».
    """
    return word.translate(_FOLD)


def word_set(*lines: str) -> frozenset[str]:
    """The words of `lines`, which are separated by blanks, as they are looked up."""
    return frozenset(fold(word) for line in lines for word in line.split())
