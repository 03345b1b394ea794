"""`tarjoman models trim`: a model with the vocabulary that Persian and English need."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from translate.engines.trim_check import Agreement
    from translate.engines.trim_report import Report, Size

ALL = "all"


def trim_command(
    model: Annotated[str, typer.Argument(help="A name from `models list`, a folder or a hub id.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The new model's folder.")],
    corpus: Annotated[
        list[Path] | None,
        typer.Option(help="Text, Persian or English, whose words keep their pieces; repeat it for more."),
    ] = None,
    min_count: Annotated[
        int, typer.Option(min=1, help="How often a word must stand in the corpus to count.")
    ] = 1,
    latin: Annotated[
        str, typer.Option(help="Keep any piece of at most so many ASCII letters: a number, or all.")
    ] = "3",
    only_counted: Annotated[
        bool, typer.Option("--only-counted", help="Smallest: drop Persian pieces that no word holds, too.")
    ] = False,
    verify: Annotated[
        Path | None, typer.Option(help="Persian lines to translate with both models and compare.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Cut a model's vocabulary to what Persian and English need: smaller and faster, same translations."""
    from translate.engines.models import resolve
    from translate.engines.trim import trim
    from translate.engines.trim_pieces import Rules

    rules = Rules(all_persian=not only_counted, short_latin=_length(latin), min_count=min_count)
    found = resolve(model)
    report = trim(found.path, output, corpus=corpus or (), rules=rules)
    proof = _proof(found.path, output, found.profile, verify) if verify else None
    if as_json:
        _print_json(report, proof)
    else:
        _print_plain(report, proof, output)


def _length(latin: str) -> int | None:
    if latin == ALL:
        return None
    if not latin.isdecimal():
        raise typer.BadParameter(f"{latin!r}: a number of letters, or {ALL}", param_hint="--latin")
    return int(latin)


def _proof(whole: Path, trimmed: Path, profile: str, lines: Path) -> "Agreement":
    from translate.engines.trim_check import agreement, compared
    from translate.errors import UnreadableDocument
    from translate.text.normalise import normalise
    from translate.text.profiles import PROFILES

    try:
        texts = lines.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(lines, f"cannot be read as UTF-8 text ({error})") from error
    sources = [normalise(text, PROFILES[profile]) for text in texts if text.strip()]
    return agreement(compared(whole, trimmed, sources))


def _print_json(report: "Report", proof: "Agreement | None") -> None:
    from dataclasses import asdict

    row = {**report.row(), "verified": asdict(proof) if proof else None}
    typer.echo(json.dumps(row, ensure_ascii=False, indent=2))


def _print_plain(report: "Report", proof: "Agreement | None", output: Path) -> None:
    for name, before, after in _figures(report.before, report.after):
        typer.echo(f"{name:<22}{before:>16,} -> {after:>14,}  ({after / before:.0%})")
    typer.echo(f"{'dropped by script':<22}{_counts(report.dropped)}")
    typer.echo(f"{'kept by script':<22}{_counts(report.kept)}")
    if report.first_dropped:
        typer.echo(f"{'dropped, for instance':<22}{' '.join(report.first_dropped)}")
    seen = report.coverage
    typer.echo(
        f"{'corpus':<22}{seen.changed_share:.3%} of {seen.tokens:,} tokens cut otherwise; "
        f"unknown {seen.unknown_before:,} -> {seen.unknown:,}"
    )
    if seen.lost:
        typer.echo(f"{'lost there':<22}{' '.join(f'{token} {count}' for token, count in seen.lost)}")
    if proof:
        typer.echo(f"{'translated greedily':<22}{_verdict(proof)}")
    typer.echo(f"{output}: use it with --model {output}")


def _figures(before: "Size", after: "Size") -> list[tuple[str, int, int]]:
    return [
        ("vocabulary", before.tokens, after.tokens),
        ("weights (= int8 bytes)", before.parameters, after.parameters),
        ("bytes on disk", before.disk, after.disk),
    ]


def _counts(scripts: Mapping[str, int]) -> str:
    return ", ".join(f"{script} {count:,}" for script, count in scripts.items()) or "nothing"


def _verdict(proof: "Agreement") -> str:
    return (
        f"{proof.same} of {proof.lines} the same; without dropped tokens {proof.untouched_same} of "
        f"{proof.untouched}; with dropped tokens made impossible {proof.masked_same} of {proof.comparable}"
    )
