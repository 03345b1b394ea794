"""`tarjoman runs`: the nights of an output folder."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.nightly.records import Night

runs_app = typer.Typer(no_args_is_help=True, help="Nights of the past: list, show, compare.")

Out = Annotated[Path, typer.Argument(metavar="OUT", help="The output folder of `tarjoman nightly`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")]


@runs_app.command("list")
def list_command(
    out: Out,
    most: Annotated[int, typer.Option("--most", min=1, help="How many, from the latest on.")] = 30,
    as_json: AsJson = False,
) -> None:
    """The last nights, the latest first."""
    from translate.nightly.history import nights_of

    found = nights_of(out, most=most)
    if as_json:
        typer.echo(json.dumps([night.without_manifest() for night in found], ensure_ascii=False, indent=2))
        return
    heads = (
        "night",
        "outcome",
        "seen",
        "done",
        "aside",
        "left",
        "withdrawn",
        "segments",
        "flagged",
        "seconds",
    )
    _print_table([heads, *(_row(night) for night in found)])


@runs_app.command("show")
def show_command(
    out: Out,
    night: Annotated[
        str, typer.Argument(metavar="NIGHT", help="Its number, its folder's name, or latest.")
    ] = "latest",
    as_json: AsJson = False,
) -> None:
    """One night: its line, and what to look at first."""
    from translate.nightly.history import one_night
    from translate.nightly.summary import in_one_line

    found = one_night(out, night)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        return
    typer.echo(in_one_line(found))
    for line in found.look_first:
        typer.echo(f"  {line}")
    if found.plan:
        typer.echo(f"  plan: {found.plan}")
    for one in found.slowest[:5]:
        typer.echo(f"  {one.document}: {one.seconds:.2f} s, {one.segments} segments")


@runs_app.command("diff")
def diff_command(
    out: Out,
    before: Annotated[str, typer.Argument(metavar="NIGHT", help="The earlier night.")],
    after: Annotated[str, typer.Argument(metavar="NIGHT", help="The later night.")] = "latest",
    as_json: AsJson = False,
) -> None:
    """What changed from one night to another: figures, flags, model, versions, settings."""
    from translate.nightly.history import differences, one_night

    found = differences(one_night(out, before), one_night(out, after))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    _print_table(
        [("what", before, after), *((one.what, _said(one.before), _said(one.after)) for one in found)]
    )


def _row(night: "Night") -> tuple[str, ...]:
    a = night.articles
    flagged = f"{night.flagged.rate:.1%}" if night.flagged and night.flagged.of else "-"
    counts = (a.seen, a.done, a.quarantined, a.left, a.withdrawn, night.segments.total)
    return (night.name, night.outcome, *map(str, counts), flagged, f"{night.seconds:.1f}")


def _said(value: object) -> str:
    return "-" if value is None else str(value)


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())
