"""What the `eval` commands share: where things lie, test sets by name, loaded models."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from translate.errors import BadInput, BadUsage
from translate.evaluation.fetching import Shelf
from translate.evaluation.run import Desk
from translate.evaluation.sets import SetEntry, TestSet, load_set, read_entries
from translate.evaluation.suite import Setting


def eval_home() -> Path:
    """The folder `eval/` of the source tree, or of the current folder for an installed package."""
    beside = Path(__file__).resolve().parents[2] / "eval"
    return beside if (beside / "sets.toml").is_file() else Path("eval")


def cache_home() -> Path:
    """Where fetched test sets and COMET's environment live."""
    from platformdirs import user_cache_path

    return user_cache_path("tarjoman")


def shelf(folder: Path | None, *, offline: bool = False) -> Shelf:
    """The shelf behind --from and --offline, telling of downloads on stderr."""
    return Shelf(cache_home() / "sets", folder, offline or folder is not None, _tell_download)


def _tell_download(name: str, done: int, total: int | None) -> None:
    whole = f" of {total / 1e6:.1f}" if total else ""
    end = "\r" if sys.stderr.isatty() and done != total else "\n"
    if end == "\r" or done == total or total is None:
        typer.echo(f"{name}: {done / 1e6:.1f}{whole} MB{end}", err=True, nl=False)


def entries(sets: Path | None) -> dict[str, SetEntry]:
    """Every set that is known."""
    return read_entries(sets or eval_home() / "sets.toml")


def load_sets(names: Sequence[str], found: Shelf, *, sets: Path | None, skip_missing: bool) -> list[TestSet]:
    """Sets by name; one that cannot be had is an error, or is said and left out with `skip_missing`."""
    known = entries(sets)
    loaded = []
    for name in names:
        if name not in known:
            raise BadUsage(f"no test set called {name!r}; there are {', '.join(known)}")
        try:
            loaded.append(load_set(known[name], found.locate))
        except BadInput as error:
            if not skip_missing:
                raise
            typer.echo(f"left out: {name}: {error}", err=True)
    if not loaded:
        raise BadInput("none of the test sets is at hand; fetch them with: tarjoman eval sets NAME --fetch")
    return loaded


@contextmanager
def open_desk(model: str, setting: Setting, *, bare: bool = False) -> Iterator[Desk]:
    """A model loaded under a setting. `bare` hands it the text as it stands, without the text layer."""
    from translate.config import settings
    from translate.wiring import line_translator, workshop

    chosen = settings(file=None, flags={"model": model, **setting.changes})
    with workshop(chosen) as shop:
        yield Desk(
            model=model,
            signature=shop.signature,
            translate=line_translator(shop, as_it_stands=bare),
            facts={
                "path": shop.model.name,
                "sha256": shop.model.sha256,
                "licence": shop.model.licence,
                "engine": shop.choice.engine,
                "device": str(shop.choice.devices),
                "load_seconds": round(shop.load_seconds, 3),
            },
        )


def flag_names(sources: Sequence[str], hypotheses: Sequence[str]) -> list[list[str]]:
    """Names of the checks that flag a hypothesis, a list a segment."""
    from translate.checks.registry import flags

    pairs = zip(sources, hypotheses, strict=True)
    return [[flag.check for flag in flags(source, text)] for source, text in pairs]


def tell(line: str) -> None:
    """Progress goes to stderr."""
    typer.echo(line, err=True)
