"""`tarjoman memory`: what a store holds."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from translate.errors import BadInput

memory_app = typer.Typer(help="The translation memory.", no_args_is_help=True)


@memory_app.callback()
def _group() -> None:
    """The translation memory."""


@memory_app.command("stats")
def stats_command(
    where: Annotated[
        Path,
        typer.Argument(
            metavar="STORE|OUT",
            help="A store's file, or an output folder that keeps its own.",
            envvar="TARJOMAN_STORE",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Count what a store holds."""
    from translate.store.memory import Memory
    from translate.wiring import OWN_STORE

    path = where / OWN_STORE if where.is_dir() else where
    if not path.is_file():
        raise BadInput(f"{path}: no store there; `tarjoman run` makes one")
    memory = Memory(path)
    try:
        stats = memory.stats()
    finally:
        memory.close()
    if as_json:
        typer.echo(json.dumps(asdict(stats)))
        return
    typer.echo(f"store        {stats.path}")
    typer.echo(f"size         {stats.size / 1e6:.1f} MB")
    typer.echo(f"translations {stats.entries}")
    typer.echo(f"runs         {stats.runs} ({stats.unfinished} unfinished)")
