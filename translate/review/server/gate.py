"""Who may talk to the page: this machine's browser that was given the token, and nobody through it.

Three doors. A page of the open web can make a browser send requests to 127.0.0.1: it has no cookie, since
that is SameSite=Strict, and its Origin is not ours. A name that its owner points at 127.0.0.1 (DNS rebinding)
shows in the Host header. Another user of this machine reaches the port but does not know the token.
"""

import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 - a parameter's name
"""The parameter of the first address, and nothing else's name."""

_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    # Nothing from elsewhere: no script, style, font, image or connection that this server does not answer.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_WRONG_HOST = "This page answers only under the address that `tarjoman review` printed.\n"
_NOT_INVITED = (
    "Open the address that `tarjoman review` printed, with its token; this browser has not been there yet.\n"
    "What an open page has not saved stays in that page: go back to it after opening the address.\n"
)
_FOREIGN = "Writing is only for the page itself.\n"


class Gate:
    """ASGI middleware around the page. `port` is part of the cookie's name, since cookies know no ports."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._cookie = f"tarjoman-{port}"
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the page what may pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """What is said instead of the page; None lets the request pass."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse(_WRONG_HOST, 421)
        if scope["method"] not in _SAFE and not self._is_own(headers):
            return PlainTextResponse(_FOREIGN, 403)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] in _SAFE and self._is_token(value for name, value in query if name == TOKEN):
            return self._welcome(scope["path"], [pair for pair in query if pair[0] != TOKEN])
        if not self._is_token([_cookies(headers).get(self._cookie, "")]):
            return PlainTextResponse(_NOT_INVITED, 403)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether the page itself sent it: browsers name the origin of every write."""
        return headers.get("origin", "") in {f"http://{host}" for host in self._hosts}

    def _is_token(self, given: Iterable[str]) -> bool:
        return any(secrets.compare_digest(one.encode(), self._token.encode()) for one in given)

    def _welcome(self, path: str, query: list[tuple[str, str]]) -> Response:
        """A cookie for the token, and the address without it, which should not stay in the history."""
        # A path of one slash: with two a browser would read a host name.
        answer = RedirectResponse("/" + path.lstrip("/") + ("?" + urlencode(query) if query else ""), 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}
