"""How far a person went from the machine's text, in words."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Word edits and words of what people made of it; `rate` is the HTER, None without words.

    Edits are insertions, deletions and replacements of words, letters' case apart; blocks that moved are not
    one edit as in TER, so that a page can count along while somebody types. It is at least the TER.
    """

    edits: int
    words: int

    @property
    def rate(self) -> float | None:
        """Edits a word."""
        return self.edits / self.words if self.words else None


def effort(pairs: Iterable[tuple[str, str]]) -> Effort:
    """Of (machine's target, person's target) pairs; the person's words are counted, as in HTER."""
    from rapidfuzz.distance import Levenshtein

    edits = words = 0
    for machine, person in pairs:
        made = person.lower().split()
        words += len(made)
        if machine != person:
            edits += Levenshtein.distance(machine.lower().split(), made)
    return Effort(edits, words)
