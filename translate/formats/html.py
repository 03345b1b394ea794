"""Web pages: the article's headline and paragraphs, without menus, scripts and footers."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from configparser import ConfigParser
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from translate.formats.base import Stretch, document_of, rebuilt
from translate.formats.web import WebPage
from translate.records import Document, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element
    from trafilatura.settings import Document as Extracted

_ZWNJ = "\u200c"
_ZWJ = "\u200d"
# trafilatura deletes what is not printable, half-spaces among it; these two rare signs stand in for them.
_STAND_INS = {_ZWNJ: "\u2e31", _ZWJ: "\u2e32"}
_ENTITIES = {
    _ZWNJ: re.compile(r"&(?:zwnj|#0*8204|#[xX]0*200[cC])(?:;|(?![\w;]))"),
    _ZWJ: re.compile(r"&(?:zwj|#0*8205|#[xX]0*200[dD])(?:;|(?![\w;]))"),
}
_ESCAPES = {_ZWNJ: re.compile(r"\\u200[cC]"), _ZWJ: re.compile(r"\\u200[dD]")}
_TAKEN = re.compile("[\u2e31\u2e32]|&#(?:0*1182[56]|[xX]0*2[eE]3[12])(?!\\w)")
_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>.*?</script", re.DOTALL | re.IGNORECASE)
_DOCTYPE = "<!DOCTYPE html>\n"
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "code", "list", "table", "row", "lb", "div"})
_FURNITURE = frozenset({"nav", "header", "footer", "aside", "form"})
_SHORT = 250  # trafilatura's own threshold (MIN_EXTRACTED_SIZE)
_BULLET = "- "
_CELL_RULE = " | "


class Html(WebPage):
    """An HTML page. The document's text is the article that trafilatura finds in it, half-spaces kept.

    A headline, paragraphs, list items (after `- `) and table cells (between ` | `) are units.
    """

    output_suffix = ".en.txt"

    def read(self, text: str, name: str) -> Iterator[Document | Unreadable]:
        """The article as one document; Unreadable where no article can be found."""
        if _TAKEN.search(text):
            reason = "it holds U+2E31 or U+2E32, which stand in for half-spaces here; replace them"
            yield Unreadable(name, where=name, reason=reason)
            return
        if blocks := _article(text):
            yield _document(name, blocks)
        else:
            yield Unreadable(name, where=name, reason="no article found in the page; save its text as .txt")

    def write(self, read: Document | Unreadable, units: Iterable[str]) -> str:
        """The article's text in English, and a line feed."""
        return rebuilt(read, units)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, the element it stood in, and what parts it from the one before."""

    text: str
    kind: str = "p"
    gap: str = "\n\n"


def _article(page: str) -> list[_Block]:
    """Headline and paragraphs; nothing where trafilatura finds no article.

    Below `_SHORT` characters trafilatura by itself drops what it found for the words of the whole page,
    menus included, in one paragraph: ruin for a news flash. So the flash is taken as found, unless the
    usual way finds twice as much, as where the page holds the article for scripts only.
    """
    page = _DOCTYPE + _with_stand_ins(page)
    found = _extracted(page, shortest=1)
    if len(_text(found)) < _SHORT:
        usual = _extracted(page, shortest=_SHORT)
        found = usual if len(_text(usual)) > 2 * len(_text(found)) else found
    if found is None:
        return []
    blocks = [replace(block, text=_without_stand_ins(block.text)) for block in _blocks(found.body)]
    return _headed(blocks, _folded(_without_stand_ins(found.title or "")))


def _extracted(page: str, *, shortest: int) -> "Extracted | None":
    """What trafilatura takes for the article, with its title; its log is off, as we say it in our words."""
    from trafilatura import bare_extraction

    for logger in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    found = bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
        config=_settings(shortest),
    )
    return None if found is None or _is_dump(found.body) else found


@cache
def _settings(shortest: int) -> ConfigParser:
    from trafilatura.settings import use_config

    settings: ConfigParser = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(shortest))
    return settings


def _is_dump(body: "_Element") -> bool:
    """Whether it is all the words of the page, a line for each stretch of text, or a menu: no article."""
    alone = len(body) == 1 and len(body[0]) == 0
    return body.tag in _FURNITURE or (alone and "\n" in (body[0].text or ""))


def _text(found: "Extracted | None") -> str:
    return found.text or "" if found else ""


def _headed(blocks: list[_Block], title: str) -> list[_Block]:
    """The blocks with the headline marked, or put before them where the article does not repeat it.

    A page's title may go on with the name of the site, and a kicker or a dateline may stand before the
    headline: hence the beginning of the title, among the first three.
    """
    for index, block in enumerate(blocks[:3]):
        if title and (block.text == title or (block.kind == "head" and title.startswith(block.text))):
            return [*blocks[:index], replace(block, kind="title"), *blocks[index + 1 :]]
    return [_Block(title, kind="title"), *blocks] if title and blocks else blocks


def _blocks(body: "_Element") -> Iterator[_Block]:
    """Stretches of text between the edges of block elements, white space folded."""
    from lxml.etree import iterwalk

    inside: list[str] = []
    gap, words = "", body.text or ""
    for event, element in iterwalk(body, events=("start", "end")):
        if element is body:
            continue
        if element.tag in _BLOCKS:
            if text := _folded(words):
                yield _Block(text, kind=inside[-1] if inside else "p", gap=gap)
                gap = ""
            words = ""
            if event == "start":
                gap = _gap_before(element.tag, inside, gap)
                inside.append(element.tag)
            else:
                inside.pop()
                gap = _gap_after(element.tag, inside, gap)
        words += (element.text if event == "start" else element.tail) or ""
    if text := _folded(words):
        yield _Block(text, gap=gap)


def _gap_before(tag: str, inside: Sequence[str], gap: str) -> str:
    """What parts the text of an element that begins from the text before it; `gap` is due already."""
    if tag == "item":
        return gap if gap.endswith(_BULLET) else (gap or "\n") + _BULLET
    if tag == "cell":
        return gap or _CELL_RULE
    if "cell" in inside:
        return gap or " "
    return gap or ("\n" if inside or tag in {"row", "lb"} else "\n\n")


def _gap_after(tag: str, inside: Sequence[str], gap: str) -> str:
    """The same, where an element has ended."""
    if not inside:
        return "\n\n"
    if tag == "cell":  # an empty one leaves what was due, a full one leaves the rule to the next
        return gap if gap.strip(" ") else ""
    return gap or " " if "cell" in inside else "\n"


def _document(name: str, blocks: list[_Block]) -> Document:
    text, stretches = "", []
    for block in blocks:
        text += block.gap if text else block.gap.lstrip()
        span = (len(text), len(text) + len(block.text))
        field = "title" if block.kind == "title" else "text"
        stretches.append(Stretch(span, field=field, one_paragraph=True))
        text += block.text
    return document_of(name, text + "\n", stretches)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _with_stand_ins(page: str) -> str:
    page = _JSON_LD.sub(_unescaped, page)
    for sign, stand_in in _STAND_INS.items():
        page = _ENTITIES[sign].sub(stand_in, page).replace(sign, stand_in)
    return page


def _unescaped(script: re.Match[str]) -> str:
    """A script of JSON with the half-spaces themselves in place of their escapes."""
    text = script[0]
    for sign, escape in _ESCAPES.items():
        text = escape.sub(sign, text)
    return text


def _without_stand_ins(text: str) -> str:
    for sign, stand_in in _STAND_INS.items():
        text = text.replace(stand_in, sign)
    return text
