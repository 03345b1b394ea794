"""The one place where settings become an engine, a memory, a view of the text and a job."""

import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translate import __version__
from translate.checks import registry
from translate.checks.terms import Terms
from translate.confidence.estimator import Estimator, estimator_for
from translate.confidence.recalibration import beside, read_learned
from translate.config import Settings
from translate.engines import hardware, selection
from translate.engines.base import Engine
from translate.engines.calibration import Calibration, Layout, Subject, calibration, forget, untried
from translate.engines.models import Model, resolve
from translate.engines.overrides import Overrides, overridden
from translate.engines.tokenisers import Frame
from translate.errors import BadUsage
from translate.formats.inputs import Found
from translate.glossary.matching import Matcher
from translate.glossary.reading import read_glossaries
from translate.glossary.terms import Glossary
from translate.pipeline.bare import translate_bare
from translate.pipeline.canary import CanaryReport, canary
from translate.pipeline.identity import identity
from translate.pipeline.job import MANIFEST, Plan, Progress, run_job
from translate.pipeline.judging import Judge
from translate.pipeline.ladder import LADDER_VERSION, Ladder
from translate.pipeline.ledger import Summary
from translate.pipeline.lines import translate_lines
from translate.pipeline.outputs import checked_targets
from translate.pipeline.reading import arrivals
from translate.pipeline.stream import BatchRule
from translate.pipeline.survey import SAMPLE, Survey, survey
from translate.pipeline.terms import TermKeeper
from translate.records import Decoding
from translate.store.lock import exclusive
from translate.store.memory import Keys, Memory
from translate.text.normalise import normalise
from translate.text.profiles import PROFILES
from translate.text.version import TEXT_VERSION

OWN_FOLDER = ".tarjoman"
"""Inside an output folder: its lock, and the memory unless --store names another."""

OWN_STORE = f"{OWN_FOLDER}/memory.db"


@dataclass(frozen=True, slots=True)
class Workshop:
    """A loaded engine and what belongs to it. `signature` is all but source and terms that makes a target.

    `layout` and `rule` are how it is run here: cores shared out, batches composed. `precision`: as asked for.
    """

    engine: Engine
    ladder: Ladder
    model: Model
    decoding: Decoding
    see: Callable[[str], str]
    signature: str
    load_seconds: float
    choice: selection.Choice
    layout: Layout
    rule: BatchRule
    precision: str
    second_model: str | None
    glossary: Glossary
    terms: TermKeeper | None

    def keys(self) -> Keys:
        """What makes memory keys for it."""
        return Keys(self.signature, self.terms.mark if self.terms else None)


@contextmanager
def workshop(settings: Settings, *, layout: Layout | None = None) -> Iterator[Workshop]:
    """Resolve the model, choose and load the engine; closed when the block ends.

    `layout` goes before the one that calibration found.
    """
    began = time.monotonic()
    glossary = read_glossaries(settings.glossary)
    model = _model(settings)
    choice = selection.choose(settings.engine, model, settings.device)
    decoding = _decoding(settings, model)
    see = partial(normalise, profile=PROFILES[model.profile])
    found = calibrated(settings, choice, model, decoding, see)
    found = replace(found, layout=layout) if layout else found
    with ExitStack() as stack:
        engine = stack.enter_context(closing(_loaded(settings, choice, model, decoding, found.layout)))
        registry.checks()  # loaded with the model, or the first batch would wait for them
        yield Workshop(
            engine=engine,
            ladder=Ladder(engine, decoding, second=_second(settings, stack)),
            model=model,
            decoding=decoding,
            see=see,
            signature="\n".join(
                (
                    engine.signature,
                    f"profile={model.profile}",
                    f"text={TEXT_VERSION}",
                    f"ladder={LADDER_VERSION},{settings.second_model}",
                )
            ),
            load_seconds=time.monotonic() - began,
            choice=choice,
            layout=found.layout,
            rule=_rule(settings, found),
            precision=settings.precision,
            second_model=settings.second_model,
            glossary=glossary,
            terms=_terms(engine, decoding, glossary),
        )


def _terms(engine: Engine, decoding: Decoding, glossary: Glossary) -> TermKeeper | None:
    return TermKeeper(engine, decoding, Matcher(glossary), glossary.sha256) if len(glossary) else None


def calibrated(
    settings: Settings,
    choice: selection.Choice,
    model: Model,
    decoding: Decoding,
    see: Callable[[str], str],
) -> Calibration:
    """How this machine runs the model best: kept from an earlier time, or tried now in some seconds."""
    subject = _subject(settings, choice, model, decoding)
    if choice.engine == "echo" or (settings.batch_tokens and settings.batch_most):
        return untried(subject)
    return calibration(
        subject,
        open_engine=lambda layout: _loaded(settings, choice, model, decoding, layout),
        sample=[see(sentence) for sentence in SAMPLE[1::4]],
    )


def forget_calibration(settings: Settings) -> None:
    """Have batch and layout tried out anew when the model is loaded next."""
    model = _model(settings)
    choice = selection.choose(settings.engine, model, settings.device)
    forget(_subject(settings, choice, model, _decoding(settings, model)))


def _model(settings: Settings) -> Model:
    """The model, told of languages and text what the user says where its family would say another thing."""
    said = {field.name: getattr(settings, field.name) for field in fields(Overrides)}
    return overridden(resolve(settings.model), Overrides(**said))


def _decoding(settings: Settings, model: Model) -> Decoding:
    """What is recommended for the model, under what the user says."""
    said = {field.name: getattr(settings, field.name) for field in fields(Decoding)}
    decoding = replace(model.decoding, **{key: value for key, value in said.items() if value is not None})
    if decoding.n_best > decoding.beam:
        raise BadUsage(
            f"n_best {decoding.n_best}: a search with beam {decoding.beam} has no more hypotheses than that; "
            f"ask for fewer, or for --beam {decoding.n_best}"
        )
    return decoding


def _subject(settings: Settings, choice: selection.Choice, model: Model, decoding: Decoding) -> Subject:
    return Subject(
        engine=choice.engine,
        release="" if choice.engine == "echo" else version(choice.engine),
        precision="by device" if settings.precision == selection.AUTO else settings.precision,
        device=str(choice.devices),
        model=model.sha256,
        decoding=decoding,
        cores=settings.threads or hardware.usable_cores(),
    )


def _loaded(
    settings: Settings, choice: selection.Choice, model: Model, decoding: Decoding, layout: Layout
) -> Engine:
    return selection.load(choice, model, decoding=decoding, layout=layout, precision=settings.precision)


def _second(settings: Settings, stack: ExitStack) -> Callable[[], Engine] | None:
    """What opens the second model: at most once, and not before it is needed."""
    if settings.second_model is None:
        return None
    model = resolve(settings.second_model)
    choice = selection.choose(settings.engine, model, settings.device)
    layout = untried(_subject(settings, choice, model, model.decoding)).layout

    @cache
    def opened() -> Engine:
        return stack.enter_context(
            closing(selection.load(choice, model, decoding=model.decoding, layout=layout))
        )

    return opened


def store_path(settings: Settings, out: Path) -> Path:
    """Where a run into `out` keeps its memory."""
    return Path(settings.store).expanduser() if settings.store else out / OWN_STORE


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


def judge(shop: Workshop, store: Path) -> Judge:
    """What says what becomes of a segment in a run with this engine and store."""
    more = (Terms(shop.terms.matcher),) if shop.terms else ()
    return Judge(more=more, confidence=_estimator(shop, store).confidence)


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


@contextmanager
def locked(out: Path, store: Path) -> Iterator[None]:
    """Hold the output folder and its store while the block runs; Locked names whoever holds one of them."""
    with exclusive(out / OWN_FOLDER / "lock", what=f"the output folder {out}"):
        if store.parent == out / OWN_FOLDER:
            yield
            return
        with exclusive(store.with_name(store.name + ".lock"), what=f"the store {store}"):
            yield


@contextmanager
def store_locked(store: Path) -> Iterator[None]:
    """Hold a store as a run would, whichever folder that run writes into."""
    with ExitStack() as stack:
        if store.parent.name == OWN_FOLDER:
            held = f"the output folder {store.parent.parent}"
            stack.enter_context(exclusive(store.parent / "lock", what=held))
        stack.enter_context(exclusive(store.with_name(store.name + ".lock"), what=f"the store {store}"))
        yield


def _rule(settings: Settings, found: Calibration) -> BatchRule:
    return BatchRule(
        settings.window, settings.batch_tokens or found.tokens, settings.batch_most or found.most
    )


def described(shop: Workshop, store: Path) -> dict[str, Any]:
    """What a manifest says of program, machine, model, engine and settings."""
    frame = Frame(shop.model.family)
    return {
        "tarjoman": __version__,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "host": {"name": platform.node(), "system": platform.platform(), "machine": platform.machine()},
        "model": {
            "name": shop.model.name,
            "path": str(shop.model.path),
            "sha256": shop.model.sha256,
            "licence": shop.model.licence,
            "trained_on": list(shop.model.trained_on),
        },
        "engine": {
            "name": shop.choice.engine,
            "device": str(shop.choice.devices),
            "precision": shop.precision,
            "why": shop.choice.reason,
            "signature": shop.engine.signature,
        },
        "language_tokens": {"source": list(frame.prefix), "target": list(frame.target_prefix)},
        "second_model": shop.second_model,
        "decoding": asdict(shop.decoding),
        "glossary": {
            "names": list(shop.glossary.names),
            "terms": len(shop.glossary),
            "sha256": shop.glossary.sha256,
        },
        "text": {"profile": shop.model.profile, "version": TEXT_VERSION},
        "confidence": _told(_estimator(shop, store)),
        "batches": asdict(shop.rule),
        "layout": asdict(shop.layout),
        "store": str(store),
    }


def _estimator(shop: Workshop, store: Path) -> Estimator:
    """What says how sure a translation of this model is, as the edits in the store have taught it."""
    return estimator_for(shop.model.sha256, recalibrations=read_learned(beside(store)).models)


def _told(estimator: Estimator) -> dict[str, Any]:
    learned = estimator.recalibration
    return {
        "weights": estimator.version,
        "calibrated_for": estimator.calibrated_for,
        "recalibrated_from_edits": learned.segments if learned else 0,
        "recalibration": learned.knots if learned else None,
    }
