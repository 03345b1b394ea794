"""Tracked changes of a Word part, accepted: what was inserted stays, what was deleted goes."""

from typing import TYPE_CHECKING

from translate.formats.word_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = (
    *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange"),
    *("tblGridChange", "numberingChange"),
)
_UNWRAPPED = ("ins", "moveTo")


def accept(root: "_Element") -> None:
    """Accept every tracked change of the part."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            _remove(row)
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            _join_next(paragraph)
    for name in _GONE:
        for element in list(root.iter(f"{W}{name}")):
            _remove(element)
    for name in _UNWRAPPED:
        for element in list(root.iter(f"{W}{name}")):
            _unwrap(element)


def _join_next(paragraph: "_Element") -> None:
    """The end of the paragraph was deleted: what it holds begins the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    place = 1 if following.find(f"{W}pPr") is not None else 0
    for child in reversed([one for one in paragraph if one.tag != f"{W}pPr"]):
        following.insert(place, child)
    _remove(paragraph)


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: "_Element") -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)
