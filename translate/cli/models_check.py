"""`tarjoman models check`: whether a model still translates, before a night's work depends on it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.errors import EXIT_NO_MODEL

if TYPE_CHECKING:
    from translate.pipeline.canary import CanaryReport
    from translate.wiring import Workshop

EXAMPLES = 3
"""Lines that are shown of a model that fails, worst first."""


def check_command(
    name: Annotated[str, typer.Argument(help="A name from `models list`, a folder or a hub id.")],
    engine: Annotated[str, typer.Option(help="auto, ctranslate2 or transformers.")] = "auto",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, or cuda:0,1.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Let a model translate a few dozen known lines and say whether what comes out can be right.

    Catches a broken conversion, precision, tokenizer or library version; it does not measure quality.
    Ends with 0 for a healthy model and with 69 for any other.
    """
    from translate import wiring
    from translate.config import Settings
    from translate.engines.integrity import check_sums
    from translate.engines.models import resolve

    check_sums(resolve(name).path)
    with wiring.workshop(Settings(model=name, engine=engine, device=device)) as shop:
        report = wiring.heard(shop)
        if as_json:
            typer.echo(json.dumps(_facts(shop, report), ensure_ascii=False, indent=2))
        else:
            _print(shop, report)
    if not report.healthy:
        raise typer.Exit(EXIT_NO_MODEL)


def _facts(shop: "Workshop", report: "CanaryReport") -> dict[str, Any]:
    return {
        "model": shop.model.name,
        "path": str(shop.model.path),
        "sha256": shop.model.sha256,
        "engine": shop.choice.engine,
        "device": str(shop.choice.devices),
        "signature": shop.engine.signature,
        "healthy": report.healthy,
        "reason": report.reason,
        "criteria": [
            {**asdict(one), "share": round(one.share, 4), "healthy": one.healthy} for one in report.criteria
        ],
        "lines": [asdict(line) for line in report.lines],
    }


def _print(shop: "Workshop", report: "CanaryReport") -> None:
    typer.echo(f"{shop.model.name}: engine {shop.choice.engine} on {shop.choice.devices}")
    for one in report.criteria:
        mark = "ok" if one.healthy else f"BROKEN, at least {one.least:.0%} expected"
        typer.echo(f"  {one.name:<16} {one.passed:>4} of {one.of:<4} {one.share:>5.0%}  {mark}")
    if report.healthy:
        typer.echo("healthy: it translates as a working model does")
        return
    typer.echo("not healthy. For example:")
    for line in sorted(report.lines, key=lambda line: -len(line.faults))[:EXAMPLES]:
        typer.echo(f"  {line.source}\n  {_short(line.target)}\n    {'; '.join(line.faults)}")
    typer.echo(
        "Try --engine with another engine: if only one fails, its conversion or library is at fault; "
        "if all do, the files are (`tarjoman models get` checks them)."
    )


def _short(text: str, most: int = 100) -> str:
    text = " ".join(text.split()) or "(nothing)"
    return text if len(text) <= most else f"{text[:most]} ..."
