"""`tarjoman models list`: the models known by name, what they cost and what they may be used for."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from translate.engines.presets import Preset

FLORES = "FLORES-200 devtest"
FLORES_DEV = "FLORES-200 dev"
NOT_COMMERCIAL = "not for commercial use"


def list_command(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the models known by name; any other goes by its folder or its hub id."""
    from translate.engines.presets import presets

    rows = [_row(preset) for preset in presets().values()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print_table(rows)


def _row(preset: "Preset") -> dict[str, Any]:
    folder = _folder(preset)
    return {
        "name": preset.name,
        "here": folder is not None,
        "path": str(folder) if folder else None,
        "hub_id": preset.hub_id,
        "revision": preset.revision,
        "family": preset.family,
        "profile": _profile(preset),
        "disk_mb": _measured(folder) if folder else preset.disk_mb,
        "memory_mb": preset.memory_mb,
        "licence": preset.licence,
        "commercial": preset.commercial,
        "languages": preset.languages,
        "scores": [asdict(score) for score in preset.scores],
        "decoding": asdict(preset.decoding),
        "note": preset.note,
    }


def _folder(preset: "Preset") -> Path | None:
    """Where the model is on this disk, None where it is not."""
    from translate.engines.hub import cached_folder
    from translate.engines.models import BUILTIN_FOLDER

    return cached_folder(preset.hub_id, preset.revision) if preset.hub_id else BUILTIN_FOLDER


def _measured(folder: Path) -> int:
    """Megabytes of a model that is here."""
    from translate.engines.fingerprint import model_files

    return round(sum(path.stat().st_size for path in model_files(folder)) / 1e6)


def _profile(preset: "Preset") -> str:
    from translate.engines.families import FAMILIES

    return preset.profile or FAMILIES[preset.family].profile


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for heading in ("name", "here", "disk", "licence", "languages", "BLEU"):
        table.add_column(
            heading, justify="right" if heading == "disk" else "left", no_wrap=heading != "licence"
        )
    for row in rows:
        table.add_row(
            row["name"],
            "yes" if row["here"] else "no",
            _size(row["disk_mb"]),
            row["licence"] if row["commercial"] else f"{row['licence']}, {NOT_COMMERCIAL}",
            _languages(row["languages"]),
            _values(_bleu(row)),
        )
    console = Console(highlight=False)
    console.print(table)
    for line in _footnotes(rows):
        console.print(line)


def _footnotes(rows: list[dict[str, Any]]) -> list[str]:
    sources: dict[str, list[str]] = {}
    for row in rows:
        for score in _bleu(row)[:1]:
            sources.setdefault(score["source"].split(",")[0], []).append(row["name"])
    notes = [
        "",
        "disk: as published; of what is here as measured. In memory, int8 weights take a byte a parameter.",
        f"BLEU: {FLORES} unless it says dev. Its English is the original: the source is translated Persian.",
        "BLEU from: " + "; ".join(f"{source} ({', '.join(names)})" for source, names in sources.items()),
    ]
    loose = [row["name"] for row in rows if row["hub_id"] and not row["revision"]]
    if loose:
        notes.append(f"No commit is pinned of {', '.join(loose)}: `models get` takes the newest.")
    return notes


def _size(megabytes: int) -> str:
    return f"{megabytes} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"


def _languages(described: str) -> str:
    """The number of languages where there are many: "200 languages, Persian among them" is 200."""
    first, _, _ = described.partition(" ")
    return first if first.isdecimal() else described


def _bleu(row: dict[str, Any]) -> list[dict[str, Any]]:
    """A model's published BLEU on FLORES-200 devtest; on dev where there is no other."""
    bleu = [score for score in row["scores"] if score["metric"] == "BLEU"]
    return [score for score in bleu if score["set"] == FLORES] or [
        score for score in bleu if score["set"] == FLORES_DEV
    ]


def _values(scores: list[dict[str, Any]]) -> str:
    """A figure, or a range where set-ups differ."""
    if not scores:
        return "-"
    values = sorted(score["value"] for score in scores)
    shown = str(values[0]) if values[0] == values[-1] else f"{values[0]}-{values[-1]}"
    return f"{shown} dev" if scores[0]["set"] == FLORES_DEV else shown
