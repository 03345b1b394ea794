"""Models x sets x settings: translate what is not done yet, score, keep everything, one table at the end."""

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from translate.evaluation.challenge import Translate
from translate.evaluation.results import Blocks, Cell, cell_key, read_cells, write_cell
from translate.evaluation.scoring import score_texts
from translate.evaluation.sets import TestSet
from translate.evaluation.suite import Setting, Suite

BLOCK = 1024  # segments between two writes: long enough for full batches, short enough to lose little
PACKAGES = ("tarjoman", "sacrebleu", "ctranslate2", "transformers", "torch", "sentencepiece", "numpy")


@dataclass(frozen=True, slots=True)
class Desk:
    """A loaded model. `signature` is all but the source that makes a target; `facts` go into the results."""

    model: str
    signature: str
    translate: Translate
    facts: Mapping[str, Any]


OpenDesk = Callable[[str, Setting], AbstractContextManager[Desk]]
"""Model and setting -> a loaded model, closed when the block ends."""

FlagNames = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[str]]]
"""Sources and hypotheses -> names of the checks that flag each segment."""

NeuralScore = Callable[[Sequence[str], Sequence[str], Sequence[Sequence[str]]], dict[str, object]]
"""Sources, hypotheses, references -> a score row, as `MetricScore.row` gives it."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Extras:
    """What a run may do besides: error flags, a neural metric."""

    flag_names: FlagNames | None = None
    neural: NeuralScore | None = None


def run_suite(
    suite: Suite,
    models: Sequence[str],
    sets: Sequence[TestSet],
    out: Path,
    *,
    open_desk: OpenDesk,
    extras: Extras = Extras(),
    progress: Progress = lambda _: None,
    jobs: int = 1,
) -> list[Cell]:
    """Cells of the suite for these models; done ones are reused, a killed one goes on where it stopped."""
    out.mkdir(parents=True, exist_ok=True)
    done = {cell.key: cell for cell in read_cells(out)}
    cells = []
    for model in models:
        for setting in suite.settings:
            with open_desk(model, setting) as desk:
                for test_set in sets:
                    key = cell_key(desk.signature, test_set.checksum)
                    name = f"{test_set.entry.name}, {model}, {setting.name}"
                    if key not in done:
                        progress(f"{name}: {len(test_set.source)} segments")
                        done[key] = _new_cell(suite, desk, setting, test_set, out / key, extras, jobs)
                        write_cell(out, done[key])
                        (out / f"{key}.blocks.jsonl").unlink(missing_ok=True)
                    else:
                        progress(f"{name}: done before")
                    cells.append(done[key])
    return cells


def _new_cell(
    suite: Suite, desk: Desk, setting: Setting, test_set: TestSet, path: Path, extras: Extras, jobs: int
) -> Cell:
    blocks = Blocks(path.with_name(f"{path.name}.blocks.jsonl"))
    hypotheses, seconds = _translated(desk.translate, test_set.source, blocks)
    aligned = test_set.aligned(hypotheses)
    scores: list[dict[str, object]] = [
        score.row()
        for score in score_texts(
            aligned,
            keys=suite.metrics,
            resamples=1000,
            by_document=aligned.documents is not None,
            jobs=jobs,
        )
    ]
    if extras.neural:
        scores.append(extras.neural(test_set.source, hypotheses, test_set.references))
    facts = {
        "model": desk.model,
        "setting": setting.name,
        "changes": dict(setting.changes),
        "signature": desk.signature,
        "set": _set_facts(test_set),
        "scores": scores,
        "flags": _flag_counts(extras.flag_names, test_set.source, hypotheses),
        "speed": _speed(test_set.source, seconds),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions(),
        "commit": commit(),
        "desk": dict(desk.facts),
    }
    return Cell(path.name, facts, tuple(hypotheses))


def _translated(translate: Translate, source: Sequence[str], blocks: Blocks) -> tuple[list[str], float]:
    done, seconds = blocks.read()
    blocks.restart(done, seconds)
    for start in range(len(done), len(source), BLOCK):
        began = time.monotonic()
        # A hypothesis is one line of a file: breaks inside it would shift all that follow.
        fresh = [" ".join(line.split()) for line in translate(source[start : start + BLOCK])]
        took = time.monotonic() - began
        blocks.append(fresh, took)
        done += fresh
        seconds += took
    return done, seconds


def _set_facts(test_set: TestSet) -> dict[str, object]:
    entry = test_set.entry
    return {
        "name": entry.name,
        "title": entry.title,
        "licence": entry.licence,
        "direction": entry.direction,
        "restricted": entry.restricted,
        "checksum": test_set.checksum,
        "segments": len(test_set.source),
        "documents": len(set(test_set.documents)) if test_set.documents else None,
    }


def _flag_counts(
    flag_names: FlagNames | None, source: Sequence[str], hypotheses: Sequence[str]
) -> dict[str, int] | None:
    if flag_names is None:
        return None
    counts: dict[str, int] = {}
    for names in flag_names(source, hypotheses):
        for name in set(names):
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


def _speed(source: Sequence[str], seconds: float) -> dict[str, float]:
    """Speed of translation alone (no loading); memory is the peak of the whole process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB elsewhere
    return {
        "seconds": round(seconds, 3),
        "segments_per_second": len(source) / max(seconds, 1e-9),
        "source_characters_per_second": sum(map(len, source)) / max(seconds, 1e-9),
        "peak_memory_mb": peak / unit,
    }


def machine() -> dict[str, object]:
    """The hardware that the figures hold for."""
    import os

    return {
        "system": platform.platform(),
        "processor": next(_processors(), platform.processor()),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processors() -> Iterator[str]:
    path = Path("/proc/cpuinfo")
    if path.is_file():
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("model name"):
                yield line.partition(":")[2].strip()


def versions() -> dict[str, str]:
    """Versions of what may change a translation or a score."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """The commit of the source tree that this package runs from, "+" if it has changes; None if installed."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        head = _git(root, "rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git(root, "status", "--porcelain", "--", "translate") else "")
    except (OSError, subprocess.CalledProcessError):
        return None  # no git on this machine, or a folder it does not trust


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
