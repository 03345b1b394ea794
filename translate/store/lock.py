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
    Raises Locked naming the holder, OutputFailed when the file cannot be made.
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


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
