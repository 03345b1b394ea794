"""Running the stream over documents without files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.unit.pipeline.engines import TelltaleEngine
from translate.pipeline.judging import Judge
from translate.pipeline.passage import Arrival, Departure
from translate.pipeline.stream import BatchRule, Checkpoint, Stream
from translate.records import Document, Unit, Unreadable
from translate.store.memory import Keys, Memory

RULE = BatchRule(window=8, tokens=200, most=3, first=3)


def document(text: str, name: str = "d") -> Document:
    return Document(id=name, units=(Unit(text),) if text else ())


def translated(
    arriving: Iterable[Document | Unreadable],
    engine: TelltaleEngine,
    store: Path,
    *,
    rule: BatchRule = RULE,
    fingerprint: str = "same job",
    see: Callable[[str], str] = lambda text: " ".join(text.split()),
) -> list[Departure]:
    """What departs, in order. The run is marked finished only when the engine does not die."""
    departures: list[Departure] = []
    memory = Memory(store)
    try:
        run, _ = memory.begin(fingerprint)
        stream = Stream(
            engine=engine,
            mend=lambda result: result,
            see=see,
            checkpoint=Checkpoint(memory, Keys("signature"), run),
            rule=rule,
            judge=Judge(),
            finished=departures.append,
            settled=lambda _: None,
        )
        stream.translate(Arrival(number, one) for number, one in enumerate(arriving))
        memory.finish(run)
    finally:
        memory.close()
    return departures
