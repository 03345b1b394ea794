"""`tarjoman models get`: bring a model to this machine, or say how to bring it to another."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.errors import BadUsage, ModelUnavailable

if TYPE_CHECKING:
    from translate.engines.presets import Preset
    from translate.engines.shipping import Item

HOW_TO_CARRY = """\
For a machine without the hub: put these files into one folder there and pass it as --model.
`tarjoman models get {name} --to FOLDER` makes such a folder, with a list of checksums that
`tarjoman models check FOLDER` compares. Or copy the hub's cache and point HF_HOME at it."""


def get_command(
    name: Annotated[str, typer.Argument(help="A name from `models list`, or a hub id.")],
    to: Annotated[
        Path | None, typer.Option(help="Also copy the model to this folder, to carry it elsewhere.")
    ] = None,
    files: Annotated[
        bool, typer.Option("--files", help="Only list the files, to bring them by hand.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Download a model, checking every file; go on where an earlier download stopped.

    The files go to the hub's cache (HF_HOME). What is there already is compared with its hashes and not
    downloaded again.
    """
    from translate.engines.shipping import ship

    hub_id, preset = _known(name)
    if files:
        _list(name, _items(hub_id, preset), as_json=as_json)
        return
    folder, fetched = _brought(hub_id, preset)
    copied = ship(folder, to) if to else ()
    if as_json:
        facts = {
            "name": name,
            "path": str(folder),
            "downloaded": fetched,
            "copied": [str(path) for path in copied],
        }
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{name}: {'downloaded and checked' if fetched else 'already here and undamaged'}: {folder}")
    if to:
        typer.echo(f"{to}: {len(copied)} files copied" if copied else f"{to}: holds this model already")
    if preset and not preset.commercial:
        typer.echo(f"licence: {preset.terms}")


def _known(name: str) -> tuple[str | None, "Preset | None"]:
    """The hub id of what the user named (None: inside this package) and its preset, if it has one."""
    from translate.engines.presets import presets

    known = presets()
    if name in known:
        return known[name].hub_id, known[name]
    if Path(name).expanduser().is_dir():
        raise BadUsage(
            f"{name}: a folder, so it is here already; `tarjoman models check {name}` tries it out"
        )
    if name.count("/") != 1:
        raise ModelUnavailable(
            f"no model called {name!r}: `models get` takes a name from `tarjoman models list` "
            "or a hub id like organisation/model"
        )
    return name, next((preset for preset in known.values() if preset.hub_id == name), None)


def _brought(hub_id: str | None, preset: "Preset | None") -> tuple[Path, bool]:
    """The model's folder, and whether anything was downloaded for it."""
    from translate.engines.download import download, megabytes
    from translate.engines.hub import cached_folder, spoilt_files
    from translate.engines.hub_listing import listing
    from translate.engines.models import BUILTIN_FOLDER

    if hub_id is None:
        return BUILTIN_FOLDER, False
    revision = preset.revision if preset else None
    cached = cached_folder(hub_id, revision)
    spoilt = spoilt_files(cached) if cached else ()
    if cached and not spoilt:
        return cached, False
    for file in spoilt:
        _say(f"{file} is damaged and comes again")
    found = listing(hub_id, revision)
    _say(f"{hub_id}, commit {found.commit[:12]}: {len(found.files)} files, {megabytes(found.size)}")
    return download(found, revision, _say), True


def _items(hub_id: str | None, preset: "Preset | None") -> "list[Item]":
    """The files as the hub lists them, else as they are in the cache, else as the family needs them."""
    from translate.engines import shipping
    from translate.engines.hub import cached_folder
    from translate.engines.hub_listing import listing
    from translate.engines.models import BUILTIN_FOLDER

    if hub_id is None:
        return shipping.items_of_folder(BUILTIN_FOLDER)
    revision = preset.revision if preset else None
    try:
        return shipping.items_of_hub(listing(hub_id, revision))
    except ModelUnavailable:
        cached = cached_folder(hub_id, revision)
        if cached:
            return shipping.items_of_folder(cached)
        if preset is None:
            raise
        _say("the hub cannot be asked: this is what the family needs at least, without sizes and hashes")
        return shipping.items_of_family(hub_id, preset.family)


def _list(name: str, items: "list[Item]", *, as_json: bool) -> None:
    from translate.engines.download import megabytes

    if as_json:
        typer.echo(json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2))
        return
    for item in items:
        size = megabytes(item.size) if item.size is not None else "?"
        typer.echo(f"{item.name}\t{size}\t{item.hash or '?'}\t{item.source}")
    _say(HOW_TO_CARRY.format(name=name))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
