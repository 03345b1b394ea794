"""What the page knows and does: articles of a run, the edits made in them, and what helps with a segment."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from translate.records import Flag
from translate.review.output import Article, OutputFolder, Row
from translate.review.server.risk import risk
from translate.review.server.standing import standing
from translate.review.server.words import Effort, effort
from translate.store.edits import Change, Edit, EditConflict, State

STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Summary:
    """An article in the list. Counts are of segments, `words` of English ones, `seconds` of time spent.

    `open` are the segments nobody has accepted or rejected; `flagged` and `risky` count among them.
    """

    document: str
    name: str
    title: str
    total: int
    open: int
    accepted: int
    edited: int
    flagged: int
    risky: int
    words: int
    seconds: float
    effort: Effort

    @property
    def done(self) -> float:
        """The share that is accepted, 0 to 1."""
        return self.accepted / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A version that a page wants kept: on top of `revision`, for the `source` that the page shows."""

    index: int
    source: str
    target: str
    state: State
    revision: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: `edit` is what the store holds now; `refused` where another version is in the way.

    `edit` is None where the article itself has changed under the page.
    """

    index: int
    edit: Edit | None
    refused: bool
    source: str = ""
    flags: tuple[Flag, ...] = ()


class Room:
    """An output folder as the page sees it. One thread at a time."""

    def __init__(self, folder: OutputFolder, *, by: str = "") -> None:
        self.folder = folder
        self._by = by
        self._model = str((folder.manifest.get("model") or {}).get("name", ""))
        self._summaries: dict[str, Summary] = {}
        self._summed_up = 0.0

    def summaries(self) -> list[Summary]:
        """Every article, in the order of the run; those that nobody touched since are not read again."""
        now = time.time()
        # A second more: clocks of processes that share a store agree, but not to the microsecond.
        for edit in self.folder.edits.since(self._summed_up - 1):
            self._summaries.pop(edit.document, None)
        self._summed_up = now
        found = []
        for document in self.folder.documents():
            if document not in self._summaries:
                self._summaries[document] = self._summary(self.folder.article(document))
            found.append(self._summaries[document])
        return found

    def forget(self) -> None:
        """Read every article anew: the run's files have changed."""
        self._summaries.clear()

    def matching(self, words: str) -> list[Summary]:
        """The articles that have all `words` in one segment, in either language, or in their name."""
        wanted = words.casefold().split()
        return [one for one in self.summaries() if self._matches(one, wanted)]

    def last_edit(self, document: str) -> int:
        """The number of the latest version kept of a document, 0 where there is none."""
        return max((edit.id for edit in self.folder.edits.latest(document).values()), default=0)

    def news(self, document: str, since: int) -> list[Edit]:
        """The latest versions of segments that changed after the edit numbered `since`."""
        return [edit for edit in self.folder.edits.latest(document).values() if edit.id > since]

    def seconds(self, document: str) -> float:
        """How long people have worked in an article."""
        edits = self.folder.edits
        return sum(
            version.seconds for index in edits.latest(document) for version in edits.versions(document, index)
        )

    def save(self, document: str, wanted: Sequence[Wanted]) -> list[Outcome]:
        """Keep what a page sends, in one transaction; what another window overtook is refused."""
        rows = self.folder.article(document).rows
        changes = [
            (self._change(rows[one.index], one), one.revision) for one in wanted if _is_here(rows, one)
        ]
        kept, conflicts = self.folder.edits.save_all(changes)
        outcomes = {edit.index: Outcome(edit.index, edit, refused=False) for edit in kept}
        outcomes |= {one.change.index: _refusal(one) for one in conflicts}
        return [self._told(rows, one, outcomes) for one in wanted]

    def flags(self, row: Row) -> tuple[Flag, ...]:
        """What stands against the target that the row has now."""
        return standing(row, row.target)

    def _told(self, rows: Sequence[Row], wanted: Wanted, outcomes: dict[int, Outcome]) -> Outcome:
        outcome = outcomes.get(wanted.index)
        if outcome is None:
            return Outcome(wanted.index, None, refused=True)
        if outcome.refused or outcome.edit is None:
            return outcome
        flags = standing(rows[wanted.index], outcome.edit.target)
        return replace(outcome, source=wanted.source, flags=flags)

    def _change(self, row: Row, wanted: Wanted) -> Change:
        return Change(
            document=row.document,
            index=row.index,
            source=row.source,
            mt=row.mt,
            target=wanted.target,
            state=wanted.state,
            seconds=wanted.seconds,
            by=self._by,
            model=self._model,
        )

    def _summary(self, article: Article) -> Summary:
        rows = article.rows
        edits = self.folder.edits.latest(article.document)
        left = [row for row in rows if row.state in ("untouched", "draft")]
        touched = [row for row in rows if row.index in edits and row.state != "untouched"]
        return Summary(
            document=article.document,
            name=article.name,
            title=rows[0].target if rows else article.name,
            total=len(rows),
            open=len(left),
            accepted=sum(row.state == "accepted" for row in rows),
            edited=sum(row.target != row.mt for row in rows),
            flagged=sum(bool(self.flags(row)) for row in left),
            risky=sum(risk(row, self.flags(row)) == "high" for row in left),
            words=sum(len(row.target.split()) for row in rows),
            seconds=self.seconds(article.document),
            effort=effort((row.mt, row.target) for row in touched),
        )

    def _matches(self, summary: Summary, wanted: Sequence[str]) -> bool:
        name = f"{summary.document} {summary.name}".casefold()
        if all(word in name for word in wanted):
            return True
        return any(
            all(word in text for word in wanted) for text in _texts(self.folder.article(summary.document))
        )


def _texts(article: Article) -> Iterator[str]:
    for row in article.rows:
        yield f"{row.source}\n{row.target}".casefold()


def _is_here(rows: Sequence[Row], wanted: Wanted) -> bool:
    """Whether the article still says there what the page shows: a later run may have changed it."""
    return 0 <= wanted.index < len(rows) and rows[wanted.index].source == wanted.source


def _refusal(conflict: EditConflict) -> Outcome:
    return Outcome(conflict.change.index, conflict.current, refused=True)
