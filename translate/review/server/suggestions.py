"""What else a segment could say: accepted translations of this or a like sentence, and n-best lists."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from translate.review.output import OutputFolder, Row
from translate.store.edits import Edit
from translate.store.merging import opened_read_only

Kind = Literal["accepted", "earlier", "like", "machine"]
"""Accepted for the same source; written here before the article changed; of a like source; n-best."""

LIKE_ENOUGH = 70.0
"""Percent of equal letters below which a match costs more to mend than the machine's text."""

MOST_EACH = 3
_MOST_ENTRIES = 50_000
"""Of the memory, the latest: comparing with so many takes some hundredths of a second."""

_WORTH_OFFERING = 85.0
"""Percent for a match that only a machine translated: a hint at terms, no more."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An English text to take. `percent` says how like `source`, which it translates, is to the segment's."""

    kind: Kind
    target: str
    source: str
    percent: int
    by_person: bool


class Suggestions:
    """Looks through the store: all accepted edits, and the last 50,000 things that the machine translated."""

    def __init__(self, folder: OutputFolder) -> None:
        self._folder = folder
        self._people: dict[str, Edit] = {}
        self._machine: dict[str, str] | None = None
        self._seen = 0.0

    def of(self, row: Row) -> list[Suggestion]:
        """The best first, each target once, none that the segment says already."""
        self._catch_up()
        found: dict[str, Suggestion] = {}
        for one in (*self._exact(row), *self._earlier(row), *self._like(row), *_runners_up(row)):
            if one.target.strip() and one.target != row.target:
                found.setdefault(one.target, one)
        return list(found.values())[:9]  # as many as there are keys for them

    def _catch_up(self) -> None:
        edits = self._folder.edits.since(self._seen)
        for edit in edits:
            self._seen = max(self._seen, edit.made)
            if edit.state == "accepted":
                self._people[edit.source] = edit
            elif edit.state == "rejected" and self._is_of(edit):
                del self._people[edit.source]

    def _is_of(self, edit: Edit) -> bool:
        known = self._people.get(edit.source)
        return known is not None and (known.document, known.index) == (edit.document, edit.index)

    def _exact(self, row: Row) -> Iterator[Suggestion]:
        accepted = self._folder.edits.accepted([row.source], document=row.document)
        for target in accepted.values():
            yield Suggestion("accepted", target, row.source, 100, by_person=True)

    def _earlier(self, row: Row) -> Iterator[Suggestion]:
        """Edits made at this place while the article said something else there."""
        for edit in reversed(self._folder.edits.versions(row.document, row.index)):
            if not edit.is_of(row.source):
                yield Suggestion("earlier", edit.target, edit.source, _percent(edit.source, row.source), True)
                return

    def _like(self, row: Row) -> Iterator[Suggestion]:
        for source, percent in _closest(row.source, list(self._people), LIKE_ENOUGH):
            yield Suggestion("like", self._people[source].target, source, percent, by_person=True)
        machine = self._remembered()
        for source, percent in _closest(row.source, list(machine), _WORTH_OFFERING):
            if source not in self._people and machine[source] != row.mt:
                yield Suggestion("like", machine[source], source, percent, by_person=False)

    def _remembered(self) -> dict[str, str]:
        """Source, as the model saw it, to target; read once, for no run adds to it while the page is open."""
        if self._machine is None:
            with closing(opened_read_only(self._folder.store)) as connection:
                query = "SELECT source, target FROM entry ORDER BY run DESC LIMIT ?"
                self._machine = dict(connection.execute(query, (_MOST_ENTRIES,)))
        return self._machine


def _closest(source: str, choices: list[str], cutoff: float) -> Iterator[tuple[str, int]]:
    from rapidfuzz import fuzz, process

    # One more than wanted: the sentence itself is the likest of all.
    found = process.extract(source, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=MOST_EACH + 1)
    for choice, score, _ in found:
        if choice != source:
            yield choice, int(score)


def _percent(a: str, b: str) -> int:
    from rapidfuzz import fuzz

    return int(fuzz.ratio(a, b))


def _runners_up(row: Row) -> Iterator[Suggestion]:
    for one in row.alternatives:
        yield Suggestion("machine", one.target, row.source, 100, by_person=False)
