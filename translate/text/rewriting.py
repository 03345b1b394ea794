"""Rewriting steps that run two ways: fast, or with a map back to the author's characters.

A step is described once (a character table, a pattern, or a function that proposes edits). `Fast`
runs it as one C call; `Traced` runs the same step while it keeps, for each character, the offset of
the author's character that it came from, and notes what changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from translate.records import Span
from translate.text.protected import MASK, masked, unmasked

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

    def rewrites(self, text: str) -> Iterator[Rewrite]:
        """What this step changes in `text`, in order."""
        for at, character in enumerate(text):
            after = self.entries.get(character)
            if after is not None and after != character:
                yield Rewrite(at, at + 1, after)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression and what replaces each match.

    `hints` are strings one of which any match contains: where none is in the text, the expression is
    not tried. `repeat` runs the step until nothing changes; each match must then bring an end nearer.
    """

    rule: str
    expression: re.Pattern[str]
    replacement: Replacement
    hints: tuple[str, ...]
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
        if not any(hint in text for hint in self.hints):
            return text
        rewritten, count = self.expression.subn(self.replacement, text)
        while self.repeat and count and rewritten != text:
            text = rewritten
            rewritten, count = self.expression.subn(self.replacement, text)
        return rewritten


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits that a function of the whole text proposes; `apply` gives the text with all of them done."""

    rule: str
    propose: Callable[[str], Iterable[Rewrite]]
    apply: Callable[[str], str]
    repeat: bool = False

    def rewrites(self, text: str) -> Iterator[Rewrite]:
        """What this step changes in `text`, in order."""
        yield from self.propose(text)

    def run(self, text: str) -> str:
        """The text with every edit done."""
        return self.apply(text)


Step = Table | Pattern | Edits


def fast(steps: Sequence[Step]) -> Callable[[str], str]:
    """One function that runs the steps in order; neighbouring tables become one `str.translate`."""
    runs: list[Callable[[str], str]] = []
    tables: list[Table] = []
    for step in steps:
        if isinstance(step, Table):
            tables.append(step)
            continue
        runs.extend(_translation(tables))
        tables = []
        runs.append(step.run)
    runs.extend(_translation(tables))

    def run(text: str) -> str:
        for call in runs:
            text = call(text)
        return text

    return run


def _translation(tables: Sequence[Table]) -> Iterator[Callable[[str], str]]:
    if not tables:
        return
    # str.translate raises and catches an exception for each character that the table lacks: common
    # characters are entered as themselves.
    entries = {chr(code): chr(code) for block in ((0, 0x700), (0x2000, 0x2070)) for code in range(*block)}
    for table in tables:
        for character in table.entries:
            entries.setdefault(character, character)
        entries = {
            character: "".join(table.entries.get(each, each) for each in after)
            for character, after in entries.items()
        }
    codes = {ord(character): ord(after) if len(after) == 1 else after for character, after in entries.items()}

    def translate(text: str) -> str:
        return text.translate(codes)

    yield translate


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
            repeats = not isinstance(step, Table) and step.repeat
            rewrites = list(step.rewrites(self.text)) if repeats else []

    def span(self, start: int, end: int) -> Span:
        """The author's stretch behind `text[start:end]`."""
        return author_span(self.starts, len(self.author), start, end)

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
            author_start, author_end = self.span(start, end)
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
