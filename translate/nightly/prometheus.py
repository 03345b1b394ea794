"""A night as metrics for Prometheus' textfile collector, in a file that is there whole or not at all."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from translate import __version__
from translate.formats.atomic import replace_file
from translate.nightly.records import Night, Outcome

PREFIX = "tarjoman_"
READABLE = 0o644  # the collector is another user, and there is nothing secret in counts
_SUCCESS = "last_success_timestamp_seconds"
_GOOD = frozenset({"published", "partial", "nothing"})

Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Metric:
    """One gauge: its name without the prefix, what it means, and its values by their labels."""

    name: str
    meaning: str
    values: Sequence[tuple[Labels, float]]


def write_metrics(path: Path, night: Night, *, now: float | None = None) -> None:
    """Write a night's metrics; when the last good one was stays on record through bad ones.

    `now` in seconds since 1970, None for the clock's. Raises OutputFailed.
    """
    now = time.time() if now is None else now
    success = now if night.outcome in _GOOD else _last_success(path)
    with replace_file(path) as stream:
        os.fchmod(stream.fileno(), READABLE)
        stream.write("".join(map(_written, _metrics(night, now, success))))


def _metrics(night: Night, now: float, success: float | None) -> Iterator[Metric]:
    yield _one("last_run_timestamp_seconds", "When the last night ended, whatever came of it.", now)
    if success is not None:
        yield _one(_SUCCESS, "When a night last ended with its output up to date, be it in part.", success)
    yield Metric(
        "build_info",
        "The program and the model; always 1.",
        [({"version": __version__, "model": night.model}, 1)],
    )
    yield _one("night_number", "The number of the last night.", night.number)
    yield _one("night_exit_code", "What the last night's process ended with.", night.exit_code)
    yield Metric(
        "night_outcome",
        "How the last night ended: 1 for what it was, 0 for the rest.",
        [({"outcome": each}, float(each == night.outcome)) for each in get_args(Outcome)],
    )
    yield _one("night_seconds", "Wall time of the last night.", night.seconds)
    yield _one("night_load_seconds", "Time that the model took to load.", night.load_seconds)
    yield _one("night_words", "Words of source in the last night.", night.segments.words)
    yield _one("night_words_per_second", "Speed, loading apart.", night.words_per_second)
    yield _one("night_segments_per_second", "Speed, loading apart.", night.segments_per_second)
    if night.peak_mib is not None:
        yield _one("night_peak_memory_bytes", "Most resident memory.", night.peak_mib * (1 << 20))
    yield _one("night_sources_failed", "Sources that could not be read, or only in part.", len(night.trouble))
    yield from _counts(night)
    yield from _flags(night)


def _counts(night: Night) -> Iterator[Metric]:
    articles, segments = asdict(night.articles), asdict(night.segments)
    yield Metric(
        "night_articles",
        "Articles by what they were and what became of them; one may count twice.",
        [({"state": state}, count) for state, count in articles.items()],
    )
    yield Metric(
        "night_segments",
        "Segments by where their target came from.",
        [({"origin": each}, count) for each, count in segments.items() if each not in {"total", "words"}],
    )


def _flags(night: Night) -> Iterator[Metric]:
    """Nothing where nothing was translated: a rate of nothing is no rate, and 0 would look well."""
    rates = [one for one in night.flags if one.of]
    if night.flagged is not None and night.flagged.of:
        meaning = "Share of machine-translated segments with a flag of any kind."
        yield _one("night_flagged_ratio", meaning, night.flagged.rate)
    if rates:
        yield Metric(
            "night_flag_ratio",
            "Share of machine-translated segments with a flag of a kind.",
            [({"check": one.check}, one.rate) for one in rates],
        )
    usual = [({"check": one.check}, one.usual) for one in rates if one.usual is not None]
    if usual:
        yield Metric("night_flag_usual_ratio", "The median of that share over the last nights.", usual)


def _one(name: str, meaning: str, value: float) -> Metric:
    return Metric(name, meaning, [({}, value)])


def _written(metric: Metric) -> str:
    name = PREFIX + metric.name
    lines = [f"# HELP {name} {metric.meaning}", f"# TYPE {name} gauge"]
    lines += [f"{name}{_labels(labels)} {_number(value)}" for labels, value in metric.values]
    return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    pairs = [f'{key}="{_escaped(value)}"' for key, value in labels.items()]
    return f"{{{','.join(pairs)}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(round(value, 6))


def _last_success(path: Path) -> float | None:
    """What the file says now; None where there is none yet, or something else stands there."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    found = re.search(rf"^{PREFIX}{_SUCCESS} ([0-9.]+)$", text, re.MULTILINE)
    return float(found[1]) if found else None
