"""`tarjoman bench`: how fast a model runs on this machine."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from translate.cli import options
from translate.errors import EXIT_PARTIAL


def bench_command(  # noqa: PLR0913, PLR0917 - one parameter an option; Typer knows no other way
    model: options.Model = None,
    engine: options.Engine = None,
    device: options.Device = None,
    beam: options.Beam = None,
    threads: options.Threads = None,
    config: options.Config = None,
    segments: Annotated[int, typer.Option(min=1, help="Sentences to decode, of our own writing.")] = 256,
    again: Annotated[
        bool, typer.Option("--recalibrate", help="Try out batch and threads again, and keep the new choice.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Time a model on this machine: segments and tokens a second, precision, batches, memory.

    The engine alone, on sentences of our own; a run adds the text layer and the files, some per cent.
    """
    from translate import wiring
    from translate.config import settings
    from translate.pipeline.speed import measured_speed

    flags = {"model": model, "engine": engine, "device": device, "beam": beam, "threads": threads}
    chosen = settings(file=config, flags=flags)
    if again:
        wiring.forget_calibration(chosen)
    with wiring.workshop(chosen) as shop:
        speed = measured_speed(shop.engine, shop.see, shop.rule, segments=segments)
        figures = {
            "model": shop.model.name,
            "sha256": shop.model.sha256,
            "engine": shop.engine.name,
            "device": str(shop.choice.devices),
            "precision": _precision(shop.engine.signature),
            "beam": shop.decoding.beam,
            "layout": asdict(shop.layout),
            "batches": asdict(shop.rule),
            "load_seconds": round(shop.load_seconds, 3),
            **asdict(speed),
        }
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        _print(figures)
    if speed.failed:
        raise typer.Exit(EXIT_PARTIAL)


def _precision(signature: str) -> str | None:
    """The second part of a signature that names a model's; the echo has none."""
    _engine, *rest = signature.split("|")
    return rest[0] if len(rest) > 1 else None


def _print(figures: dict[str, object]) -> None:
    for name, value in figures.items():
        shown = (
            ", ".join(f"{key} {each}" for key, each in value.items()) if isinstance(value, dict) else value
        )
        typer.echo(f"{name.replace('_', ' '):<26}{'not known' if shown is None else shown}")
