"""Lines in, lines out: the stream without files or memory, for evaluation and other programs."""

from collections.abc import Callable, Sequence

from translate.engines.base import Engine
from translate.pipeline.assembly import english_units
from translate.pipeline.judging import Judge
from translate.pipeline.ladder import Ladder
from translate.pipeline.passage import Arrival, Departure
from translate.pipeline.splitting import SplitDocument
from translate.pipeline.stream import BatchRule, Checkpoint, Stream
from translate.pipeline.terms import TermKeeper, mending
from translate.records import Document, Unit
from translate.store.database import IN_RAM
from translate.store.memory import Keys, Memory


def translate_lines(
    lines: Sequence[str],
    *,
    engine: Engine,
    ladder: Ladder,
    terms: TermKeeper | None = None,
    see: Callable[[str], str],
    rule: BatchRule,
) -> list[str]:
    """One English line for each line, through the same stream that a run uses.

    A line that the model fails on comes out empty: it then scores as nothing instead of ending an evaluation.
    """
    english: list[str] = []

    def finished(departure: Departure) -> None:
        if not isinstance(departure.content, SplitDocument):
            return
        failed = any(translation.origin == "failed" for translation in departure.translations)
        units = [] if failed else english_units(departure.content, departure.translations)
        english.append(" ".join("".join(units).split()))

    memory = Memory(IN_RAM)
    try:
        run, _ = memory.begin("lines")
        stream = Stream(
            engine=engine,
            mend=mending(ladder, terms),
            see=see,
            checkpoint=Checkpoint(memory, Keys(""), run),
            rule=rule,
            judge=Judge(),
            finished=finished,
            settled=lambda _: None,
        )
        stream.translate(Arrival(number, _document(number, line)) for number, line in enumerate(lines))
    finally:
        memory.close()
    return english


def _document(number: int, line: str) -> Document:
    return Document(id=str(number), units=(Unit(line, one_paragraph=True),))
