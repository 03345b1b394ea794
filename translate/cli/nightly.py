"""`tarjoman nightly`: a night by itself, from cron or a timer."""

import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.formats.inputs import Input
    from translate.nightly.records import Night
    from translate.pipeline.job import Progress


def nightly_command(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="TOML file; see configs/nightly.toml.")],
    publish_held: Annotated[
        str | None,
        typer.Option(
            metavar="NIGHT", help="Publish a night that was held, by its number, after a look at it."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the night as JSON to stdout.")] = False,
) -> None:
    """Translate what is new or changed since the last night, check it, and publish it whole.

    Ends with 0 (done), 1 (done in part), 3 (held back: a person should look), or as `tarjoman run` does. A
    night that was stopped goes on where it was when the same command is given again.
    """
    from translate.cli.run import stoppable
    from translate.nightly.night import run_night
    from translate.nightly.settings import night_settings

    settings = night_settings(config)
    if publish_held is not None:
        from translate.nightly.release import release

        _finish(release(settings, publish_held), as_json=as_json)
        return
    with stoppable():
        night = run_night(settings, console=_Stderr())
    _finish(night, as_json=as_json)


class _Stderr:
    """Says everything to stderr."""

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201

    def progress(self, inputs: "Sequence[Input]") -> "AbstractContextManager[Progress]":
        from translate.cli.progress import shown_progress

        return shown_progress(inputs)


def _finish(night: "Night", *, as_json: bool) -> None:
    from translate.errors import Held
    from translate.nightly.summary import in_one_line

    line = in_one_line(night)
    if as_json:
        typer.echo(json.dumps(night.as_dict(), ensure_ascii=False, indent=2))
    if night.outcome == "held":
        raise Held(line)
    if as_json:
        print(line, file=sys.stderr)  # noqa: T201
    else:
        typer.echo(line)
    if night.exit_code:
        raise typer.Exit(night.exit_code)
