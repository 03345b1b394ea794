"""Which segments a person should look at when there are so many minutes: those where a minute saves most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translate.confidence.edits import expected_words
from translate.records import Flag
from translate.review.output import Article, Row

UNKNOWN_EFFORT = 0.5
"""Share of the words to change where the engine gives no score and no other segment has one."""

_NOTHING_TO_EDIT = ("copy", "human")


@dataclass(frozen=True, slots=True)
class Pace:
    """What a person's time goes into, in seconds: a word read, a word changed, a segment, an article opened.

    Reading: four words a second, the pace of silent reading (Brysbaert 2019: 238 words a minute), of source
    and target alike. A changed word: found, decided and typed; with it a segment of 20 words of which every
    third is changed takes 39 s, which is 1,800 words an hour, and one of which all are changed 1,000.
    `tarjoman effort` measures the person's own pace.
    """

    read: float = 0.25
    edit: float = 4.0
    segment: float = 3.0
    article: float = 15.0

    def seconds(self, *, read: int, changed: float) -> float:
        """For one segment: `read` words of both sides, `changed` words of the target."""
        return self.segment + self.read * read + self.edit * changed

    def at(self, factor: float) -> "Pace":
        """Slower than this by `factor`."""
        return Pace(self.read * factor, self.edit * factor, self.segment * factor, self.article * factor)


@dataclass(frozen=True, slots=True)
class Task:
    """A segment that waits for a person.

    `edits` is how many of its words are expected to change, `seconds` what reading and changing them costs.
    `times` counts the open segments of the output that have this source: one accepted edit serves them all
    in the next run. `rank` counts from 1 in the order in which the tasks are worth while.
    """

    document: str
    name: str
    unit: int
    index: int
    source: str
    target: str
    confidence: float | None
    flags: tuple[Flag, ...]
    words: int
    edits: float
    seconds: float
    times: int = 1
    rank: int = 0

    @property
    def gain(self) -> float:
        """Expected edits that are made for a minute of work."""
        return 60 * self.edits * self.times / self.seconds


@dataclass(frozen=True, slots=True)
class Sum:
    """Counts over segments: source words, expected edits, seconds. Repeats count."""

    segments: int = 0
    words: int = 0
    edits: float = 0.0
    seconds: float = 0.0

    def plus(self, task: Task) -> "Sum":
        """With one more task, which is done once however often its source stands there."""
        return Sum(
            self.segments + task.times,
            self.words + task.words * task.times,
            self.edits + task.edits * task.times,
            self.seconds + task.seconds,
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """The chosen tasks by rank, and what is left out. `chosen.seconds` includes opening the articles."""

    tasks: tuple[Task, ...]
    chosen: Sum
    left_out: Sum
    pace: Pace

    def by_article(self) -> list[list[Task]]:
        """The tasks article by article, in reading order; the article with the most expected edits first."""
        articles: dict[str, list[Task]] = {}
        for task in self.tasks:
            articles.setdefault(task.document, []).append(task)
        grouped = [sorted(tasks, key=lambda task: task.index) for tasks in articles.values()]
        return sorted(grouped, key=lambda tasks: -sum(task.edits * task.times for task in tasks))


def queue(
    articles: Iterable[Article], *, minutes: float, pace: Pace | None = None, rate: float | None = None
) -> Queue:
    """The tasks that `minutes` of a person's time should go into.

    They are taken by expected edits for a minute, as long as they fit. `rate` says how many source words an
    hour this person does when nothing is left out: the pace is then stretched to that.
    """
    pace = pace or Pace()
    tasks = _tasks(articles, pace)
    if rate is not None:
        needed = sum(task.seconds for task in tasks)
        words = sum(task.words for task in tasks)
        factor = words / rate * 3600 / needed if needed else 1.0
        pace = pace.at(factor)
        tasks = [replace(task, seconds=task.seconds * factor) for task in tasks]
    return _chosen(tasks, seconds=60 * minutes, pace=pace)


def _chosen(tasks: Sequence[Task], *, seconds: float, pace: Pace) -> Queue:
    taken: list[Task] = []
    chosen, left_out = Sum(), Sum()
    opened: set[str] = set()
    for rank, task in enumerate(_best_first(tasks, pace), start=1):
        opening = 0.0 if task.document in opened else pace.article
        if chosen.seconds + opening + task.seconds > seconds:
            left_out = left_out.plus(task)
            continue
        opened.add(task.document)
        chosen = replace(chosen.plus(task), seconds=chosen.seconds + opening + task.seconds)
        taken.append(replace(task, rank=rank))
    return Queue(tuple(taken), chosen, left_out, pace)


def _best_first(tasks: Sequence[Task], pace: Pace) -> list[Task]:
    """In order of what a minute brings, where the minute that an article takes to open is shared.

    The first tasks of an article are those which together, with its opening, bring most; any further one
    brings less than they do, so that one order of all tasks keeps them together.
    """
    keys: list[tuple[float, str, float, int]] = []
    for of_article in _by_document(tasks).values():
        by_gain = sorted(of_article, key=lambda task: -task.gain)
        edits, seconds, together = 0.0, pace.article, 0.0
        for task in by_gain:
            edits, seconds = edits + task.edits * task.times, seconds + task.seconds
            together = max(together, 60 * edits / seconds)
        keys += [(-min(task.gain, together), task.document, -task.gain, task.index) for task in by_gain]
    places = {(task.document, task.index): task for task in tasks}
    return [places[document, index] for _, document, _, index in sorted(keys)]


def _by_document(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.document, []).append(task)
    return found


def _tasks(articles: Iterable[Article], pace: Pace) -> list[Task]:
    """A task for each source that somebody may have to work on, in order of its first segment.

    Where a source was accepted once, its other segments get that English from the next run.
    """
    waiting: dict[str, _Waiting] = {}
    accepted: set[str] = set()
    for article in articles:
        for row in article.rows:
            source = " ".join(row.source.split())
            if row.state == "accepted":
                accepted.add(source)
            elif row.origin not in _NOTHING_TO_EDIT:
                waiting.setdefault(source, _Waiting(article.name, row)).times += 1
    still = [one for source, one in waiting.items() if source not in accepted]
    efforts = [effort for one in still if (effort := _effort(one.row)) is not None]
    usual = sum(efforts) / len(efforts) if efforts else UNKNOWN_EFFORT
    return [_task(one, usual, pace) for one in still]


@dataclass(slots=True)
class _Waiting:
    name: str
    row: Row
    times: int = 0


def _effort(row: Row) -> float | None:
    """Expected share of the words that change; None where nobody can say."""
    if row.origin == "failed" or row.state == "rejected":
        return 1.0
    return None if row.confidence is None else 1 - row.confidence


def _task(waiting: _Waiting, usual: float, pace: Pace) -> Task:
    row = waiting.row
    effort = _effort(row)
    source_words, target_words = len(row.source.split()), len(row.target.split())
    edits = (usual if effort is None else effort) * expected_words(row.source, row.target)
    return Task(
        document=row.document,
        name=waiting.name,
        unit=row.unit,
        index=row.index,
        source=row.source,
        target=row.target,
        confidence=row.confidence,
        flags=row.flags,
        words=source_words,
        edits=edits,
        seconds=pace.seconds(read=source_words + target_words, changed=edits),
        times=waiting.times,
    )
