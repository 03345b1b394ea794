"""The nouns of a night: what came in, what became of it, how it compares with other nights."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Outcome = Literal["published", "partial", "held", "nothing", "failed"]
"""How a night ended.

published: all that was due is out; partial: some of it is, the rest is named; held: nothing is out, a person
should look; nothing: no article was new or changed; failed: the night broke off with an error.
"""

Change = Literal["new", "changed", "edited", "again", "withdrawn"]
"""Why an article is part of a night.

edited: its source is the same, but people accepted other English for it since it was published; again: it is
the same as when it was set aside, and is tried again.
"""

Fate = Literal["published", "quarantined", "left", "withdrawn"]
"""What became of an article. `left`: there was no time for it; it is due the next night."""


@dataclass(frozen=True, slots=True)
class Articles:
    """Counts of articles. seen = unchanged + in quarantine + due; due = new + changed + edited + again.

    `corrected` are those among them that had been published; `aside` are those that quarantine keeps
    until they change; `done`, `quarantined`, `left` and `held` are what became of the due ones.
    """

    seen: int = 0
    unchanged: int = 0
    new: int = 0
    changed: int = 0
    edited: int = 0
    again: int = 0
    corrected: int = 0
    withdrawn: int = 0
    aside: int = 0
    done: int = 0
    quarantined: int = 0
    left: int = 0
    held: int = 0

    @property
    def due(self) -> int:
        """Articles that this night had to do."""
        return self.new + self.changed + self.edited + self.again


@dataclass(frozen=True, slots=True)
class Segments:
    """Counts of segments by origin (see `records.Origin`), and of words of the source (between blanks)."""

    total: int = 0
    mt: int = 0
    repeat: int = 0
    memory: int = 0
    human: int = 0
    copy: int = 0
    failed: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class FlagRate:
    """How many of `of` machine-translated segments carry a flag of a kind, beside the usual share.

    `usual` is the median share of the last nights, None before there are enough of them; `limit` is the
    share above which a night is looked upon as broken.
    """

    check: str
    segments: int
    of: int
    usual: float | None
    limit: float
    broken: bool = False

    @property
    def rate(self) -> float:
        """0 to 1."""
        return self.segments / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Setback:
    """An article that was set aside tonight: why, and how often it has been tried."""

    source: str
    article: str
    reason: str
    tries: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article that was out before: why it is out anew, how many segments are new or edited, or gone."""

    source: str
    article: str
    change: Change
    segments: int
    removed: int


@dataclass(frozen=True, slots=True)
class Slow:
    """A document that took long: seconds of decoding that fell to its segments."""

    document: str
    seconds: float
    segments: int


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """A source that could not be read tonight, or only in part; its articles are left as they are."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Night:
    """One night as it ended: what run.json, the morning report, the metrics and the hooks are made of.

    `number` counts up for ever, whatever the clock says; `name` is the folder's name, number and date.
    `started` is ISO 8601 with its offset, `seconds` wall time from start to publication. `reason` is why a
    night was held or failed, else "". `peak_mib` is the most resident memory of the process. `folder` is
    where the night lies, "" where nothing was written. `plan` says what the planner chose, and why;
    `predicted` is how many seconds it thought that translating would take, None where it was not asked.
    `look_first` are sentences, the most urgent first. `edits` is the highest number of an edit in the store
    that the night is sure to know. `manifest` is that of the translation run.
    """

    number: int
    name: str
    outcome: Outcome
    exit_code: int
    started: str
    seconds: float
    reason: str = ""
    folder: str = ""
    articles: Articles = field(default_factory=Articles)
    segments: Segments = field(default_factory=Segments)
    load_seconds: float = 0.0
    segments_per_second: float = 0.0
    words_per_second: float = 0.0
    peak_mib: float | None = None
    flags: tuple[FlagRate, ...] = ()
    flagged: FlagRate | None = None
    slowest: tuple[Slow, ...] = ()
    setbacks: tuple[Setback, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    left: tuple[str, ...] = ()
    trouble: tuple[SourceTrouble, ...] = ()
    plan: str = ""
    predicted: float | None = None
    look_first: tuple[str, ...] = ()
    model: str = ""
    signature: str = ""
    edits: int = 0
    manifest: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON: the manifest's keys and, under "night", everything else."""
        return {**self.manifest, "night": self.without_manifest()}

    def without_manifest(self) -> dict[str, Any]:
        """Ready for JSON, without what the translation run says of itself."""
        return {key: value for key, value in asdict(self).items() if key != "manifest"}


def night_of(content: Mapping[str, Any]) -> Night:
    """A night from what `without_manifest` gave. KeyError or TypeError where it is something else."""
    known = {one.name for one in fields(Night)}
    values = {key: value for key, value in content.items() if key in known}
    flagged = values.get("flagged")
    return Night(
        **values
        | {
            "articles": Articles(**values["articles"]),
            "segments": Segments(**values["segments"]),
            "flags": tuple(FlagRate(**one) for one in values["flags"]),
            "flagged": FlagRate(**flagged) if flagged else None,
            "slowest": tuple(Slow(**one) for one in values["slowest"]),
            "setbacks": tuple(Setback(**one) for one in values["setbacks"]),
            "corrections": tuple(Corrected(**one) for one in values.get("corrections", ())),
            "left": tuple(values["left"]),
            "trouble": tuple(SourceTrouble(**one) for one in values["trouble"]),
            "look_first": tuple(values["look_first"]),
        }
    )
