"""`tarjoman replay`: a sample of a run translated again, one by one."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.nightly.replay import Replay

SHOWN = 5
_SAID = {
    "identical": "come out the same",
    "batching": "differ only by batching: among those they were decoded with they come out the same",
    "version": "differ by version or machine",
    "unknown": "differ, and nothing on record explains it",
}


def replay_command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="RUN|OUT", help="What `tarjoman run -o` wrote to; a night; or the folder of nights."
        ),
    ],
    sample: Annotated[int, typer.Option(min=1, help="Segments to translate again.")] = 200,
    seed: Annotated[int, typer.Option(help="Another one draws other segments.")] = 0,
    store: Annotated[Path | None, typer.Option(help="The run's store, where it was moved.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Translate a sample of a finished run again, each segment alone, and say what its target depended on.

    Needs the model that the run was made with. Writes nothing.
    """
    from translate.nightly.replay import replay

    with _counting() as settled:
        found = replay(folder, sample=sample, seed=seed, store=store, settled=settled)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        _print(found)


@contextmanager
def _counting() -> Iterator[Callable[[], None]]:
    """How many texts have been decoded, on a terminal; silence elsewhere, as it takes a minute at most."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    columns = (TextColumn("{task.description}"), TextColumn("{task.completed:.0f} texts"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("decoding again", total=None)
        yield lambda: bar.advance(task)


def _print(found: "Replay") -> None:
    counts = found.counts
    typer.echo(f"{found.folder}: {len(found.segments)} of {found.of} segments, seed {found.seed}")
    for verdict, said in _SAID.items():
        if counts[verdict] or verdict == "identical":
            typer.echo(f"{counts[verdict]:>6}  {said}")
    if found.changes:
        typer.echo("not as it was when the run was made:")
    for change in found.changes:
        typer.echo(f"  {change.what}: {change.then} -> {change.now}")
    others = [one for one in found.segments if one.verdict != "identical"]
    for one in others[:SHOWN]:
        typer.echo(
            f"{one.document} segment {one.index} ({one.verdict}{': ' if one.reason else ''}{one.reason})"
        )
        typer.echo(f"  source  {one.source}")
        typer.echo(f"  then    {one.then}")
        typer.echo(f"  alone   {one.alone}")
    if len(others) > SHOWN:
        typer.echo(f"... and {len(others) - SHOWN} more, with --json")
