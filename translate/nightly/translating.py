"""The part of a night that needs the model: canary, plan, translation."""

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translate import __version__, wiring
from translate.config import Settings
from translate.errors import Held
from translate.formats.atomic import replace_file
from translate.formats.inputs import Found, Input
from translate.nightly.console import Console
from translate.nightly.places import Staging
from translate.nightly.plan import NightPlan, read_plan, write_plan
from translate.nightly.records import Slow
from translate.nightly.stopwatch import Stopwatch
from translate.nightly.work import Due, rows_of
from translate.nightly.workbench import Workbench
from translate.pipeline.job import MANIFEST
from translate.pipeline.reading import arrivals
from translate.pipeline.speed import peak_mib
from translate.records import Document, Unreadable
from translate.store.memory import Memory
from translate.store.nights import Nights
from translate.wiring import Workshop

SLOWEST = 10
JSON_LINES = ".jsonl"

_MEASURED = "measured.json"


class CanarySick(Held):
    """The model fails lines that any working model translates; nothing was translated with it."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What the run says of itself, the slowest documents, and the peak of memory in MiB."""

    manifest: Mapping[str, Any]
    slowest: tuple[Slow, ...] = ()
    peak_mib: float | None = None


Planner = Callable[[Sequence[Due], Staging, Workbench, Settings], NightPlan]
"""Chooses how to decode and which articles for a night that is to begin now."""


def translate_night(
    due: Sequence[Due],
    staging: Staging,
    *,
    settings: Settings,
    store: Path,
    nights: Nights,
    canary: bool,
    plan: Planner,
    console: Console,
) -> tuple[Translated, NightPlan]:
    """Translate what can be read of `due` into the staging folder, or find that this was done before a stop.

    Raises CanarySick where the canary is asked and the model fails it: what a broken model makes must not
    even enter the memory.
    """
    kept = read_plan(staging.plan)
    if not any(not article.reason for article in due):
        return Translated({}), kept or NightPlan()
    if kept is not None and (staging.translated / MANIFEST).exists():
        nights.close_runs(staging.translated.resolve())
        return _measured(staging), kept
    if (unread := _nothing_but_unreadable(inputs_of(due, staging, left=frozenset()), settings)) is not None:
        return Translated({"failures": {"documents": unread}}), kept or NightPlan()
    with closing(Workbench(partial(listen, nights=nights) if canary else _ready)) as bench:
        chosen = kept or plan(due, staging, bench, settings)
        write_plan(staging.plan, chosen)
        if chosen.said:
            console.say(chosen.said)
        settings = replace(
            settings, beam=chosen.beam or settings.beam, precision=chosen.precision or settings.precision
        )
        shop = bench.shop(settings)
        console.say(f"engine {shop.choice.engine} on {shop.choice.devices} ({shop.choice.reason})")
        _run(due, staging, shop, settings, store, chosen, console)
    return _measured(staging), chosen


def _ready(_shop: Workshop) -> None:
    """Any engine will do where no canary is asked."""


def _nothing_but_unreadable(inputs: Sequence[Input], settings: Settings) -> list[dict[str, str]] | None:
    """Why nothing can be read, by document; None as soon as one can. It takes no model to see that."""
    unread: list[dict[str, str]] = []
    for arrival in arrivals(inputs, encoding=settings.encoding):
        if isinstance(arrival.content, Document):
            return None
        if isinstance(arrival.content, Unreadable):
            unread.append({"document": arrival.content.id, "reason": arrival.content.reason})
    return unread


def inputs_of(due: Sequence[Due], staging: Staging, *, left: frozenset[str]) -> tuple[Input, ...]:
    """Files by themselves in the order of `due`, then a spool for each source with rows."""
    wanted = [article for article in due if not article.reason and article.id not in left]
    files = [
        Input(
            article.path,
            article.name,
            article.suffix,
            whole_page=article.whole_page,
            encoding=article.encoding,
        )
        for article in wanted
        if article.path
    ]
    sources = dict.fromkeys(article.source for article in wanted if article.path is None)
    return (*files, *(Input(str(_spool(staging, source, left)), source, JSON_LINES) for source in sources))


def listen(shop: Workshop, nights: Nights) -> None:
    """Ask the canary, once for a model and the versions around it. CanarySick where something is wrong."""
    signature = "\n".join(
        (
            shop.signature,
            f"{shop.choice.engine} {_release(shop.choice.engine)}, tarjoman {__version__}",
            f"{shop.choice.devices} on {platform.machine()}, {platform.node()}",
        )
    )
    reason = nights.verdict(signature)
    if reason is None:
        reason = wiring.heard(shop).reason
        # A model that was found sick is asked again: the cure need not change the signature.
        if not reason:
            nights.keep_verdict(signature, reason)
    if reason:
        raise CanarySick(
            f"the model {shop.model.name} fails the canary ({reason}); nothing was translated with it. See "
            "`tarjoman models check`; [checks] canary = false goes on regardless"
        )


def _release(engine: str) -> str:
    return "" if engine == "echo" else version(engine)


def _run(
    due: Sequence[Due],
    staging: Staging,
    shop: Workshop,
    settings: Settings,
    store: Path,
    plan: NightPlan,
    console: Console,
) -> None:
    inputs = inputs_of(due, staging, left=frozenset(plan.left))
    with closing(Memory(store)) as memory, console.progress(inputs) as shown:
        watch = Stopwatch(shown)
        wiring.translated(shop, settings, Found(inputs), staging.translated, memory=memory, progress=watch)
    measured = {"slowest": [asdict(one) for one in watch.slowest(SLOWEST)], "peak_mib": peak_mib()}
    with replace_file(staging.folder / _MEASURED) as stream:
        json.dump(measured, stream, ensure_ascii=False)


def _measured(staging: Staging) -> Translated:
    """What there is to know of the run; a stop right behind it may have cost the measurements."""
    manifest = json.loads((staging.translated / MANIFEST).read_text("utf-8"))
    path = staging.folder / _MEASURED
    if not path.exists():
        return Translated(manifest)
    content = json.loads(path.read_text("utf-8"))
    return Translated(manifest, tuple(Slow(**one) for one in content["slowest"]), content["peak_mib"])


def _spool(staging: Staging, source: str, left: frozenset[str]) -> Path:
    """The source's rows, without those there is no time for."""
    whole = staging.spool / f"{source}{JSON_LINES}"
    if not left:
        return whole
    path = staging.folder / "tonight" / whole.name
    with replace_file(path) as stream:
        for row in rows_of(whole):
            if row["id"] not in left:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
