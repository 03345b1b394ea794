"""Kinds of segments by which a difference between systems can be told apart."""

import re
from collections.abc import Callable, Iterator, Mapping

from translate.evaluation.alignment import Aligned

# Read off the first reference: it is what both systems are measured against.
NUMBER = re.compile(r"\d")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")  # a capital that no sentence start explains
QUOTE = re.compile('["“”«»]')
SENTENCE_END = re.compile("[.!?…][\"'”’)\\]]*$")
LENGTHS = ((1, 10), (11, 20), (21, 30), (31, 100_000))

KINDS: Mapping[str, Callable[[str], bool]] = {
    "with a number": lambda text: bool(NUMBER.search(text)),
    "without a number": lambda text: not NUMBER.search(text),
    "with a name": lambda text: bool(NAME.search(text)),
    "without a name": lambda text: not NAME.search(text),
    "with a quotation": lambda text: bool(QUOTE.search(text)),
    "headline or fragment": lambda text: not SENTENCE_END.search(text),
}


def slices(aligned: Aligned) -> Iterator[tuple[str, list[int]]]:
    """Name and segment numbers of every kind that occurs; a segment may be of several kinds."""
    references = aligned.references[0]
    for low, high in LENGTHS:
        name = f"{low}-{high} words" if high < LENGTHS[-1][1] else f"{low} words and more"
        yield name, [at for at, text in enumerate(references) if low <= len(text.split()) <= high]
    for name, test in KINDS.items():
        yield name, [at for at, text in enumerate(references) if test(text)]
    for domain in dict.fromkeys(aligned.domains or ()):
        yield f"domain {domain}", [at for at, one in enumerate(aligned.domains or ()) if one == domain]
