"""One run at a time on a store or an output folder; the second is told who is at work."""

import fcntl
import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translate.errors import Locked, OutputFailed


@contextmanager
def exclusive(path: Path, *, what: str) -> Iterator[None]:
    """Hold the lock file `path` while the block runs.

    The kernel frees the lock when the process ends, however it ends, so a stale file never blocks.
    Raises Locked naming the holder, OutputFailed when the file cannot be made, or when it is gone after the
    block: whoever removed it has removed some of what the block wrote, and the lock held nobody off.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputFailed(
            f"{path.parent}: cannot be written ({error.strerror}); choose another folder"
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(f"{what} is in use by {_holder(path)}; wait for it or stop it") from error
        handle.truncate(0)
        json.dump({"pid": os.getpid(), "host": platform.node(), "since": time.strftime("%F %T")}, handle)
        handle.flush()
        yield
        _check_still_there(path, handle.fileno(), what)


def _check_still_there(path: Path, descriptor: int, what: str) -> None:
    try:
        there = path.stat()
    except FileNotFoundError:
        there = None
    except OSError as error:
        raise OutputFailed(
            f"{what}: cannot be reached any more ({error.strerror}); run again to go on"
        ) from error
    held = os.fstat(descriptor)
    if there is None or (there.st_dev, there.st_ino) != (held.st_dev, held.st_ino):
        raise OutputFailed(
            f"{what} was removed or replaced while it was in use; run again to make what is missing"
        )


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
