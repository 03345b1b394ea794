"""The pages: records into templates."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.errors import BadInput
from translate.handoff.registry import named
from translate.review.handing_off import export
from translate.review.output import Article, Row
from translate.review.server.fixes import ABOUT
from translate.review.server.keys import KEYS
from translate.review.server.risk import risk
from translate.review.server.room import Room, Summary

if TYPE_CHECKING:
    from jinja2 import Environment

ARTICLES_A_PAGE = 100

# The browser watches every block for coming into sight: many cost time at each key, large ones at a scroll.
SEGMENTS_A_BLOCK = 25

EXPORTS = {
    "txt": ("English text (.txt)", ".en.txt", "text/plain; charset=utf-8"),
    "docx": (
        "Word, two columns (.docx)",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xliff": ("XLIFF 1.2 (.xlf)", ".xlf", "application/xliff+xml"),
    "xliff2": ("XLIFF 2.1 (.xlf)", ".xlf", "application/xliff+xml"),
    "tmx": ("TMX (.tmx)", ".tmx", "application/octet-stream"),
    "csv": ("CSV (.csv)", ".csv", "text/csv; charset=utf-8"),
}
"""What the page exports: its name for a person, the ending of the file, the media type."""

SORTS = {
    "order": ("in order", lambda _: 0),
    "risk": ("riskiest first", lambda one: -(one.risky + 0.2 * one.flagged) / max(one.total, 1)),
    "left": ("most left first", lambda one: -one.open),
    "short": ("shortest first", lambda one: one.words),
}


class Pages:
    """Renders what a `Room` knows."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def articles(self, search: str, sort: str, page: str) -> str:
        """The list of articles."""
        sort = sort if sort in SORTS else "order"
        every = self._room.summaries()
        found = sorted(self._room.matching(search) if search.strip() else every, key=SORTS[sort][1])
        last = max(1, -(-len(found) // ARTICLES_A_PAGE))
        at = min(max(1, int(page) if page.isdecimal() else 1), last)
        return _rendered(
            "articles.html",
            search=search,
            sort=sort,
            sorts={key: name for key, (name, _) in SORTS.items()},
            articles=found[(at - 1) * ARTICLES_A_PAGE : at * ARTICLES_A_PAGE],
            start=(at - 1) * ARTICLES_A_PAGE + 1,
            page=at,
            last=last,
            found=len(found),
            totals=_totals(every),
            folder=str(self._room.folder.path),
        )

    def article(self, document: str) -> str:
        """An article with all its segments. BadInput where there is none."""
        article = self._room.folder.article(document)
        # Checking what was edited takes a millisecond a segment: the page asks for that when it is shown.
        flags = [row.flags if row.target == row.mt else () for row in article.rows]
        risks = [risk(row, seen) for row, seen in zip(article.rows, flags, strict=True)]
        documents = self._room.folder.documents()
        at = documents.index(document)
        return _rendered(
            "article.html",
            article=article,
            blocks=_blocks(article),
            risks=risks,
            keys=KEYS,
            exports={key: name for key, (name, _, _) in EXPORTS.items()},
            known=self._known(article, flags),
            before=documents[at - 1] if at else None,
            after=documents[at + 1] if at + 1 < len(documents) else None,
        )

    def exported(self, document: str, to: str) -> tuple[str, str, bytes]:
        """Name, media type and content of a hand-off file. BadInput for a kind that there is not."""
        if to not in EXPORTS:
            raise BadInput(f"no export {to!r}; there are {', '.join(EXPORTS)}")
        _, ending, media = EXPORTS[to]
        article = self._room.folder.article(document)
        name = Path(article.name).name + ending
        if to == "txt":
            return name, media, _plain(article).encode()
        content = BytesIO()
        export(self._room.folder, named(to), content, article=document)
        return name, media, content.getvalue()

    @staticmethod
    def failed(message: str) -> str:
        """A page that says what went wrong."""
        return _rendered("failed.html", message=message)

    def _known(self, article: Article, flags: list[Any]) -> dict[str, Any]:
        """What the page's script needs and the page does not show."""
        return {
            "document": article.document,
            "folder": hashlib.sha256(str(self._room.folder.path.resolve()).encode()).hexdigest()[:12],
            "lastEdit": self._room.last_edit(article.document),
            "seconds": self._room.seconds(article.document),
            "about": ABOUT,
            "segments": [_segment(row, seen) for row, seen in zip(article.rows, flags, strict=True)],
        }


def _blocks(article: Article) -> list[list[list[Row]]]:
    """The rows of each unit, in blocks that the browser lays out when they come into sight."""
    blocks: list[list[list[Row]]] = [[]]
    for _, rows in groupby(article.rows, key=lambda row: row.unit):
        if sum(map(len, blocks[-1])) >= SEGMENTS_A_BLOCK:
            blocks.append([])
        blocks[-1].append(list(rows))
    return blocks


def _plain(article: Article) -> str:
    """The English, a unit a paragraph."""
    paragraphs = [
        " ".join(row.target for row in rows) for _, rows in groupby(article.rows, key=lambda row: row.unit)
    ]
    return "\n\n".join(paragraphs) + "\n"


def _segment(row: Row, flags: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"r": row.revision}
    if row.mt != row.target:
        told["mt"] = row.mt
    if row.state != "untouched":
        told["s"] = row.state
    if flags:
        told["f"] = [asdict(flag) for flag in flags]
    return told


def _totals(summaries: list[Summary]) -> dict[str, int]:
    names = ("total", "accepted", "edited", "open", "flagged", "words")
    return {name: sum(getattr(one, name) for one in summaries) for name in names}


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("translate.review.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["percent"] = lambda share: "–" if share is None else f"{share:.0%}"
    made.filters["clock"] = _clock
    made.filters["script"] = _script
    return made


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def _script(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    from markupsafe import Markup

    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _rendered(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)
