"""`tarjoman models`: which models there are, and what is known of one."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli.models_check import check_command
from translate.cli.models_get import get_command

if TYPE_CHECKING:
    from translate.engines.models import Model
    from translate.engines.presets import Preset

models_app = typer.Typer(help="The models that translate.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@models_app.callback()
def _group() -> None:
    """The models that translate."""


models_app.command("get")(get_command)
models_app.command("check")(check_command)


@models_app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """List the models known by name; any other goes by its folder or its hub id."""
    from translate.engines.presets import presets

    rows = [_row(preset) for preset in presets().values()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print_table(rows)


@models_app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(help="A name from `models list`, a folder or a hub id.")],
    as_json: AsJson = False,
) -> None:
    """Say what is known of one model; it is downloaded if it is not here."""
    from translate.engines.models import resolve

    facts = _facts(resolve(name))
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for key, value in facts.items():
        shown = (
            ", ".join(f"{part} {number}" for part, number in value.items()) if key == "decoding" else value
        )
        typer.echo(f"{key.replace('_', ' '):<20}{shown}")


def _row(preset: "Preset") -> dict[str, Any]:
    from translate.engines.hub import is_downloaded

    here = preset.hub_id is None or is_downloaded(preset.hub_id, preset.revision)
    return {
        "name": preset.name,
        "here": here,
        "hub_id": preset.hub_id,
        "revision": preset.revision,
        "family": preset.family,
        "disk_mb": preset.disk_mb,
        "memory_mb": preset.memory_mb,
        "licence": preset.licence,
        "commercial": preset.commercial,
        "languages": preset.languages,
        "scores": [asdict(score) for score in preset.scores],
        "decoding": asdict(preset.decoding),
        "note": preset.note,
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", no_wrap=True)
    table.add_column("here", no_wrap=True)
    table.add_column("disk", justify="right", no_wrap=True)
    table.add_column("memory", justify="right", no_wrap=True)
    table.add_column("licence")
    table.add_column("BLEU", no_wrap=True)
    for row in rows:
        table.add_row(
            row["name"],
            "yes" if row["here"] else "no",
            _size(row["disk_mb"]),
            _size(row["memory_mb"]),
            row["licence"] if row["commercial"] else f"{row['licence']} (not for commercial use)",
            _bleu(row["scores"]),
        )
    console = Console()
    console.print(table)
    console.print("memory: of int8 weights, about. BLEU: published, FLORES-200 devtest unless it says dev.")


def _size(megabytes: int) -> str:
    return f"{megabytes} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"


def _bleu(scores: list[dict[str, Any]]) -> str:
    """Published BLEU on FLORES-200 devtest, a range where set-ups differ; the built-in one has only dev."""
    values = sorted(
        score["value"]
        for score in scores
        if (score["set"], score["metric"]) == ("FLORES-200 devtest", "BLEU")
    )
    if not values:
        dev = [score["value"] for score in scores if score["set"] == "FLORES-200 dev"]
        return f"{dev[0]} dev" if dev else "-"
    return str(values[0]) if len(values) == 1 else f"{values[0]}-{values[-1]}"


def _facts(model: "Model") -> dict[str, Any]:
    return {
        "name": model.name,
        "path": str(model.path),
        "sha256": model.sha256,
        "family": model.family.name,
        "profile": model.profile,
        "source_tag": model.family.source or None,
        "target_tag": model.family.target or None,
        "max_source_tokens": model.max_source_tokens,
        "licence": model.licence,
        "decoding": asdict(model.decoding),
        "notice": model.notice,
    }
