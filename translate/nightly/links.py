"""Hard links, links that change at once, and names that are on the disk."""

import errno
import os
import shutil
from pathlib import Path

_NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP})


def link(path: Path, goal: Path) -> None:
    """The same file under another name; a copy where the file system knows no links."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, goal)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(path, goal)


def sync_folders(top: Path) -> None:
    """Put the names of everything below `top` on the disk; the files are there since they were written."""
    for folder, _, _ in os.walk(top):
        sync_folder(Path(folder))


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def point(link: Path, goal: Path) -> None:
    """Make `link` a relative link to `goal`, at once."""
    wanted = os.path.relpath(goal, link.parent)
    if link.is_symlink() and str(link.readlink()) == wanted:
        return
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(wanted)
    fresh.replace(link)
    sync_folder(link.parent)
