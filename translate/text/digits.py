"""Digits and separators of the three systems that news mixes."""

from translate.text.characters import ARABIC_DIGITS, LATIN_DIGITS, PERSIAN_DIGITS

_TO_LATIN = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS + "٫٬٪", LATIN_DIGITS * 2 + ".,%")


def latin_digits(text: str) -> str:
    """Persian and Arabic digits, decimal and thousands separators and percent signs in Latin ones."""
    return text.translate(_TO_LATIN)
