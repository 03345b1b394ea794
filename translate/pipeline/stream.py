"""The stream: documents in, translated documents out, in order; the memory is the checkpoint."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from translate.engines.base import Batch, Engine
from translate.pipeline.batching import by_length
from translate.pipeline.desk import Desk, Line
from translate.pipeline.judging import Judge
from translate.pipeline.passage import Arrival, Departure
from translate.pipeline.splitting import is_translatable, split_document
from translate.records import Document, Job, Result, Translation
from translate.store.memory import Entry, Key, Keys, Memory
from translate.text.digits import latin_digits
from translate.text.segment import split_long

GROWTH = 2
"""How many times as large as the window before it a window may be."""


@dataclass(frozen=True, slots=True)
class BatchRule:
    """How jobs are grouped; recorded in the manifest, since batching may change low bits.

    `window` segments are read ahead and sorted by length, but only `first` before the first batch is decoded;
    a batch holds at most `most` jobs and `tokens` padded tokens.
    """

    window: int = 4096
    tokens: int = 4096
    most: int = 64
    first: int = 64


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a run keeps what it has done: the memory, its keys, and the run's number in it."""

    memory: Memory
    keys: Keys
    run: int


class Stream:
    """Translates what arrives; `finished` is called for each departure, in the order of arrival.

    `see` gives the model's view of a source, `mend` gives an implausible result another chance, `judge` says
    what becomes of a segment. One whose English a person had accepted before the run began takes that and
    comes into no window.

    Composition rule: a window's batches are made of all distinct sources that were unknown when this
    run first reached the window. A run that was cut short composes the same batches again, skips those
    it stored and so ends with the same bytes (docs/decisions/0004).
    """

    def __init__(
        self,
        *,
        engine: Engine,
        mend: Callable[[Result], Result],
        see: Callable[[str], str],
        checkpoint: Checkpoint,
        rule: BatchRule,
        judge: Judge,
        finished: Callable[[Departure], None],
        settled: Callable[[Translation], None],
    ) -> None:
        self._engine = engine
        self._mend = mend
        self._see = see
        self._memory = checkpoint.memory
        self._keys = checkpoint.keys
        self._run = checkpoint.run
        self._approved = checkpoint.memory.approved(checkpoint.run)
        self._rule = rule
        self._desk = Desk(self._memory, self._keys, judge=judge, finished=finished, settled=settled)
        self.decoded = 0
        """Jobs that the engine has answered, in this life of the run."""

    def translate(self, arrivals: Iterable[Arrival]) -> None:
        """Run until everything that arrives has departed."""
        for result in self._engine.translate(self._batches(arrivals)):
            self.decoded += 1
            self._desk.take(self._mend(result))
        self._desk.depart()

    def _batches(self, arrivals: Iterable[Arrival]) -> Iterator[Batch]:
        """Batches, window after window; while one is decoded, the next is read some segments at a time.

        Else every worker would wait while a whole window is normalised; so the first windows are small.
        """
        lines, number = self._lines(arrivals), 0
        size = min(self._rule.first, self._rule.window)
        window = list(islice(lines, size))
        while window:
            size = min(size * GROWTH, self._rule.window)
            ahead: list[Line] = []
            for batch in self._composed(window, number):
                yield batch
                ahead += islice(lines, min(len(batch) * GROWTH, size - len(ahead)))
            ahead += islice(lines, size - len(ahead))
            window, number = ahead, number + 1

    def _lines(self, arrivals: Iterable[Arrival]) -> Iterator[Line]:
        """Register every arrival with the desk; yield the segments that have something to translate.

        A segment is normalised when its turn comes, not with its document: one may be a night's whole file.
        """
        for arrival in arrivals:
            if not isinstance(arrival.content, Document):
                self._desk.admit(Departure(arrival.file, arrival.content), [])
                continue
            split = split_document(arrival.content)
            lines = [Line(segment) for segment in split.segments]
            self._desk.admit(Departure(arrival.file, split), lines)
            accepted = self._approved.of(split.document.id, [line.segment.source for line in lines])
            for line in lines:
                if line.segment.index in accepted:
                    self._desk.approve(line, accepted[line.segment.index])
                    continue
                line.seen = self._see(line.segment.source)
                if is_translatable(line.seen):
                    yield line
                else:
                    self._desk.copy(line, latin_digits(line.segment.source))

    def _composed(self, window: list[Line], number: int) -> Iterator[Batch]:
        sources = self._pieces(window)
        unseen = [key for key in sources if not self._desk.is_awaited(key)]
        known = self._memory.look_up(unseen)
        self._memory.stamp()
        mine = {key for key, entry in known.items() if self._is_of(entry, number)}
        fresh = [key for key in unseen if key not in known or key in mine]
        self._desk.wait(window, known, fresh=set(fresh), run=self._run)
        jobs = self._jobs(fresh, sources)
        for batch in by_length(jobs, token_budget=self._rule.tokens, most=self._rule.most):
            missing = []
            for job in batch:
                key = self._keys.of(job.text)
                if key in mine:
                    self._desk.recall(known[key])
                else:
                    missing.append(job)
            if missing:
                self._desk.expect(missing, run=self._run, window=number)
                yield missing
        self._desk.depart()

    def _is_of(self, entry: Entry, window: int) -> bool:
        """Whether an earlier life of this very run made the entry, in this window or after it."""
        return entry.run == self._run and entry.window >= window

    def _pieces(self, window: list[Line]) -> dict[Key, str]:
        """Give every line the keys of its pieces; the distinct pieces by key."""
        distinct: dict[Key, str] = {}
        for line, pieces in zip(window, self._fitting([line.seen for line in window]), strict=True):
            line.keys = tuple(self._keys.of(piece) for piece in pieces)
            distinct.update(zip(line.keys, pieces, strict=True))
        return distinct

    def _fitting(self, texts: list[str]) -> list[list[str]]:
        """Each text as pieces that the model can take; nearly always the text itself."""
        limit = self._engine.max_source_tokens
        # No tokeniser makes more tokens than bytes, so short texts need not be measured.
        doubtful = [number for number, text in enumerate(texts) if len(text.encode()) > limit - 8]
        measured = self._engine.encode([texts[number] for number in doubtful])
        pieces = [[text] for text in texts]
        for number, tokens in zip(doubtful, measured, strict=True):
            if len(tokens) > limit:
                text = texts[number]
                pieces[number] = [text[start:end] for start, end in split_long(text, fits=self._fits)]
        return pieces

    def _fits(self, text: str) -> bool:
        return len(self._engine.encode([text])[0]) <= self._engine.max_source_tokens

    def _jobs(self, keys: list[Key], sources: dict[Key, str]) -> list[Job]:
        texts = [sources[key] for key in keys]
        return [Job(text, tokens) for text, tokens in zip(texts, self._engine.encode(texts), strict=True)]
