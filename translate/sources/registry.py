"""Which class answers for which kind of source."""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, cast

from translate.errors import BadUsage
from translate.sources.base import Source
from translate.sources.options import Site, options

_KINDS = {
    "folder": "translate.sources.folder:Folder",
    "glob": "translate.sources.glob:Glob",
    "jsonl": "translate.sources.jsonl:JsonLinesSource",
    "csv": "translate.sources.csv:Csv",
    "parquet": "translate.sources.parquet:Parquet",
    "dataset": "translate.sources.dataset:HubDataset",
    "feed": "translate.sources.feed:Feed",
    "sqlite": "translate.sources.sqlite:Sqlite",
    "sql": "translate.sources.sql:Sql",
}
"""Each class has its options in `Options` and is made of an instance of them and a Site."""


def kinds() -> tuple[str, ...]:
    """The values of `kind`."""
    return tuple(_KINDS)


def open_sources(tables: Sequence[Mapping[str, object]], *, where: str, site: Site) -> tuple[Source, ...]:
    """A source for each `[[source]]` table. Nothing is read yet.

    Raises BadUsage naming `where` and the source for a table that cannot be right, and for two of one name.
    """
    opened = tuple(
        open_source(table, where=f"{where}, source {number}", site=site)
        for number, table in enumerate(tables, start=1)
    )
    # File systems that fold case would give two such sources one folder.
    twice = [name for name, times in Counter(one.name.casefold() for one in opened).items() if times > 1]
    if twice:
        raise BadUsage(f"{where}: two sources are named {twice[0]!r}; the name is the beginning of every id")
    return opened


def open_source(table: Mapping[str, object], *, where: str, site: Site) -> Source:
    """The source that a table describes; see `open_sources`."""
    rest = dict(table)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str) or kind not in _KINDS:
        near = get_close_matches(str(kind), _KINDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(_KINDS)}"
        raise BadUsage(f"{where}: kind {kind!r} is no kind of source; {hint}")
    module, _, name = _KINDS[kind].partition(":")
    source: Any = getattr(import_module(module), name)
    chosen = options(source.Options, rest, where=f"{where} ({kind})", environment=site.environment)
    _check_name(chosen.naming.name, where)
    return cast("Source", source(chosen, site))


def _check_name(name: str, where: str) -> None:
    usable = name.replace("-", "").replace("_", "").replace(".", "").isalnum()
    if not usable or name.startswith(".") or len(name.encode()) > 100:
        raise BadUsage(
            f"{where}: name {name!r}: a name is made of letters, digits, '-', '_' and '.' and has 100 bytes "
            "at most, since it becomes a folder's"
        )
