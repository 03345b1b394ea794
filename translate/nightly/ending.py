"""How a night ends: judged, recorded, and put where it belongs."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate.errors import EXIT_HELD
from translate.formats.atomic import replace_file
from translate.nightly import summary
from translate.nightly.assess import Assessment
from translate.nightly.hold import judged
from translate.nightly.page import page
from translate.nightly.places import ARTICLES, REPORT
from translate.nightly.plan import NightPlan
from translate.nightly.records import FlagRate, Night, night_of
from translate.nightly.settle import articles_of, publish, settle
from translate.nightly.tonight import Tonight
from translate.nightly.translating import Translated
from translate.nightly.work import Work, rows_of
from translate.pipeline.job import MANIFEST
from translate.pipeline.outputs import as_manifest


def record(tonight: Tonight, work: Work, found: Assessment, translated: Translated, plan: NightPlan) -> Night:
    """Everything about a night that has been translated, its flags judged against the last nights."""
    model = summary.model_of(translated.manifest)
    checks = tonight.settings.checks
    every, single = judged(
        found.flags,
        found.flagged,
        found.judged,
        last_nights(tonight, model),
        ceiling=checks.ceiling,
    )
    reason = _broken((every, *single)) if checks.hold else ""
    articles = summary.articles_of(work, found, is_held=bool(reason))
    first_time = sum(verdict.due.change != "again" for verdict in found.of("quarantined"))
    outcome, code = summary.outcome_of(articles, first_time, len(work.trouble), reason=reason)
    load_seconds, segments_per_second, words_per_second = summary.speed_of(translated.manifest, found.words)
    night = Night(
        number=tonight.number,
        name=tonight.name,
        outcome=outcome,
        exit_code=code,
        started=tonight.started,
        seconds=round(time.monotonic() - tonight.began, 2),
        reason=reason,
        articles=articles,
        segments=found.segments,
        load_seconds=load_seconds,
        segments_per_second=segments_per_second,
        words_per_second=words_per_second,
        peak_mib=translated.peak_mib,
        flags=single,
        flagged=every,
        slowest=translated.slowest,
        setbacks=summary.setbacks_of(found),
        corrections=summary.corrections_of(found),
        left=tuple(verdict.due.id for verdict in found.of("left")[: summary.NAMED]),
        trouble=work.trouble,
        edits=work.edits,
        plan=plan.said,
        predicted=plan.predicted,
        model=model,
        signature=translated.manifest.get("engine", {}).get("signature", ""),
        manifest=translated.manifest,
    )
    return replace(night, look_first=summary.look_first(night))


def placed(tonight: Tonight, night: Night) -> Night:
    """Publish or hold the finished folder; close a night that has nothing to show without one."""
    places, finished = tonight.places, tonight.staging.finished
    if night.outcome == "held":
        night = replace(night, folder=str(places.held / night.name))
        write_night(finished, night)
        publish(finished, places.held / night.name)
    elif night.articles.done or night.articles.withdrawn:
        night = replace(night, folder=str(places.nights / night.name))
        write_night(finished, night)
        publish(finished, places.nights / night.name)
    else:
        articles = articles_of(rows_of(finished / ARTICLES), night.number)
        report = json.dumps(night.without_manifest(), ensure_ascii=False)
        tonight.nights.end(
            night.number, night.name, state="closed", report=report, articles=articles, edits=night.edits
        )
    settle(places, tonight.nights)
    return night


def held_before(tonight: Tonight, work: Work, reason: str) -> Night:
    """A night that was held before anything was translated: only its report lies in `held`."""
    articles = replace(summary.articles_of(work, Assessment(), is_held=True), held=len(work.due), withdrawn=0)
    night = Night(
        number=tonight.number,
        name=tonight.name,
        outcome="held",
        exit_code=EXIT_HELD,
        started=tonight.started,
        seconds=round(time.monotonic() - tonight.began, 2),
        reason=reason,
        articles=articles,
        trouble=work.trouble,
        edits=work.edits,
    )
    tonight.staging.finished.mkdir(parents=True, exist_ok=True)
    return placed(tonight, replace(night, look_first=summary.look_first(night)))


def last_nights(tonight: Tonight, model: str) -> list[Night]:
    """The last nights that were published with the same model."""
    nights = (
        night_of(json.loads(row.report))
        for row in tonight.nights.rows(most=tonight.settings.checks.nights * 4)
        if row.state == "closed"
    )
    same = [night for night in nights if night.model == model and night.outcome != "held"]
    return same[: tonight.settings.checks.nights]


def reasons_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Why documents could not be read, as far as the manifest names them."""
    failures = manifest.get("failures", {}).get("documents", [])
    return {row["document"]: row["reason"] for row in failures}


def _broken(rates: tuple[FlagRate, ...]) -> str:
    """What is beyond its limit, in words."""
    beyond = [one for one in rates if one.broken]
    if not beyond:
        return ""
    said = [
        f"{one.segments} of {one.of} segments flagged ({one.check}), {one.rate:.0%}; "
        + (f"usually {one.usual:.1%}, " if one.usual is not None else "")
        + f"limit {one.limit:.1%}"
        for one in beyond
    ]
    return "; ".join(said)


def write_night(finished: Path, night: Night) -> None:
    """Manifest and report. `out` is where the night will be found."""
    content = night.as_dict() | {"out": night.folder}
    with replace_file(finished / MANIFEST) as stream:
        stream.write(as_manifest(content))
    with replace_file(finished / REPORT) as stream:
        stream.write(page(night))
