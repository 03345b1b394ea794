"""What became of every article, read from the outputs of the run: a night that goes on sees the same."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from translate.nightly.records import Fate, Segments
from translate.nightly.work import Due, rows_of

KEY = 8
"""Bytes of a segment's hash: two segments of an article share one by chance once in 10**15."""

SEGMENTS = ".segments.jsonl"
UNREAD = "could not be read when its turn came; it may have been removed meanwhile"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """What changed in a published article: segments that are new or were edited, and how many are gone."""

    segments: tuple[Mapping[str, Any], ...]
    removed: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """One article: its fate and, where it is not published, why. `keys` are KEY bytes for each segment."""

    due: Due
    fate: Fate
    reason: str = ""
    keys: bytes = b""
    segments: int = 0
    correction: Correction | None = None


@dataclass(slots=True)
class Assessment:
    """All verdicts, and counts over the segments of the articles that are published.

    `flags` counts segments by the checks that flagged them, `flagged` those with any flag, `judged` all that
    a machine translated. `failed` counts segments of the articles that are set aside.
    """

    verdicts: list[Verdict] = field(default_factory=list)
    origins: Counter[str] = field(default_factory=Counter)
    words: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    judged: int = 0
    failed: int = 0

    def of(self, fate: Fate) -> list[Verdict]:
        """The articles with that fate."""
        return [verdict for verdict in self.verdicts if verdict.fate == fate]

    @property
    def segments(self) -> Segments:
        """The counts as a night reports them."""
        counts = {kind: self.origins[kind] for kind in ("mt", "repeat", "memory", "human", "copy")}
        return Segments(total=self.origins.total(), words=self.words, failed=self.failed, **counts)


def assess(
    due: Iterable[Due],
    translated: Path,
    *,
    left: frozenset[str],
    reasons: Mapping[str, str],
    before: Callable[[Due], bytes],
) -> Assessment:
    """Read the segments of every article. `left` are ids there was no time for.

    `reasons` say by document why it could not be read; `before` gives the keys of the published version.
    An article with a failed segment is not published.
    """
    found = Assessment()
    spooled: dict[str, dict[str, Due]] = {}
    for article in due:
        if article.id in left:
            found.verdicts.append(Verdict(article, "left"))
        elif article.reason:
            found.verdicts.append(Verdict(article, "quarantined", article.reason))
        elif article.path is None:
            spooled.setdefault(article.source, {})[article.name] = article
        else:
            path = translated / f"{article.name}{SEGMENTS}"
            rows: list[Row] | None = list(rows_of(path)) if path.exists() else None
            _enter(found, article, rows, reasons, before)
    for source, articles in spooled.items():
        for name, rows in _documents(translated / f"{source}{SEGMENTS}", articles):
            _enter(found, articles[name], rows, reasons, before)
    return found


def _documents(path: Path, articles: Mapping[str, Due]) -> Iterator[tuple[str, list[Row] | None]]:
    """The rows of each article of a spool; an article without segments has none, one that failed None."""
    waiting = dict.fromkeys(articles)
    for name, rows in groupby(rows_of(path), key=itemgetter("document")):
        waiting.pop(name, None)
        yield name, list(rows)
    written = {row.get("id") for row in rows_of(path.with_name(path.name.replace(SEGMENTS, ".en.jsonl")))}
    for name in waiting:
        yield name, [] if name in written else None


def _enter(
    found: Assessment,
    article: Due,
    rows: Sequence[Row] | None,
    reasons: Mapping[str, str],
    before: Callable[[Due], bytes],
) -> None:
    if rows is None:
        found.verdicts.append(Verdict(article, "quarantined", reasons.get(article.name, UNREAD)))
        return
    failed = [row for row in rows if row["origin"] == "failed"]
    if failed:
        found.failed += len(failed)
        found.verdicts.append(Verdict(article, "quarantined", _reason(failed), segments=len(rows)))
        return
    _count(found, rows)
    correction = None
    if article.published is not None:
        correction = _correction(rows, before(article), frozenset(article.edited))
    keys = b"".join(map(key_of, rows))
    found.verdicts.append(Verdict(article, "published", "", keys, len(rows), correction))


def _reason(failed: Sequence[Row]) -> str:
    first = failed[0]
    detail = "; ".join(flag["detail"] for flag in first["flags"])
    more = f", and {len(failed) - 1} more" if len(failed) > 1 else ""
    return f"segment {first['index']} was not translated: {detail}{more}"


def _count(found: Assessment, rows: Sequence[Row]) -> None:
    for row in rows:
        found.origins[row["origin"]] += 1
        found.words += len(row["source"].split())
        if row["origin"] in {"copy", "human"}:
            continue
        kinds = {flag["check"] for flag in row["flags"]}
        found.judged += 1
        found.flagged += bool(kinds)
        found.flags.update(kinds)


def key_of(row: Row) -> bytes:
    """What tells segments of an article apart, by their source."""
    return hashlib.sha256(row["source"].encode(errors="surrogatepass")).digest()[:KEY]


def _correction(rows: Sequence[Row], before: bytes, edited: frozenset[str]) -> Correction:
    was = Counter(before[start : start + KEY] for start in range(0, len(before), KEY))
    fresh: list[Mapping[str, Any]] = []
    for row in rows:
        key = key_of(row)
        is_known = was[key] > 0
        was[key] -= is_known
        if not is_known or row["source"] in edited:
            fresh.append({name: row[name] for name in ("index", "source", "target", "origin")})
    return Correction(tuple(fresh), was.total())
