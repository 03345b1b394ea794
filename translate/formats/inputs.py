"""Which files a run reads, and under which name each one's output goes."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePath

from translate.errors import BadInput
from translate.formats import registry
from translate.formats.naming import output_names
from translate.formats.walk import (
    Skipped,
    files_below,
    files_matching,
    is_pattern,
    not_an_output,
    pattern_of,
)

STDIN = "-"
_STDIN_NAME = "stdin"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to translate.

    `place` is its path as text (a Path takes several times the room, and a run may have very many); None for
    standard input. `name` has no ending, may hold folders (with `/`), and no other input of the run has it,
    even where the file system folds case: OUT/`name`.en.txt and OUT/`name`.segments.jsonl are its outputs.
    `suffix` and `whole_page` are for `registry.for_suffix`.
    `encoding` goes before what the run says of all its files.
    """

    place: str | None
    name: str
    suffix: str
    whole_page: bool = False
    encoding: str | None = None

    @property
    def path(self) -> Path | None:
        """Where the file lies; None for standard input."""
        return None if self.place is None else Path(self.place)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to translate, in a stable order, and what was come across and left out."""

    inputs: tuple[Input, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A file and the folder it was asked for in: the argument, if that is a folder, else its parent."""

    path: Path
    root: Path


def discover(arguments: Sequence[str], *, exclude: Path | None = None, whole_pages: bool = False) -> Found:
    """Turn INPUT arguments (files, folders, patterns, `-`) into inputs, each file once, however often named.

    A folder is read with all below it; what is hidden, unsupported or in `exclude` (the output folder) is
    skipped. A file named by itself is read as plain text where its ending is unknown. With `whole_pages` web
    pages are to be translated in place, not their articles alone. Output names keep the folders below the
    folder common to all arguments; see `output_names` for the rest of the rule. Inputs are sorted by place,
    standard input last: the order of the arguments changes nothing. Raises
    BadInput for what does not exist, a pattern without a match, and when nothing is left to read.
    """
    found = [each for argument in arguments if argument != STDIN for each in _found(argument, exclude)]
    skipped = tuple(dict.fromkeys(each for each in found if isinstance(each, Skipped)))
    places = [each for each in found if isinstance(each, _Place)]
    from_stdin = [Input(None, _STDIN_NAME, registry.PLAIN)] if STDIN in arguments else []
    inputs = (*_inputs(places, reserved=[given.name for given in from_stdin]), *from_stdin)
    if not inputs:
        raise BadInput(_nothing_left(arguments, skipped))
    return Found(tuple(replace(one, whole_page=whole_pages) for one in inputs), skipped)


def _found(argument: str, exclude: Path | None) -> Iterator[_Place | Skipped]:
    path = Path(argument)
    if not argument or not _exists(path):
        yield from _matching(argument, exclude)
    elif path.is_dir():
        yield from _rooted(files_below(path, output=exclude), path)
    else:
        yield from _rooted([not_an_output(path, output=exclude)], path.parent)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for a file, as a pattern may be, or a folder closed to us
        return False


def _matching(argument: str, exclude: Path | None) -> Iterator[_Place | Skipped]:
    if not is_pattern(argument):
        raise BadInput(_missing(argument))
    base, parts = pattern_of(argument)
    matches = list(files_matching(parts, base, output=exclude)) if base.is_dir() else []
    if not matches:
        raise BadInput(f"{argument}: no file matches this pattern; check it, or name the folder itself")
    yield from _rooted(matches, base)


def _rooted(found: Iterable[Path | Skipped], root: Path) -> Iterator[_Place | Skipped]:
    for each in found:
        yield each if isinstance(each, Skipped) else _Place(each, root)


def _inputs(places: Sequence[_Place], *, reserved: Sequence[str]) -> Iterator[Input]:
    """The files at `places`, by place relative to the folder common to all."""
    if not places:
        return
    common = os.path.commonpath([_absolute(place.root) for place in places])
    by_place = {PurePath(os.path.relpath(_absolute(place.path), common)): place.path for place in places}
    kept = _each_file_once(by_place)
    for where, name in zip(kept, output_names(kept, reserved=reserved), strict=True):
        suffix = where.suffix.lower() if registry.is_supported(where) else registry.PLAIN
        yield Input(str(by_place[where]), name, suffix)


def _each_file_once(by_place: Mapping[PurePath, Path]) -> list[PurePath]:
    """Places in order; of a file that links give several, the one that is no link, or the first."""
    real = {where: os.path.realpath(path) for where, path in by_place.items()}
    linked = {where: real[where] != _absolute(path) for where, path in by_place.items()}
    by_file: dict[str, PurePath] = {}
    for where in sorted(by_place, key=lambda where: (linked[where], where)):
        by_file.setdefault(real[where], where)
    return sorted(by_file.values())


def _absolute(path: Path) -> str:
    """Without `..`, and with links as they are named: an output is called what the user called the input."""
    return os.path.normpath(path.absolute())


def _missing(argument: str) -> str:
    """That it is not there, and what is there that looks like it."""
    here = Path(argument)
    while not here.parent.is_dir():
        here = here.parent
    try:
        neighbours = sorted(path.name for path in here.parent.iterdir())
    except OSError:
        neighbours = []
    near = get_close_matches(here.name, neighbours, n=1)
    advice = f"did you mean {here.parent / near[0]}?" if near else "check the path"
    return f"{argument or 'an empty name'}: no such file or folder; {advice}"


def _nothing_left(arguments: Sequence[str], skipped: Sequence[Skipped]) -> str:
    where = " ".join(arguments) or "no INPUT given"
    left_out = f" ({len(skipped)} left out: {skipped[0].path}, {skipped[0].reason}, ...)" if skipped else ""
    return f"{where}: nothing to translate{left_out}; what can be read: {' '.join(registry.supported())}"
