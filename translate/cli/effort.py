"""`tarjoman effort`: what post-editing cost, which corrections came back, what confidence learns from it."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli import options
from translate.errors import BadInput

if TYPE_CHECKING:
    from translate.confidence.recalibration import Recalibration
    from translate.review.effort import Cost, PostEdit, Report
    from translate.review.output import OutputFolder
    from translate.review.recurring import Proposal

_MOST_TERMS = 20  # in the table; --terms and --json have all
_ROW = "{:<34}{:>9}{:>11}{:>8}{:>9}{:>12}"


def effort_command(
    out: options.OutputFolder,
    terms: Annotated[
        bool, typer.Option("--terms", help="Print recurring corrections only, as lines of a glossary.")
    ] = False,
    recalibrate: Annotated[
        bool, typer.Option("--recalibrate", help="Let the next run's confidence learn from these edits.")
    ] = False,
    store: options.StoreOfEdits = None,
    as_json: options.EverythingAsJson = False,
) -> None:
    """Say what post-editing cost: edits a word (HTER) and time, by article, model and flag.

    Accepted segments count. Corrections that came back in three sentences are proposed as glossary terms.
    """
    from translate.review.effort import post_edits, report
    from translate.review.output import OutputFolder
    from translate.review.recurring import proposals

    with OutputFolder(out, store=store) as folder:
        edits, still_open = post_edits(folder)
        if not edits:
            raise BadInput(f"{out}: nothing is accepted in it yet; edit it with `tarjoman review {out}`")
        found = report(edits, open_segments=still_open)
        proposed = proposals(edits)
        curve = _learn(folder, edits) if recalibrate else None
    if as_json:
        typer.echo(json.dumps(_as_dict(found, proposed, curve), ensure_ascii=False, indent=2))
        return
    if terms:
        for one in proposed:
            typer.echo(one.as_line())
    else:
        _print_tables(found, proposed)
    if recalibrate:
        typer.echo(_told(curve), err=True)


def _learn(folder: "OutputFolder", edits: "Sequence[PostEdit]") -> "Recalibration | None":
    """Keep what the edits teach beside the store."""
    from translate.confidence.recalibration import as_text, beside, read_learned
    from translate.formats.atomic import replace_file
    from translate.review.effort import learned

    path = beside(folder.store)
    now, curve = learned(read_learned(path), edits, manifest=folder.manifest)
    with replace_file(path) as file:
        file.write(as_text(now))
    return curve


def _told(curve: "Recalibration | None") -> str:
    from translate.confidence.recalibration import ENOUGH

    if curve is None:
        return f"confidence: fewer than {ENOUGH} edited segments of this model so far; kept for the next time"
    change = f"expected and real effort lie {curve.before:.3f} apart, {curve.after:.3f} after recalibration"
    verdict = "the next run uses it" if curve.is_better else "it is no better, so it is not used"
    return f"confidence: from {curve.segments} segments, {change} (on held-out edits); {verdict}"


def _print_tables(found: "Report", proposed: "Sequence[Proposal]") -> None:
    parts: list[tuple[str, Mapping[str, Cost]]] = [
        ("article", found.articles),
        ("model", found.models),
        ("flag", found.flags),
    ]
    for name, costs in parts:
        typer.echo(_ROW.format(name, "segments", "unchanged", "HTER", "seconds", "words/hour"))
        for key, cost in costs.items():
            typer.echo(_line(key, cost))
        typer.echo()
    typer.echo(_line("all", found.total))
    typer.echo(f"{found.open_segments:,} segments are not accepted yet")
    pace = found.total.words_per_hour
    if pace is not None:
        typer.echo(f"the pace for a queue: tarjoman queue OUT --minutes N --rate {pace:.0f}")
    for one in proposed[:_MOST_TERMS]:
        was = ", ".join(f"'{was}'" if was else "nothing" for was in one.instead_of)
        typer.echo(f"{one.sources} times: {one.persian} is '{one.english}' (was {was})")
    if len(proposed) > _MOST_TERMS:
        typer.echo(f"... and {len(proposed) - _MOST_TERMS} more")
    if proposed:
        typer.echo("`tarjoman effort OUT --terms >> glossary.tsv` adds them to a glossary")


def _line(name: str, cost: "Cost") -> str:
    shown = name if len(name) <= 33 else f"{name[:32]}…"
    hter, pace = cost.hter, cost.words_per_hour
    return _ROW.format(
        shown,
        f"{cost.segments:,}",
        f"{cost.unchanged:,}",
        "-" if hter is None else f"{hter:.2f}",
        f"{cost.seconds:,.0f}" if cost.timed_segments else "-",
        "-" if pace is None else f"{pace:,.0f}",
    )


def _as_dict(
    found: "Report", proposed: "Sequence[Proposal]", curve: "Recalibration | None"
) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "total": _cost(found.total),
        "open_segments": found.open_segments,
        "articles": {name: _cost(cost) for name, cost in found.articles.items()},
        "models": {name: _cost(cost) for name, cost in found.models.items()},
        "flags": {name: _cost(cost) for name, cost in found.flags.items()},
        "terms": [asdict(one) for one in proposed],
        "recalibration": asdict(curve) | {"is_used": curve.is_better} if curve else None,
    }


def _cost(cost: "Cost") -> dict[str, Any]:
    from dataclasses import asdict

    hter, pace = cost.hter, cost.words_per_hour
    return {
        **asdict(cost),
        "seconds": round(cost.seconds, 1),
        "hter": None if hter is None else round(hter, 4),
        "words_per_hour": None if pace is None else round(pace, 1),
    }
