"""One run from inputs to outputs: read, translate, write, account."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from translate.engines.base import Engine
from translate.formats.atomic import remove_leftovers, replace_file
from translate.formats.inputs import Input
from translate.pipeline.handing_off import heading
from translate.pipeline.judging import Judge
from translate.pipeline.ladder import Ladder
from translate.pipeline.ledger import Ledger, Summary
from translate.pipeline.naming import RunNames, with_ledger
from translate.pipeline.outputs import Outputs, as_manifest, writing
from translate.pipeline.passage import Departure, FileEnd
from translate.pipeline.reading import arrivals, shown
from translate.pipeline.stream import BatchRule, Checkpoint, Stream
from translate.pipeline.terms import TermKeeper, mending
from translate.records import Translation
from translate.store.memory import Keys, Memory
from translate.store.names import NameLedger

MANIFEST = "run.json"


class Progress(Protocol):
    """Hears how a run goes on; the command line shows it."""

    def settled(self, translation: Translation) -> None:
        """One more segment has its target, or has failed."""
        ...

    def file_done(self, source: Input) -> None:
        """A file's outputs are in place."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run needs to know. `see` gives the model's view of a source; `settings` go to the manifest.

    `signature` is everything but the source that can change a target.
    """

    inputs: Sequence[Input]
    out: Path
    targets: Sequence[str]
    encoding: str | None
    see: Callable[[str], str]
    signature: str
    rule: BatchRule
    judge: Judge
    load_seconds: float
    settings: dict[str, Any] = field(default_factory=dict)


def run_job(
    plan: Plan,
    *,
    engine: Engine,
    ladder: Ladder,
    terms: TermKeeper | None = None,
    memory: Memory,
    progress: Progress,
) -> Summary:
    """Translate every input and write every output; the summary is also in OUT/run.json.

    `terms` keeps to a glossary after the ladder is done. The caller holds the locks of the store and of the
    output folder.
    """
    ledger = Ledger()
    outputs = Outputs(
        plan.inputs, plan.out, targets=plan.targets, ledger=ledger, heading=heading(plan.settings)
    )
    remove_leftovers(plan.out)
    glossary = terms.glossary if terms else ""
    run, resumed = memory.begin(f"{plan.signature}\n{plan.rule}\n{plan.out.resolve()}{glossary}")

    with closing(NameLedger(memory.path)) as known:
        names = RunNames(known.known(run))

    def finished(departure: Departure) -> None:
        outputs(departure)
        if isinstance(departure.content, FileEnd):
            progress.file_done(plan.inputs[departure.file])

    stream = Stream(
        engine=engine,
        mend=mending(ladder, terms),
        see=plan.see,
        checkpoint=Checkpoint(memory, Keys(plan.signature, terms.mark if terms else None), run),
        rule=plan.rule,
        judge=replace(plan.judge, articles=with_ledger(plan.judge.articles, names)),
        finished=finished,
        settled=progress.settled,
    )
    began = time.monotonic()
    with writing(outputs):
        stream.translate(arrivals(plan.inputs, encoding=plan.encoding))
    summary = Summary(
        ledger=ledger,
        seconds=time.monotonic() - began,
        load_seconds=plan.load_seconds,
        out=str(plan.out),
        resumed=resumed,
        decoded=stream.decoded,
        rescued=dict(ladder.rescued),
        terms=dict(terms.counts) if terms else {},
        memory_failures=engine.memory_failures,
        settings=plan.settings | {"inputs": [shown(source) for source in plan.inputs]},
    )
    with replace_file(plan.out / MANIFEST) as manifest:
        manifest.write(as_manifest(summary.as_dict()))
    with closing(NameLedger(memory.path)) as known:
        known.remember(run, names.counts.items())
    memory.finish(run)
    return summary
