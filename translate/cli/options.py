"""Options that several commands have, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Model = Annotated[
    str | None, typer.Option(help="builtin, a known name, a folder, or a hub id.", show_default="builtin")
]
Engine = Annotated[str | None, typer.Option(help="auto, ctranslate2 or transformers.", show_default="auto")]
Device = Annotated[str | None, typer.Option(help="auto, cpu, cuda, or cuda:0,1.", show_default="auto")]
Beam = Annotated[int | None, typer.Option(min=1, help="Hypotheses kept in the search; 1 is greedy.")]
Threads = Annotated[int | None, typer.Option(min=1, help="CPU workers.", show_default="all cores")]
Config = Annotated[Path | None, typer.Option(help="TOML file with settings; flags go before it.")]

OutputFolder = Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `tarjoman run` wrote to.")]
StoreOfEdits = Annotated[
    Path | None, typer.Option(help="The store with the edits.", show_default="the one of the run")
]
EverythingAsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
