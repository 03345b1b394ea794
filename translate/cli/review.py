"""`tarjoman review`: the article in Persian and English in a browser, every edit kept."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.review.server.doorplate import Doorplate


def review_command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `tarjoman run -o` wrote to.")],
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, help="On 127.0.0.1; 0 is the one of last time, or any free one."),
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    store: Annotated[
        Path | None,
        typer.Option(help="The memory that keeps the edits.", show_default="the one of the run"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print address, port and folder as JSON.")] = False,
) -> None:
    """Read, mend and accept translations in a browser on this machine.

    Prints the address and serves until Ctrl-C. Every edit is in the memory as soon as the page shows it as
    saved; what the page has not saved stays in the browser and is sent when the command runs again.
    """
    from translate.review.server.serving import serve

    def ready(plate: "Doorplate") -> None:
        if as_json:
            typer.echo(json.dumps({"address": plate.address, "port": plate.port, "out": str(out)}))
        else:
            typer.echo(plate.address)
        if browser:
            _open(plate.address)

    serve(out, port=port, store=store, ready=ready)


def _open(address: str) -> None:
    """Hand the address to the desktop's browser; without one the person has the printed address."""
    import webbrowser

    if not webbrowser.open(address):
        typer.echo("no browser could be opened; open the address above in one", err=True)
