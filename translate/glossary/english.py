"""Whether English text has a form of a term: case, accents, articles, hyphens and endings are free."""

import re
import unicodedata
from functools import lru_cache

from translate.glossary.terms import Term

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}(?![A-Za-z])")  # U.S.
_SEPARATOR = re.compile(r"[\s-]+")
_SIGNS = str.maketrans({**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("‐‑‒–", "-"), "&": "and"})
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae"})

ACRONYM = 4
"""Capitals of so few letters are compared by case too: "US" is not "us"."""


def plain(text: str) -> str:
    """The text without accents, curly quotes and dots in abbreviations; its case stays."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in apart if not unicodedata.combining(char)).translate(_SIGNS)
    elif "&" in text or "`" in text:
        text = text.translate(_SIGNS)
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), text) if "." in text else text


def has_form(target: str, forms: tuple[str, ...]) -> bool:
    """Whether one of the forms stands in the target."""
    return _has(plain(target), forms)


def is_obeyed(target: str, term: Term) -> bool:
    """Whether the target says the term as it is wanted, and in no forbidden form."""
    text = plain(target)
    return _has(text, term.english) and not (term.forbidden and _has(text, term.forbidden))


def forbidden_form(target: str, term: Term) -> str | None:
    """The first forbidden form of the term that stands in the target."""
    text = plain(target)
    return next((form for form in term.forbidden if _has(text, (form,))), None)


def _has(text: str, forms: tuple[str, ...]) -> bool:
    if any(_pattern(form).search(text) for form in forms):
        return True
    # "cease-fire" for "ceasefire"
    return "-" in text and any(_pattern(form).search(text.replace("-", "")) for form in forms)


@lru_cache(maxsize=100_000)
def _pattern(form: str) -> re.Pattern[str]:
    bare = _ARTICLE.sub("", plain(form).strip()) or form
    words = [word for word in _SEPARATOR.split(bare) if word]
    body = r"[\s-]*".join([*map(re.escape, words[:-1]), _inflected(words[-1])]) if words else re.escape(form)
    by_case = bare.isupper() and len(bare) <= ACRONYM
    return re.compile(rf"(?<!\w){body}(?!\w)", 0 if by_case else re.IGNORECASE)


def _inflected(word: str) -> str:
    """A word with the endings of plural and possessive."""
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouAEIOU":
        return rf"{re.escape(word[:-1])}(?:y(?:'s?)?|ies'?)"
    if word.endswith("man"):
        return rf"{re.escape(word[:-2])}[ae]n(?:'s?)?"
    return rf"{re.escape(word)}(?:'s?|e?s'?)?"
