"""A file beside its goal for a store that is being written, and what killed programs left of theirs."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".tarjoman-copy-"
_ENDING = ".part"


@contextmanager
def part_beside(goal: Path, *, mode: int) -> Iterator[Path]:
    """An empty file to fill and to rename to `goal`; it is removed where the block does not do that.

    It is locked meanwhile, which tells it from the files of programs that were killed: those are removed
    here. OSError where the folder refuses.
    """
    _sweep(goal.parent)
    part = goal.with_name(f"{_PREFIX}{secrets.token_hex(6)}{_ENDING}")
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with suppress(OSError):  # a file system without locks: whoever sweeps there finds none either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield part
    finally:
        os.close(descriptor)
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    for leftover in folder.glob(f"{_PREFIX}*{_ENDING}"):
        with suppress(OSError):  # another program was quicker, or is still writing it
            descriptor = os.open(leftover, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()
            finally:
                os.close(descriptor)
