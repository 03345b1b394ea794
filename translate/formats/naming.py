"""Output names: from where an input lies to a name that no other input of the run has."""

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from translate.formats import registry

# A file name holds 255 bytes; ".segments.jsonl" and the like go behind ours.
_LONGEST = 200
_UNDECODABLE = re.compile("[\udc80-\udcff]")


def output_names(places: Sequence[PurePath], *, reserved: Iterable[str] = ()) -> list[str]:
    """A name for each of `places` (paths relative to the common input folder), folders and all.

    The rule, the same in whatever order the inputs come:
    1. the place without its ending: `a/x.txt` is `a/x`;
    2. those that would share a name keep the ending: `x.txt` and `x.md` are `x.txt` and `x.md`;
    3. those that still would (`X.txt` and `x.txt`, one file where case is folded) add a hash of the place.
    Names in `reserved` are given away already. Bytes of a file name that are not UTF-8 are written
    `%FF`; a part longer than 200 bytes is cut and ends in a hash.
    """
    levels = [0] * len(places)
    while True:
        names = [_named(place, level) for place, level in zip(places, levels, strict=True)]
        clashing = _clashing(names, levels, reserved)
        if not clashing:
            return names
        for index in clashing:
            levels[index] += 1


def _clashing(names: Sequence[str], levels: Sequence[int], reserved: Iterable[str]) -> list[int]:
    """Who of those that share a name steps aside next: the ones that have stepped aside least."""
    taken = {_folded(name) for name in reserved}
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        sharing[_folded(name)].append(index)
    groups = [group for name, group in sharing.items() if len(group) > 1 or name in taken]
    lowest = [min(levels[index] for index in group) for group in groups]
    return [
        index
        for group, level in zip(groups, lowest, strict=True)
        for index in group
        if levels[index] == level and level < len(_LEVELS) - 1
    ]


def _without_ending(place: PurePath) -> str:
    return os.fspath(place.with_suffix("") if registry.is_supported(place) else place)


def _with_hash(place: PurePath) -> str:
    return f"{place}~{_hash(os.fspath(place))}"


_LEVELS = (_without_ending, os.fspath, _with_hash)


def _named(place: PurePath, level: int) -> str:
    name = _LEVELS[level](place).replace(os.sep, "/")
    return "/".join(_shortened(_decodable(part)) for part in name.split("/"))


def _decodable(part: str) -> str:
    return _UNDECODABLE.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", part)


def _shortened(part: str) -> str:
    written = part.encode("utf-8")
    if len(written) <= _LONGEST:
        return part
    return written[:_LONGEST].decode("utf-8", errors="ignore") + "~" + _hash(part)


def _hash(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8]


def _folded(name: str) -> str:
    """Equal for names that a file system without case or with decomposed letters takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
