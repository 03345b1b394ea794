"""HTML and XML as they were written: tokens with offsets, and text woven anew between its inline tags."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal, NamedTuple

from translate.formats.inline import Mark, events, placed

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>"
    r"|</(?P<close>[A-Za-z_][^\s/>]*)[^>]*>"
    r"""|<(?P<open>[A-Za-z_][^\s/>]*)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*')""")
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CDATA = "<![CDATA["

ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
"""A letter, digit or mark that English has not: a text without one is left as it is."""


class Token(NamedTuple):
    """A stretch of markup. "other" is a comment, a declaration, or an element that stays as it is."""

    kind: Literal["text", "open", "close", "empty", "other"]
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """An attribute as written: its name, its value without references, and the value's place in the file."""

    name: str
    value: str
    start: int
    end: int


class Edit(NamedTuple):
    """What comes in place of a stretch of the file."""

    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The whole text in tokens, one behind the other; names as they are written."""
    place = 0
    for found in _MARKUP.finditer(text):
        if found.start() > place:
            yield Token("text", place, found.start())
        if found["close"]:
            yield Token("close", *found.span(), found["close"])
        elif found["open"]:
            kind: Literal["open", "empty"] = "empty" if found[0].endswith("/>") else "open"
            yield Token(kind, *found.span(), found["open"])
        elif found[0].startswith(_CDATA):
            yield Token("text", *found.span())
        else:
            yield Token("other", *found.span())
        place = found.end()
    if place < len(text):
        yield Token("text", place, len(text))


def attributes(text: str, tag: Token) -> list[Attribute]:
    """The attributes of a tag that have quoted values."""
    return [
        Attribute(found[1], unescape(found[2][1:-1]), found.start(2) + 1, found.end(2) - 1)
        for found in _ATTRIBUTE.finditer(text, tag.start + 1 + len(tag.name), tag.end)
    ]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the tags inside it. Of mark n `opens[n]` and `closes[n]` are the places of its tags."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    opens: tuple[tuple[int, int], ...]
    closes: tuple[tuple[int, int], ...]

    def woven(self, target: str, raw: Callable[[int, int], str]) -> str:
        """`target` with the tags; `raw` gives what is to be written of a stretch of the file."""
        pieces: list[str] = []
        place = 0
        for event in events(placed(self.marks, self.text, target)):
            pieces.append(escaped(target[place : event.offset]))
            pieces.append(raw(*(self.opens if event.kind == "open" else self.closes)[event.mark]))
            place = event.offset
        return "".join([*pieces, escaped(target[place:])])


def passage(text: str, inside: Sequence[Token], *, start: int, end: int) -> Passage:
    """The passage of tokens that follow each other. A tag without its counterpart is a mark by itself."""
    partners = _partners(inside)
    words: list[str] = []
    length = 0
    marks: list[Mark] = []
    opens: list[tuple[int, int]] = []
    closes: list[tuple[int, int]] = []
    holders: list[int] = []
    for number, token in enumerate(inside):
        span = (token.start, token.end)
        if token.kind == "text":
            words.append(plain(text[slice(*span)]))
            length += len(words[-1])
        elif token.kind == "close" and number in partners:
            index = holders.pop()
            marks[index] = Mark(marks[index].start, length, marks[index].inside)
            closes[index] = span
        else:
            marks.append(Mark(length, length, holders[-1] if holders else -1))
            opens.append(span)
            closes.append((token.end, token.end))
            if number in partners:
                holders.append(len(marks) - 1)
    return Passage(start, end, "".join(words), tuple(marks), tuple(opens), tuple(closes))


def _partners(inside: Sequence[Token]) -> set[int]:
    """The numbers of tags that open and close one element, properly nested."""
    found: set[int] = set()
    waiting: list[int] = []
    for number, token in enumerate(inside):
        if token.kind == "open":
            waiting.append(number)
        elif token.kind == "close":
            opener = next((one for one in reversed(waiting) if inside[one].name == token.name), None)
            if opener is not None:
                del waiting[waiting.index(opener) :]
                found |= {opener, number}
    return found


def merged(found: Iterable[Token], is_kept: Callable[[Token], bool]) -> Iterator[Token]:
    """The tokens, with every element whose opening tag `is_kept` in one "other" token.

    Of an element that is never closed only the tag is kept: its end is not known.
    """
    held: list[Token] = []
    depth = 0
    for token in found:
        if not held:
            if token.kind == "open" and is_kept(token):
                held, depth = [token], 1
            else:
                yield token
            continue
        held.append(token)
        if token.name == held[0].name:
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if not depth:
            yield Token("other", held[0].start, token.end, token.name)
            held = []
    yield from held


def edited(text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """A stretch of the file with the edits that lie in it. `edits` are in order and apart from each other."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    for edit in edits[bisect_left(edits, start, key=lambda one: one.start) :]:
        if edit.end > end:
            break
        pieces += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join([*pieces, text[start:end]])


def plain(raw: str) -> str:
    """The characters that a stretch of text stands for."""
    if raw.startswith(_CDATA):
        return raw[len(_CDATA) : -3]
    return unescape(raw)


def escaped(text: str) -> str:
    """A text as HTML and XML write it, without what XML cannot hold."""
    return UNFIT_FOR_XML.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_value(text: str) -> str:
    """The value of an attribute, whichever its quotation marks."""
    return escaped(text).replace('"', "&quot;").replace("'", "&#39;")
