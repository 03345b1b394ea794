"""`tarjoman run`: articles in, English out."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli import options
from translate.errors import EXIT_PARTIAL, BadInput

if TYPE_CHECKING:
    from translate.formats.inputs import Found
    from translate.pipeline.ledger import Summary
    from translate.pipeline.survey import Survey
    from translate.wiring import Workshop


def run_command(  # noqa: PLR0913, PLR0917 - one parameter an option; Typer knows no other way
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (.txt, .md, .html, .jsonl, .docx, .xliff, .tmx), folders, quoted patterns, or - for "
            "standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for everything that is written.")],
    model: options.Model = None,
    engine: options.Engine = None,
    device: options.Device = None,
    to: Annotated[
        str | None,
        typer.Option(
            help="Outputs, comma-separated: txt, jsonl, xliff, xliff2, tmx, docx, html, csv.",
            show_default="txt",
        ),
    ] = None,
    config: options.Config = None,
    glossary: Annotated[
        list[str] | None,
        typer.Option(help="Terms to keep to: TSV, TBX, or starter; may be given again.", show_default="none"),
    ] = None,
    beam: options.Beam = None,
    n_best: Annotated[
        int | None,
        typer.Option(min=1, help="Hypotheses in segments.jsonl, at most --beam.", show_default="1"),
    ] = None,
    token_scores: Annotated[
        bool, typer.Option("--token-scores", help="Log-probability of every token in segments.jsonl.")
    ] = False,
    threads: options.Threads = None,
    store: Annotated[
        str | None,
        typer.Option(help="The translation memory's file.", show_default="OUT/.tarjoman/memory.db"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="What files are written in, if not UTF-8: cp1256, utf-16.")
    ] = None,
    pages: Annotated[
        str | None,
        typer.Option(help="Of web pages: article, or whole to keep the page.", show_default="article"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON to stdout.")] = False,
) -> None:
    """Translate Persian articles into English.

    Writes OUT/NAME.en.txt (.jsonl, .docx, .xliff and .tmx in their own format), OUT/NAME.segments.jsonl and
    OUT/run.json.
    A run that was stopped goes on where it was when the same command is given again.
    """
    from translate import wiring
    from translate.config import settings
    from translate.formats.inputs import discover

    flags = {
        "model": model,
        "engine": engine,
        "device": device,
        "to": to.split(",") if to is not None else None,
        "glossary": glossary or None,
        "beam": beam,
        "n_best": n_best,
        "token_scores": token_scores or None,
        "threads": threads,
        "store": store,
        "encoding": encoding,
        "pages": pages,
    }
    chosen = settings(file=config, flags=flags)
    found = discover(inputs, exclude=out, whole_pages=chosen.pages == "whole")
    _tell_skipped(found)
    if dry_run:
        _print_survey(wiring.dry_run(chosen, found, out), as_json=as_json)
        return
    from translate.cli.progress import shown_progress

    with stoppable(), shown_progress(found.inputs) as progress:
        summary = wiring.run(chosen, found, out, progress=progress, ready=_tell_engine)
    _finish(summary, as_json=as_json)


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does: files whole, memory closed, exit code 130."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _finish(summary: "Summary", *, as_json: bool) -> None:
    for line in _failures(summary):
        _say(line)
    if summary.is_empty:
        first = summary.ledger.unreadable[0]
        raise BadInput(f"nothing could be read; {first['where']}: {first['reason']}")
    if as_json:
        _print(summary.as_dict())
    else:
        _say(_in_one_line(summary))
    if not summary.is_complete:
        raise typer.Exit(EXIT_PARTIAL)


def _in_one_line(summary: "Summary") -> str:
    ledger, origins = summary.ledger, summary.ledger.origins
    reused = origins["memory"] + origins["repeat"] + origins["human"]
    parts = [
        f"{ledger.documents} {_plural(ledger.documents, 'document')}",
        f"{ledger.segments} {_plural(ledger.segments, 'segment')}",
        f"{origins['mt']} translated",
        f"{reused} reused",
    ]
    parts += [f"{origins['copy']} copied"] if origins["copy"] else []
    parts += [f"{origins['failed']} FAILED"] if origins["failed"] else []
    parts += [f"{ledger.unreadable_count} UNREADABLE"] if ledger.unreadable_count else []
    resumed = " (went on with an earlier run)" if summary.resumed else ""
    return f"{', '.join(parts)} in {summary.seconds:.1f} s{resumed}; see {summary.out}"


def _failures(summary: "Summary", most: int = 10) -> Iterator[str]:
    ledger = summary.ledger
    lines = [f"not read: {row['where']}: {row['reason']}" for row in ledger.unreadable]
    lines += [
        f"not translated: {row['document']} segment {row['index']}: {row['reason']}" for row in ledger.failed
    ]
    yield from lines[:most]
    hidden = ledger.unreadable_count + ledger.origins["failed"] - min(most, len(lines))
    if hidden > 0:
        yield f"... and {hidden} more, see {summary.out}/run.json"


def _tell_engine(shop: "Workshop") -> None:
    _say(f"engine {shop.choice.engine} on {shop.choice.devices} ({shop.choice.reason})")
    if shop.model.notice:
        _say(shop.model.notice)


def _tell_skipped(found: "Found") -> None:
    for skipped in found.skipped[:5]:
        _say(f"skipped {skipped.path}: {skipped.reason}")
    if len(found.skipped) > 5:
        _say(f"... and {len(found.skipped) - 5} more skipped")


def _print_survey(found: "Survey", *, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        _print(asdict(found))
        return
    rows: list[tuple[str, Callable[[Survey], object]]] = [
        ("files", lambda s: s.files),
        ("documents", lambda s: s.documents),
        ("unreadable", lambda s: s.unreadable),
        ("segments", lambda s: s.segments),
        ("  accepted by people", lambda s: s.approved),
        ("  copied as they are", lambda s: s.copies),
        ("  repeats", lambda s: s.repeats),
        ("  in the memory", lambda s: s.remembered),
        ("  to translate", lambda s: s.to_translate),
        ("estimated time", lambda s: f"{s.seconds:.1f} s"),
    ]
    for label, value in rows:
        typer.echo(f"{label:<22}{value(found)}")


def _plural(number: int, word: str) -> str:
    return word if number == 1 else word + "s"


def _print(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
