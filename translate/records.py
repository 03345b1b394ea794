"""The nouns of the stream: what every stage hands to the next. Frozen, slotted, no behaviour of note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""Start and end of a stretch of text: character offsets, end exclusive."""

Origin = Literal["mt", "repeat", "memory", "human", "copy", "failed"]
"""Where a target came from.

mt: translated in this run; repeat: the same source stood earlier in this run; memory: an earlier run
translated it; human: a person accepted it; copy: nothing in it to translate (no Persian letter);
failed: no translation, the reason is in a flag.
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a document that is translated on its own: a paragraph, a headline, a list item.

    `text` holds the author's characters. `after` is what stands between this unit and the next (line
    breaks, markup) and is never translated. `field` names the part of a structured row it belongs to.
    `one_paragraph` says that line breaks inside `text` are mere wrapping; otherwise each may end a
    paragraph, and the text layer decides.
    """

    text: str
    after: str = ""
    field: str = "text"
    one_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read. `before + sum(unit.text + unit.after)` is its text, to the character.

    `row` holds the fields of a structured input row (JSON Lines) as they came; None elsewhere. `frame` is
    what a format that keeps a file's structure needs to put the units back into it; nobody else looks at it.
    """

    id: str
    units: tuple[Unit, ...]
    before: str = ""
    row: Mapping[str, object] | None = None
    frame: object = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The document's text, exactly as read."""
        return self.before + "".join(unit.text + unit.after for unit in self.units)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read; it keeps its place in the stream and in the output.

    `where` names file and line, `raw` is what stood there, as far as it could be decoded.
    """

    id: str
    where: str
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a unit. `source == unit.text[start:end]`; `index` counts within the document."""

    document: str
    unit: int
    index: int
    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about a translation that a person should look at: which check, and what it saw."""

    check: str
    detail: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another hypothesis of the search: its target and the mean log-probability of its tokens."""

    target: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment and what became of it. Exactly one exists for every segment of every document.

    `alternatives` and `token_scores` are filled where the decoding asked for them. A segment that was
    translated in pieces has the scores of all its pieces and no alternatives.
    """

    segment: Segment
    target: str
    origin: Origin
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    token_scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an engine searches and what it tells. Part of the memory key: another setting, another translation.

    `beam` in hypotheses (1 is greedy); hypotheses are ranked by log-probability / length**`length_penalty`;
    `repetition_penalty` 1.0 is none; `no_repeat_ngram` 0 is off; the target is cut at
    `max_length_ratio` x source tokens + `max_length_extra` tokens, or at the model's own limit.
    `n_best` hypotheses come back for a job, at most `beam`; with `token_scores` each says how probable the
    model finds every token of it.
    """

    beam: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    max_length_ratio: float = 2.0
    max_length_extra: int = 20
    n_best: int = 1
    token_scores: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One distinct text for an engine, with the tokens the engine made of it."""

    text: str
    tokens: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine says of one job.

    `score` is the mean log-probability of a target token (natural log, None if unknown); `error` is
    the reason when there is no target. `token_scores` are the log-probabilities of the target's tokens
    and of the end token where it was reached, in the model's own distribution (before penalties), and
    `score` is then their mean; empty unless the decoding asks for them. `alternatives` are the next best
    hypotheses of the same job, best first, `n_best` - 1 of them at most.
    """

    job: Job
    target: str
    score: float | None = None
    target_tokens: int = 0
    error: str | None = None
    token_scores: tuple[float, ...] = ()
    alternatives: "tuple[Result, ...]" = ()
