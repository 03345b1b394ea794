"""The user's cache folder, and how things get into it whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translate.errors import OutputFailed

CACHE_VARIABLE = "TARJOMAN_CACHE"


def cache_folder(part: str = "") -> Path:
    """Where converted models and fingerprints live: `TARJOMAN_CACHE`, else the platform's cache folder.

    The folder exists on return; OutputFailed names it where it cannot be made.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    folder = (Path(chosen).expanduser() if chosen else _platform_folder()) / part
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(
            f"{folder}: cannot make the cache folder ({error.strerror}); "
            f"set {CACHE_VARIABLE} to a folder that you may write to"
        ) from error
    return folder


def _platform_folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("tarjoman", appauthor=False)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step: a reader sees the old bytes or the new, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def turn(path: Path) -> Iterator[bool]:
    """Wait until no other process holds `path`, then hold it; killed holders let go by themselves.

    Yields whether the turn is exclusive. Where the platform or the file system has no such locks it is
    not: what is done in it must then be safe when done twice at once.
    """
    with path.open("ab") as file:
        yield _locked(file.fileno())


def _locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:  # some network file systems have no locks
        return False
    return True
