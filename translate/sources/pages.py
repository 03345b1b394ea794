"""HTML to articles: of a whole page what the HTML format finds in it, of a feed's fragment all its text."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.errors import UnreadableDocument
from translate.formats.html import Html
from translate.records import Unreadable
from translate.sources.page_cache import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "mark",
        "q",
    }
    | {"s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr"}
)
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "iframe"})


@dataclass(frozen=True, slots=True)
class Article:
    """Headline, and paragraphs with an empty line between them; either may be empty."""

    title: str
    text: str


def article_in(page: Page) -> Article | str:
    """The article of a page, or why there is none."""
    if page.kind not in _HTML:
        return f"not a page but {page.kind}"
    form = Html()
    try:
        text = form.decode(page.body, name=page.address, encoding=_believable(page.charset))
    except UnreadableDocument as error:
        return error.reason
    found = next(iter(form.read(text, page.address)))
    if isinstance(found, Unreadable):
        return found.reason
    title = next((unit.text for unit in found.units if unit.field == "title"), "")
    rest = [unit for unit in found.units if unit.field != "title"]
    body = "".join(unit.text + unit.after for unit in rest).strip()
    return Article(title, body) if body else "no article found in the page"


def fragment_text(html: str) -> str:
    """What a reader sees of a fragment of HTML: its paragraphs, with an empty line between them."""
    from lxml.html import fragment_fromstring

    if not html.strip():
        return ""
    root = fragment_fromstring(html.replace("\x00", ""), create_parent="div")
    paragraphs = "".join(_pieces(root)).split("\n")
    return "\n\n".join(filter(None, (" ".join(each.split()) for each in paragraphs)))


def _pieces(root: "HtmlElement") -> Iterator[str]:
    """Texts in order, white space of the source as blanks, a line feed at each edge of a block."""
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        edge = "" if event == "comment" or element.tag in _INLINE else "\n"
        if event == "start" and element.tag not in _UNSEEN:
            yield edge + _flat(element.text)
        elif event == "start":
            walk.skip_subtree()
        else:
            yield edge + _flat(element.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _believable(charset: str | None) -> str | None:
    """What the server says the page is written in, where that can be: many say Latin-1 of everything."""
    if charset is None:
        return None
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    return None if name in {"ascii", "utf-8", "iso8859-1", "cp1252"} else charset
