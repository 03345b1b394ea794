"""Out to translators: the articles of an output folder as a hand-off file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Literal, get_args

from translate.errors import BadInput, BadUsage
from translate.handoff.base import Bilingual, Handoff, Heading, Line
from translate.review.output import Article, OutputFolder, Row

Only = Literal["flagged", "unreviewed"]
"""flagged: what a check or a low confidence calls doubtful; unreviewed: what nobody has accepted."""


@dataclass(frozen=True, slots=True)
class HandedOff:
    """What a file holds."""

    articles: int
    segments: int


def export(
    folder: OutputFolder,
    form: Handoff,
    stream: BinaryIO,
    *,
    article: str | None = None,
    only: str | None = None,
) -> HandedOff:
    """Write all articles, or one, with all segments or those of a kind. BadInput where none is left."""
    if only is not None and only not in get_args(Only):
        raise BadUsage(f"--only {only}: no such kind; there are {', '.join(get_args(Only))}")
    articles, segments = 0, 0
    with form.writing(stream, heading(folder)) as put:
        for one in folder.articles() if article is None else iter([folder.article(article)]):
            chosen = bilingual(one, only=only)
            articles += bool(chosen.lines)
            segments += len(chosen.lines)
            put(chosen)
    if not segments:
        what = f"{only} segments" if only else "segments"
        raise BadInput(f"{folder.path}: no {what} to hand off; nothing was written")
    return HandedOff(articles, segments)


def heading(folder: OutputFolder) -> Heading:
    """What a file of this folder says of itself."""
    manifest = folder.manifest
    return Heading(
        run=run_id(folder),
        release=str(manifest["tarjoman"]),
        model=str((manifest.get("model") or {}).get("name", "")),
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def run_id(folder: OutputFolder) -> str:
    """The id of the run. BadInput where it was made by a release that gave none."""
    known = str(folder.manifest.get("id", ""))
    if not known:
        raise BadInput(
            f"{folder.path}: its run has no id, since an older tarjoman made it; run the job again, "
            "which takes everything from the memory"
        )
    return known


def bilingual(article: Article, *, only: str | None = None) -> Bilingual:
    """An article as it is handed off."""
    lines: Iterator[Line] = (_line(row) for row in article.rows)
    if only == "flagged":
        lines = (line for line in lines if line.is_doubtful and line.state != "accepted")
    elif only == "unreviewed":
        lines = (line for line in lines if line.state != "accepted")
    return Bilingual(article.document, article.name, tuple(lines))


def _line(row: Row) -> Line:
    return Line(
        unit=row.unit,
        index=row.index,
        source=row.source,
        target=row.target,
        mt=row.mt,
        origin=row.origin,
        confidence=row.confidence,
        flags=row.flags,
        alternatives=row.alternatives,
        # A sentence that the run took from a person was accepted, in this article or another.
        state="accepted" if row.origin == "human" and row.state == "untouched" else row.state,
        revision=row.revision,
    )
