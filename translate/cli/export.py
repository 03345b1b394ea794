"""`tarjoman export`: an output folder as a file for a translator."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def export_command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `tarjoman run -o` wrote to.")],
    to: Annotated[str, typer.Option("--to", help="xliff, xliff2, tmx, docx, html or csv.")],
    file: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")],
    article: Annotated[str | None, typer.Option(metavar="ID", help="Only the document of this id.")] = None,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="flagged (doubtful and not accepted yet) or unreviewed (not accepted yet)."
        ),
    ] = None,
    store: Annotated[
        Path | None, typer.Option(help="Where the edits are.", show_default="the run's own store")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the file holds as JSON.")] = False,
) -> None:
    """Write Persian and English side by side, with the latest edits, flags and confidence.

    `tarjoman import FILE --into OUT` takes the file back.
    """
    from translate.formats.atomic import replace_file
    from translate.handoff import registry
    from translate.review.handing_off import export
    from translate.review.output import OutputFolder

    form = registry.named(to)
    with OutputFolder(out, store=store) as folder, replace_file(file) as stream:
        held = export(folder, form, stream.buffer, article=article, only=only)
    if as_json:
        typer.echo(json.dumps({"file": str(file), "format": to, **asdict(held)}, ensure_ascii=False))
        return
    print(f"{held.segments} segments of {held.articles} articles in {file}", file=sys.stderr)  # noqa: T201
