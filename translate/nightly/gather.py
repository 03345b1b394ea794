"""What is new, changed or gone since the last night; rows are spooled, files stay where they are."""

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal

from translate.errors import UserError
from translate.formats import registry
from translate.formats.atomic import replace_file
from translate.nightly.edited import Edited
from translate.nightly.places import Staging
from translate.nightly.records import Change, SourceTrouble
from translate.nightly.settings import Checks, Origin
from translate.nightly.work import Due, Gone, Work
from translate.records import Document, Unreadable
from translate.sources.base import Fetched
from translate.store.nights import Article, Nights

AT_ONCE = 1000
"""Articles whose ids are marked in one transaction."""

FEW = 20
"""A source with fewer articles may lose any number of them."""

PLAIN = ".txt"


@dataclass(slots=True)
class _Gathering:
    """What one source has given so far. An article in quarantine is due until `tries` nights tried it."""

    name: str
    tries: int
    nights: Nights
    edited: Edited
    spool: "_Spool"
    seen: int = 0
    unchanged: int = 0
    aside: int = 0
    due: list[Due] = field(default_factory=list)
    refreshed: list[tuple[str, str]] = field(default_factory=list)


def gather(
    origins: Sequence[Origin],
    nights: Nights,
    staging: Staging,
    *,
    tries: int,
    checks: Checks,
    newest_first: bool,
    say: Callable[[str], None],
) -> Work:
    """Ask every source, compare with what is known, spool what has no file of its own.

    A source that fails is named in `trouble`; what it gave before is taken, nothing of it counts as gone.
    An article in quarantine is due until it has been tried on `tries` nights. The due articles come in the
    order of their priority, then the newest first, or as the sources give them.
    """
    edited = Edited(nights)
    found: list[_Gathering] = []
    gone: list[Gone] = []
    trouble: list[SourceTrouble] = []
    for origin in origins:
        source = origin.source
        with ExitStack() as stack:
            spool = _Spool(staging.spool / f"{source.name}.jsonl", stack)
            one = _Gathering(source.name, tries, nights, edited, spool)
            found.append(one)
            failure = _ask(origin, one)
        nights.refresh(source.name, one.refreshed)
        missing = nights.unseen(source.name)
        say(f"{source.name} ({source.shown}): {one.seen} articles, {len(one.due)} to do")
        if failure:
            say(failure)
            trouble.append(SourceTrouble(source.name, failure))
        elif origin.complete:
            believed = _believed(missing, nights.count(source.name), checks.most_withdrawn)
            gone += [_gone(article) for article in missing] if believed else []
            trouble += [] if believed else [_disbelief(source.name, len(missing))]
    due = [article for one in found for article in one.due]
    return Work(
        seen=sum(one.seen for one in found),
        unchanged=sum(one.unchanged for one in found),
        aside=sum(one.aside for one in found),
        due=tuple(sorted(due, key=lambda one: (-one.priority, -one.when if newest_first else 0.0))),
        gone=tuple(gone),
        trouble=tuple(trouble),
        edits=edited.up_to,
    )


def _ask(origin: Origin, one: _Gathering) -> str:
    """Take what a source gives; why it broke off, "" where it did not."""
    marks: list[str] = []
    try:
        for fetched in origin.source.articles():
            marks.append(fetched.id)
            if len(marks) == AT_ONCE:
                one.nights.see(marks)
                marks.clear()
            _take(fetched, one)
    except (UserError, OSError) as error:
        return str(error)
    finally:
        one.nights.see(marks)
    return ""


def _take(fetched: Fetched, one: _Gathering) -> None:
    known = one.nights.find(one.name, fetched.id)
    change, is_same_by_content = change_of(fetched, known, tries=one.tries)
    edited = one.edited.of(document_of(fetched), known.published if known else None)
    if change == "unchanged" and edited:
        change = "edited"
    one.seen += 1
    if is_same_by_content and fetched.hint:
        one.refreshed.append((fetched.id, fetched.hint))
    if change == "unchanged":
        one.unchanged += 1
    elif change == "aside":
        one.aside += 1
    else:
        one.due.append(_due(fetched, one, change, known, edited))


def change_of(
    fetched: Fetched, known: Article | None, *, tries: int
) -> tuple[Change | Literal["unchanged", "aside"], bool]:
    """What an article is tonight, and whether only its content told that it is the same.

    The content is read only where the hint cannot tell.
    """
    if known is None or known.state == "withdrawn":
        return "new", False
    by_hint = bool(fetched.hint) and fetched.hint == known.hint
    by_content = not by_hint and fetched.digest == known.digest
    if not by_hint and not by_content:
        return "changed", False
    if known.state == "published":
        return "unchanged", by_content
    return "again" if known.tries < tries else "aside", by_content


class _Spool:
    """The file that takes a source's rows; made when the first one comes."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._path = path
        self._stack = stack
        self._stream: IO[str] | None = None

    def add(self, document: Document) -> None:
        """One row: what the source gave, with title and text as they are to be translated."""
        if self._stream is None:
            self._stream = self._stack.enter_context(replace_file(self._path))
        self._stream.write(json.dumps(_row(document), ensure_ascii=False, default=str) + "\n")


def _row(document: Document) -> dict[str, Any]:
    titles = [unit.text for unit in document.units if unit.field == "title"]
    text = "".join(unit.text + unit.after for unit in document.units if unit.field != "title")
    title = {"title": titles[0]} if titles else {}
    return {**(document.row or {}), "id": document.id, **title, "text": text}


def document_of(fetched: Fetched) -> str:
    """What an article's document is called in every output, and in the store's edits."""
    return fetched.id if fetched.path is None else name_of(fetched.id)


def _due(
    fetched: Fetched, one: _Gathering, change: Change, known: Article | None, edited: tuple[str, ...]
) -> Due:
    content = fetched.content
    unreadable = isinstance(content, Unreadable)
    if isinstance(content, Document) and fetched.path is None:
        one.spool.add(content)
    path = fetched.path
    return Due(
        source=one.name,
        id=fetched.id,
        change=change,
        hint=fetched.hint,
        digest=fetched.digest,
        name=document_of(fetched),
        path=None if path is None else str(path.absolute()),
        suffix=_suffix(path),
        tries=known.tries if known and change == "again" else 0,
        first_night=known.first_night if known else 0,
        published=known.published if known else None,
        priority=fetched.priority,
        when=_when(fetched),
        reason=content.reason if isinstance(content, Unreadable) and unreadable else "",
        encoding=fetched.encoding,
        edited=edited,
        whole_page=fetched.whole_page,
    )


def name_of(article: str) -> str:
    """What a file's outputs are called: its id, which is the same every night; .txt goes without saying."""
    return article[: -len(PLAIN)] if article.lower().endswith(PLAIN) else article


def _suffix(path: Path | None) -> str:
    if path is None:
        return ""
    return path.suffix.lower() if registry.is_supported(path) else registry.PLAIN


def _when(fetched: Fetched) -> float:
    """When an article was last changed, as far as that is known: epoch seconds, else 0."""
    if fetched.modified:
        try:
            return datetime.fromisoformat(fetched.modified).timestamp()
        except ValueError:
            return 0.0
    try:
        return fetched.path.stat().st_mtime if fetched.path else 0.0
    except OSError:  # reading it will say so
        return 0.0


def _gone(article: Article) -> Gone:
    return Gone(article.source, article.id, name_of(article.id), article.first_night, article.published)


def _believed(missing: Sequence[Article], known: int, most: float) -> bool:
    """Whether a source has really lost these; a disk that is half mounted looks the same."""
    return len(missing) <= max(FEW, most * known)


def _disbelief(source: str, missing: int) -> SourceTrouble:
    return SourceTrouble(
        source,
        f"{missing} articles that were there are gone, more than [checks] most_withdrawn allows; none is "
        "taken for withdrawn. If they are, raise most_withdrawn for one night; if the source lists the "
        "latest only, say complete = false",
    )
