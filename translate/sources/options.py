"""A `[[source]]` table checked against the options of its kind: every key known, every value of its kind."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from translate.errors import BadUsage

_ENV = "_env"
_LARGEST = 1 << 40

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Site:
    """Where sources are read: `base` is the folder that relative paths start from, that of the configuration.

    `cache` is the file that keeps fetched pages (None: nothing is kept), `exclude` a folder that is never
    read from, that of the outputs. `allow_private` lets every source fetch from private networks;
    `whole_pages` takes files that are web pages as they are, not their articles alone.
    """

    base: Path = field(default_factory=Path)
    cache: Path | None = None
    exclude: Path | None = None
    allow_private: bool = False
    whole_pages: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


@dataclass(frozen=True, slots=True)
class Address:
    """An address with perhaps a secret in it: `value` is for connecting, `shown` for everything else."""

    value: str = field(repr=False)
    shown: str

    def scrubbed(self, message: object) -> str:
        """A message of somebody else's program without the address and its password."""
        text = str(message)
        secrets = {self.value, self.password()} if self.value != self.shown else set()
        for secret in sorted(secrets - {""}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def password(self) -> str:
        """The password in it, "" for none."""
        with suppress(ValueError):  # no address at all: there is no password to find in it
            return urlsplit(self.value).password or ""
        return ""


@dataclass(frozen=True, slots=True)
class Naming:
    """What every source has: `name` begins its articles' ids; `priority` is a number, or a row's field."""

    name: str
    priority: float | str = 0.0


@dataclass(frozen=True, slots=True)
class FileLimits:
    """A larger file is refused, and so is one that unpacks to more than `max_unpacked_mb`."""

    max_file_mb: float = 256.0
    max_unpacked_mb: float = 1024.0


Options = TypeVar("Options")


def options(
    kind: type[Options], table: Mapping[str, object], *, where: str, environment: Mapping[str, str]
) -> Options:
    """An instance of the dataclass `kind`; dataclasses inside it take their keys from the same table.

    An Address may stand as `key` or, as the name of an environment variable, as `key_env`. Raises BadUsage
    naming `where` and the key for what is unknown, missing or of the wrong kind.
    """
    known = tuple(_keys(kind))
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            raise BadUsage(f"{where}: unknown setting {key!r}; {hint}")
    built: Options = _built(kind, table, where, environment)
    return built


def _keys(kind: Any) -> Iterator[str]:
    hints = get_type_hints(kind)
    for each in fields(kind):
        hint = hints[each.name]
        if Address in _alternatives(hint):
            yield from (each.name, each.name + _ENV)
        elif is_dataclass(hint):
            yield from _keys(hint)
        else:
            yield each.name


def _built(kind: Any, table: Mapping[str, object], where: str, environment: Mapping[str, str]) -> Any:
    hints = get_type_hints(kind)
    values: dict[str, object] = {}
    for each in fields(kind):
        hint = hints[each.name]
        if Address in _alternatives(hint):
            if hint is Address or not {each.name, each.name + _ENV}.isdisjoint(table):
                values[each.name] = _address(each.name, table, where, environment)
        elif is_dataclass(hint):
            values[each.name] = _built(hint, table, where, environment)
        elif each.name in table:
            values[each.name] = _checked(each.name, table[each.name], hint, where)
        elif _is_required(each):
            raise BadUsage(f"{where}: {each.name!r} is missing")
    return kind(**values)


def _is_required(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _address(key: str, table: Mapping[str, object], where: str, environment: Mapping[str, str]) -> Address:
    if (key in table) == (key + _ENV in table):
        raise BadUsage(f"{where}: say either {key!r} or {key + _ENV!r} (the variable that holds it)")
    if key in table:
        value = str(_checked(key, table[key], str, where))
        return Address(value, shown=without_secrets(value))
    variable = str(_checked(key + _ENV, table[key + _ENV], str, where))
    if not environment.get(variable):
        raise BadUsage(f"{where}: the environment variable {variable} is not set; {key + _ENV} names it")
    return Address(environment[variable], shown=f"${variable}")


def without_secrets(address: str) -> str:
    """The address without password and query, which may hold a token."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(not an address)"
    if not parts.netloc:
        return f"{parts.scheme}:{parts.path}" if parts.scheme else parts.path
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return f"{parts.scheme}://{host}{port}{parts.path}{'?...' if parts.query else ''}"


def _checked(key: str, value: Any, hint: Any, where: str) -> object:
    kinds = _alternatives(hint)
    for kind in kinds:
        accept, _ = _KINDS[str(kind)]
        if accept(value):
            return tuple(value) if isinstance(value, list) else value
    wanted = " or ".join(_KINDS[str(kind)][1] for kind in kinds if kind is not type(None))
    raise BadUsage(f"{where}: {key} must be {wanted}, not {value!r}")


def _alternatives(hint: Any) -> tuple[Any, ...]:
    """The types that a value may be of."""
    return get_args(hint) if get_origin(hint) in {UnionType, Union} else (hint,)


def _is_number(value: Any) -> bool:
    # Compared by type: True is an int to Python. The bound keeps infinity out, and nan with it.
    return type(value) in {int, float} and -_LARGEST <= value <= _LARGEST


# By the name of a type, since a tuple of texts is no class.
_KINDS: Mapping[str, tuple[Any, str]] = {
    str(str): (lambda value: isinstance(value, str) and value != "", "a text"),
    str(bool): (lambda value: isinstance(value, bool), "true or false"),
    str(int): (lambda value: type(value) is int and 1 <= value <= _LARGEST, "a whole number from 1"),
    str(float): (_is_number, "a number"),
    str(tuple[str, ...]): (
        lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
        "a list of texts",
    ),
    str(type(None)): (lambda value: value is None, ""),
}
