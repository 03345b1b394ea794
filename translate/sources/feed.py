"""Source "feed": the items of an RSS or Atom feed, each with the article behind its link."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from translate.errors import BadUsage, UserError
from translate.records import Document, Unreadable
from translate.sources.base import Content, Fetched, SourceFailed, once
from translate.sources.fetching import Fetcher, NotFetched, Reach
from translate.sources.identity import Distinct, article_id, short_hash
from translate.sources.options import Address, Naming, Site
from translate.sources.page_cache import PageCache
from translate.sources.pages import Article, article_in, fragment_text
from translate.sources.rows import text_units

PAGE, FEED = "page", "feed"

PATIENCE = 3
"""Pages of a host that may time out in a night: a thousand times half a minute is longer than a night."""
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """`url` is the feed's address. At most `max_items` items are taken.

    `content` says where an article's text is: on the "page" behind the link, or in the "feed" itself.
    """

    naming: Naming
    url: Address
    content: str = PAGE
    max_items: int = 1000
    reach: Reach = field(default_factory=Reach)


class Feed:
    """An item an article. A page that cannot be had leaves its item unreadable."""

    Options: ClassVar[type[FeedOptions]] = FeedOptions

    def __init__(self, chosen: FeedOptions, site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = chosen.url.shown
        self._chosen = chosen
        self._silent: Counter[str] = Counter()
        allow_private = chosen.reach.allow_private or site.allow_private
        reach = replace(chosen.reach, allow_private=allow_private)
        self._fetcher = Fetcher(reach, PageCache(site.cache) if site.cache else None)
        if chosen.content not in {PAGE, FEED}:
            raise BadUsage(
                f'source {self.name}: content must be "{PAGE}" or "{FEED}", not {chosen.content!r}'
            )
        if isinstance(chosen.naming.priority, str):
            raise BadUsage(f"source {self.name}: items of a feed have no columns; priority must be a number")

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: in the order of the feed. A page is fetched when its article is read."""
        self._silent.clear()
        distinct = Distinct()
        address, items = self._items()
        for number, item in enumerate(items):
            if number == self._chosen.max_items:
                raise SourceFailed(
                    self.name, f"more than {number} items, and the rest was not read; raise max_items"
                )
            yield self._article(item, address, distinct)

    def _items(self) -> tuple[str, list[Mapping[str, Any]]]:
        """Where the feed was in the end, and its items."""
        try:
            page = self._fetcher.fetch(self._chosen.url.value)
        except NotFetched as error:
            raise SourceFailed(self.name, f"{self.shown}: {error.reason}") from error
        # Wide encodings have NULs between their letters.
        if _ENTITY.search(page.body.replace(b"\x00", b"")):
            raise SourceFailed(self.name, f"{self.shown}: it declares entities, which no feed needs; refused")
        feed = _parsed(page.body, page.kind, page.charset)
        if not feed.version and not feed.entries:
            raise SourceFailed(self.name, f"{self.shown}: neither RSS nor Atom (it says {page.kind})")
        return page.address, feed.entries

    def _article(self, item: Mapping[str, Any], address: str, distinct: Distinct) -> Fetched:
        link = _link(item, address)
        title = " ".join(_text(item.get("title_detail")).split())
        native = str(item.get("id") or link or f"item-{short_hash(title or _own_text(item))}")
        name = distinct(article_id(self.name, native))
        # feedparser answers for `updated` with `published`, which says nothing of a correction.
        updated = str(dict.get(item, "updated") or "") if isinstance(item, dict) else ""
        row = {
            "id": native,
            "title": title,
            "link": link,
            "published": item.get("published"),
            "updated": updated or None,
        }
        content = partial(self._content, name, item, row)
        own = self._chosen.content == FEED or link is None
        return Fetched(
            name,
            once(content),
            hint=short_hash(f"{updated}\n{title}\n{_own_text(item)}\n{self._chosen.content}")
            if updated or own
            else "",
            modified=updated or None,
            priority=float(self._chosen.naming.priority),
        )

    def _content(self, name: str, item: Mapping[str, Any], row: Mapping[str, Any]) -> Content:
        own = Article(str(row["title"]), _own_text(item))
        link = row["link"]
        if self._chosen.content == FEED or link is None:
            found: Article | str = own if own.text else "the item has no text of its own"
            if link is None and not own.text:
                found = "the item has neither link nor text"
        else:
            found = self._behind(str(link))
        if isinstance(found, str):
            return Unreadable(name, str(link or self.shown), found, raw=own.text or own.title)
        title = found.title or own.title
        units = text_units(title, found.text)
        return Document(name, units=units, row={**row, "title": title, "text": found.text})

    def _behind(self, link: str) -> Article | str:
        """The article on the item's page, or why there is none."""
        host = urlsplit(link).netloc
        if self._silent[host] >= PATIENCE:
            return f"{host} did not answer {PATIENCE} times tonight, and is not asked again"
        try:
            return article_in(self._fetcher.fetch(link))
        except NotFetched as error:
            self._silent[host] += error.is_down
            return error.reason


def _parsed(body: bytes, kind: str, charset: str | None) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise UserError("sources of kind feed need feedparser; pip install 'tarjoman[feeds]'") from error
    said = f"{kind}; charset={charset}" if charset else kind
    # A stream, never a text: feedparser takes a text for an address or a file's name.
    return feedparser.parse(io.BytesIO(body), response_headers={"content-type": said})


def _link(item: Mapping[str, Any], address: str) -> str | None:
    """Where the item's page is. RSS takes a guid for a link, though many are mere keys."""
    link = str(item.get("link") or "")
    if not link or (item.get("guidislink") and not link.startswith(("http:", "https:"))):
        return None
    return urljoin(address, link)


def _own_text(item: Mapping[str, Any]) -> str:
    """The longest text that the feed itself holds of an item."""
    return max(map(_text, [*(item.get("content") or []), item.get("summary_detail")]), key=len)


def _text(detail: Mapping[str, Any] | None) -> str:
    """A text of the feed as a reader sees it; one that is said to be plain has no markup in it."""
    value = str((detail or {}).get("value") or "")
    return value.strip() if (detail or {}).get("type") == "text/plain" else fragment_text(value)
