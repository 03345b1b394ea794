"""Settings to a loaded engine with all that belongs to it: model, decoding, layout, text, terms."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from importlib.metadata import version

from translate.checks import registry
from translate.config import Settings
from translate.engines import hardware, selection
from translate.engines.base import Engine
from translate.engines.calibration import Calibration, Layout, Subject, calibration, forget, untried
from translate.engines.models import Model, resolve
from translate.engines.overrides import Overrides, overridden
from translate.errors import BadUsage
from translate.glossary.matching import Matcher
from translate.glossary.reading import read_glossaries
from translate.glossary.terms import Glossary
from translate.pipeline.ladder import LADDER_VERSION, Ladder
from translate.pipeline.stream import BatchRule
from translate.pipeline.survey import SAMPLE
from translate.pipeline.terms import TermKeeper
from translate.records import Decoding
from translate.store.memory import Keys
from translate.text.normalise import normalise
from translate.text.profiles import PROFILES
from translate.text.version import TEXT_VERSION


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


def _rule(settings: Settings, found: Calibration) -> BatchRule:
    return BatchRule(
        settings.window, settings.batch_tokens or found.tokens, settings.batch_most or found.most
    )
