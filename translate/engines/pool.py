"""Several engines of one model as one: every GPU its own, a batch goes to whichever is free."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from translate.engines.base import Batch, Engine
from translate.records import Decoding, Job, Result


class EnginePool:
    """Engines with one signature behind one `Engine`. Each is used by one thread at a time."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        if len({engine.signature for engine in engines}) != 1:
            raise ValueError("a pool needs engines that give the same targets")
        self._engines = tuple(engines)
        self._free: SimpleQueue[Engine] = SimpleQueue()
        for engine in self._engines:
            self._free.put(engine)
        self.name = engines[0].name
        self.signature = engines[0].signature
        self.max_source_tokens = engines[0].max_source_tokens
        self.workers = sum(engine.workers for engine in engines)

    @property
    def memory_failures(self) -> int:
        """Batches that did not fit into memory, over all engines; each remembers its own."""
        return sum(engine.memory_failures for engine in self._engines)

    @property
    def placing(self) -> Engine:
        """The engine that places words for all: it takes calls from any thread."""
        return self._engines[0]

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text as the model will see them, special tokens included."""
        return self._engines[0].encode(texts)

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """A batch to each free engine, one more waiting for each; results batch by batch, in order."""
        flight: deque[Future[list[Result]]] = deque()
        with ThreadPoolExecutor(len(self._engines)) as threads:
            for batch in batches:
                flight.append(threads.submit(self._translated, batch))
                if len(flight) >= 2 * len(self._engines):
                    yield from flight.popleft().result()
            while flight:
                yield from flight.popleft().result()

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        """One job under another decoding, by the first engine that is free."""
        engine = self._free.get()
        try:
            return engine.redecode(job, decoding)
        finally:
            self._free.put(engine)

    def close(self) -> None:
        """Close every engine."""
        for engine in self._engines:
            engine.close()

    def _translated(self, batch: Batch) -> list[Result]:
        engine = self._free.get()
        try:
            return list(engine.translate([batch]))
        finally:
            self._free.put(engine)
