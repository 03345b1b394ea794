import gzip
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.unit.sources.web import Answer, Web
from translate.sources import addresses
from translate.sources.fetching import Fetcher, NotFetched, Reach
from translate.sources.page_cache import PageCache

NEAR = Reach(seconds=5, max_page_mb=0.05, allow_private=True)


def test_a_page_comes_with_its_kind_and_charset(web: Web) -> None:
    web.routes["/a"] = Answer("سلام".encode("cp1256"), kind="text/html; charset=windows-1256")
    page = Fetcher(NEAR).fetch(web.at("/a"))
    assert (page.kind, page.charset, page.body.decode("cp1256")) == ("text/html", "windows-1256", "سلام")


def test_nothing_of_a_private_network_is_fetched_unless_allowed(web: Web) -> None:
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1, on a private network; allow_private"):
        Fetcher(Reach(seconds=5)).fetch(web.at("/a"))
    assert web.asked == []


def test_a_redirect_to_a_private_address_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.routes["/a"] = Answer(status=302, headers={"Location": f"http://localhost:{web.port}/secret"})
    web.routes["/secret"] = Answer(b"secret")
    # The first host passes for a public one; what it redirects to is looked at anew.
    monkeypatch.setattr(addresses, "is_public", lambda _address: len(web.asked) == 0)
    with pytest.raises(NotFetched, match="on a private network"):
        Fetcher(Reach(seconds=5)).fetch(web.at("/a"))
    assert web.paths() == ["/a"]


def test_five_redirects_are_followed_and_a_sixth_is_not(web: Web) -> None:
    for number in range(7):
        web.routes[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    web.routes["/7"] = Answer(b"here")
    assert Fetcher(NEAR).fetch(web.at("/2")).address == web.at("/7")
    with pytest.raises(NotFetched, match="more than 5 redirects"):
        Fetcher(NEAR).fetch(web.at("/1"))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://news.example/a", "/etc/passwd", "http://"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher(NEAR).fetch(address)


def test_a_redirect_to_a_file_is_refused(web: Web) -> None:
    web.routes["/a"] = Answer(status=301, headers={"Location": "file:///etc/passwd"})
    with pytest.raises(NotFetched, match="only http and https"):
        Fetcher(NEAR).fetch(web.at("/a"))


def test_a_page_that_is_too_large_is_refused_by_what_the_server_says(web: Web) -> None:
    web.routes["/a"] = Answer(b"x" * 60_000)
    with pytest.raises(NotFetched, match=r"larger than the 0\.05 MiB of max_page_mb"):
        Fetcher(NEAR).fetch(web.at("/a"))


def test_a_page_that_unpacks_to_too_much_is_refused(web: Web) -> None:
    bomb = gzip.compress(b"\0" * 8_000_000)
    assert len(bomb) < 52_000
    web.routes["/a"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(NotFetched, match="larger than"):
        Fetcher(NEAR).fetch(web.at("/a"))


def test_a_packed_page_is_unpacked_and_half_of_one_refused(web: Web) -> None:
    packed = gzip.compress("خبر".encode())
    web.routes["/a"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    web.routes["/b"] = Answer(packed[:-9], headers={"Content-Encoding": "gzip"})
    assert Fetcher(NEAR).fetch(web.at("/a")).body.decode() == "خبر"
    with pytest.raises(NotFetched, match="ends too soon"):
        Fetcher(NEAR).fetch(web.at("/b"))


def test_a_server_that_trickles_is_left_when_the_time_is_over(web: Web) -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        try:
            for _ in range(200):
                handler.wfile.write(b"x")
                time.sleep(0.02)
        except OSError:
            gone.append(handler.path)

    gone: list[str] = []
    web.routes["/a"] = trickle
    with pytest.raises(NotFetched, match=r"took longer than 0\.1 s"):
        Fetcher(Reach(seconds=0.1, allow_private=True)).fetch(web.at("/a"))


def test_a_page_cut_short_is_refused(web: Web) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    web.routes["/a"] = short
    with pytest.raises(NotFetched, match="broke 96 bytes before the end"):
        Fetcher(NEAR).fetch(web.at("/a"))


def test_an_error_page_is_not_taken_for_an_article(web: Web) -> None:
    with pytest.raises(NotFetched, match="HTTP 404"):
        Fetcher(NEAR).fetch(web.at("/gone"))


def test_a_page_that_did_not_change_is_not_sent_again(web: Web, tmp_path: Path) -> None:
    def page(handler: BaseHTTPRequestHandler) -> Answer:
        known = (
            handler.headers.get("If-None-Match") == '"1"' and handler.headers.get("If-Modified-Since") == "x"
        )
        headers = {"ETag": '"1"', "Last-Modified": "x"}
        return Answer(status=304) if known else Answer(b"news", headers=headers)

    web.routes["/a"] = page
    cache = PageCache(tmp_path / "pages.db")
    first = Fetcher(NEAR, cache).fetch(web.at("/a"))
    assert Fetcher(NEAR, cache).fetch(web.at("/a")) == first
    assert "if-none-match" in web.asked[1][1]


def test_the_cache_is_for_its_owner_only_and_holds_no_address_asked_for(web: Web, tmp_path: Path) -> None:
    web.routes["/a?token=verysecret"] = Answer(status=301, headers={"Location": "/b"})
    web.routes["/b"] = Answer(b"news", headers={"ETag": "1"})
    Fetcher(NEAR, PageCache(tmp_path / "pages.db")).fetch(web.at("/a?token=verysecret"))
    assert (tmp_path / "pages.db").stat().st_mode & 0o077 == 0
    assert b"verysecret" not in (tmp_path / "pages.db").read_bytes()


def test_a_damaged_cache_is_begun_anew(web: Web, tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_bytes(b"no database at all, but long enough to be taken for one" * 9)
    web.routes["/a"] = Answer(b"news", headers={"ETag": "1"})
    cache = PageCache(tmp_path / "pages.db")
    page = Fetcher(NEAR, cache).fetch(web.at("/a"))
    assert cache.look_up(web.at("/a")) == page


def test_a_login_is_sent_to_its_own_host_only_and_never_shown(web: Web) -> None:
    place = web.at("/a").replace("http://", "http://user:pass%20word@")
    web.routes["/a"] = Answer(status=302, headers={"Location": f"http://localhost:{web.port}/b"})
    with pytest.raises(NotFetched) as failure:
        Fetcher(NEAR).fetch(place)
    assert web.asked[0][1]["authorization"] == "Basic dXNlcjpwYXNzIHdvcmQ="
    assert "authorization" not in web.asked[1][1]
    assert "pass" not in str(failure.value)


def test_an_address_in_persian_is_fetched(web: Web) -> None:
    web.routes["/%D8%AE%D8%A8%D8%B1?q=%D8%A7"] = Answer(b"here")
    assert Fetcher(NEAR).fetch(web.at("/خبر?q=ا")).body == b"here"
