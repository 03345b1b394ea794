"""`tarjoman import`: a file that came back from a translator, into the output folder it was exported from."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import EXIT_PARTIAL, BadInput

if TYPE_CHECKING:
    from translate.review.report import Item, Report

SHOWN = 20
"""So many lines of each verdict are told on the terminal; --json has them all."""


def import_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A hand-off file: .xliff .tmx .docx .html .csv")
    ],
    into: Annotated[Path, typer.Option("--into", metavar="OUT", help="The folder it was exported from.")],
    accept: Annotated[bool, typer.Option("--accept", help="Take every line of it as finished.")] = False,
    by_source: Annotated[
        bool,
        typer.Option("--by-source", help="Go by the Persian alone: for a memory that another tool wrote."),
    ] = False,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who did the work; kept with the edits.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    store: Annotated[
        Path | None, typer.Option(help="Where the edits are kept.", show_default="the run's own store")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Keep what a translator changed; say what became of every line.

    What the file calls final, approved, translated or done is accepted, other changes are drafts. Exit code 1
    when something in it conflicts with the run or has no place in it.
    """
    from translate.handoff import registry
    from translate.review.exchange import Terms, take_in
    from translate.review.output import OutputFolder

    if not file.is_file():
        raise BadInput(f"{file}: no such file; check the path")
    terms = Terms(accept=accept, by_source=by_source, by=by)
    with OutputFolder(into, store=store) as folder, file.open("rb") as stream:
        try:
            report = take_in(folder, registry.of_file(file).read(stream), terms, dry_run=dry_run)
        except BadInput as error:
            raise BadInput(f"{file}: {error}") from error
    if as_json:
        typer.echo(
            json.dumps({"file": str(file), "dry_run": dry_run, **report.as_dict()}, ensure_ascii=False)
        )
    for line in _told(report, dry_run=dry_run):
        print(line, file=sys.stderr)  # noqa: T201
    if not report.is_clean:
        raise typer.Exit(EXIT_PARTIAL)


def _told(report: "Report", *, dry_run: bool) -> Iterator[str]:
    """The lines that a person should know of, and the counts."""
    for verdict in ("conflicting", "unknown", "missing", "empty"):
        found = [item for item in report.items if item.verdict == verdict]
        yield from (_line(item) for item in found[:SHOWN])
        if len(found) > SHOWN:
            yield f"... and {len(found) - SHOWN} more {verdict}, see --json"
    yield from (_line(item) for item in report.items if item.verdict == "applied" and ";" in item.detail)
    counts = ", ".join(_count(report, verdict) for verdict, number in report.counts.items() if number)
    yield f"{report.lines} lines: {counts or 'nothing'}{' (nothing was kept: --dry-run)' if dry_run else ''}"
    if report.applied["drafts"]:
        yield (
            "No run takes a draft: accept it on the review page, or mark it finished in the file "
            "(`done`, `final`, approved) and import again, or import with --accept"
        )


def _count(report: "Report", verdict: str) -> str:
    count = f"{report.counts[verdict]} {verdict}"
    if verdict != "applied":
        return count
    accepted, drafts = report.applied["accepted"], report.applied["drafts"]
    return f"{count} ({accepted} accepted, {drafts} kept as {'draft' if drafts == 1 else 'drafts'})"


def _line(item: "Item") -> str:
    place = item.document if item.index is None else f"{item.document} segment {item.index}"
    return f"{item.verdict}: {place}{': ' if item.detail else ''}{item.detail}"
