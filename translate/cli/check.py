"""`tarjoman check`: every check over a translation, ours or not, line by line."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import EXIT_PARTIAL
from translate.evaluation.alignment import align
from translate.evaluation.reading import read_texts
from translate.records import Flag
from translate.text.characters import BOM

if TYPE_CHECKING:
    from translate.checks.base import Check

SRC_HELP = "The Persian: txt (a segment a line), jsonl, XLIFF, TMX, each also .gz; - is standard input."
HYP_HELP = "Its English, as many lines, in any of the same formats. FILE.jsonl#FIELD names a field."


def check_command(
    source: Annotated[str, typer.Argument(metavar="SRC", help=SRC_HELP)],
    hypothesis: Annotated[str, typer.Argument(metavar="HYP", help=HYP_HELP)],
    glossary: Annotated[
        list[str] | None,
        typer.Option(help="Terms to keep to: TSV, TBX, or starter; may be given again.", show_default="none"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line of the files, flagged or not.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 where anything is flagged.")] = False,
) -> None:
    """Numbers, lost text and other risks of a translation, line by line; how sure: docs/checks.md.

    The file counts as one article, whose names should be spelled alike. Shows the flagged lines, and on
    stderr how often each check flagged one.
    """
    from translate.checks.registry import article_checks, article_flags, flags

    hypotheses, sources = read_texts(hypothesis, "hypothesis"), read_texts(source, "source")
    aligned = align(hypotheses, [], source=sources)
    sides = zip(aligned.source or (), aligned.hypotheses, strict=True)
    pairs = [(ours.removeprefix(BOM), theirs.removeprefix(BOM)) for ours, theirs in sides]
    together = article_flags(pairs, article_checks())
    more = _terms(glossary)
    counts: Counter[str] = Counter()
    flagged = 0
    with _pipe():
        for line, pair, others in zip(aligned.lines, pairs, together, strict=True):
            found = (*flags(*pair), *(flag for check in more for flag in check(*pair)), *others)
            for row in _rows(line, found, as_json=as_json):
                _write(row)
            counts.update({flag.check for flag in found})
            flagged += bool(found)
    _summarise(counts, flagged, len(aligned.lines))
    if strict and flagged:
        raise typer.Exit(EXIT_PARTIAL)


def _terms(glossary: Sequence[str] | None) -> "tuple[Check, ...]":
    from translate.checks.terms import Terms
    from translate.glossary.matching import Matcher
    from translate.glossary.reading import read_glossaries

    return (Terms(Matcher(read_glossaries(glossary))),) if glossary else ()


def _rows(line: int, found: Sequence[Flag], *, as_json: bool) -> Iterator[str]:
    if as_json:
        flags = [{"check": flag.check, "detail": flag.detail} for flag in found]
        yield json.dumps({"line": line, "flags": flags}, ensure_ascii=False)
        return
    for flag in found:
        yield f"{line}\t{flag.check}\t{flag.detail}"


def _summarise(counts: Counter[str], flagged: int, lines: int) -> None:
    for check, count in counts.most_common():
        typer.echo(f"{check}: {count} of {lines} lines", err=True)
    typer.echo(f"{flagged} of {lines} lines flagged", err=True)


def _write(row: str) -> None:
    """UTF-8 whatever the locale."""
    sys.stdout.buffer.write(row.encode("utf-8", errors="replace") + b"\n")


@contextmanager
def _pipe() -> Iterator[None]:
    """A reader that has had enough (`| head`) ends the command quietly."""
    try:
        yield
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes standard output once more on its way out; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
