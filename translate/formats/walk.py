"""Folders and file-name patterns: which files they stand for."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from translate.errors import OutputFailed
from translate.formats import registry

_HIDDEN = "."
_MAGIC = frozenset("*?[")
_OUTPUT_ENDINGS = (".en.txt", ".en.jsonl", ".segments.jsonl")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or hidden folder that was come across and is not read, and why."""

    path: Path
    reason: str


def files_below(top: Path, *, output: Path | None) -> Iterator[Path | Skipped]:
    """Every file below `top` that can be read, folder by folder in the order of names, and those left out.

    Links are followed, each real folder is entered once. `output` is not entered; where `top` itself lies
    in it, files named like our outputs are left out.
    """
    for folder in _folders(top, output):
        for path in _listed(folder):
            if path.name.startswith(_HIDDEN) or not path.is_dir():
                yield judged(path, output=output)


def files_matching(parts: Sequence[str], base: Path, *, output: Path | None) -> Iterator[Path | Skipped]:
    """Files below `base` whose path matches the pattern `parts`, `**` being any number of folders.

    A folder that matches stands for all the files below it, as where a shell expands the pattern. Names
    that begin with a dot match only where the pattern's part does too.
    """
    for path in _matches(parts, base, output):
        if path.is_dir():
            yield from files_below(path, output=output)
        else:
            yield judged(path, output=output)


def judged(path: Path, *, output: Path | None) -> Path | Skipped:
    """The file itself when it is one to read, else why not."""
    if path.name.startswith(_HIDDEN):
        return Skipped(path, "hidden")
    if not path.is_file():
        return Skipped(path, "not a file, or a broken link")
    if not registry.is_supported(path):
        return Skipped(path, "not a supported kind of file")
    return not_an_output(path, output=output)


def not_an_output(path: Path, *, output: Path | None) -> Path | Skipped:
    """The file, unless it lies in `output` under a name that our outputs have."""
    if output and path.name.endswith(_OUTPUT_ENDINGS) and _real(path).is_relative_to(_real(output)):
        return Skipped(path, "an output of an earlier run")
    return path


def is_pattern(argument: str) -> bool:
    """Whether there is anything to expand in it."""
    return not _MAGIC.isdisjoint(argument)


def pattern_of(argument: str) -> tuple[Path, tuple[str, ...]]:
    """A pattern's leading folder, which has nothing to expand, and the parts that follow it."""
    parts = Path(argument).parts
    plain = next(index for index, part in enumerate(parts) if is_pattern(part))
    return Path(*parts[:plain]), parts[plain:]


def _folders(top: Path, output: Path | None) -> Iterator[Path]:
    closed = {_real(output)} - {_real(top)} if output else set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        if (real := _real(folder)) in closed:
            continue
        closed.add(real)
        yield folder
        inner = [path for path in _listed(folder) if path.is_dir() and not path.name.startswith(_HIDDEN)]
        waiting.extend(reversed(inner))


def _matches(parts: Sequence[str], base: Path, output: Path | None) -> Iterator[Path]:
    first, *rest = parts
    if first == "**":
        for folder in _folders(base, output) if rest else [base]:
            yield from _matches(rest, folder, output) if rest else [folder]
        return
    for path in _listed(base):
        if path.name.startswith(_HIDDEN) and not first.startswith(_HIDDEN):
            continue
        if fnmatchcase(path.name, first):
            if not rest:
                yield path
            elif path.is_dir():
                yield from _matches(rest, path, output)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise OutputFailed(f"{folder}: cannot be listed ({error.strerror}); check its permissions") from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
