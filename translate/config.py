"""Settings of a run: defaults, then a TOML file, then the environment, then flags."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from translate.errors import BadUsage

PREFIX = "TARJOMAN_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told. None: the model, the machine or the output folder decides.

    `second_model` is asked where the model's output cannot be right; `to` lists outputs; `beam` counts
    hypotheses; `threads` counts CPU workers; `store` is the memory's file (None: inside the output folder);
    `window`, `batch_tokens` and `batch_most` are the batch rule (segments read ahead, padded tokens and
    segments in a batch; None: found out once for machine and model).
    """

    model: str = "builtin"
    second_model: str | None = None
    engine: str = "auto"
    device: str = "auto"
    to: tuple[str, ...] = ("txt",)
    beam: int | None = None
    threads: int | None = None
    store: str | None = None
    encoding: str | None = None
    window: int = 4096
    batch_tokens: int | None = None
    batch_most: int | None = None


_POSITIVE = ("beam", "threads", "window", "batch_tokens", "batch_most")


def settings(
    *, file: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> Settings:
    """Merge what was said, the later over the earlier: defaults, `file`, `environment`, `flags`.

    A flag that is None was not given. Raises BadUsage naming the key and the place for anything
    unknown or of the wrong kind.
    """
    merged: dict[str, Any] = {}
    if file is not None:
        merged |= {key: _checked(key, value, where=str(file)) for key, value in _table(file).items()}
    merged |= _of_environment(environment)
    merged |= {
        key: _checked(key, value, where=f"--{key}") for key, value in flags.items() if value is not None
    }
    return Settings(**merged)


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUsage(f"{file}: the configuration cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"{file}: not valid TOML: {error}") from error


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(Settings):
        name = PREFIX + field.name.upper()
        if name in environment:
            found[field.name] = _checked(field.name, _parsed(field.name, environment[name]), where=name)
    return found


def _parsed(key: str, text: str) -> object:
    """A value of the environment as TOML would have given it."""
    kind = str(get_type_hints(Settings)[key])
    if "int" in kind:
        return int(text) if text.isascii() and text.isdigit() else text
    return text.split(",") if "tuple" in kind else text


def _checked(key: str, value: Any, *, where: str) -> object:
    kinds = get_type_hints(Settings)
    if key not in kinds:
        near = get_close_matches(key, kinds, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(kinds)}"
        raise BadUsage(f"{where}: unknown setting {key!r}{hint}")
    if key == "to":
        return _names(value, where)
    if key in _POSITIVE:
        if type(value) is not int or value < 1:
            raise BadUsage(f"{where}: {key} must be a whole number from 1, not {value!r}")
    elif not isinstance(value, str):
        raise BadUsage(f"{where}: {key} must be a text, not {value!r}")
    return value


def _names(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and value and all(isinstance(name, str) for name in value):
        return tuple(str(name).strip() for name in value)
    raise BadUsage(f"{where}: to must be a list of outputs, not {value!r}")
