"""Pages from the web, within limits of size, time and place; what did not change is not sent again."""

import socket
import ssl
import threading
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from translate import __version__
from translate.errors import EXIT_IO, UserError
from translate.sources.addresses import connected
from translate.sources.options import MIB, without_secrets
from translate.sources.page_cache import Page, PageCache

MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~#+!$,;'@()*[]"


class NotFetched(UserError):
    """A page cannot be had: which, and why. `shown` leaves out what may be secret in its address.

    `is_down` says that nobody answered, or not in time, so that asking for the next page will be no better.
    """

    exit_code = EXIT_IO

    def __init__(self, shown: str, reason: str, *, is_down: bool = False) -> None:
        super().__init__(f"{shown}: {reason}")
        self.reason = reason
        self.is_down = is_down


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a fetch may go: `seconds` in all, redirects included, and megabytes, unpacked.

    `allow_private` lets it speak to addresses of private networks and of this machine.
    """

    seconds: float = 30.0
    max_page_mb: float = 8.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages within `reach`; `cache` keeps them, so that the next night asks for changes only."""

    reach: Reach
    cache: PageCache | None = None

    def fetch(self, address: str) -> Page:
        """The page at `address`, after at most five redirects. Raises NotFetched."""
        end = time.monotonic() + self.reach.seconds
        place = address
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._step(place, end, with_login=_host(place) == _host(address))
            if isinstance(answer, Page):
                return answer
            place = answer
        raise NotFetched(without_secrets(address), f"more than {MOST_REDIRECTS} redirects")

    def _step(self, place: str, end: float, *, with_login: bool) -> Page | str:
        """The page, or where it has moved to."""
        shown = without_secrets(place)
        known = self.cache.look_up(place) if self.cache else None
        headers = _headers(place, known, with_login=with_login)
        try:
            with _asked(place, headers, end, allow_private=self.reach.allow_private) as answer:
                return self._answered(place, answer, known)
        except TimeoutError as error:
            reason = f"took longer than {self.reach.seconds:g} s"
            raise NotFetched(shown, reason, is_down=True) from error
        except ConnectionRefusedError as error:
            raise NotFetched(shown, _said(error), is_down=True) from error
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            raise NotFetched(shown, _said(error)) from error

    def _answered(self, place: str, answer: HTTPResponse, known: Page | None) -> Page | str:
        if answer.status in _REDIRECTS:
            return urljoin(place, answer.getheader("Location") or "")
        if answer.status == 304 and known is not None:
            return known
        if answer.status != 200:
            raise NotFetched(without_secrets(place), f"HTTP {answer.status} {answer.reason}")
        page = _page(place, answer, self._body(place, answer))
        if self.cache and (page.etag or page.modified):
            self.cache.keep(place, page)
        return page

    def _body(self, place: str, answer: HTTPResponse) -> bytes:
        most = int(self.reach.max_page_mb * MIB)
        too_large = NotFetched(
            without_secrets(place), f"larger than the {self.reach.max_page_mb:g} MiB of max_page_mb"
        )
        length = answer.getheader("Content-Length") or ""
        if length.isdecimal() and int(length) > most:
            raise too_large
        parts: list[bytes] = []
        for part in _unpacked(answer):
            parts.append(part)
            most -= len(part)
            if most < 0:
                raise too_large
        return b"".join(parts)


class _Connection(HTTPConnection):
    """An HTTP or HTTPS connection over a socket that stands already.

    The standard library and not httpx, since with a socket of our own making the address that was looked at
    is the address that is spoken to, and one clock ends everything.
    """

    def __init__(self, parts: SplitResult, sock: socket.socket) -> None:
        super().__init__(parts.hostname or "", parts.port or _PORTS[parts.scheme])
        self.default_port = _PORTS[parts.scheme]
        self.sock = sock

    def connect(self) -> None:
        """Never called: the socket is there, and none but that one may be used."""
        raise ConnectionError("the server closed the connection")


@contextmanager
def _asked(
    place: str, headers: Mapping[str, str], end: float, *, allow_private: bool
) -> Iterator[HTTPResponse]:
    """The answer's headers, its body still to be read. It all ends at `end`, however slowly it trickles."""
    parts = _parts(place)
    port = parts.port or _PORTS[parts.scheme]
    host = _ascii_host(parts)
    sock = connected(host, port, allow_private=allow_private, left=lambda: end - time.monotonic())
    with _ending(sock, end):
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection = _Connection(parts, sock)
        try:
            target = quote(parts.path or "/", safe=_SAFE) + ("?" if parts.query else "")
            connection.request("GET", target + quote(parts.query, safe=_SAFE), headers=dict(headers))
            with connection.getresponse() as answer:
                yield answer
        finally:
            connection.close()
            sock.close()


@contextmanager
def _ending(sock: socket.socket, end: float) -> Iterator[None]:
    """Shut the connection at `end`: a socket's own time limit begins anew with each byte that comes."""
    over = threading.Event()
    also = sock.dup()  # stays valid when TLS takes the first one over

    def shut() -> None:
        over.set()
        with suppress(OSError):  # it has ended by itself
            also.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), shut)
    timer.start()
    try:
        yield
    except (OSError, HTTPException, zlib.error, ValueError) as error:
        if over.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        timer.join()
        also.close()
    if over.is_set():
        raise TimeoutError


def _parts(place: str) -> SplitResult:
    parts = urlsplit(place)
    if parts.scheme not in _PORTS:
        raise ValueError(f"only http and https addresses are fetched, not {parts.scheme or 'this'}")
    if not parts.hostname:
        raise ValueError("an address without a host")
    return parts


def _ascii_host(parts: SplitResult) -> str:
    return (parts.hostname or "").encode("idna").decode("ascii")


def _host(place: str) -> tuple[str | None, str | None, int | None]:
    """Whom a login is for; of an address that is none, whatever it is fetched as says so."""
    with suppress(ValueError):
        parts = urlsplit(place)
        return parts.scheme, parts.hostname, parts.port
    return None, place, None


def _headers(place: str, known: Page | None, *, with_login: bool) -> dict[str, str]:
    headers = {
        "User-Agent": f"tarjoman/{__version__}",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers | _login(place) if with_login else headers


def _login(place: str) -> dict[str, str]:
    with suppress(ValueError):
        parts = urlsplit(place)
        if parts.username:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            return {"Authorization": "Basic " + b64encode(login.encode()).decode("ascii")}
    return {}


def _unpacked(answer: HTTPResponse) -> Iterator[bytes]:
    """The body a piece at a time, each of bounded size, whatever it was packed with."""
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise ValueError(f"packed as {packing!r}, which was not asked for")
    if packing == "identity":
        yield from _pieces(answer)
        return
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    for piece in _pieces(answer):
        rest = piece
        while rest:
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise ValueError("the packed page ends too soon")


def _pieces(answer: HTTPResponse) -> Iterator[bytes]:
    """The body as it is sent. ValueError where the connection ends before the length that was announced."""
    length, chunked = answer.getheader("Content-Length") or "", answer.getheader("Transfer-Encoding")
    missing = int(length) if length.isdecimal() and not chunked else 0
    while piece := answer.read(_CHUNK):
        missing -= len(piece)
        yield piece
    if missing > 0:
        raise ValueError(f"the connection broke {missing} bytes before the end")


def _page(place: str, answer: HTTPResponse, body: bytes) -> Page:
    about = Message()
    about["Content-Type"] = answer.getheader("Content-Type") or "application/octet-stream"
    page = Page(place, about.get_content_type(), about.get_content_charset(), body)
    return replace(
        page, etag=answer.getheader("ETag") or "", modified=answer.getheader("Last-Modified") or ""
    )


def _said(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return f"no such host ({error.strerror})"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good ({error.verify_message})"
    return str(error) or type(error).__name__
