"""What people's edits cost, by article, model and flag, and what they teach about confidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from translate.checks import registry
from translate.confidence.curve import Curve
from translate.confidence.edits import word_edits
from translate.confidence.recalibration import Learned, Observed, Recalibration, fitted
from translate.records import Flag
from translate.review.output import Article, OutputFolder, Row
from translate.store.edits import Edit

UNFLAGGED = "(no flag)"

LONGEST_SECONDS = 600.0
"""What a segment took at most: with a page left open over lunch, the time says nothing of the segment."""


@dataclass(frozen=True, slots=True)
class PostEdit:
    """An accepted segment: what the machine had said, what a person made of it, in how many seconds.

    `confidence` is that of the run, None where this run has reused a person's English or another machine's
    was edited. `seconds` is 0 where nobody measured.
    """

    document: str
    name: str
    index: int
    source: str
    mt: str
    target: str
    flags: tuple[Flag, ...]
    confidence: float | None
    model: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Sums over post-edits. `words` are those of the finished text; `timed_words` those of timed sources."""

    segments: int = 0
    unchanged: int = 0
    edits: int = 0
    words: int = 0
    seconds: float = 0.0
    timed_segments: int = 0
    timed_words: int = 0

    @property
    def hter(self) -> float | None:
        """Edits a word; None without words."""
        return self.edits / self.words if self.words else None

    @property
    def words_per_hour(self) -> float | None:
        """Source words post-edited in an hour, over the segments whose time is known."""
        return 3600 * self.timed_words / self.seconds if self.seconds else None

    def plus(self, one: PostEdit) -> "Cost":
        """With one more."""
        edits, words = word_edits(one.mt, one.target)
        return Cost(
            segments=self.segments + 1,
            unchanged=self.unchanged + (one.mt.split() == one.target.split()),
            edits=self.edits + edits,
            words=self.words + words,
            seconds=self.seconds + one.seconds,
            timed_segments=self.timed_segments + (one.seconds > 0),
            timed_words=self.timed_words + (len(one.source.split()) if one.seconds > 0 else 0),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Costs in all and by article, model and flag; a segment with two flags counts under both.

    `open_segments` are those that nobody has accepted yet.
    """

    total: Cost
    articles: Mapping[str, Cost]
    models: Mapping[str, Cost]
    flags: Mapping[str, Cost]
    open_segments: int


def post_edits(folder: OutputFolder) -> tuple[list[PostEdit], int]:
    """The accepted segments of the output in order, and how many segments are still open."""
    found: list[PostEdit] = []
    still_open = 0
    edited = set(folder.edits.documents()) if folder.store.exists() else set()
    for article in folder.articles():
        latest = folder.edits.latest(article.document) if article.document in edited else {}
        accepted = [row for row in article.rows if row.state == "accepted" and row.index in latest]
        still_open += sum(row.state != "accepted" and row.origin != "copy" for row in article.rows)
        found += [_post_edit(folder, article, row, latest[row.index]) for row in accepted]
    return found, still_open


def report(edits: Iterable[PostEdit], *, open_segments: int) -> Report:
    """Add up what they cost."""
    total = Cost()
    articles: dict[str, Cost] = {}
    models: dict[str, Cost] = {}
    flags: dict[str, Cost] = {}
    for one in edits:
        total = total.plus(one)
        _add(articles, one.name, one)
        _add(models, one.model, one)
        for check in sorted({flag.check for flag in one.flags}) or [UNFLAGGED]:
            _add(flags, check, one)
    return Report(total, articles, models, flags, open_segments)


def learned(
    before: Learned, edits: Sequence[PostEdit], *, manifest: Mapping[str, Any]
) -> tuple[Learned, Recalibration | None]:
    """What is known with these edits, and the curve for the run's model; None where that needs more edits.

    A curve that comes no nearer to edits it was not fitted to is told but not taken into use.
    """
    told: Mapping[str, Any] = manifest.get("confidence") or {}
    model, weights = str(manifest["model"]["sha256"]), str(told.get("weights", ""))
    undone = (
        Curve(tuple((x, y) for x, y in told["recalibration"])).undone() if told.get("recalibration") else None
    )
    new = {f"{one.document}\t{one.index}": effort for one in edits if (effort := _efforts(one, undone))}
    observed = before.observed.get(model, Observed(weights)).with_more(weights, new)
    curve = fitted(observed)
    models = {name: one for name, one in before.models.items() if name != model}
    if curve is not None and curve.is_better:
        models[model] = curve
    return replace(before, models=models, observed={**before.observed, model: observed}), curve


def _efforts(one: PostEdit, undone: Curve | None) -> tuple[float, float] | None:
    """Expected effort before any recalibration, and the real one."""
    if one.confidence is None:
        return None
    expected = 1 - one.confidence
    edits, words = word_edits(one.mt, one.target)
    return round(undone(expected) if undone else expected, 4), round(min(1.0, edits / max(1, words)), 4)


def _post_edit(folder: OutputFolder, article: Article, row: Row, edit: Edit) -> PostEdit:
    versions = folder.edits.versions(article.document, row.index)
    seconds = sum(version.seconds for version in versions if version.source == edit.source)
    # A run that took the English over judged the person's text, and a new model may have said another thing.
    is_judged = row.origin != "human" and row.mt == edit.mt
    return PostEdit(
        document=article.document,
        name=article.name,
        index=row.index,
        source=row.source,
        mt=edit.mt,
        target=edit.target,
        flags=row.flags if is_judged else registry.flags(row.source, edit.mt),
        confidence=row.confidence if is_judged else None,
        model=edit.model or "(unknown)",
        seconds=min(seconds, LONGEST_SECONDS),
    )


def _add(costs: dict[str, Cost], name: str, one: PostEdit) -> None:
    costs[name] = costs.get(name, Cost()).plus(one)
