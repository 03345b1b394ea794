"""Normalisation: the author's text as a person or a model should see it, with a map back.

Pure, idempotent, and content-preserving: letters and digits change only by the foldings declared in
`foldings.py`, `marks.py` and `steps.py`. No input raises; the output can always be encoded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from translate.text.profiles import PROFILES, Profile
from translate.text.protected import masked, protected_spans, unmasked
from translate.text.rewriting import Change, Traced, author_span, fast
from translate.text.steps import everywhere_steps, half_space_steps, letter_steps

__all__ = ["PROFILES", "Change", "Normalised", "Profile", "explain", "normalise", "normalise_with_map"]


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text. `starts[i]` is the author's offset behind `text[i]`; never decreasing.

    `author_length` is the number of characters of the author's text.
    """

    text: str
    starts: Sequence[int]
    author_length: int

    def author_span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end, in the author's text, of what became `text[start:end]`."""
        return author_span(self.starts, self.author_length, start, end)


def normalise(text: str, profile: Profile) -> str:
    """The text as `profile` wants it."""
    everywhere, elsewhere = _compiled(profile)
    text = everywhere(text)
    spans = protected_spans(text)
    if not spans:
        return elsewhere(text)
    return unmasked(elsewhere(masked(text, spans)), [text[start:end] for start, end in spans])


def normalise_with_map(text: str, profile: Profile) -> Normalised:
    """The same text as `normalise` gives, and where each character of it came from."""
    traced = _traced(text, profile)
    return Normalised(traced.text, traced.starts, len(text))


def explain(text: str, profile: Profile) -> list[Change]:
    """Every change that `normalise` makes, by place in the author's text, then in the order made."""
    return sorted(_traced(text, profile).changes, key=lambda change: change.start)


@cache
def _compiled(profile: Profile) -> tuple[Callable[[str], str], Callable[[str], str]]:
    return fast(everywhere_steps()), fast([*letter_steps(profile), *half_space_steps(profile)])


def _traced(text: str, profile: Profile) -> Traced:
    traced = Traced(text)
    for step in everywhere_steps():
        traced.run(step)
    with traced.masking(protected_spans(traced.text)):
        for step in (*letter_steps(profile), *half_space_steps(profile)):
            traced.run(step)
    return traced
