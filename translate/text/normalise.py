"""Normalisation: the author's text as a person or a model should see it, with a map back.

Pure, idempotent, and content-preserving: letters and digits change only by the foldings declared in
`foldings.py`, `marks.py` and `steps.py`. No input raises; the output can always be encoded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from translate.text.profiles import PROFILES, Profile
from translate.text.protected import masked, protected_spans, unmasked
from translate.text.rewriting import Change, Fast, Traced, author_span
from translate.text.steps import everywhere_steps, half_space_steps, letter_steps

_Pass = Callable[[str], str]
# Each round removes or folds something, so the rounds end; the bound keeps a crafted text cheap.
_MOST_ROUNDS = 8

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
    everywhere, letters, half_spaces = _compiled(profile)

    def letters_outside(text: str) -> str:
        text = everywhere.run(text)
        spans = protected_spans(text)
        if not spans:
            return letters.run(text)
        return unmasked(letters.run(masked(text, spans)), [text[start:end] for start, end in spans])

    return _settled(text, letters_outside, half_spaces.run, profile)


def normalise_with_map(text: str, profile: Profile) -> Normalised:
    """The same text as `normalise` gives, and where each character of it came from."""
    traced = _traced(text, profile)
    return Normalised(traced.text, traced.starts, len(text))


def explain(text: str, profile: Profile) -> list[Change]:
    """Every change that `normalise` makes, by place in the author's text, then in the order made."""
    return sorted(_traced(text, profile).changes, key=lambda change: change.start)


def _settled(text: str, letters: _Pass, half_spaces: _Pass, profile: Profile) -> str:
    """Both passes, until neither would change anything more.

    Most texts are settled after one round, and looking again is cheap: settled text triggers nothing.
    A second round is for junk inside junk: a mark dropped between two half-spaces, or after it a URL.
    Restoring half-spaces is idempotent by itself, except that blanks for them hide what was restored.
    """
    for _ in range(_MOST_ROUNDS):
        before = text
        for _ in range(_MOST_ROUNDS):
            unsettled, text = text, letters(text)
            if text == unsettled:
                break
        settled, text = text, half_spaces(text)
        if text in (settled, before) or (profile.half_spaces != "blank" and letters(text) == text):
            break
    return text


@cache
def _compiled(profile: Profile) -> tuple[Fast, Fast, Fast]:
    return Fast(everywhere_steps()), Fast(letter_steps(profile)), Fast(half_space_steps(profile))


def _traced(text: str, profile: Profile) -> Traced:
    traced = Traced(text)

    def letters(_: str) -> str:
        traced.run_all(everywhere_steps())
        with traced.masking(protected_spans(traced.text)):
            traced.run_all(letter_steps(profile))
        return traced.text

    def half_spaces(_: str) -> str:
        traced.run_all(half_space_steps(profile))
        return traced.text

    _settled(text, letters, half_spaces, profile)
    return traced
