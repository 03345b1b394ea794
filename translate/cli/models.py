"""`tarjoman models`: which models there are, and what is known of one."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli.models_check import check_command
from translate.cli.models_get import get_command
from translate.cli.models_list import list_command
from translate.cli.trim import trim_command

if TYPE_CHECKING:
    from translate.engines.models import Model

models_app = typer.Typer(help="The models that translate.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@models_app.callback()
def _group() -> None:
    """The models that translate."""


models_app.command("list")(list_command)
models_app.command("get")(get_command)
models_app.command("check")(check_command)
models_app.command("trim")(trim_command)


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
