"""A job from its settings to its outputs; what a loaded engine does besides."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from translate.config import Settings
from translate.formats.inputs import Found
from translate.pipeline.bare import translate_bare
from translate.pipeline.canary import CanaryReport, canary
from translate.pipeline.identity import identity
from translate.pipeline.job import MANIFEST, Plan, Progress, run_job
from translate.pipeline.ledger import Summary
from translate.pipeline.lines import translate_lines
from translate.pipeline.outputs import checked_targets
from translate.pipeline.reading import arrivals
from translate.pipeline.survey import Survey, survey
from translate.store.memory import Memory
from translate.wiring.describing import described, judge
from translate.wiring.places import locked, store_path
from translate.wiring.shop import Workshop, workshop


def run(
    settings: Settings, found: Found, out: Path, *, progress: Progress, ready: Callable[[Workshop], None]
) -> Summary:
    """Do the job. `ready` hears of the loaded engine before the first segment.

    Raises Locked when another run is at work on the store or the output folder.
    """
    checked_targets(settings.to)
    store = store_path(settings, out)
    with locked(out, store), closing(Memory(store)) as memory, workshop(settings) as shop:
        ready(shop)
        return translated(shop, settings, found, out, memory=memory, progress=progress)


def translated(
    shop: Workshop, settings: Settings, found: Found, out: Path, *, memory: Memory, progress: Progress
) -> Summary:
    """The job with an engine and a memory that are open; the caller holds the locks of both."""
    plan = Plan(
        inputs=found.inputs,
        out=out,
        targets=checked_targets(settings.to),
        encoding=settings.encoding,
        see=shop.see,
        signature=shop.signature,
        rule=shop.rule,
        judge=judge(shop, memory.path),
        load_seconds=shop.load_seconds,
        settings={"id": identity(out, MANIFEST), **described(shop, memory.path)},
    )
    return run_job(
        plan, engine=shop.engine, ladder=shop.ladder, terms=shop.terms, memory=memory, progress=progress
    )


def dry_run(settings: Settings, found: Found, out: Path) -> Survey:
    """Count what a run would do; writes nothing, translates nothing of the user's."""
    checked_targets(settings.to)
    store = store_path(settings, out)
    memory = Memory(store) if store.exists() else None
    try:
        with workshop(settings) as shop:
            return survey(
                arrivals(found.inputs, encoding=settings.encoding),
                engine=shop.engine,
                memory=memory,
                keys=shop.keys(),
                see=shop.see,
            )
    finally:
        if memory:
            memory.close()


def line_translator(shop: Workshop, *, as_it_stands: bool = False) -> Callable[[Sequence[str]], list[str]]:
    """From Persian lines to English lines, without memory or files; for evaluation.

    `as_it_stands` gives the model the lines without our text layer.
    """
    return partial(
        translate_lines,
        engine=shop.engine,
        ladder=shop.ladder,
        terms=shop.terms,
        see=str if as_it_stands else shop.see,
        rule=shop.rule,
    )


def heard(shop: Workshop) -> CanaryReport:
    """What the canary says of a loaded model: the engine without the ladder, which would mend its faults."""
    return canary(lambda lines: translate_bare(lines, engine=shop.engine, see=shop.see))
