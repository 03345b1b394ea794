"""Markdown: the words are units, the markup around them stays as it was written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from translate.formats.base import Stretch, WholeText, document_of, rebuilt
from translate.formats.encoding import decode
from translate.records import Document, Span, Unreadable

_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
# A leading rule opens front matter only where a key follows; a text may begin with a rule as well.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:#.*\r?\n)*[A-Za-z][\w .-]*:.*?^(?:---|\.\.\.)[ \t]*$"
    r"|\+\+\+[ \t]*\r?\n(?:#.*\r?\n)*[A-Za-z\[][^\n]*?[=\]].*?^\+\+\+[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_INDENT = re.compile(r"[ \t]*")
_QUOTE = re.compile(r">[ \t]?")
# Unlike CommonMark, «۱.» in Persian digits begins an item too: that is what its writer means.
_ITEM = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)")
_DEEPEST = 50  # lists and quotes in each other on one line; what follows is words
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|-+)$")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)")
_HEADING_END = re.compile(r"(?<=[ \t])#+$")
_REFERENCE = re.compile(r"\[(?!\^)[^\]]+\]:[ \t]*\S")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
_TABLE_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?=[\r\n]|$)")
_CELL = re.compile(r"(?:\\.|`[^`]*`|[^|\\]|\\$)+")
_RAW = re.compile(r"<(?:!--|(?P<name>script|style|pre|textarea)\b)", re.IGNORECASE)
_BREAKS = re.compile(  # what parts the units of a paragraph: comments, block tags, hard line breaks
    r"<!--.*?-->|(?<![ \t])[ \t]{2,}(?=[\r\n])|\\(?=[\r\n])|"
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|"
    r"h[1-6]|header|hr|iframe|img|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video)"
    r"(?:\s[^<>]*)?/?>",
    re.DOTALL | re.IGNORECASE,
)
_WRAPPED = (
    re.compile(  # a unit that is all emphasis, link or image: only the words inside are to be translated
        r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?=\S)(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)|"
        r"!?\[(?P<link>[^\[\]]*)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])",
        re.DOTALL,
    )
)
_ADDRESS = re.compile(r"<?https?://\S+")


class Markdown(WholeText):
    """CommonMark with tables, as far as translating needs it.

    Units: headings, paragraphs (soft line breaks inside), list items, table cells, quoted lines (each
    line, as `>` stands between them), footnotes. Untouched: front matter, code, comments, scripts, link
    definitions, rules, addresses. Markup inside a unit (a bold word, a link) stays in the unit.
    """

    suffixes: tuple[str, ...] = (".md", ".markdown")
    output_suffix = ".en.txt"
    has_rows = False

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The file's characters; see `translate.formats.encoding.decode`."""
        return decode(content, name=name, encoding=encoding)

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """One document, with the markup between its units."""
        yield document_of(name, text, _Scanner(text).stretches())

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The same markup around the translated units."""
        return rebuilt(read, units)


@dataclass(slots=True)
class _Scanner:
    """Goes through a text line by line; holds what the lines so far have left open."""

    text: str
    paragraph: Span | None = None
    in_table: bool = False
    indents: list[int] = field(default_factory=list)  # the column where each open list item's words begin
    until: re.Pattern[str] | None = None  # what ends the code or comment that the line stands in
    quoted_code: bool = False  # that code also ends where the quote ends
    found: list[Stretch] = field(default_factory=list)

    def stretches(self) -> list[Stretch]:
        """What is to be translated, in order."""
        front = _FRONT_MATTER.match(self.text)
        for start, end in _lines(self.text, front.end() if front else 0):
            self._take(start, end)
        self._close()
        return self.found

    def _take(self, start: int, end: int) -> None:
        line = self.text[start:end]
        if self.until and not (self.quoted_code and not line.lstrip().startswith(">")):
            if ending := self.until.search(self.text, start, end):
                self.until = None
                self._take_words(ending.end(), end, quoted=False)
            return
        self.until = None
        if not line.strip(" \t>"):
            self._close()
        elif not self._is_code(_columns(line)):
            self._take_block(start, end)

    def _is_code(self, column: int) -> bool:
        """Whether a line that begins at `column` is code: four columns beyond the words of its list item.

        In a paragraph it never is. A line left of an item's words has left the item.
        """
        if self.paragraph or self.in_table:
            return False
        while self.indents and column < self.indents[-1]:
            self.indents.pop()
        return column - (self.indents[-1] if self.indents else 0) >= 4

    def _take_block(self, start: int, end: int) -> None:
        """A line that may begin with marks of a quote or a list item, one inside the other."""
        place, quoted = _past(_INDENT, self.text, start, end), False
        for _ in range(_DEEPEST):
            item = _ITEM.match(self.text, place, end)
            if item and self._is_item(item, end):
                self._close()
                self._enter_item(_width(self.text[start:place]), _width(self.text[start : item.end()]))
                past = item.end()
            else:
                past = _past(_QUOTE, self.text, place, end)
                quoted = quoted or past > place
            if past == place:
                break
            place = _past(_INDENT, self.text, past, end)
        self._take_words(place, end, quoted=quoted)

    def _is_item(self, item: re.Match[str], end: int) -> bool:
        """Not `* * *`; and in a plain paragraph a number other than 1 is a number, as CommonMark has it."""
        if _RULE.match(self.text, item.start(), end):
            return False
        in_plain = self.paragraph and not self.indents
        return not (in_plain and item["number"] and int(item["number"]) != 1)

    def _enter_item(self, mark: int, words: int) -> None:
        while self.indents and mark < self.indents[-1]:
            self.indents.pop()
        self.indents.append(words)

    def _take_words(self, place: int, end: int, *, quoted: bool) -> None:
        """What stands behind the marks: the beginning of some block, or more of a paragraph."""
        place = self._past_raw(place, end)
        if fence := _FENCE.match(self.text, place, end):
            self._close()
            # Not preceded by anything on its line but blanks and quote marks; at least as long.
            self.until = re.compile(rf"(?<![^\r\n])[ \t>]*{fence[0]}{fence[0][0]}*[ \t]*$")
            self.quoted_code = quoted
        elif _RULE.match(self.text, place, end):
            self._close()
        elif heading := _HEADING.match(self.text, place, end):
            self._close()
            closing = _HEADING_END.search(self.text, heading.end(), end)
            self._add(heading.end(), closing.start() if closing else end)
        elif self._is_table_row(place, end):
            self._take_row(place, end)
        elif place == end:
            return
        elif self.paragraph and not quoted:
            self.paragraph = (self.paragraph[0], end)
        else:
            self._open_paragraph(place, end)

    def _past_raw(self, place: int, end: int) -> int:
        """Behind the comments and scripts that begin here; the line's end where one goes on below."""
        while raw := _RAW.match(self.text, place, end):
            self._close()
            ending = re.compile(rf"</{raw['name']}\s*>" if raw["name"] else "-->", re.IGNORECASE)
            closed = ending.search(self.text, raw.end(), end)
            if not closed:
                self.until, self.quoted_code = ending, False
                return end
            place = _past(_INDENT, self.text, closed.end(), end)
        return place

    def _open_paragraph(self, place: int, end: int) -> None:
        self._close()
        if not _REFERENCE.match(self.text, place, end):
            self.paragraph = (_past(_FOOTNOTE, self.text, place, end), end)

    def _is_table_row(self, place: int, end: int) -> bool:
        if self.in_table:
            return True
        following = _LINE_END.match(self.text, _line_end(self.text, end))
        rule = following and _TABLE_RULE.match(self.text, following.end())
        return rule is not None and "|" in rule[0] and "|" in self.text[place:end]

    def _take_row(self, place: int, end: int) -> None:
        if not self.in_table:
            self._close()
            self.in_table = True
        if not _TABLE_RULE.fullmatch(self.text, place, end):
            for cell in _CELL.finditer(self.text, place, end):
                self._add(*cell.span())

    def _close(self) -> None:
        """End the paragraph or the table that is open."""
        if self.paragraph:
            self._add(*self.paragraph)
        self.paragraph, self.in_table = None, False

    def _add(self, start: int, end: int) -> None:
        """Units of a stretch of words: its parts between breaks, without the markup around each."""
        for part in _BREAKS.finditer(self.text, start, end):
            self._add_part(start, part.start())
            start = part.end()
        self._add_part(start, end)

    def _add_part(self, start: int, end: int) -> None:
        start, end = self._trimmed(start, end)
        while wrapped := _WRAPPED.fullmatch(self.text, start, end):
            start, end = self._trimmed(*wrapped.span("link" if wrapped["words"] is None else "words"))
        if not _ADDRESS.fullmatch(self.text, start, end):
            self.found.append(Stretch((start, end), one_paragraph=True))

    def _trimmed(self, start: int, end: int) -> Span:
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), max(start, start + len(words.rstrip()))


def _lines(text: str, start: int) -> Iterator[Span]:
    """Lines from `start` on, without their ends and the blanks before them."""
    while start < len(text):
        end = _line_end(text, start)
        yield start, start + len(text[start:end].rstrip())
        start = _past(_LINE_END, text, end, len(text))


def _line_end(text: str, place: int) -> int:
    return _past(_LINE, text, place, len(text))


def _past(pattern: re.Pattern[str], text: str, place: int, end: int) -> int:
    """Where a match at `place` ends; `place` itself if there is none."""
    match = pattern.match(text, place, end)
    return match.end() if match else place


def _width(text: str) -> int:
    return len(text.expandtabs(4))


def _columns(line: str) -> int:
    """How far the line is indented, a tab reaching to the next fourth column."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))
