"""The morning report: one page, nothing fetched, readable by day and by night, on paper and on a phone."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from translate.nightly.page_style import PAGE
from translate.nightly.records import FlagRate, Night

_LABELS = {"published": "Published", "partial": "Published in part", "held": "Held back"}
_PERSIAN = range(0x0600, 0x0700)


def page(night: Night) -> str:
    """The report as HTML; every text in it is escaped."""
    sections = [
        _look_first(night),
        _articles(night),
        _segments(night),
        _flags(night),
        _table("Set aside", ("article", "why", "tries"), _setbacks(night), note=_more(night)),
        _table(
            "Out anew", ("article", "why", "segments", "gone"), _corrections(night), note=_more_anew(night)
        ),
        _table("Left for the next night", ("article",), ([name] for name in night.left)),
        _table("Sources that were not read", ("source", "why"), _trouble(night)),
        _table("Slowest documents", ("document", "seconds", "segments"), _slowest(night)),
        _settings(night),
    ]
    return PAGE.format(
        title=escape(f"Night {night.name}"),
        outcome=escape(night.outcome),
        label=escape(_LABELS.get(night.outcome, night.outcome)),
        when=escape(f"{night.started.replace('T', ' ')}, {_time(night.seconds)}"),
        body="\n".join(filter(None, sections)),
    )


def _look_first(night: Night) -> str:
    if not night.look_first:
        return "<p class=calm>Nothing calls for a person.</p>"
    items = "".join(f"<li>{_text(one)}</li>" for one in night.look_first)
    return f"<section><h2>Look at this first</h2><ol>{items}</ol></section>"


def _articles(night: Night) -> str:
    a = night.articles
    figures = [
        ("seen", a.seen),
        ("new", a.new),
        ("changed", a.changed),
        ("edited", a.edited),
        ("tried again", a.again),
        ("done", a.done),
        ("corrected", a.corrected),
        ("withdrawn", a.withdrawn),
        ("set aside", a.quarantined),
        ("left", a.left),
        ("held", a.held),
        ("unchanged", a.unchanged),
    ]
    return _figures("Articles", figures)


def _segments(night: Night) -> str:
    s = night.segments
    figures: list[tuple[str, object]] = [
        ("segments", s.total),
        ("words", s.words),
        ("translated", s.mt),
        ("repeated", s.repeat),
        ("from the memory", s.memory),
        ("by a person", s.human),
        ("copied", s.copy),
        ("failed", s.failed),
        # Of a night that only looked up, they would say how fast it read.
        ("segments a second", night.segments_per_second if s.mt else 0),
        ("words a second", night.words_per_second if s.mt else 0),
        ("loading, s", night.load_seconds),
        ("peak memory, MiB", "?" if night.peak_mib is None else night.peak_mib),
    ]
    return _figures("Segments", figures) if s.total or s.failed else ""


def _figures(title: str, figures: Sequence[tuple[str, object]]) -> str:
    cells = "".join(
        f"<div class='figure{' nil' * (not value)}'><b>{escape(_number(value))}</b>"
        f"<span>{escape(name)}</span></div>"
        for name, value in figures
    )
    return f"<section><h2>{escape(title)}</h2><div class=figures>{cells}</div></section>"


def _flags(night: Night) -> str:
    if night.flagged is None or not night.flagged.of:
        return ""
    rates = [night.flagged, *sorted(night.flags, key=lambda one: one.rate, reverse=True)]
    rows = ([*_rate(one)] for one in rates)
    return _table("Flags", ("check", "segments", "share", "usually", "limit", ""), rows)


def _rate(one: FlagRate) -> Iterable[object]:
    usual = "not known yet" if one.usual is None else f"{one.usual:.2%}"
    said = "beyond the limit" if one.broken else "more than usual" * (one.rate > one.limit)
    limit = f"{one.limit:.2%}" if one.limit < 1 else "none yet"
    return (one.check, f"{one.segments:,} of {one.of:,}", f"{one.rate:.2%}", usual, limit, said)


def _setbacks(night: Night) -> Iterable[Sequence[object]]:
    return ((one.article, one.reason, one.tries) for one in night.setbacks)


def _more(night: Night) -> str:
    hidden = night.articles.quarantined - len(night.setbacks)
    return f"... and {hidden} more, see articles.jsonl" if hidden > 0 else ""


def _corrections(night: Night) -> Iterable[Sequence[object]]:
    return ((one.article, one.change, one.segments, one.removed) for one in night.corrections)


def _more_anew(night: Night) -> str:
    hidden = night.articles.corrected - len(night.corrections)
    return f"... and {hidden} more, see corrections.jsonl" if hidden > 0 else ""


def _trouble(night: Night) -> Iterable[Sequence[object]]:
    return ((one.source, one.reason) for one in night.trouble)


def _slowest(night: Night) -> Iterable[Sequence[object]]:
    return ((one.document, f"{one.seconds:.2f}", one.segments) for one in night.slowest)


def _settings(night: Night) -> str:
    manifest = night.manifest
    known: list[tuple[str, object]] = [
        ("model", night.model),
        ("engine", _of(manifest, "engine", "name")),
        ("device", _of(manifest, "engine", "device")),
        ("decoding", _pairs(manifest.get("decoding"))),
        ("batches", _pairs(manifest.get("batches"))),
        ("text", _pairs(manifest.get("text"))),
        ("tarjoman", manifest.get("tarjoman")),
        ("python", manifest.get("python")),
        ("machine", _of(manifest, "host", "name")),
        ("system", _of(manifest, "host", "system")),
        ("plan", night.plan),
        ("went on after a stop", "yes" if manifest.get("resumed") else None),
        ("store", manifest.get("store")),
        ("folder", night.folder),
    ]
    return _table("How it was done", ("", ""), ([name, value] for name, value in known if value))


def _of(manifest: Any, part: str, name: str) -> object:
    return (manifest.get(part) or {}).get(name)


def _pairs(values: Any) -> str:
    return ", ".join(f"{name} {value}" for name, value in (values or {}).items() if value is not None)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, note: str = "") -> str:
    body = "".join("<tr>" + "".join(f"<td>{_text(str(cell))}" for cell in row) for row in rows)
    if not body:
        return ""
    head = "".join(f"<th>{escape(name)}" for name in heads)
    thead = f"<thead><tr>{head}</thead>" if any(heads) else ""
    below = f"<p class=note>{escape(note)}</p>" if note else ""
    return (
        f"<section><h2>{escape(title)}</h2><div class=wide><table>{thead}<tbody>{body}</table></div>"
        f"{below}</section>"
    )


def _text(text: str) -> str:
    """Escaped; a Persian name or sentence keeps its direction among English ones."""
    inside = escape(text)
    return f"<bdi>{inside}</bdi>" if any(ord(letter) in _PERSIAN for letter in text) else inside


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if not minutes and not hours:
        return f"{seconds:.1f} s"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
