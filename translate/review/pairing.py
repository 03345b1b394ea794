"""Finding the segments that lines of a hand-off file are: rows reordered, split and merged on the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from translate.handoff.base import Returned
from translate.review.output import Row
from translate.review.report import Item
from translate.store.approved import source_key


@dataclass(frozen=True, slots=True)
class Wish:
    """What a file wants of one segment. `revision` is what its English was made on, None if it does not say.

    `note` tells how the segment was found where its row was not a plain one; `is_rest`: its English stands in
    the segment before, so that none is left for it.
    """

    row: Row
    target: str
    accepted: bool
    revision: int | None
    note: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines that belong to one segment, in the order of the file."""

    index: int
    lines: tuple[Returned, ...]


def paired(document: str, lines: Sequence[Returned], rows: Sequence[Row]) -> list[Wish | Item]:
    """What the lines of one document want of its rows; an Item for each that finds no segment."""
    by_index = {row.index: row for row in rows}
    groups, strays = _grouped(lines)
    found: list[Wish | Item] = [
        Item("unknown", document, None, f"a row without an id: {_shortened(stray.target)}")
        for stray in strays
    ]
    for group in groups:
        found += _wishes(document, group, by_index)
    return found + _missing(document, lines, groups, rows)


def _grouped(lines: Iterable[Returned]) -> tuple[list[_Group], list[Returned]]:
    """Lines by index. A row without an id goes on with the one before it: a person has split that."""
    groups: dict[int, list[Returned]] = {}
    strays: list[Returned] = []
    last: int | None = None
    for line in lines:
        index = line.index if line.index is not None else last
        if index is None:
            strays.append(line)
            continue
        groups.setdefault(index, []).append(line)
        last = index
    return [_Group(index, tuple(found)) for index, found in groups.items()], strays


def _wishes(document: str, group: _Group, rows: Mapping[int, Row]) -> list[Wish | Item]:
    indexes = [group.index, *(index for line in group.lines for index in line.also)]
    unknown = [index for index in indexes if index not in rows]
    if unknown:
        return [Item("unknown", document, index, "the run has no such segment") for index in unknown]
    of_run = [rows[index] for index in indexes]
    if len(of_run) > 1:
        return _merged(document, group, of_run)
    return [_single(document, group, of_run[0])]


def _single(document: str, group: _Group, row: Row) -> Wish | Item:
    first = group.lines[0]
    if all(_is_source(line.source, row.source) for line in group.lines):
        if len({line.target for line in group.lines}) > 1:
            detail = f"{len(group.lines)} rows of this id with different English; leave one"
            return Item("conflicting", document, row.index, detail)
        return Wish(row, first.target, first.accepted, first.revision)
    if len(group.lines) > 1 and _is_source(_joined(group.lines, "source"), row.source):
        accepted = all(line.accepted for line in group.lines if line.index is not None)
        note = f"{len(group.lines)} rows joined again"
        return Wish(row, _joined(group.lines, "target"), accepted, first.revision, note)
    detail = f"its Persian is another than the run's: {_shortened(first.source)}"
    return Item("conflicting", document, row.index, detail)


def _merged(document: str, group: _Group, rows: Sequence[Row]) -> list[Wish | Item]:
    """The English of several segments in one row: all of it to the first, as a draft to be looked at.

    It cannot be cut with certainty, and no pair of it may be used for another article.
    """
    whole = " ".join(row.source for row in rows)
    if len(group.lines) > 1 or not _is_source(group.lines[0].source, whole):
        detail = "rows were merged, and the Persian is not that of these segments"
        return [Item("conflicting", document, row.index, detail) for row in rows]
    line = group.lines[0]
    places = ", ".join(str(row.index) for row in rows)
    note = f"segments {places} came back in one row: all English is in the first, look at them"
    first, *others = rows
    return [
        Wish(first, line.target, accepted=False, revision=line.revision, note=note),
        *(Wish(row, "", accepted=False, revision=None, note=note, is_rest=True) for row in others),
    ]


def _missing(
    document: str, lines: Sequence[Returned], groups: Sequence[_Group], rows: Sequence[Row]
) -> list[Item]:
    """Rows that were handed off and are not there; by their number where only that is known."""
    handed_off = max((line.lines or 0 for line in lines), default=0)
    seen = {group.index for group in groups} | {index for line in lines for index in line.also}
    if handed_off == len(rows):
        return [Item("missing", document, row.index) for row in rows if row.index not in seen]
    lost = handed_off - len(seen)
    return [Item("missing", document, None, f"{lost} of {handed_off} rows")] if lost > 0 else []


def _is_source(returned: str, source: str) -> bool:
    """Whether it is the run's Persian, as far as tools may change white space and half-spaces."""
    if returned == source or "".join(returned.split()) == "".join(source.split()):
        return True
    return source_key(returned) == source_key(source)


def _joined(lines: Iterable[Returned], part: str) -> str:
    pieces = (str(getattr(line, part)).strip() for line in lines)
    return " ".join(piece for piece in pieces if piece)


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
