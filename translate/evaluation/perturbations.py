"""What happens to Persian text between a writer and a scraper, one kind of damage at a time, seeded."""

import random
import re
from collections.abc import Callable, Mapping

from translate.text.characters import ARABIC_DIGITS, LATIN_DIGITS, PERSIAN_DIGITS, ZWNJ

Perturb = Callable[[str, random.Random], str]

TO_ARABIC_LETTERS = str.maketrans({"\u06cc": "\u064a", "\u06a9": "\u0643"})  # yeh and kaf
TO_LATIN_DIGITS = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, LATIN_DIGITS * 2)
TO_PERSIAN_DIGITS = str.maketrans(LATIN_DIGITS + ARABIC_DIGITS, PERSIAN_DIGITS * 2)
TO_ARABIC_DIGITS = str.maketrans(LATIN_DIGITS + PERSIAN_DIGITS, ARABIC_DIGITS * 2)
DIGIT_SCRIPTS = (TO_LATIN_DIGITS, TO_PERSIAN_DIGITS, TO_ARABIC_DIGITS)

SHORT_VOWELS = "\u064e\u064f\u0650"  # fatha, damma, kasra
LETTER = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
LAST_STOP = re.compile('[.!؟?…]+(?=[»"”)]*\\s*$)')
VOWEL_RATE = 0.15  # of letters: a text with some vowel marks, not a children's book
TYPO_RATE = 0.02  # of letters: about one word in ten


def arabic_letters(text: str, _: random.Random) -> str:
    """Persian yeh and kaf as an Arabic keyboard types them."""
    return text.translate(TO_ARABIC_LETTERS)


def half_spaces_dropped(text: str, _: random.Random) -> str:
    """Half-spaces lost, the words run together."""
    return text.replace(ZWNJ, "")


def half_spaces_blanked(text: str, _: random.Random) -> str:
    """Half-spaces turned into blanks."""
    return text.replace(ZWNJ, " ")


def digits_swapped(text: str, rng: random.Random) -> str:
    """Each digit in a script drawn at random, number by number."""
    return re.sub(r"\d+", lambda match: match[0].translate(rng.choice(DIGIT_SCRIPTS)), text)


def diacritics(text: str, rng: random.Random) -> str:
    """Vowel marks on some letters."""
    return LETTER.sub(
        lambda match: match[0] + (rng.choice(SHORT_VOWELS) if rng.random() < VOWEL_RATE else ""), text
    )


def stops_missing(text: str, _: random.Random) -> str:
    """No stop at the end."""
    return LAST_STOP.sub("", text)


def blanks_doubled(text: str, rng: random.Random) -> str:
    """Some blanks twice, one before and after the line."""
    return " " + re.sub(" ", lambda _: "  " if rng.random() < 0.5 else " ", text) + " "


def typing_noise(text: str, rng: random.Random) -> str:
    """Letters doubled, lost or exchanged with the next."""
    letters = list(text)
    for at, letter in enumerate(letters):
        if not LETTER.fullmatch(letter) or rng.random() >= TYPO_RATE:
            continue
        kind = rng.randrange(3)
        if kind == 0:
            letters[at] = letter * 2
        elif kind == 1:
            letters[at] = ""
        elif at + 1 < len(letters) and LETTER.fullmatch(letters[at + 1]):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


PERTURBATIONS: Mapping[str, Perturb] = {
    "Arabic letters": arabic_letters,
    "half-spaces dropped": half_spaces_dropped,
    "half-spaces blanked": half_spaces_blanked,
    "digits swapped": digits_swapped,
    "diacritics": diacritics,
    "stops missing": stops_missing,
    "blanks doubled": blanks_doubled,
    "typing noise": typing_noise,
}
