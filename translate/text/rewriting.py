"""Rewriting steps that run two ways: fast, or with a map back to the author's characters.

A step is described once (a character table, a pattern, or a function that proposes edits).
`Fast` runs the steps that a text needs, each as one C call; `Traced` runs all of them while it keeps, for
each character, the offset of the author's character that it came from, and notes what changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from translate.records import Span
from translate.text.protected import MASK, masked, unmasked

NOTHING = r"(?!)"

Replacement = str | Callable[[re.Match[str]], str]


class Rewrite(NamedTuple):
    """`text[start:end]` is to become `after`."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Table:
    """Each character on its own: `entries` maps a character to what stands for it ("" drops it)."""

    rule: str
    entries: Mapping[str, str]

    @property
    def triggers(self) -> Iterable[str]:
        """The characters that this step changes."""
        return self.entries.keys()

    def rewrites(self, text: str) -> Iterator[Rewrite]:
        """What this step changes in `text`, in order."""
        for at, character in enumerate(text):
            if character in self.entries:
                yield Rewrite(at, at + 1, self.entries[character])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression and what replaces each match.

    Every match holds one of the characters `triggers`, or else `guard` is true of the text: otherwise
    the expression is not tried. `produces` are the triggers of later steps that it may put out.
    `repeat` runs the step until nothing changes; each round must bring an end nearer.
    """

    rule: str
    expression: re.Pattern[str]
    replacement: Replacement
    triggers: str = ""
    guard: Callable[[str], bool] | None = None
    produces: str = ""
    repeat: bool = False

    def rewrites(self, text: str) -> Iterator[Rewrite]:
        """What this step changes in `text`, in order (one round of it)."""
        for match in self.expression.finditer(text):
            after = self._after(match)
            if after != match.group():
                yield Rewrite(*match.span(), after)

    def _after(self, match: re.Match[str]) -> str:
        return (
            match.expand(self.replacement) if isinstance(self.replacement, str) else self.replacement(match)
        )

    def run(self, text: str) -> str:
        """The text with every match replaced."""
        if self.guard is not None and not self.guard(text):
            return text
        rewritten = self.expression.sub(self.replacement, text)
        while self.repeat and rewritten != text:
            text, rewritten = rewritten, self.expression.sub(self.replacement, rewritten)
        return rewritten


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Edits that a function of the whole text proposes; `run` gives the text with all of them done."""

    rule: str
    propose: Callable[[str], Iterable[Rewrite]]
    run: Callable[[str], str]
    produces: str = ""

    def rewrites(self, text: str) -> Iterator[Rewrite]:
        """What this step changes in `text`, in order."""
        yield from self.propose(text)


Step = Table | Pattern | Edits


class Fast:
    """The steps as few C calls: only those run that some character of the text asks for.

    One scan collects the characters that trigger anything; ordinary text has none of them. A table
    then is one `str.replace` for each of its characters that is there (`str.translate` looks every
    character of the text up, which is slower by far).
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        triggers = {each for step in steps if not isinstance(step, Edits) for each in step.triggers}
        everything = re.escape("".join(sorted(triggers)))
        self._triggers = re.compile(f"[{everything}]" if triggers else NOTHING)
        self._plan = lru_cache(maxsize=10_000)(self._planned)

    def run(self, text: str) -> str:
        """The text after all steps."""
        for call in self._plan(frozenset(self._triggers.findall(text))):
            text = call(text)
        return text

    def _planned(self, present: frozenset[str]) -> tuple[Callable[[str], str], ...]:
        """What to call for a text in which of all triggers only these are present."""
        calls: list[Callable[[str], str]] = []
        there = set(present)
        for step in self._steps:
            if isinstance(step, Table):
                changing = sorted(there & step.entries.keys())
                calls += [_replacement(each, step.entries[each]) for each in changing]
                there = (there - step.entries.keys()).union(*(step.entries[each] for each in changing))
            elif isinstance(step, Edits) or step.guard is not None or not there.isdisjoint(step.triggers):
                calls.append(step.run)
                there |= set(step.produces)
        return tuple(calls)


def _replacement(character: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(character, after)


@dataclass(frozen=True, slots=True)
class Change:
    """What stood at `start`-`end` of the author's text, what stands there now, and the rule's name."""

    start: int
    end: int
    before: str
    after: str
    rule: str


class Traced:
    """A text on its way through the steps, each character with the author's offset it came from."""

    def __init__(self, text: str) -> None:
        self.author = text
        self.text = text
        self.starts: list[int] = list(range(len(text)))
        self.changes: list[Change] = []

    def run(self, step: Step) -> None:
        """Do one step."""
        rewrites = list(step.rewrites(self.text))
        while rewrites:
            self._rewrite(rewrites, step.rule)
            repeats = isinstance(step, Pattern) and step.repeat
            rewrites = list(step.rewrites(self.text)) if repeats else []

    def run_all(self, steps: Iterable[Step]) -> None:
        """Do the steps in order."""
        for step in steps:
            self.run(step)

    @contextmanager
    def masking(self, spans: Sequence[Span]) -> Iterator[None]:
        """Steps inside the `with` see a mask in place of each stretch; afterwards they are back."""
        stretches = [(self.text[start:end], self.starts[start:end]) for start, end in spans]
        for start, end in reversed(spans):
            self.starts[start:end] = self.starts[start : start + 1]
        self.text = masked(self.text, spans)
        yield
        places = [at for at, character in enumerate(self.text) if character == MASK]
        for at, (_, origins) in reversed(list(zip(places, stretches, strict=True))):
            self.starts[at : at + 1] = origins
        self.text = unmasked(self.text, [stretch for stretch, _ in stretches])

    def _rewrite(self, rewrites: Sequence[Rewrite], rule: str) -> None:
        pieces: list[str] = []
        starts: list[int] = []
        done = 0
        for start, end, after in rewrites:
            pieces += (self.text[done:start], after)
            starts += self.starts[done:start]
            starts += self._origins(start, end, after)
            author_start = self.starts[start] if start < len(self.starts) else len(self.author)
            # Up to the last character itself: what an earlier step dropped behind it is not of this change.
            author_end = self.starts[end - 1] + 1 if end > start else author_start
            before = self.author[author_start:author_end]
            self.changes.append(Change(author_start, author_end, before, after, rule))
            done = end
        self.text = "".join(pieces) + self.text[done:]
        self.starts = starts + self.starts[done:]

    def _origins(self, start: int, end: int, after: str) -> list[int]:
        """The author's offsets for the characters of a replacement, in step with what they replace."""
        at = start
        origins: list[int] = []
        same_length = len(after) == end - start
        for character in after:
            found = at if same_length else self.text.find(character, at, end)
            at = found if found >= 0 else at
            here = min(at, end - 1) if end > start else at
            origins.append(self.starts[here] if here < len(self.starts) else len(self.author))
            at = at + 1 if found >= 0 else at
        return origins


def author_span(starts: Sequence[int], length: int, start: int, end: int) -> Span:
    """The author's stretch behind the output's `start`-`end`; `length` is that of the author's text.

    What was dropped behind a character belongs to that character. An empty stretch stays empty.
    """
    first = starts[start] if start < len(starts) else length
    if end <= start:
        return first, first
    last = starts[end] if end < len(starts) else length
    # Several characters may come from one (ﷲ): a part of them still stands for the whole.
    return first, max(last, starts[end - 1] + 1)
