"""Where documents wait for their translations and leave in the order they came."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from translate.pipeline.judging import Judge
from translate.pipeline.passage import Departure
from translate.records import Alternative, Job, Origin, Result, Segment, Translation
from translate.store.memory import Entry, Key, Keys, Memory

EMPTY_TARGET = "the model returned an empty translation"


@dataclass(slots=True, eq=False)
class Line:
    """A segment on its way: what the model sees of it, "" before its turn, and what is found for it."""

    segment: Segment
    seen: str = ""
    keys: tuple[Key, ...] = ()
    found: dict[Key, tuple[Entry, Origin]] = field(default_factory=dict)
    reason: str | None = None
    stay: "_Stay | None" = None

    def is_complete(self) -> bool:
        """Whether every piece has a target, or one has failed for good."""
        return self.reason is not None or len(self.found) == len(set(self.keys))


@dataclass(slots=True, eq=False)
class _Stay:
    departure: Departure
    translations: list[Translation | None]
    open: int


@dataclass(slots=True)
class _OpenBatch:
    run: int
    window: int
    missing: int
    entries: list[Entry] = field(default_factory=list)
    failed: dict[Key, str] = field(default_factory=dict)


class Desk:
    """Keeps documents in order, hands results to every segment that waits for them, stores batches.

    A batch enters the memory in one transaction when its last result is in: a killed run finds it
    whole or not at all.
    """

    def __init__(
        self,
        memory: Memory,
        keys: Keys,
        *,
        judge: Judge,
        finished: Callable[[Departure], None],
        settled: Callable[[Translation], None],
    ) -> None:
        self._memory = memory
        self._keys = keys
        self._judge = judge
        self._finished = finished
        self._settled = settled
        self._queue: deque[_Stay] = deque()
        self._waiting: dict[Key, list[Line]] = {}
        self._batch_of: dict[Key, _OpenBatch] = {}

    def admit(self, departure: Departure, lines: Sequence[Line]) -> None:
        """Put something in the queue; `lines` are the segments of a document, all of them."""
        stay = _Stay(departure, [None] * len(lines), len(lines))
        for line in lines:
            line.stay = stay
        self._queue.append(stay)

    def copy(self, line: Line, target: str) -> None:
        """Settle a segment that has nothing in it to translate."""
        self._settle(line, self._judge.copy(line.segment, target))

    def approve(self, line: Line, target: str) -> None:
        """Settle a segment whose target a person accepted."""
        self._settle(line, self._judge.approval(line.segment, target))

    def is_awaited(self, key: Key) -> bool:
        """Whether a translation of it is under way."""
        return key in self._waiting

    def wait(
        self, window: Sequence[Line], known: Mapping[Key, Entry], *, fresh: AbstractSet[Key], run: int
    ) -> None:
        """Let every line of a window wait for its `fresh` or awaited keys and take the `known` ones."""
        for line in window:
            for key in dict.fromkeys(line.keys):
                if key in fresh or key in self._waiting:
                    self._waiting.setdefault(key, []).append(line)
                else:
                    entry = known[key]
                    line.found[key] = (entry, "repeat" if entry.run == run else "memory")
            if line.is_complete():
                self._complete(line)

    def expect(self, jobs: Sequence[Job], *, run: int, window: int) -> None:
        """Announce a batch that goes to the engine."""
        batch = _OpenBatch(run, window, len(jobs))
        for job in jobs:
            self._batch_of[self._keys.of(job.text)] = batch

    def recall(self, entry: Entry) -> None:
        """Hand out what an earlier life of this run had stored."""
        self._hand_out(entry)

    def take(self, result: Result) -> None:
        """Accept one result; store and hand out its batch when it was the last of it."""
        key = self._keys.of(result.job.text)
        batch = self._batch_of.pop(key)
        reason = result.error or (None if result.target.strip() else EMPTY_TARGET)
        if reason is None:
            batch.entries.append(_entry(key, result, batch))
        else:
            batch.failed[key] = reason
        batch.missing -= 1
        if batch.missing == 0:
            self._close(batch)

    def depart(self) -> None:
        """Send off everything at the head of the queue that is complete."""
        while self._queue and self._queue[0].open == 0:
            stay = self._queue.popleft()
            done = tuple(translation for translation in stay.translations if translation is not None)
            self._finished(replace(stay.departure, translations=self._judge.article(done)))

    def _close(self, batch: _OpenBatch) -> None:
        self._memory.remember(batch.entries)
        for entry in batch.entries:
            self._hand_out(entry)
        for key, reason in batch.failed.items():
            for line in self._waiting.pop(key):
                line.reason = line.reason or reason
                self._complete(line)
        self.depart()

    def _hand_out(self, entry: Entry) -> None:
        origin: Origin = "mt"
        for line in self._waiting.pop(entry.key):
            line.found[entry.key] = (entry, origin)
            origin = "repeat"
            if line.is_complete():
                self._complete(line)

    def _complete(self, line: Line) -> None:
        if line.reason is not None:
            self._settle(line, self._judge.failure(line.segment, line.reason))
        else:
            self._settle(line, self._judge.translation(line.segment, [line.found[key] for key in line.keys]))

    def _settle(self, line: Line, translation: Translation) -> None:
        stay = line.stay
        if stay is None or stay.translations[line.segment.index] is not None:
            return  # a second piece of a segment that has failed already
        stay.translations[line.segment.index] = translation
        stay.open -= 1
        self._settled(translation)


def _entry(key: Key, result: Result, batch: _OpenBatch) -> Entry:
    """What the memory keeps of a result. Rounded here, so that a run reads what it would have written."""
    return Entry(
        key=key,
        source=result.job.text,
        target=result.target,
        score=result.score,
        run=batch.run,
        window=batch.window,
        alternatives=tuple(Alternative(one.target, _rounded(one.score)) for one in result.alternatives),
        token_scores=tuple(_log_probability(score) for score in result.token_scores),
    )


def _rounded(score: float | None) -> float | None:
    return None if score is None else _log_probability(score)


def _log_probability(score: float) -> float:
    """Four digits, and no negative zero."""
    return round(score, 4) + 0.0
