"""Texts, translated, with the edits that references ask for: for train_confidence.py, check_confidence.py."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from translate.confidence.edits import expected_words, word_edits
from translate.confidence.features import Evidence
from translate.engines import selection
from translate.engines.calibration import Layout
from translate.engines.models import resolve
from translate.engines.presets import presets
from translate.pipeline.judging import Judge
from translate.pipeline.ladder import Ladder
from translate.pipeline.passage import Arrival, Departure
from translate.pipeline.splitting import SplitDocument
from translate.pipeline.stream import BatchRule, Checkpoint, Stream
from translate.records import Document, Unit
from translate.store.database import IN_RAM
from translate.store.memory import Keys, Memory
from translate.text.normalise import normalise
from translate.text.profiles import PROFILES


@dataclass(frozen=True, slots=True)
class Sample:
    """A line of a corpus, what the model made of its segments, and the edits to the nearest reference."""

    evidence: tuple[Evidence, ...]
    references: tuple[str, ...]
    edits: int
    words: int

    @property
    def target(self) -> str:
        """What the model made of the line."""
        return " ".join(one.target for one in self.evidence)

    @property
    def rate(self) -> float:
        """Edits a word, at most 1."""
        return min(1.0, self.edits / max(1, self.words))

    @property
    def expected(self) -> float:
        """Words that the finished translation was expected to have."""
        return sum(expected_words(one.source, one.target) for one in self.evidence)


def samples(
    folder: str, sources: Sequence[str], references: Sequence[Sequence[str]], *, threads: int
) -> list[Sample]:
    """Every line through engine, retries and checks as `tarjoman run` would do it with the built-in model.

    `references` are sides, each as long as `sources`. Lines with a segment that failed are left out.
    """
    found: list[Sample] = []
    for evidence, *targets in zip(_translated(folder, sources, threads), *references, strict=True):
        if evidence:
            whole = " ".join(one.target for one in evidence)
            edits, words = min(word_edits(whole, target) for target in targets)
            found.append(Sample(tuple(evidence), tuple(targets), edits, words))
    return found


def _translated(folder: str, sources: Sequence[str], threads: int) -> list[list[Evidence]]:
    model = resolve(folder)
    choice = selection.choose("auto", model, "cpu")
    decoding = presets()["builtin"].decoding
    heard: dict[tuple[str, str], Evidence] = {}
    lines: list[list[Evidence]] = [[] for _ in sources]

    def hear(evidence: Evidence) -> None:
        heard[evidence.source, evidence.target] = evidence

    def finished(departure: Departure) -> None:
        if isinstance(departure.content, SplitDocument) and not any(
            one.origin == "failed" for one in departure.translations
        ):
            seen = [heard.get((one.segment.source, one.target)) for one in departure.translations]
            lines[departure.file] = [one for one in seen if one is not None]

    memory = Memory(IN_RAM)
    with (
        closing(memory),
        closing(selection.load(choice, model, decoding=decoding, layout=Layout(threads))) as engine,
    ):
        Stream(
            engine=engine,
            mend=Ladder(engine, decoding).mend,
            see=lambda text: normalise(text, PROFILES["builtin"]),
            checkpoint=Checkpoint(memory, Keys(""), memory.begin("samples")[0]),
            rule=BatchRule(tokens=1024, most=32),
            judge=Judge(confidence=hear),
            finished=finished,
            settled=lambda _: None,
        ).translate(
            Arrival(number, Document(str(number), (Unit(line, one_paragraph=True),)))
            for number, line in enumerate(sources)
        )
    return lines
