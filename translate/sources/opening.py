"""Files of a source: found by pattern, refused when too large, unpacked no further than allowed."""

import glob
import io
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import BinaryIO, cast
from zlib import error as ZlibError  # noqa: N812 - as a class it is an exception among others

from translate.errors import UnreadableDocument
from translate.sources.base import SourceFailed
from translate.sources.options import MIB, FileLimits

GZIP = ".gz"
_MAGIC = frozenset("*?[")


def matching(pattern: str, *, base: Path, source: str) -> list[Path]:
    """The file of that name, or those that match, in the order of names. SourceFailed where there is none."""
    whole = str(base / Path(pattern).expanduser())
    if _MAGIC.isdisjoint(whole):
        found = [Path(whole)]
    else:
        # Path.glob takes no absolute pattern.
        names = sorted(glob.glob(whole, recursive=True))  # noqa: PTH207
        found = [path for path in map(Path, names) if path.is_file()]
    if not found or not found[0].is_file():
        raise SourceFailed(source, f"{whole}: no such file; is its disk mounted?")
    return found


def stamp(path: Path) -> str:
    """When the file was written last, and its size in bytes."""
    about = path.stat()
    return f"{about.st_mtime_ns}-{about.st_size}"


@contextmanager
def opened(path: Path, limits: FileLimits) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where its name ends in .gz.

    Raises UnreadableDocument for a file that is too large, at once or as soon as it has unpacked to too
    much, that is no gzip file or cannot be opened.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > limits.max_file_mb * MIB:
                raise UnreadableDocument(
                    path, f"{size / MIB:.1f} MiB; max_file_mb allows {limits.max_file_mb:g}"
                )
            yield _unpacked(path, file, limits) if path.suffix.lower() == GZIP else file
    except (BadGzipFile, EOFError, ZlibError) as error:
        raise UnreadableDocument(path, f"not a whole gzip file ({error})") from error
    except OSError as error:
        raise UnreadableDocument(path, f"cannot be read ({error.strerror or error})") from error


class _Unpacking(io.RawIOBase):
    """What a gzip file holds, up to a limit: a few kilobytes can unpack to gigabytes."""

    def __init__(self, path: Path, packed: BinaryIO, limits: FileLimits) -> None:
        self._path = path
        self._file = GzipFile(fileobj=packed)
        self._limit = limits.max_unpacked_mb
        self._left = int(limits.max_unpacked_mb * MIB)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a Buffer that can be sliced
        read = self._file.read(len(buffer))
        self._left -= len(read)
        if self._left < 0:
            raise UnreadableDocument(
                self._path, f"unpacks to more than the {self._limit:g} MiB of max_unpacked_mb"
            )
        buffer[: len(read)] = read
        return len(read)


def _unpacked(path: Path, packed: BinaryIO, limits: FileLimits) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Unpacking(path, packed, limits), buffer_size=MIB))
