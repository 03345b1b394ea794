"""`tarjoman queue`: what a person should look at when there are so many minutes."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli import options

if TYPE_CHECKING:
    from translate.review.queue import Queue, Sum, Task

_COLUMNS = (
    "rank",
    "article",
    "segment",
    "seconds",
    "edits",
    "confidence",
    "times",
    "flags",
    "source",
    "target",
)


def queue_command(
    out: options.OutputFolder,
    minutes: Annotated[float, typer.Option(min=0.1, help="How long somebody has.")],
    rate: Annotated[
        float | None,
        typer.Option(
            min=1,
            metavar="WORDS_PER_HOUR",
            help="Source words that this person post-edits in an hour when nothing is left out.",
        ),
    ] = None,
    flat: Annotated[
        bool, typer.Option("--flat", help="In order of rank, instead of article by article.")
    ] = False,
    store: options.StoreOfEdits = None,
    as_json: options.EverythingAsJson = False,
) -> None:
    """Pick the segments where a person's time buys most.

    Rows go to stdout, tab-separated under a line of names: article by article, each in reading order, the
    article with most to do first. What is left out is said on stderr. Accepted segments are in neither.
    """
    from translate.review.output import OutputFolder
    from translate.review.queue import queue

    with OutputFolder(out, store=store) as folder:
        found = queue(folder.articles(), minutes=minutes, rate=rate)
    articles = [list(found.tasks)] if flat else found.by_article()
    if as_json:
        typer.echo(json.dumps(_as_dict(found, articles, minutes), ensure_ascii=False, indent=2))
        return
    typer.echo("\t".join(_COLUMNS))
    for tasks in articles:
        for task in tasks:
            typer.echo("\t".join(_cells(task)))
    for line in _summary(found, minutes):
        typer.echo(line, err=True)


def _cells(task: "Task") -> list[str]:
    values = _row(task) | {"flags": ", ".join(flag.check for flag in task.flags)}
    return ["" if values[name] is None else " ".join(str(values[name]).split()) for name in _COLUMNS]


def _row(task: "Task") -> dict[str, Any]:
    return {
        "rank": task.rank,
        "article": task.name,
        "document": task.document,
        "unit": task.unit,
        "segment": task.index,
        "seconds": round(task.seconds, 1),
        "edits": round(task.edits, 1),
        "confidence": task.confidence,
        "times": task.times,
        "flags": [{"check": flag.check, "detail": flag.detail} for flag in task.flags],
        "source": task.source,
        "target": task.target,
    }


def _as_dict(found: "Queue", articles: "list[list[Task]]", minutes: float) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "minutes": minutes,
        "pace_seconds": {name: round(value, 3) for name, value in asdict(found.pace).items()},
        "chosen": _sums(found.chosen),
        "left_out": _sums(found.left_out),
        "tasks": [_row(task) for tasks in articles for task in tasks],
    }


def _sums(total: "Sum") -> dict[str, float]:
    return {
        "segments": total.segments,
        "words": total.words,
        "edits": round(total.edits, 1),
        "minutes": round(total.seconds / 60, 1),
    }


def _summary(found: "Queue", minutes: float) -> list[str]:
    chosen, left = found.chosen, found.left_out
    every = chosen.edits + left.edits
    if not chosen.segments and not left.segments:
        return ["nothing is waiting: every segment is accepted, or there was nothing in it to translate"]
    waiting = f"{left.segments:,} segments, {left.words:,} words, about {left.edits:,.0f} edits"
    if not chosen.segments:
        return [f"nothing fits into {minutes:g} minutes; {waiting} and {left.seconds / 60:,.0f} minutes wait"]
    share = f"{chosen.edits / every:.0%} of the edits expected" if every else "no edits expected"
    taken = f"{chosen.segments:,} segments, {chosen.words:,} words"
    lines = [f"{taken}, about {chosen.seconds / 60:,.0f} minutes: {share}"]
    if left.segments:
        lines.append(f"left out: {waiting} and {left.seconds / 60:,.0f} minutes more")
    return lines
