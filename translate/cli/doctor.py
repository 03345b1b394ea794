"""`tarjoman doctor`: what is here, what is wrong, what to do."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from translate.errors import EXIT_PARTIAL

MARKS = {"ok": "ok  ", "note": "note", "problem": "BAD "}


def doctor_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at the machine, the libraries, the folders and the built-in model.

    Exit code 0 when all is well, 1 when something needs mending.
    """
    from translate.diagnosis import diagnose

    findings = []
    for finding in diagnose():
        findings.append(finding)
        if not as_json:
            typer.echo(f"{MARKS[finding.state]}  {finding.name:<15}{finding.detail}")
            if finding.cure:
                typer.echo(f"      {'':<15}-> {finding.cure}")
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    if any(finding.state == "problem" for finding in findings):
        raise typer.Exit(EXIT_PARTIAL)
