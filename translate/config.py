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

PRECISIONS = ("float32", "float16", "bfloat16", "int8")
"""What a model can compute with, the most exact first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told. None: the model, the machine or the output folder decides.

    `glossary` lists files of terms (or "starter") that a translation should keep to;
    `second_model` is asked where the model's output cannot be right; `to` lists outputs; `beam` to
    `token_scores` are those of `Decoding`; `source_language` to `profile` go before what the model's family
    says of its language tags, of the tokens before source and target, and of its view of the text;
    `threads` counts CPU workers; `store` is the memory's file (None: inside the output folder);
    `precision` is that of the model's numbers, "auto" for the device's usual one;
    `window`, `batch_tokens` and `batch_most` are the batch rule (segments read ahead, padded tokens and
    segments in a batch; None: found out once for machine and model). `pages` says what of a web page is
    translated: its "article", or the "whole" of it in place.
    """

    model: str = "builtin"
    second_model: str | None = None
    glossary: tuple[str, ...] = ()
    engine: str = "auto"
    device: str = "auto"
    precision: str = "auto"
    to: tuple[str, ...] = ("txt",)
    beam: int | None = None
    length_penalty: float | None = None
    repetition_penalty: float | None = None
    no_repeat_ngram: int | None = None
    max_length_ratio: float | None = None
    max_length_extra: int | None = None
    n_best: int = 1
    token_scores: bool = False
    source_language: str | None = None
    target_language: str | None = None
    source_prefix: tuple[str, ...] | None = None
    target_prefix: tuple[str, ...] | None = None
    profile: str | None = None
    threads: int | None = None
    store: str | None = None
    encoding: str | None = None
    pages: str = "article"
    window: int = 4096
    batch_tokens: int | None = None
    batch_most: int | None = None


_SMALLEST: Mapping[str, float] = {
    **dict.fromkeys(("beam", "n_best", "threads", "window", "batch_tokens", "batch_most"), 1),
    **dict.fromkeys(("no_repeat_ngram", "max_length_extra"), 0),
    "length_penalty": 0.0,
    "repetition_penalty": 1.0,
    "max_length_ratio": 0.0,
}
"""Numbers, whole where the bound is, and the least that each may be."""

_LARGEST = 1 << 40

_CHOICES = {
    "pages": ("article", "whole"),
    "precision": ("auto", *PRECISIONS),
}

_LISTS = {"to": "outputs", "glossary": "glossaries", "source_prefix": "tokens", "target_prefix": "tokens"}


def settings(
    *, file: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> Settings:
    """Merge what was said, the later over the earlier: defaults, `file`, `environment`, `flags`.

    A flag that is None was not given. Raises BadUsage naming the key and the place for anything
    unknown or of the wrong kind.
    """
    merged: dict[str, Any] = {}
    if file is not None:
        merged |= {key: _checked(key, value, where=str(file)) for key, value in toml_table(file).items()}
    merged |= _of_environment(environment)
    merged |= {
        key: _checked(key, value, where="--" + key.replace("_", "-"))
        for key, value in flags.items()
        if value is not None
    }
    return Settings(**merged)


def settings_of(
    table: Mapping[str, Any], *, where: str, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings from a table of a larger file, called `where` in messages, under the environment."""
    said: dict[str, Any] = {key: _checked(key, value, where=where) for key, value in table.items()}
    return Settings(**said | _of_environment(environment))


def toml_table(file: Path) -> dict[str, Any]:
    """What a TOML file holds. BadUsage where it cannot be read or is none."""
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
    if key in _LISTS:
        return text.split(",") if text else []
    if key in _SMALLEST or get_type_hints(Settings)[key] is bool:
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return text
    return text


def _checked(key: str, value: Any, *, where: str) -> object:
    kinds = get_type_hints(Settings)
    if key not in kinds:
        near = get_close_matches(key, kinds, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(kinds)}"
        raise BadUsage(f"{where}: unknown setting {key!r}{hint}")
    if key in _LISTS:
        return _names(key, value, where)
    if key in _SMALLEST:
        return _number(key, value, where)
    wanted, called = (bool, "true or false") if kinds[key] is bool else (str, "a text")
    if not isinstance(value, wanted):
        raise BadUsage(f"{where}: {key} must be {called}, not {value!r}")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise BadUsage(f"{where}: {key} must be {' or '.join(_CHOICES[key])}, not {value!r}")
    return value


def _number(key: str, value: Any, where: str) -> object:
    least = _SMALLEST[key]
    kinds = (int,) if isinstance(least, int) else (int, float)
    # Compared by type: True is an int to Python. The upper bound keeps infinity out, and nan with it.
    if type(value) not in kinds or not least <= value <= _LARGEST:
        kind = "a whole number" if isinstance(least, int) else "a number"
        raise BadUsage(f"{where}: {key} must be {kind} from {least}, not {value!r}")
    return type(least)(value)


def _names(key: str, value: object, where: str) -> tuple[str, ...]:
    # A family's tokens may be replaced by none, and there need be no glossary; outputs there must be.
    long_enough = bool(value) or key != "to"
    if isinstance(value, list | tuple) and long_enough and all(isinstance(name, str) for name in value):
        return tuple(str(name).strip() for name in value)
    raise BadUsage(f"{where}: {key} must be a list of {_LISTS[key]}, not {value!r}")
