"""A suite: which test sets, which metrics, which settings. What `eval run` goes through."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import BadInput, BadUsage
from translate.evaluation.metrics import metric_keys

KNOWN = frozenset({"title", "sets", "metrics", "setting"})


@dataclass(frozen=True, slots=True)
class Setting:
    """A name and what it changes in the settings of a run (beam, engine, device ...)."""

    name: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite file. `name` is the file's name without its ending."""

    name: str
    title: str
    sets: tuple[str, ...]
    metrics: tuple[str, ...]
    settings: tuple[Setting, ...]


def read_suite(path: Path) -> Suite:
    """A suite from its TOML file; BadUsage where there is none, BadInput where it is broken."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadUsage(f"{path}: no such suite") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: not valid TOML ({error})") from error
    unknown = sorted(set(table) - KNOWN)
    if unknown or "sets" not in table:
        what = f"unknown key {unknown[0]!r}" if unknown else "no list `sets`"
        raise BadInput(f"{path}: {what}; a suite has {', '.join(sorted(KNOWN))}")
    rows = table.get("setting", [{"name": "default"}])
    return Suite(
        name=path.stem,
        title=table.get("title", path.stem),
        sets=tuple(table["sets"]),
        metrics=tuple(metric_keys(table.get("metrics", ["bleu", "chrf", "ter"]))),
        settings=tuple(Setting(row["name"], {k: v for k, v in row.items() if k != "name"}) for row in rows),
    )
