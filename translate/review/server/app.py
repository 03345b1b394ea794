"""The page as a Starlette application: routes, and records turned into pages and JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from translate.errors import BadInput, UserError
from translate.review.output import Row
from translate.review.server.fixes import explained
from translate.review.server.gate import Gate
from translate.review.server.pages import Pages
from translate.review.server.room import STATES, Outcome, Room, Wanted
from translate.review.server.suggestions import Suggestions
from translate.store.edits import Edit

MOST_AT_ONCE = 200
"""Segments in one request: the page sends more in several."""

_LONGEST = 100_000  # characters of a segment; an article's longest sentence has some thousand
_LARGEST_BODY = 8_000_000
_DAY = 86_400  # seconds

Endpoint = Callable[[Request], Awaitable[Response]]


def application(room: Room, *, token: str, port: int) -> ASGIApp:
    """The page for one output folder, behind its gate."""
    desk = _Desk(room)
    routes = [
        Route("/", desk.articles, methods=["GET"]),
        Route("/article", desk.article, methods=["GET"]),
        Route("/export", desk.export, methods=["GET"]),
        Route("/api/flags", desk.flags, methods=["GET"]),
        Route("/api/help", desk.help, methods=["GET"]),
        Route("/api/news", desk.news, methods=["GET"]),
        Route("/api/save", desk.save, methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("translate.review.server", "static")])),
    ]
    failures: Any = {UserError: _failed}
    return Gate(Starlette(routes=routes, exception_handlers=failures), token=token, port=port)


class _Desk:
    """The endpoints. All but the slow ones run on the event loop: one at a time, as `Room` wants it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._pages = Pages(room)
        self._suggestions = Suggestions(room.folder)

    async def articles(self, request: Request) -> Response:
        """The list; `q` searches, `sort` orders."""
        query = request.query_params
        return HTMLResponse(
            self._pages.articles(query.get("q", ""), query.get("sort", "order"), query.get("page", "1"))
        )

    async def article(self, request: Request) -> Response:
        """One article with all its segments."""
        return HTMLResponse(self._pages.article(request.query_params.get("id", "")))

    async def export(self, request: Request) -> Response:
        """A hand-off file of one article."""
        query = request.query_params
        name, media, content = self._pages.exported(query.get("id", ""), query.get("to", "txt"))
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return Response(content, media_type=media, headers={"content-disposition": disposition})

    async def flags(self, request: Request) -> Response:
        """Flags with their fixes, of the segments in `of` ("3,17,40"): trying one costs milliseconds."""
        rows = self._rows(request)
        wanted = [int(one) for one in request.query_params.get("of", "").split(",") if one.isdecimal()]
        some = [rows[index] for index in wanted[:MOST_AT_ONCE] if index < len(rows)]
        found = await run_in_threadpool(lambda: {row.index: self._explained(row) for row in some})
        return JSONResponse({"flags": found})

    async def help(self, request: Request) -> Response:
        """What helps with one segment: suggestions, and everything it has been."""
        rows = self._rows(request)
        index = request.query_params.get("index", "")
        if not index.isdecimal() or int(index) >= len(rows):
            raise BadInput(f"no segment {index!r} in this article; load the page again")
        row = rows[int(index)]
        versions = self._room.folder.edits.versions(row.document, row.index)
        return JSONResponse(
            {
                "suggestions": [asdict(one) for one in self._suggestions.of(row)],
                "versions": [_version(edit) for edit in versions if edit.is_of(row.source)],
            }
        )

    async def news(self, request: Request) -> Response:
        """What other windows and programs have saved in an article since the edit numbered `since`."""
        document, since = request.query_params.get("id", ""), request.query_params.get("since", "0")
        rows = self._rows(request)
        edits = self._room.news(document, int(since) if since.isdecimal() else 0)
        return JSONResponse(
            {
                "news": [
                    _version(edit)
                    for edit in edits
                    if edit.index < len(rows) and edit.is_of(rows[edit.index].source)
                ]
            }
        )

    async def save(self, request: Request) -> Response:
        """Keep versions: {"document", "edits": [a `Wanted` each]}."""
        document, wanted = _wanted(await _body(request))
        outcomes = self._room.save(document, wanted)
        return JSONResponse({"outcomes": [_outcome(one) for one in outcomes]})

    def _rows(self, request: Request) -> tuple[Row, ...]:
        return self._room.folder.article(request.query_params.get("id", "")).rows

    def _explained(self, row: Row) -> list[dict[str, Any]]:
        return [asdict(explained(flag, row.source, row.target)) for flag in self._room.flags(row)]


def _outcome(outcome: Outcome) -> dict[str, Any]:
    edit = outcome.edit
    told: dict[str, Any] = {"index": outcome.index, "refused": outcome.refused}
    if edit is not None:
        told["edit"] = _version(edit)
        if not outcome.refused:
            flags = (explained(flag, outcome.source, edit.target) for flag in outcome.flags)
            told["flags"] = [asdict(flag) for flag in flags]
    return told


def _version(edit: Edit) -> dict[str, Any]:
    keys = ("id", "index", "target", "state", "revision", "made", "by", "seconds")
    return {key: getattr(edit, key) for key in keys}


async def _body(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise BadInput("only JSON is read here")
    if int(request.headers.get("content-length", "0") or 0) > _LARGEST_BODY:
        raise BadInput("too much at once; send fewer segments")
    try:
        body = await request.json()
    except ValueError as error:
        raise BadInput(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise BadInput("not an object with document and edits")
    return body


def _wanted(body: dict[str, Any]) -> tuple[str, list[Wanted]]:
    document, edits = body.get("document"), body.get("edits")
    if not isinstance(document, str) or not isinstance(edits, list) or len(edits) > MOST_AT_ONCE:
        raise BadInput(f"document and a list of at most {MOST_AT_ONCE} edits are wanted; load the page again")
    return document, [_one_wanted(one) for one in edits]


def _one_wanted(one: object) -> Wanted:
    told: dict[str, Any] = one if isinstance(one, dict) else {}
    texts = (told.get("source"), told.get("target"))
    numbers = (told.get("index"), told.get("revision"))
    seconds = told.get("seconds")
    sound = (
        all(isinstance(text, str) and len(text) <= _LONGEST for text in texts)
        and all(isinstance(number, int) and number >= 0 for number in numbers)
        and isinstance(seconds, int | float)
        and 0 <= seconds <= _DAY
        and told.get("state") in STATES
        and told.keys() == {"index", "source", "target", "state", "revision", "seconds"}
    )
    if not sound:
        raise BadInput("an edit that no page of ours would send; load the page again")
    return Wanted(**told)


async def _failed(request: Request, error: Exception) -> Response:
    """What the user can act on, told in the page."""
    status = (
        404
        if isinstance(error, BadInput) and request.method == "GET"
        else 400
        if isinstance(error, BadInput)
        else 503
    )
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": str(error)}, status)
    return HTMLResponse(Pages.failed(str(error)), status)
