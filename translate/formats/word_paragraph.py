"""A Word paragraph as a text with marks, and written again around another text."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.formats.inline import Mark, events, placed
from translate.formats.tags import UNFIT_FOR_XML
from translate.formats.word_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS = {f"{W}{name}" for name in ("hyperlink", "fldSimple", "smartTag", "customXml", "sdt", "dir", "bdo")}
_HOLDERS.add(f"{W}sdtContent")
_PROPERTIES = {
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
}
_PASSED_OVER = _PROPERTIES | {f"{W}proofErr", f"{W}lastRenderedPageBreak"}
_BLANKS = {f"{W}tab", f"{W}br", f"{W}cr"}  # as words go, there is a blank
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNTOLD = {f"{W}{name}" for name in ("rtl", "cs", "lang", "noProof")}


@dataclass(slots=True)
class Paragraph:
    """The text of a paragraph and its marks.

    Mark n is a format (`formats[n]`: the properties of runs), an element around others (`holders[n]`), or a
    thing that stands in the text (`things[n]`: what holds it, and it). Reading leaves the element as it is.
    Most of the text is in the format `base`; only others are marks.
    """

    element: "_Element"
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    formats: "dict[int, _Element | None]" = field(default_factory=dict)
    holders: "dict[int, _Element]" = field(default_factory=dict)
    things: "dict[int, tuple[_Element, _Element]]" = field(default_factory=dict)
    base: "_Element | None" = None


def paragraph(element: "_Element") -> Paragraph:
    """Read a paragraph. Runs of one format are one stretch, however Word has cut them."""
    reader = _Reader(Paragraph(element))
    reader.walk(element, -1)
    return reader.finished()


class _Reader:
    """Gathers text and marks in the order of the paragraph."""

    def __init__(self, found: Paragraph) -> None:
        self._found = found
        self._keys: dict[int, str] = {}
        self._lengths: Counter[str] = Counter()
        self._properties: dict[str, _Element | None] = {}
        self._stretch: int | None = None

    def walk(self, parent: "_Element", inside: int) -> None:
        """All children of a paragraph or of an element around runs."""
        for child in parent:
            if child.tag in _PASSED_OVER:
                continue
            if child.tag == f"{W}r":
                self._run(child, inside)
            elif child.tag in _HOLDERS:
                index = self._mark(inside)
                self._found.holders[index] = child
                self.walk(child, index)
                self._close(index)
                self._stretch = None
            else:
                self._found.things[self._mark(inside)] = (parent, child)

    def finished(self) -> Paragraph:
        """The paragraph, without the marks of the format that most of it has."""
        found = self._found
        usual = max(self._lengths, key=self._lengths.__getitem__, default="")
        found.base = self._properties.get(usual)
        dropped = {index for index, key in self._keys.items() if key == usual}
        number = {-1: -1}
        for index in range(len(found.marks)):
            if index not in dropped:
                number[index] = len(number) - 1
        found.marks = [
            Mark(mark.start, mark.end, number[mark.inside])
            for index, mark in enumerate(found.marks)
            if index not in dropped
        ]
        found.formats = {number[index]: one for index, one in found.formats.items() if index not in dropped}
        found.holders = {number[index]: one for index, one in found.holders.items()}
        found.things = {number[index]: one for index, one in found.things.items()}
        return found

    def _run(self, run: "_Element", inside: int) -> None:
        properties = run.find(f"{W}rPr")
        for child in run:
            if child.tag == f"{W}t":
                self._words(child.text or "", properties, inside)
            elif child.tag not in _PASSED_OVER:
                self._found.things[self._mark(inside)] = (run, child)
                if child.tag in _BLANKS and self._found.text and not self._found.text.endswith(" "):
                    self._found.text += " "

    def _words(self, text: str, properties: "_Element | None", inside: int) -> None:
        if not text:
            return
        key = _key(properties)
        if self._stretch is None or self._keys[self._stretch] != key:
            index = self._mark(inside)
            self._stretch = index
            self._keys[index] = key
            self._properties.setdefault(key, properties)
            self._found.formats[index] = properties
        self._found.text += text
        self._lengths[key] += len(text)
        self._close(self._stretch)

    def _mark(self, inside: int) -> int:
        """A new mark at the end of the text; it ends the stretch before it."""
        self._stretch = None
        place = len(self._found.text)
        self._found.marks.append(Mark(place, place, inside))
        return len(self._found.marks) - 1

    def _close(self, index: int) -> None:
        mark = self._found.marks[index]
        self._found.marks[index] = Mark(mark.start, len(self._found.text), mark.inside)


def write(found: Paragraph, target: str) -> None:
    """Write the paragraph again with `target` for its text; every holder and thing is there once."""
    writer = _Writer(found)
    place = 0
    for event in events(placed(found.marks, found.text, target)):
        writer.words(target[place : event.offset])
        writer.open(event.mark) if event.kind == "open" else writer.close(event.mark)
        place = event.offset
    writer.words(target[place:])
    kept = found.element.find(f"{W}pPr")
    for child in list(found.element):
        if child is not kept:
            found.element.remove(child)
    found.element.extend(writer.content)


class _Writer:
    """Builds the new children of a paragraph."""

    def __init__(self, found: Paragraph) -> None:
        self._found = found
        self.content: list[_Element] = []
        self._path = [self.content]
        self._formats = [found.base]
        self._is_after_blank = False

    def words(self, text: str) -> None:
        """A run in the format that holds; the blank that a break stood for is not written."""
        text = text.removeprefix(" ") if self._is_after_blank else text
        if text:
            self._path[-1].append(_run(self._found.element, self._formats[-1], text))
            self._is_after_blank = False

    def open(self, mark: int) -> None:
        """A format or a holder begins; a thing is written."""
        if mark in self._found.formats:
            self._formats.append(self._found.formats[mark])
        elif mark in self._found.holders:
            self._path.append([])
        else:
            holder, thing = self._found.things[mark]
            self._is_after_blank = thing.tag in _BLANKS
            self._path[-1].append(_alone(holder, thing))

    def close(self, mark: int) -> None:
        """A format or a holder ends."""
        if mark in self._found.formats:
            self._formats.pop()
        elif mark in self._found.holders:
            inside = self._path.pop()
            self._path[-1].append(_filled(self._found.holders[mark], inside))


def _key(properties: "_Element | None") -> str:
    """The format as compared: without language, direction and what Word notes for itself."""
    from lxml import etree

    if properties is None:
        return ""
    return "".join(
        etree.tostring(child, encoding="unicode", with_tail=False)
        for child in properties
        if child.tag not in _UNTOLD
    )


def _alone(holder: "_Element", thing: "_Element") -> "_Element":
    """A thing of a run in a run of its own; any other as it is."""
    if holder.tag != f"{W}r":
        return thing
    alone = holder.makeelement(f"{W}r", {})
    properties = holder.find(f"{W}rPr")
    if properties is not None:
        alone.append(deepcopy(properties))
    alone.append(thing)
    return alone


def _run(near: "_Element", properties: "_Element | None", text: str) -> "_Element":
    run = near.makeelement(f"{W}r", {})
    if properties is not None:
        run.append(deepcopy(properties))
    words = near.makeelement(f"{W}t", {_SPACE: "preserve"})
    words.text = UNFIT_FOR_XML.sub("", text)
    run.append(words)
    return run


def _filled(holder: "_Element", inside: "list[_Element]") -> "_Element":
    for child in list(holder):
        if child.tag not in _PROPERTIES:
            holder.remove(child)
    holder.extend(inside)
    return holder
