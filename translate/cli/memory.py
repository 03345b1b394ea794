"""`tarjoman memory`: what a store holds; moving, merging, pruning and saving it. See docs/memory.md."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.errors import EXIT_IO, BadInput, BadUsage

if TYPE_CHECKING:
    from translate.store.merging import Merged

memory_app = typer.Typer(help="The translation memory and people's edits.", no_args_is_help=True)

Where = Annotated[
    Path,
    typer.Argument(
        metavar="STORE|OUT",
        help="A store's file, or an output folder that keeps its own.",
        envvar="TARJOMAN_STORE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]

SIZES = {"kB": 10**3, "MB": 10**6, "GB": 10**9}
ROWS_BETWEEN_LINES = 200_000


@memory_app.callback()
def _group() -> None:
    """The translation memory and people's edits."""


@memory_app.command("stats")
def stats_command(where: Where, as_json: AsJson = False) -> None:
    """Count what a store holds, and which models its translations are of."""
    from translate.store.memory import Memory

    memory = Memory(_store(where))
    try:
        stats = memory.stats()
    finally:
        memory.close()
    if as_json:
        _print(asdict(stats))
        return
    typer.echo(f"store        {stats.path}")
    typer.echo(f"size         {_megabytes(stats.size)}")
    typer.echo(f"translations {stats.entries}")
    for model, entries in stats.models.items():
        typer.echo(f"  {model[:16] or 'echo'}  {entries}")
    typer.echo(f"runs         {stats.runs} ({stats.unfinished} unfinished)")
    typer.echo(f"edits        {stats.edits} versions of {stats.edited} segments, {stats.accepted} accepted")


@memory_app.command("prune")
def prune_command(
    where: Where,
    unused_for: Annotated[
        str | None, typer.Option(metavar="DAYS", help="Forget what no run has looked up for so many days.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(help="Forget the longest unused until the file is no larger: 500MB, 2GB.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="Forget this model's translations: a name, or the start of its sha256. Repeatable."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what age and model would take.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget old translations and give their space back. Edits are never touched."""
    from translate.store.pruning import Rules, prune, would_go
    from translate.wiring import store_locked

    rules = Rules(_days(unused_for), tuple(_sha256(name) for name in model or ()), _bytes(size))
    if rules == Rules():
        raise BadUsage("prune: nothing to go by; give --unused-for DAYS, --size 2GB or --model NAME")
    path = _store(where)
    if dry_run:
        counts = would_go(path, rules)
        _show(counts, f"{sum(counts.values())} translations would be forgotten", as_json=as_json)
        return
    with store_locked(path):
        pruned = prune(path, rules)
    forgotten = pruned.by_age + pruned.by_model + pruned.by_size
    line = f"{forgotten} translations forgotten, {_megabytes(pruned.before)} -> {_megabytes(pruned.after)}"
    _show(pruned, line, as_json=as_json)
    if rules.most_bytes is not None and pruned.after > rules.most_bytes:
        _say("still larger than asked: edits and what an unfinished run has made are kept")


@memory_app.command("export")
def export_command(
    where: Where,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file; default: stdout.")] = None,
) -> None:
    """Write everything a store holds as JSON lines: translations, edits, runs."""
    from translate.formats.atomic import replace_file
    from translate.store.exchange import exported

    lines = exported(_store(where), told=_teller("exported"))
    if out is None:
        for line in lines:
            sys.stdout.write(line)
        return
    with _for_the_owner(), replace_file(out) as file:
        file.writelines(lines)


@memory_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `memory export` wrote; - for stdin.")],
    into: Annotated[Path, typer.Option(metavar="STORE", help="The store; made if there is none.")],
    as_json: AsJson = False,
) -> None:
    """Add what was exported to a store; nothing that is there is overwritten."""
    from translate.store.exchange import imported
    from translate.wiring import store_locked

    path = _own_store(into)
    with store_locked(path), _opened(file) as lines:
        merged = imported(path, lines, name=str(file), told=_teller("read"))
    _show_merged(merged, as_json=as_json)


@memory_app.command("merge")
def merge_command(
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="The store to take from; it is only read.")],
    into: Annotated[Path, typer.Option(metavar="STORE", help="The store to add to.")],
    as_json: AsJson = False,
) -> None:
    """Add what another store holds; where both have edited a segment, the newest edit counts."""
    from translate.store.merging import merge
    from translate.wiring import store_locked

    path, source = _store(into), _store(other)
    if path.samefile(source):
        raise BadUsage(f"{other}: the same store on both sides")
    with store_locked(path):
        merged = merge(path, source)
    _show_merged(merged, as_json=as_json)


@memory_app.command("backup")
def backup_command(
    where: Where,
    out: Annotated[Path, typer.Option("-o", "--out", help="The copy: a store like any other.")],
    as_json: AsJson = False,
) -> None:
    """Copy a store while others go on using it; the copy is whole or it is not there."""
    from translate.store.merging import back_up

    path = _store(where)
    if out.exists() and out.samefile(path):
        raise BadUsage(f"{out}: the store itself; name another file")
    back_up(path, out)
    size = out.stat().st_size
    _show({"backup": str(out), "size": size}, f"{out}: {_megabytes(size)}", as_json=as_json)


@memory_app.command("check")
def check_command(where: Where, as_json: AsJson = False) -> None:
    """Look whether a store is whole; exit code 74 if it is not."""
    from translate.store.integrity import faults

    path = _store(where)
    found = list(faults(path))
    _show({"store": str(path), "faults": found}, "\n".join(found) or f"{path}: whole", as_json=as_json)
    if found:
        _say(f"{path}: damaged; put a backup in its place, or save what `sqlite3 {path} .recover` can read")
        raise typer.Exit(EXIT_IO)


def _own_store(where: Path) -> Path:
    from translate.wiring import OWN_STORE

    return where / OWN_STORE if where.is_dir() else where


def _store(where: Path) -> Path:
    path = _own_store(where)
    if not path.is_file():
        raise BadInput(f"{path}: no store there; `tarjoman run` makes one")
    return path


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    days = text.strip().removesuffix("d")
    if not days.isdecimal() or int(days) < 1:
        raise BadUsage(f"--unused-for {text}: a number of days, at least 1, such as 180")
    return int(days)


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    number, unit = text[:-2], text[-2:]
    try:
        size = float(number) * SIZES[unit]
    except (ValueError, KeyError) as error:
        raise BadUsage(f"--size {text}: a number with {', '.join(SIZES)}, such as 500MB") from error
    return int(size)


def _sha256(model: str) -> str:
    if len(model) >= 8 and all(sign in "0123456789abcdef" for sign in model):
        return model
    from translate.engines.models import resolve

    return resolve(model).sha256


@contextmanager
def _opened(file: Path) -> Iterator[Iterator[bytes]]:
    if str(file) == "-":
        yield iter(sys.stdin.buffer)
        return
    try:
        with file.open("rb") as lines:
            yield iter(lines)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise BadInput(
            f"{file}: cannot be read ({error.strerror}); name what `memory export` wrote"
        ) from error


@contextmanager
def _for_the_owner() -> Iterator[None]:
    """What is made in the block can be read by its owner only: it holds people's edits."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _teller(what: str) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        if done % ROWS_BETWEEN_LINES == 0:
            _say(f"{what} {done} of {total} rows")

    return told


def _show_merged(merged: "Merged", *, as_json: bool) -> None:
    line = (
        f"{merged.entries} translations added, {merged.known} known ({merged.differing} of them differ, "
        f"the store's own stay); {merged.edits} edits added, {merged.edits_known} known, "
        f"{merged.conflicts} segments edited in both"
    )
    _show(merged, line, as_json=as_json)


def _show(value: Any, line: str, *, as_json: bool) -> None:
    if as_json:
        _print(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value)
    else:
        typer.echo(line)


def _print(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.2f} MB" if size < 1e7 else f"{size / 1e6:.0f} MB"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
