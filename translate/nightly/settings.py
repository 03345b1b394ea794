"""The configuration of nights: one TOML file, every key checked before anything is read."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time as time_of_day
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from translate.config import PRECISIONS, Settings, settings_of, toml_table
from translate.errors import BadUsage
from translate.nightly.tell import Tell, check_tell, known_secrets
from translate.pipeline.outputs import checked_targets
from translate.sources.base import Source
from translate.sources.options import Site, options
from translate.sources.registry import open_sources
from translate.wiring import OWN_FOLDER, store_path

Mode = Literal["owner", "shared"]
Order = Literal["newest", "listed"]

FEED_CACHE = "feeds.db"


@dataclass(frozen=True, slots=True)
class Output:
    """`folder` takes everything; `mode` "owner" keeps other users out, "shared" follows the umask."""

    folder: str
    mode: str = "owner"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`finish_by` is HH:MM here, None for no hurry. The beam may shrink to `least_beam`, no further.

    Of `precisions` the most exact for which there is time is taken; none named: that of the translation.
    `margin` is the share of the time that is left that the plan may fill; `order` says who comes first
    where time will not do.
    """

    finish_by: str | None = None
    least_beam: int = 1
    precisions: tuple[str, ...] = ()
    margin: float = 0.9
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class Checks:
    """When a night is held; the rules are in `hold.py`.

    `nights` are compared with, `ceiling` is the share of flagged segments allowed while fewer than three
    are known. A source that lost more than `most_withdrawn` of its articles at once is not believed.
    """

    canary: bool = True
    hold: bool = True
    nights: int = 14
    ceiling: float = 0.5
    most_withdrawn: float = 0.5


@dataclass(frozen=True, slots=True)
class Quarantine:
    """An article is tried on so many nights, then left until it changes."""

    tries: int = 3


@dataclass(frozen=True, slots=True)
class Retention:
    """Published nights that are kept: at most so many, so many days, so many gigabytes; None: no limit."""

    nights: int | None = 60
    days: int | None = None
    gigabytes: float | None = None


@dataclass(frozen=True, slots=True)
class Privacy:
    """Whether addresses on private networks may be fetched."""

    allow_private: bool = False


_SECTIONS: Mapping[str, type[Any]] = {
    "output": Output,
    "deadline": Deadline,
    "checks": Checks,
    "quarantine": Quarantine,
    "retention": Retention,
    "tell": Tell,
    "privacy": Privacy,
}
_OTHERS = ("source", "translation")

NOT_COMPLETE = frozenset({"feed"})
"""Kinds of source that show the latest only: what they no longer list is not withdrawn."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source, and whether what it no longer lists is withdrawn."""

    source: Source
    complete: bool


@dataclass(frozen=True, slots=True)
class NightSettings:
    """All that a night can be told, checked; paths are absolute, but for those in `tell`.

    `secrets` are texts that must be in no log.
    """

    file: Path
    out: Path
    store: Path
    origins: tuple[Origin, ...]
    translation: Settings
    mode: Mode
    deadline: Deadline
    checks: Checks
    quarantine: Quarantine
    retention: Retention
    tell: Tell
    privacy: Privacy
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def night_settings(file: Path, environment: Mapping[str, str] = os.environ) -> NightSettings:
    """Read and check the configuration.

    Relative paths start from the file's folder. Raises BadUsage naming the section and the key for anything
    unknown, with the nearest key that exists.
    """
    table = toml_table(file)
    _only_known(table, (*_SECTIONS, *_OTHERS), where=str(file))
    parts = {
        name: options(kind, _section(table, name, file), where=f"{file}, [{name}]", environment=environment)
        for name, kind in _SECTIONS.items()
    }
    base = file.absolute().parent
    out = base / Path(parts["output"].folder).expanduser()
    _check(file, parts)
    translation = _translation(table, file, base, environment)
    site = Site(
        base=base,
        cache=out / OWN_FOLDER / FEED_CACHE,
        exclude=out,
        environment=environment,
        allow_private=parts["privacy"].allow_private,
        whole_pages=translation.pages == "whole",
    )
    return NightSettings(
        file=file,
        out=out,
        store=store_path(translation, out),
        origins=_origins(table, file, site),
        translation=translation,
        mode=parts["output"].mode,
        secrets=known_secrets(table, environment),
        **{name: part for name, part in parts.items() if name != "output"},
    )


def finish_time(deadline: Deadline) -> time_of_day | None:
    """The hour of day at which a night must be over."""
    if deadline.finish_by is None:
        return None
    return time_of_day.fromisoformat(deadline.finish_by)


def _section(table: Mapping[str, Any], name: str, file: Path) -> Mapping[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise BadUsage(f"{file}: [{name}] must be a table, not {found!r}")
    return found


def _translation(
    table: Mapping[str, Any], file: Path, base: Path, environment: Mapping[str, str]
) -> Settings:
    found = settings_of(
        _section(table, "translation", file), where=f"{file}, [translation]", environment=environment
    )
    checked_targets(found.to)
    if found.store is None:
        return found
    return replace(found, store=str(base / Path(found.store).expanduser()))


def _origins(table: Mapping[str, Any], file: Path, site: Site) -> tuple[Origin, ...]:
    tables: Sequence[Mapping[str, Any]] = table.get("source", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise BadUsage(f"{file}: no [[source]]; a night needs at least one, see configs/nightly.toml")
    complete = [_complete(one, f"{file}, source {number}") for number, one in enumerate(tables, start=1)]
    bare = [{key: value for key, value in one.items() if key != "complete"} for one in tables]
    sources = open_sources(bare, where=str(file), site=site)
    return tuple(Origin(*pair) for pair in zip(sources, complete, strict=True))


def _complete(table: Mapping[str, Any], where: str) -> bool:
    said = table.get("complete", table.get("kind") not in NOT_COMPLETE)
    if not isinstance(said, bool):
        raise BadUsage(f"{where}: complete must be true or false, not {said!r}")
    return said


def _check(file: Path, parts: Mapping[str, Any]) -> None:
    """What a type alone does not say."""
    check_tell(parts["tell"], where=f"{file}, [tell]")
    _one_of(parts["output"].mode, ("owner", "shared"), f"{file}, [output]: mode")
    _one_of(parts["deadline"].order, ("newest", "listed"), f"{file}, [deadline]: order")
    for precision in parts["deadline"].precisions:
        _one_of(precision, PRECISIONS, f"{file}, [deadline]: precisions")
    try:
        finish_time(parts["deadline"])
    except ValueError as error:
        raise BadUsage(
            f"{file}, [deadline]: finish_by {parts['deadline'].finish_by!r} is no time of day; write 06:00"
        ) from error
    shares = {
        "[checks]: ceiling": parts["checks"].ceiling,
        "[checks]: most_withdrawn": parts["checks"].most_withdrawn,
        "[deadline]: margin": parts["deadline"].margin,
    }
    for name, value in shares.items():
        if not 0 < value <= 1:
            raise BadUsage(f"{file}, {name} must be above 0 and at most 1, not {value!r}")


def _one_of(value: str, allowed: Sequence[str], where: str) -> None:
    if value not in allowed:
        raise BadUsage(f"{where} must be {' or '.join(map(repr, allowed))}, not {value!r}")


def _only_known(table: Mapping[str, Any], known: Sequence[str], *, where: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean [{near[0]}]?" if near else f"there are {', '.join(known)}"
            raise BadUsage(f"{where}: unknown section {key!r}; {hint}")
