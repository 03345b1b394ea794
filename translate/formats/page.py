"""Web pages kept as they are: every text of the page translated in place, all markup to the byte."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from translate.formats.tags import (
    ARABIC_SCRIPT,
    Attribute,
    Edit,
    Passage,
    Token,
    attributes,
    edited,
    escaped_value,
    merged,
    passage,
    tokens,
)
from translate.formats.web import WebPage
from translate.records import Document, Unit, Unreadable

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "img", "ins", "kbd", "mark", "math", "q", "ruby", "rb", "rp", "rt", "s", "samp", "script"}
    | {"small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr"}
)
_AS_IT_IS = frozenset(
    {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "template", "textarea", "tt", "var"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
    | {"wbr"}
)
_TITLES = frozenset({"title", "h1"})
_READ_OUT = frozenset({"alt", "title", "placeholder", "aria-label"})
_META = frozenset({"description", "og:title", "og:description", "twitter:title", "twitter:description"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:-]+)", re.IGNORECASE)
_PERSIAN = re.compile(r"(?:fa|prs|per|pes)\b", re.IGNORECASE)


class Page(WebPage):
    """An HTML page, written as NAME.en.html with all its markup.

    Headings, paragraphs, list items, cells and every other text between block tags are units; so are `alt`,
    `title`, `placeholder`, `aria-label` and the descriptions in the head. Code, scripts, styles and
    what says `translate="no"` stay. `lang="fa" dir="rtl"` becomes `lang="en" dir="ltr"`.
    """

    output_suffix = ".en.html"

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """The page as one document."""
        units = [
            Unit(text, after="\n\n", field=kind, one_paragraph=True) for text, kind in _found(text).texts
        ]
        yield Document(name, tuple(units), frame=text)

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The page in English."""
        if isinstance(read, Unreadable):
            return ""
        page = str(read.frame)
        found = _found(page)
        pairs = [
            (slot, unit.text, target)
            for slot, unit, target in zip(found.slots, read.units, units, strict=True)
        ]
        small = found.edits + [
            Edit(slot.start, slot.end, escaped_value(target))
            for slot, source, target in pairs
            if isinstance(slot, Attribute) and source != target
        ]
        small.sort()
        large = [
            Edit(slot.start, slot.end, slot.woven(target, lambda start, end: edited(page, small, start, end)))
            for slot, source, target in pairs
            if isinstance(slot, Passage) and source != target
        ]
        return edited(page, _outermost(small, large))


@dataclass(slots=True)
class _Found:
    """What a page holds: places of units in order, what kind each is, and edits that need no translation."""

    slots: list[Passage | Attribute] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        for slot, kind in zip(self.slots, self.kinds, strict=True):
            yield slot.text if isinstance(slot, Passage) else slot.value, kind

    def add(self, slot: Passage | Attribute, kind: Literal["title", "text"]) -> None:
        self.slots.append(slot)
        self.kinds.append(kind)


def _found(page: str) -> _Found:
    found = _Found()
    line: list[Token] = []
    block = ""
    for token in _tokens(page):
        if token.kind in {"open", "empty"}:
            _take_attributes(page, token, found)
        if (
            token.kind == "text"
            or token.name in _INLINE
            or (token.kind == "other" and line and not token.name)
        ):
            line.append(token)
            continue
        _take_line(page, line, block, found)
        line, block = [], token.name if token.kind == "open" else ""
    _take_line(page, line, block, found)
    return found


def _tokens(page: str) -> Iterator[Token]:
    """Tokens with names in lower case; what is not to be translated in one piece."""
    lower = (token._replace(name=token.name.lower()) for token in _outside_scripts(page))
    named = (token._replace(kind="empty") if _is_void(token) else token for token in lower)
    return merged(named, lambda tag: tag.name in _AS_IT_IS or _says_no(page, tag))


def _outside_scripts(page: str) -> Iterator[Token]:
    """The tokens, a script or style as one: what looks like a tag in it is none."""
    place = 0
    for raw in re.finditer(r"<(script|style)\b[^>]*>.*?</\1\s*>", page, re.DOTALL | re.IGNORECASE):
        for token in tokens(page[place : raw.start()]):
            yield token._replace(start=token.start + place, end=token.end + place)
        yield Token("other", *raw.span(), raw[1])
        place = raw.end()
    for token in tokens(page[place:]):
        yield token._replace(start=token.start + place, end=token.end + place)


def _is_void(token: Token) -> bool:
    return token.kind == "open" and token.name in _VOID


def _says_no(page: str, tag: Token) -> bool:
    return "translate" in page[tag.start : tag.end] and any(
        one.name.lower() == "translate" and one.value.lower() == "no" for one in attributes(page, tag)
    )


def _take_line(page: str, line: list[Token], block: str, found: _Found) -> None:
    if not any(token.kind == "text" for token in line):
        return
    slot = passage(page, line, start=line[0].start, end=line[-1].end)
    if ARABIC_SCRIPT.search(slot.text):
        found.add(slot, "title" if block in _TITLES else "text")


def _take_attributes(page: str, tag: Token, found: _Found) -> None:
    given = attributes(page, tag)
    names = {one.name.lower(): one.value for one in given}
    described = tag.name == "meta" and (names.get("name") or names.get("property") or "").lower() in _META
    for one in given:
        name = one.name.lower()
        if name in _READ_OUT or (described and name == "content"):
            if ARABIC_SCRIPT.search(one.value):
                found.add(one, "text")
        elif name in {"lang", "xml:lang"} and _PERSIAN.match(one.value):
            found.edits.append(Edit(one.start, one.end, "en"))
        elif name == "dir" and one.value.lower() == "rtl":
            found.edits.append(Edit(one.start, one.end, "ltr"))
    said = _CHARSET.search(page, tag.start, tag.end) if tag.name == "meta" else None
    if said and said[1].lower() not in {"utf-8", "utf8"}:
        found.edits.append(Edit(*said.span(1), "utf-8"))


def _outermost(small: list[Edit], large: list[Edit]) -> list[Edit]:
    """All edits without those that a larger one has taken in."""
    starts = [edit.start for edit in large]

    def is_free(edit: Edit) -> bool:
        place = bisect_left(starts, edit.start + 1) - 1
        return place < 0 or large[place].end < edit.end

    return sorted([*large, *filter(is_free, small)])
