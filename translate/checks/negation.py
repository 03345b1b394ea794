"""Negation lost, or brought in: «نمی‌پذیرد» must not become "accepts"."""

import re
from collections.abc import Iterator

from translate.checks.negation_words import DENYING_EN, DENYING_FA, DENYING_STEMS, NEGATIVE_PREFIXES
from translate.records import Flag
from translate.text.characters import ZWNJ
from translate.text.scan import fold

# Verb forms that are negated and nothing else, and "never". Nouns and adjectives with «نا», «بی», «بدون» and
# «عدم» are left out: English has a word of its own for most of them.
_NEGATED = re.compile(
    rf"(?<![\w{ZWNJ}])(?:نمی[{ZWNJ} ]?\w+|نیست(?:م|یم|ید|ند)?|ندار(?:د|م|ی|یم|ید|ند)|نداشت\w*"
    rf"|نشد(?:ه|ند|یم|م)?|نکرد(?:ه|ند|یم|م)?|نخواه(?:د|ند|م|یم|ید)|نبود(?:ه|ند|یم|م)?|نباید"
    rf"|نتوانست\w*|هرگز)(?![\w{ZWNJ}])"
)
_NEGATED_HINTS = (
    "نمی", "نیست", "ندار", "نداشت", "نشد", "نکرد", "نخواه", "نبود", "نباید", "نتوانست", "هرگز",
)  # fmt: skip
"""Every negated form holds one of them; most sentences hold none, and looking for these is quicker."""
_DENYING_FA = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(DENYING_FA)})")
_MAY_DENY = re.compile("not|never|n['’]t", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|cannot|never)\b|n['’]t\b", re.IGNORECASE)
_NO_DENIAL = re.compile(r"\bnot (?:only|just|least|to mention)\b|\bif not\b|\bor not\b", re.IGNORECASE)
_DENYING_EN = re.compile(
    rf"{_DENIES.pattern}|\b(?:{'|'.join(DENYING_EN)})\b|\b(?:{'|'.join(DENYING_STEMS)})\w*"
    rf"|\b(?:{'|'.join(NEGATIVE_PREFIXES)})\w*|\b\w+less(?:ly|ness)?\b",
    re.IGNORECASE,
)


class Negation:
    """A flag where one side denies and nothing on the other does."""

    name = "negation"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair."""
        folded = fold(source)[0]
        hinted = any(hint in folded for hint in _NEGATED_HINTS)
        negated = _NEGATED.search(folded) if hinted else None
        if negated is not None:
            if target.strip() and _DENYING_EN.search(target) is None:
                yield Flag(self.name, f"«{negated[0]}» is negated; nothing in the English is")
            return
        if _MAY_DENY.search(target) is None:
            return
        denies = _DENIES.search(_NO_DENIAL.sub("", target))
        if denies is not None and folded.strip() and _DENYING_FA.search(folded) is None:
            yield Flag(self.name, f"{denies[0]!r} denies; nothing in the Persian does")
