import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sources.web import RSS, Answer, Web
from translate.errors import BadUsage, UserError
from translate.records import Document, Unreadable
from translate.sources.base import Fetched, Source, SourceFailed
from translate.sources.options import Site
from translate.sources.registry import open_source

ZWNJ = "\u200c"
SENTENCE = (
    f"رئیس سازمان هواشناسی گفت بارش{ZWNJ}های امسال در استان{ZWNJ}های شمالی کشور بیشتر از میانگین بوده است. "
)


def page(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    menu = "<nav><a href='/'>خانه</a><a href='/s'>ورزش</a></nav>"
    return (
        f"<html><head><title>{title}</title></head><body>{menu}<article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def rss(*items: str, before: str = "") -> Answer:
    channel = f"<channel><title>f</title>{''.join(items)}</channel>"
    return Answer(f'<?xml version="1.0"?>{before}<rss version="2.0">{channel}</rss>'.encode(), kind=RSS)


def item(**fields: str) -> str:
    return "<item>" + "".join(f"<{key}>{value}</{key}>" for key, value in fields.items()) + "</item>"


@pytest.fixture
def feed(web: Web) -> Source:
    return open_feed(web)


def open_feed(web: Web, *, site: Site | None = None, **options: Any) -> Source:
    table = {
        "kind": "feed",
        "name": "news",
        "url": web.at("/feed"),
        "allow_private": True,
        "seconds": 5,
    } | options
    return open_source(table, where="nightly.toml", site=site or Site())


def only(source: Source) -> Fetched:
    (article,) = source.articles()
    return article


def document(article: Fetched) -> Document:
    assert isinstance(article.content, Document), article.content
    return article.content


def test_an_item_is_the_article_behind_its_link(web: Web, feed: Source) -> None:
    web.routes["/feed"] = rss(
        item(title="باران", link="/a", guid="a-1", pubDate="Mon, 01 Jan 2024 00:00:00 GMT")
    )
    web.routes["/a"] = Answer(page("باران", SENTENCE * 2, SENTENCE * 3))
    article = only(feed)
    assert article.id == "news/a-1"
    assert [(unit.field, unit.text) for unit in document(article).units] == [
        ("title", "باران"),
        ("text", f"{(SENTENCE * 2).strip()}\n\n{(SENTENCE * 3).strip()}"),
    ]
    row = document(article).row or {}
    assert (row["link"], row["published"]) == (web.at("/a"), "Mon, 01 Jan 2024 00:00:00 GMT")


def test_a_page_laid_out_anew_is_the_same_article_and_a_corrected_one_is_not(web: Web) -> None:
    web.routes["/feed"] = rss(item(title="باران", link="/a"))
    web.routes["/a"] = Answer(page("باران", SENTENCE * 3))
    first = only(open_feed(web)).digest
    web.routes["/a"] = Answer(
        page("باران", SENTENCE.replace(" ", "\n  <b></b> ") * 3).replace(b"<p>", b"\n<p class=x>")
    )
    assert only(open_feed(web)).digest == first
    web.routes["/a"] = Answer(page("باران", SENTENCE * 3 + "اصلاح شد."))
    assert only(open_feed(web)).digest != first


def test_an_item_without_a_link_is_what_the_feed_says_of_it(web: Web, feed: Source) -> None:
    text = "&lt;p&gt;می&amp;zwnj;گویند&lt;/p&gt;&lt;p&gt;باران آمد.&lt;/p&gt;"
    web.routes["/feed"] = rss(item(title="خبر", description=text, guid="x"), item(title="خبر دو"))
    found = list(feed.articles())
    assert document(found[0]).units[1].text == f"می{ZWNJ}گویند\n\nباران آمد."
    assert isinstance(found[1].content, Unreadable)
    assert found[1].content.reason == "the item has neither link nor text"
    assert web.paths() == ["/feed"]


def test_the_text_may_be_taken_from_the_feed_itself(web: Web) -> None:
    web.routes["/feed"] = rss(item(title="خبر", link="/a", description="باران آمد."))
    assert document(only(open_feed(web, content="feed"))).units[1].text == "باران آمد."
    assert web.paths() == ["/feed"]


def test_a_page_that_cannot_be_had_leaves_its_item_unreadable_and_the_others_alone(
    web: Web, feed: Source
) -> None:
    web.routes["/feed"] = rss(item(link="/gone"), item(link="/pdf"), item(link="/menu"), item(link="/a"))
    web.routes["/pdf"] = Answer(b"%PDF-1.4", kind="application/pdf")
    web.routes["/menu"] = Answer(b"<html><body><nav><a href='/'>x</a></nav></body></html>")
    web.routes["/a"] = Answer(page("باران", SENTENCE * 3))
    contents = [article.content for article in feed.articles()]
    assert [content.reason for content in contents if isinstance(content, Unreadable)] == [
        "HTTP 404 Not Found",
        "not a page but application/pdf",
        "no article found in the page; save its text as .txt",
    ]
    assert isinstance(contents[3], Document)


def test_a_link_into_a_private_network_is_not_followed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["/feed"] = rss(item(link="http://169.254.169.254/latest/meta-data/"))
    source = open_feed(web, allow_private=False)
    monkeypatch.setattr("translate.sources.addresses.is_public", lambda address: address == "127.0.0.1")
    content = only(source).content
    assert isinstance(content, Unreadable)
    assert "on a private network" in content.reason


def test_a_feed_that_is_down_is_one_source_that_failed(web: Web, feed: Source) -> None:
    web.routes["/feed"] = Answer(status=503)
    with pytest.raises(SourceFailed, match=r"source news: http://127.*HTTP 503"):
        list(feed.articles())


def test_a_page_in_place_of_a_feed_is_a_failure_not_an_empty_night(web: Web, feed: Source) -> None:
    web.routes["/feed"] = Answer(page("صفحه", "پیدا نشد"))
    with pytest.raises(SourceFailed, match="neither RSS nor Atom"):
        list(feed.articles())


def test_a_host_that_does_not_answer_is_not_asked_for_ever(web: Web) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{closed.getsockname()[1]}"
        web.routes["/feed"] = rss(*(item(link=f"{dead}/{number}") for number in range(5)), item(link="/a"))
        web.routes["/a"] = Answer(page("باران", SENTENCE * 3))
        contents = [article.content for article in open_feed(web).articles()]
    reasons = [content.reason for content in contents if isinstance(content, Unreadable)]
    assert [("refused" in reason, "is not asked again" in reason) for reason in reasons] == [
        *[(True, False)] * 3,
        *[(False, True)] * 2,
    ]
    assert isinstance(contents[5], Document)


def test_a_feed_without_feedparser_says_what_to_install(
    web: Web, feed: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.routes["/feed"] = rss()
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(UserError, match=r"pip install 'tarjoman\[feeds\]'"):
        list(feed.articles())


def test_an_empty_feed_has_no_articles(web: Web, feed: Source) -> None:
    web.routes["/feed"] = rss()
    assert list(feed.articles()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY % c SYSTEM "http://127.0.0.1/x.dtd"> %c;]>',
    ],
)
def test_a_feed_that_declares_entities_is_refused(
    web: Web, feed: Source, declared: str, encoding: str
) -> None:
    answer = rss(item(title="&c;", link="/a"), before=declared)
    web.routes["/feed"] = replace(answer, body=answer.body.decode().encode(encoding))
    with pytest.raises(SourceFailed, match="declares entities"):
        list(feed.articles())
    assert web.paths() == ["/feed"]


def test_the_document_type_of_an_old_feed_is_not_fetched(web: Web, feed: Source) -> None:
    outside = f'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "{web.at("/rss.dtd")}">'
    web.routes["/feed"] = rss(item(title="خبر", description="باران آمد."), before=outside)
    assert document(only(feed)).units[0].text == "خبر"
    assert web.paths() == ["/feed"]


def test_a_feed_in_another_encoding_is_read(web: Web, feed: Source) -> None:
    answer = rss(item(title="خبر", description="باران آمد."))
    web.routes["/feed"] = replace(
        answer, body=answer.body.decode().encode("cp1256"), kind="text/xml; charset=windows-1256"
    )
    assert document(only(feed)).units[0].text == "خبر"


def test_an_address_among_the_ids_cannot_leave_its_folder(web: Web, feed: Source) -> None:
    guids = ["../../etc/passwd", "/etc/passwd", "https://news.example/a?b=1", "a/./b", "x" * 500]
    web.routes["/feed"] = rss(*(item(guid=guid, description="باران") for guid in guids))
    for article in feed.articles():
        parts = article.id.split("/")
        assert parts[0] == "news"
        assert all(part and not part.startswith(".") and len(part.encode()) < 200 for part in parts)


def test_an_item_that_says_when_it_changed_is_known_without_its_page(web: Web, feed: Source) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title><entry><id>1</id><title>باران</title>'
        '<link href="/a"/><updated>{}</updated></entry></feed>'
    )
    web.routes["/feed"] = Answer(atom.format("2024-01-01T00:00:00Z").encode(), kind="application/atom+xml")
    first = only(feed)
    again = only(feed)
    web.routes["/feed"] = Answer(atom.format("2024-01-02T00:00:00Z").encode(), kind="application/atom+xml")
    assert first.hint == again.hint != ""
    assert only(feed).hint != first.hint
    assert set(web.paths()) == {"/feed"}


def test_an_item_that_does_not_say_is_looked_at_every_night(web: Web, feed: Source) -> None:
    web.routes["/feed"] = rss(item(title="باران", link="/a", pubDate="Mon, 01 Jan 2024 00:00:00 GMT"))
    assert only(feed).hint == ""


def test_too_many_items_are_not_dropped_in_silence(web: Web) -> None:
    web.routes["/feed"] = rss(*(item(guid=str(number)) for number in range(3)))
    with pytest.raises(SourceFailed, match="more than 2 items"):
        list(open_feed(web, max_items=2).articles())


def test_an_unchanged_page_is_not_sent_again_the_next_night(web: Web, tmp_path: Path) -> None:
    web.routes["/feed"] = rss(item(title="باران", link="/a"))
    web.routes["/a"] = Answer(page("باران", SENTENCE * 3), headers={"ETag": '"7"'})
    site = Site(cache=tmp_path / "pages.db")
    first = only(open_feed(web, site=site)).digest
    web.routes["/a"] = lambda handler: Answer(
        status=304 if handler.headers["If-None-Match"] == '"7"' else 500
    )
    assert only(open_feed(web, site=site)).digest == first


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"content": "links"}, 'content must be "page" or "feed"'),
        ({"priority": "rank"}, "priority must be a number"),
        ({"ulr": "x"}, "unknown setting 'ulr'; did you mean 'url'"),
    ],
)
def test_what_a_feed_cannot_be_told_is_refused_at_once(
    web: Web, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadUsage, match=message):
        open_feed(web, **options)
