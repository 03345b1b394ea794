"""How far people went from the machine's text, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from translate.confidence.edits import word_edits


@dataclass(frozen=True, slots=True)
class Effort:
    """Word edits and words of what people made of it; `rate` is the HTER, None without words.

    Counted as `tarjoman effort` counts; static/words.js counts along in the page.
    """

    edits: int
    words: int

    @property
    def rate(self) -> float | None:
        """Edits a word."""
        return self.edits / self.words if self.words else None


def effort(pairs: Iterable[tuple[str, str]]) -> Effort:
    """Of (machine's target, person's target) pairs; the person's words are counted, as in HTER."""
    counts = [word_edits(machine, person) for machine, person in pairs]
    return Effort(sum(edits for edits, _ in counts), sum(words for _, words in counts))
