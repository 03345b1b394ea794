"""Files that are either the old one or the new one, never half of either."""

import codecs
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, TextIOWrapper
from pathlib import Path

from translate.errors import OutputFailed

_PREFIX = ".tarjoman-"
_ENDING = ".part"
_ON_SURROGATE = "tarjoman.surrogate"


@contextmanager
def replace_file(path: Path) -> "Iterator[TextIOWrapper[BufferedWriter]]":
    """A UTF-8 file to write, which becomes `path` when the block ends well and vanishes when it does not.

    Missing folders are made, line ends are written as they are, permissions follow the umask, and a lone
    surrogate, which UTF-8 cannot hold, becomes U+FFFD. What is not text goes to the stream's
    `buffer`. After the block the bytes are on the disk. A refusal of the file system is an OutputFailed;
    whatever else the block raises passes through.
    """
    codecs.register_error(_ON_SURROGATE, _substituted)
    part = path.parent / f"{_PREFIX}{secrets.token_hex(6)}{_ENDING}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = part.open("xb")
        with TextIOWrapper(raw, encoding="utf-8", errors=_ON_SURROGATE, newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if _is_somebody_elses(error, part, path):
            raise
        raise OutputFailed(_explained(path, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> int:
    """Delete what killed runs left half written anywhere below `folder`; how many files that was.

    Only for whoever holds the lock on `folder`: another run's files in progress look the same.
    """
    leftovers = [path for path in folder.rglob(f"{_PREFIX}*{_ENDING}") if path.is_file()]
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def _substituted(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # Bytes, because the UTF-8 encoder takes a substitute in characters only where it is ASCII.
    return "\N{REPLACEMENT CHARACTER}".encode() * (error.end - error.start), error.end


def _sync_folder(folder: Path) -> None:
    """Put the new name itself on the disk, where folders can be opened (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_somebody_elses(error: OSError, part: Path, path: Path) -> bool:
    """Whether the block, not this file, caused it: a write names no file, an open names its own."""
    if isinstance(error, BrokenPipeError):
        return True
    ours = {os.fspath(part), *map(os.fspath, (path, *path.parents))}
    return error.filename is not None and os.fspath(error.filename) not in ours


def _explained(path: Path, error: OSError) -> str:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    cure = "free some space and run again" if full else "choose another folder with -o"
    return f"{path}: cannot be written ({error.strerror or error}); {cure}"
