"""Lasting ids of articles, fit to be file names."""

import hashlib
import re
from collections import Counter

_LONGEST = 150  # bytes of a part: file names hold 255, and endings go behind ours
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Word characters of every script, half-spaces among them, and what file names are made of.
_STRANGE = re.compile("[^\\w\u200c .~@+=,()#%&!-]+")
_UNDECODABLE = re.compile("[\udc80-\udcff]")


def article_id(source: str, native: str) -> str:
    """SOURCE/NATIVE, or where NATIVE cannot be a path, what is readable of it and a hash of all of it.

    `native` is what the source itself tells articles apart by: a path below a folder, a key, an address.
    """
    native = _UNDECODABLE.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", native)
    parts = native.split("/")
    if all(_is_plain(part) for part in parts):
        return "/".join((source, *parts))
    return f"{source}/{_readable(native)}~{short_hash(native)}"


def short_hash(text: str) -> str:
    """Ten hexadecimal digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:10]


class Distinct:
    """Makes ids distinct within a source: the second `a` is `a#2`, whatever its content."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def __call__(self, name: str) -> str:
        """`name`, or the first free of `name#2`, `name#3`, ..."""
        free = name
        while free in self._given:
            self._given[name] += 1
            free = f"{name}#{self._given[name]}"
        self._given[free] = 1
        return free


def _is_plain(part: str) -> bool:
    return (
        bool(part.strip())
        and not part.startswith((".", " "))
        and not _STRANGE.search(part)
        and len(part.encode()) <= _LONGEST
    )


def _readable(native: str) -> str:
    words = _STRANGE.sub("-", _SCHEME.sub("", native)).strip("-. ")
    # Cut at bytes, since that is what file systems count.
    return words.encode()[: _LONGEST // 2].decode("utf-8", errors="ignore").rstrip() or "article"
