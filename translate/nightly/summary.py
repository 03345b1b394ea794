"""All that is known of a night, made into one record."""

from collections.abc import Mapping, Sequence
from typing import Any

from translate.errors import EXIT_DONE, EXIT_HELD, EXIT_PARTIAL
from translate.nightly.assess import Assessment
from translate.nightly.records import Articles, Corrected, FlagRate, Night, Outcome, Setback, Slow
from translate.nightly.work import Work

NAMED = 200
"""Articles of each kind that a report names; `articles.jsonl` has them all."""


def articles_of(work: Work, found: Assessment, *, is_held: bool) -> Articles:
    """The counts of articles."""
    changes = [due.change for due in work.due]
    published = found.of("published")
    return Articles(
        seen=work.seen,
        unchanged=work.unchanged,
        aside=work.aside,
        new=changes.count("new"),
        changed=changes.count("changed"),
        edited=changes.count("edited"),
        again=changes.count("again"),
        corrected=sum(verdict.correction is not None for verdict in published),
        withdrawn=len(work.gone),
        done=0 if is_held else len(published),
        held=len(published) if is_held else 0,
        quarantined=len(found.of("quarantined")),
        left=len(found.of("left")),
    )


def setbacks_of(found: Assessment) -> tuple[Setback, ...]:
    """The articles that were set aside, those of tonight first."""
    aside = sorted(found.of("quarantined"), key=lambda verdict: verdict.due.tries)
    return tuple(
        Setback(verdict.due.source, verdict.due.id, verdict.reason, verdict.due.tries + 1)
        for verdict in aside[:NAMED]
    )


def corrections_of(found: Assessment) -> tuple[Corrected, ...]:
    """What had been out and is anew: what people edited first, then where most has changed."""
    pairs = [(one.due, one.correction) for one in found.of("published") if one.correction]
    corrected = [
        Corrected(due.source, due.id, due.change, len(change.segments), change.removed)
        for due, change in pairs
    ]
    return tuple(sorted(corrected, key=lambda one: (one.change != "edited", -one.segments))[:NAMED])


def outcome_of(articles: Articles, setbacks: int, trouble: int, *, reason: str) -> tuple[Outcome, int]:
    """How the night ended, and the exit code. `setbacks` counts the articles set aside for the first time.

    What was in quarantine before and failed again is no news: it does not make a night partial.
    """
    if reason:
        return "held", EXIT_HELD
    is_partial = bool(setbacks or trouble or articles.left)
    code = EXIT_PARTIAL if is_partial else EXIT_DONE
    if not articles.done and not articles.withdrawn:
        return ("partial" if is_partial else "nothing"), code
    return ("partial" if is_partial else "published"), code


def speed_of(manifest: Mapping[str, Any], words: int) -> tuple[float, float, float]:
    """Seconds of loading the model, then segments and words a second of the run, loading apart."""
    timings = manifest.get("timings", {})
    seconds = timings.get("seconds", 0.0)
    rate = round(words / seconds, 1) if seconds else 0.0
    return timings.get("load_seconds", 0.0), timings.get("segments_per_second", 0.0), rate


def model_of(manifest: Mapping[str, Any]) -> str:
    """The model as reports call it, "" where none was needed."""
    model = manifest.get("model")
    return f"{model['name']} ({model['sha256'][:12]})" if model else ""


def look_first(night: Night) -> tuple[str, ...]:
    """What a person should look at in the morning, the most urgent first."""
    return (
        *([f"Held: {night.reason}"] if night.reason else []),
        *(f"Source {one.source} was not read: {one.reason}" for one in night.trouble),
        *_about_setbacks(night.setbacks, night.articles.quarantined),
        *_about_left(night),
        *(_about_flag(one) for one in _unusual(night)),
        *_about_slow(night.slowest),
    )


def _about_setbacks(setbacks: Sequence[Setback], count: int) -> list[str]:
    if not setbacks:
        return []
    first = setbacks[0]
    others = f" ({count - 1} more are set aside)" if count > 1 else ""
    return [f"Set aside: {first.article}: {first.reason}{others}"]


def _about_left(night: Night) -> list[str]:
    if not night.left:
        return []
    more = f" and {night.articles.left - 1} more" if night.articles.left > 1 else ""
    return [f"No time for {night.left[0]}{more}; due next night"]


def _unusual(night: Night) -> list[FlagRate]:
    rates = [one for one in night.flags if one.usual is not None and one.rate > one.limit]
    return sorted(rates, key=lambda one: one.rate - one.limit, reverse=True)


def _about_flag(one: FlagRate) -> str:
    return f"More segments than usual flagged for {one.check}: {one.rate:.1%}, usually {one.usual or 0:.1%}"


def _about_slow(slowest: Sequence[Slow]) -> list[str]:
    """Only a document that took a minute and ten times as long as the next is worth a look."""
    if len(slowest) < 2 or slowest[0].seconds < 60 or slowest[0].seconds < 10 * slowest[1].seconds:
        return []
    return [f"{slowest[0].document} took {slowest[0].seconds:.0f} s"]


def in_one_line(night: Night) -> str:
    """The morning's line."""
    a, s = night.articles, night.segments
    parts = [
        f"night {night.name}: {night.outcome.upper() if night.exit_code else night.outcome}",
        f"{a.seen} articles seen",
        *([f"{a.new} new"] if a.new else []),
        *([f"{a.changed} changed"] if a.changed else []),
        *([f"{a.edited} edited"] if a.edited else []),
        *([f"{a.again} tried again"] if a.again else []),
        *([f"{a.done} done"] if a.done else []),
        *([f"{a.held} HELD"] if a.held else []),
        *([f"{a.quarantined} SET ASIDE"] if a.quarantined else []),
        *([f"{a.left} LEFT"] if a.left else []),
        *([f"{a.withdrawn} withdrawn"] if a.withdrawn else []),
        *([f"{s.total} segments ({s.mt} translated)"] if s.total else []),
        *([f"{night.flagged.rate:.1%} flagged"] if night.flagged and night.flagged.of else []),
        *(
            [f"{len(night.trouble)} SOURCE{'S' if len(night.trouble) > 1 else ''} FAILED"]
            if night.trouble
            else []
        ),
    ]
    line = f"{', '.join(parts)} in {night.seconds:.1f} s"
    line += f"; {night.reason}" if night.reason else ""
    return line + (f"; see {night.folder}" if night.folder else "")
