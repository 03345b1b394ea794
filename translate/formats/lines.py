"""The lines of a file, decoded one at a time, so that a file of any length can be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import BinaryIO

from translate.errors import UnreadableDocument
from translate.formats.encoding import decode, has_wide_characters, is_damaged_utf8

_SAMPLE = 65_536  # bytes; enough to tell an encoding

LONGEST_LINE = 64 << 20
"""Bytes. A longer line is no article, and is not held in memory."""

_SHOWN = 200  # bytes of an overlong line

_TOO_LONG = f"a line of more than {LONGEST_LINE >> 20} MiB; is it one row a line?"


@dataclass(frozen=True, slots=True)
class Undecodable:
    """A line that is not in the file's encoding: why, and what can be made of it."""

    reason: str
    raw: str


def decoded_lines(file: BinaryIO, *, name: str, encoding: str | None) -> Iterator[str | Undecodable]:
    """Each line without its line feed. Only the line feed ends a line: U+2028 may stand in a JSON string.

    What the first lines are written in decides: where they cannot be read, UnreadableDocument says why,
    as `encoding.decode` would. A later line that does not fit is Undecodable, and the others go on; so is a
    line of more than `LONGEST_LINE` bytes, which is passed over without being held.
    """
    if encoding is not None and has_wide_characters(encoding):
        # A line feed is two bytes or four there, so lines cannot be found before decoding.
        yield from decode(file.read(), name=name, encoding=encoding).split("\n")
        return
    lines = _lines(file)
    head = list(_head(lines))
    sample = b"".join(line for line in head if len(line) <= LONGEST_LINE)
    if head and not sample:
        raise UnreadableDocument(name, _TOO_LONG)
    used = _encoding_of(sample, name, encoding)
    for number, line in enumerate(chain(head, lines)):
        # The mark is dropped by hand: its own codec would look for it on every line.
        yield _decoded(line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line, used)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Every line, of an overlong one its first `LONGEST_LINE` + 1 bytes."""
    read = partial(file.readline, LONGEST_LINE + 1)
    while line := read():
        yield line
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = read()


def _head(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The first lines, `_SAMPLE` bytes of them if there are so many; the others stay where they are."""
    size = 0
    for line in lines:
        yield line
        size += len(line)
        if size >= _SAMPLE:
            return


def _encoding_of(sample: bytes, name: str, encoding: str | None) -> str:
    """What to decode with; raises where the sample shows that it is no such text."""
    try:
        decode(sample, name=name, encoding=None)
    except UnreadableDocument:
        if encoding is not None:
            decode(sample, name=name, encoding=encoding)
            return encoding
        if not is_damaged_utf8(sample) or _is_all_bad(sample):
            raise
    return "utf-8"


def _is_all_bad(sample: bytes) -> bool:
    """Whether no line at all can be read, which is the file's fault and not a line's."""
    return all(isinstance(_decoded(line, "utf-8"), Undecodable) for line in sample.splitlines())


def _decoded(line: bytes, encoding: str) -> str | Undecodable:
    if len(line) > LONGEST_LINE:
        return Undecodable(_TOO_LONG, line[:_SHOWN].decode(encoding, errors="replace"))
    try:
        return line.decode(encoding).removesuffix("\n")
    except UnicodeDecodeError as error:
        reason = f"not {encoding.upper()}: byte 0x{line[error.start]:02X} at column {error.start + 1}"
        return Undecodable(reason, line.decode(encoding, errors="replace").removesuffix("\n"))
