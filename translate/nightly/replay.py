"""A sample of a run translated again, one by one: what depended on batching, version or machine."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from translate import wiring
from translate.config import Settings
from translate.engines.calibration import Layout
from translate.errors import BadInput
from translate.nightly.retracing import batches_of_the_past
from translate.pipeline.replaying import decoded, pieces_of
from translate.pipeline.stream import BatchRule
from translate.pipeline.terms import mending
from translate.records import Decoding
from translate.review.output import OutputFolder
from translate.wiring import Workshop

Verdict = Literal["identical", "batching", "version", "unknown"]
"""What a segment's target depended on.

identical: alone it comes out as in the run; batching: alone it does not, among those that it was decoded with
it does; version: not even so, and program, engine, text layer or machine are not those of the run; unknown:
they are, or the store no longer says what it was decoded with.
"""

MACHINE = frozenset({"mt", "repeat", "memory"})
"""Origins that can be replayed: not what a person wrote, what was copied or what failed."""

GONE = "the store no longer says what it was decoded with"
FAILED = "the engine fails on it now"
SAME = "batches and versions are those of the run"

Settled = Callable[[], None]
"""Called for every piece that has been decoded once more."""

Retrace = Callable[[Sequence[str]], Mapping[str, str]]
"""From pieces to their targets in the batches that the run decoded them in."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """A segment of the run: its source as the author wrote it, and the target that the machine gave."""

    document: str
    index: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a segment: `then` in the run, `alone` now, in a batch of one; `reason` where unknown."""

    document: str
    index: int
    source: str
    then: str
    alone: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was otherwise when the run was made."""

    what: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """The sample of a run, in its order. `of` counts the segments that could have been drawn.

    `folder` is the night's own where the link to the latest one was given.
    """

    folder: str
    model: str
    seed: int
    of: int
    segments: tuple[Replayed, ...]
    changes: tuple[Change, ...]

    @property
    def counts(self) -> Counter[str]:
        """Segments by verdict."""
        return Counter(one.verdict for one in self.segments)

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON; segments that came out as they were are counted and not listed."""
        counts = self.counts
        return {
            "folder": self.folder,
            "model": self.model,
            "seed": self.seed,
            "sample": len(self.segments),
            "of": self.of,
            "counts": {
                verdict: counts[verdict] for verdict in ("identical", "batching", "version", "unknown")
            },
            "changes": [asdict(one) for one in self.changes],
            "differences": [asdict(one) for one in self.segments if one.verdict != "identical"],
        }


def replay(
    folder: Path, *, sample: int, seed: int, store: Path | None = None, settled: Settled = lambda: None
) -> Replay:
    """Translate `sample` segments of a finished run again, each alone, with the run's model and settings.

    The segments are drawn by `seed`. Nothing is written. Raises BadInput where the run cannot be found or its
    model is not the same any more, Locked while it goes on.
    """
    with OutputFolder(folder, store=store) as out:
        drawn, of = _drawn(out, sample, seed)
        manifest, path, store = out.manifest, out.path, out.store
    if not drawn:
        raise BadInput(f"{path}: no segment in it that a machine translated; there is nothing to replay")
    settings, layout = settings_of(manifest, path)
    with wiring.workshop(settings, layout=layout) as shop:
        _refuse_another_model(manifest, shop, path)
        changes = tuple(_changes(manifest, wiring.described(shop, store)))
        retrace = partial(batches_of_the_past, store, shop=shop, rule=_rule(manifest), settled=settled)
        return Replay(
            folder=str(path.parent / path.readlink() if path.is_symlink() else path),
            model=shop.model.name,
            seed=seed,
            of=of,
            segments=tuple(_replayed(drawn, shop, retrace, are_changes=bool(changes), settled=settled)),
            changes=changes,
        )


def settings_of(manifest: Mapping[str, Any], folder: Path) -> tuple[Settings, Layout]:
    """What the run was told, as far as it changes a target, and how it shared out the cores.

    Raises BadInput where the manifest is not one of this program's.
    """
    try:
        told, engine, tokens = manifest["decoding"], manifest["engine"], manifest["language_tokens"]
        decoding = Decoding(**told)
        rule = _rule(manifest)
        return Settings(
            model=_model_of(manifest["model"]),
            second_model=manifest.get("second_model"),
            glossary=tuple(manifest.get("glossary", {}).get("names", ())),
            engine=engine["name"],
            device=engine["device"],
            precision=engine.get("precision", "auto"),
            **asdict(decoding),
            source_prefix=tuple(tokens["source"]),
            target_prefix=tuple(tokens["target"]),
            profile=manifest["text"]["profile"],
            window=rule.window,
            batch_tokens=rule.tokens,
            batch_most=rule.most,
        ), Layout(**manifest["layout"])
    except (KeyError, TypeError) as error:
        raise BadInput(
            f"{folder}/run.json: not the manifest of a run that can be replayed ({error})"
        ) from error


def _model_of(model: Mapping[str, Any]) -> str:
    """The name, under which its family is known; the place where it lay, if it has no name but that."""
    name = str(model["name"])
    return str(model["path"]) if "/" in name and Path(model["path"]).is_dir() else name


def _rule(manifest: Mapping[str, Any]) -> BatchRule:
    return BatchRule(**manifest["batches"])


def _refuse_another_model(manifest: Mapping[str, Any], shop: Workshop, folder: Path) -> None:
    then = str(manifest["model"]["sha256"])
    if shop.model.sha256 != then:
        raise BadInput(
            f"{folder}: made with a {manifest['model']['name']} of sha256 {then[:12]}, but that at "
            f"{shop.model.path} is {shop.model.sha256[:12]}; a replay would say nothing. Put the old model "
            "back, or run the job again"
        )


def _drawn(out: OutputFolder, most: int, seed: int) -> tuple[list[Sampled], int]:
    """At most `most` segments, each as likely as any other, in the order of the run; and of how many."""
    choose = random.Random(seed)  # noqa: S311 - a sample, not a secret
    kept: list[tuple[int, Sampled]] = []
    seen = 0
    for article in out.articles():
        for row in article.rows:
            if row.origin not in MACHINE:
                continue
            seen += 1
            place = len(kept) if seen <= most else choose.randrange(seen)
            if place < most:
                one = (seen, Sampled(article.document, row.index, row.source, row.mt))
                kept[place : place + 1] = [one]
    return [one for _, one in sorted(kept, key=lambda pair: pair[0])], seen


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """What may change a target and is not as it was."""
    for what in (
        "tarjoman",
        "python",
        "engine.signature",
        "engine.device",
        "text",
        "layout",
        "glossary.sha256",
    ):
        before, after = _at(then, what), _at(now, what)
        if before != after:
            yield Change(what, before, after)
    for what in ("host.name", "host.system", "host.machine"):
        before, after = _at(then, what), _at(now, what)
        if before != after:
            yield Change(what, before, after)


def _at(manifest: Mapping[str, Any], what: str) -> Any:
    value: Any = manifest
    for key in what.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _replayed(
    drawn: Sequence[Sampled], shop: Workshop, retrace: Retrace, *, are_changes: bool, settled: Settled
) -> Iterator[Replayed]:
    """Each segment with its verdict."""
    pieces = [pieces_of(shop.see(one.source), shop.engine) for one in drawn]
    alone: dict[str, str] = {}
    singles = ([piece] for piece in dict.fromkeys(piece for each in pieces for piece in each))
    for text, target in decoded(singles, engine=shop.engine, mend=mending(shop.ladder, shop.terms)):
        if target is not None:
            alone[text] = target
        settled()
    pairs = list(zip(drawn, pieces, strict=True))
    again = retrace([piece for one, each in pairs if _joined(each, alone) != one.target for piece in each])
    for one, each in pairs:
        now = _joined(each, alone)
        verdict, reason = _verdict(one.target, now, _joined(each, again), are_changes=are_changes)
        yield Replayed(one.document, one.index, one.source, one.target, now or "", verdict, reason)


def _joined(pieces: Sequence[str], targets: Mapping[str, str]) -> str | None:
    """A segment's target of those of its pieces, as a run joins them; None where one is missing."""
    found = [targets.get(piece) for piece in pieces]
    return None if None in found else " ".join(filter(None, found))


def _verdict(then: str, alone: str | None, again: str | None, *, are_changes: bool) -> tuple[Verdict, str]:
    if alone == then:
        return "identical", ""
    if alone is None:
        return "unknown", FAILED
    if again == then:
        return "batching", ""
    if are_changes:
        return "version", ""
    return "unknown", GONE if again is None else SAME
