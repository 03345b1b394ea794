"""Ours beside the ways people translate today: same weights, same lines, same machine, one run, one table.

    python scripts/bench.py [--segments 1000] [--lines FILE] [--beam 4] [--only NAME,...] [--rounds 1]
        [--venv FOLDER]

Every contender is a process of its own (scripts/rivals) that reads a file with a Persian sentence a line and
writes one with the English. The lines are normalised beforehand, so that all see the same text; ours
normalises again, keeps a memory and writes segments and manifest besides. Argos Translate and EasyNMT are
installed once in environments of their own under --venv (default: a folder in the system's temporary files).

lines/s     from reading the file to the written file, loading apart; the best of the rounds
ours        how many times as fast ours is, by that and by processor time, which other work on the machine
            disturbs least
engine s    of it inside the engine; ours: the engine alone on batches that are ready, in another process
whole s     the process with start and loading
MiB         the most resident memory of the process
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RIVALS = ROOT / "scripts" / "rivals"
sys.path[:0] = [str(ROOT), str(RIVALS)]

import environments  # noqa: E402 - a script's neighbours are no package
import roofline  # noqa: E402
from contest import Job, Report  # noqa: E402
from lines import lines_from  # noqa: E402

from translate.engines import heap  # noqa: E402
from translate.engines.conversion import converted  # noqa: E402
from translate.engines.hardware import usable_cores  # noqa: E402
from translate.engines.models import Model, resolve  # noqa: E402
from translate.text.normalise import normalise  # noqa: E402
from translate.text.profiles import PROFILES  # noqa: E402

OURS, ENGINE = "ours", "ours_engine"
CONTENDERS = {
    OURS: "tarjoman run",
    "ctranslate2_tuned": "CTranslate2, tuned by hand",
    "ctranslate2_kept_heap": "the same, heap kept",
    "ctranslate2_defaults": "CTranslate2, defaults",
    "plain_generate": "HF generate, batches of 8",
    "argos": "Argos Translate 1.11.0",
    "easy_nmt": "EasyNMT 2.0.2",
}
SCRIPTS = {"ctranslate2_kept_heap": "ctranslate2_tuned"}
"""Contenders that run another's script."""

VARIABLES = {
    "ctranslate2_kept_heap": {
        "MALLOC_MMAP_THRESHOLD_": str(heap.LARGEST_ON_HEAP),
        "MALLOC_TRIM_THRESHOLD_": str(heap.KEPT_FREE),
    }
}
"""What the environment of a contender says: here to glibc what our engine says by mallopt."""

CANNOT = {"dl-translate 0.3.1": "takes mBART-50, M2M100 and NLLB only, not Marian weights"}


@dataclass(frozen=True, slots=True)
class Row:
    """A contender's best round. `whole` is the process in seconds, `peak` its memory in MiB."""

    report: Report
    whole: float
    peak: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--segments", type=int, default=1000)
    parser.add_argument("--lines", type=Path, help="a file with a Persian sentence a line")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--only", help="contenders, comma-separated: " + ", ".join(CONTENDERS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--venv", type=Path, help="keep the rivals' environments here")
    options = parser.parse_args()
    names = [OURS, ENGINE, *(name for name in CONTENDERS if name != OURS and wanted(name, options.only))]
    home = options.venv or Path(tempfile.gettempdir()) / "tarjoman-bench"
    pythons = environments.pythons(names, home)
    model = resolve("builtin")
    with tempfile.TemporaryDirectory() as scratch:
        rows = race(names, pythons, model, Path(scratch), options)
    print_table(rows, options)
    print_roofline(rows, model, options.beam)


def wanted(name: str, only: str | None) -> bool:
    return only is None or name in only.split(",")


def race(
    names: Sequence[str],
    pythons: dict[str, str],
    model: Model,
    scratch: Path,
    options: argparse.Namespace,
) -> dict[str, Row]:
    """The best round of each contender that can run. They take turns, so that all meet the same weather."""
    source = scratch / "lines.txt"
    texts = [normalise(line, PROFILES[model.profile]) for line in lines_from(options.lines, options.segments)]
    source.write_text("\n".join(texts) + "\n", "utf-8")
    folder = str(converted(model.path, sha256=model.sha256, quantisation="int8"))
    rows: dict[str, Row] = {}
    for number in range(options.rounds):
        for name in names:
            if name not in pythons:
                continue
            here = scratch / f"{name}-{number}"
            here.mkdir()
            row = run(name, pythons[name], job_in(here, model, folder, source, options.beam))
            before = rows.get(name)
            rows[name] = row if before is None or better(row, before) else before
    return rows


def job_in(here: Path, model: Model, folder: str, source: Path, beam: int) -> Job:
    return Job(
        model=str(model.path),
        converted=folder,
        source=str(source),
        target=str(here / "english.txt"),
        report=str(here / "report.json"),
        scratch=str(here),
        beam=beam,
        cores=usable_cores(),
    )


def better(one: Row, other: Row) -> bool:
    return one.report.whole + one.report.engine < other.report.whole + other.report.engine


def run(name: str, python: str, job: Job) -> Row:
    """Start a contender, wait, read its report; what it prints is shown only where it fails."""
    file = Path(job.scratch) / "job.json"
    file.write_text(json.dumps(vars(job)), "utf-8")
    log = Path(job.scratch) / "log.txt"
    ours = {"PYTHONPATH": str(ROOT)} if name in {OURS, ENGINE} else {}
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, str(RIVALS / f"{SCRIPTS.get(name, name)}.py"), str(file)],
            stdout=output,
            stderr=output,
            env={**os.environ, **ours, **VARIABLES.get(name, {}), "HF_HUB_OFFLINE": "1"},
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}:\n{log.read_text('utf-8')[-2000:]}")
    whole = time.perf_counter() - began
    # ru_maxrss counts KiB.
    return Row(Report(**json.loads(Path(job.report).read_text("utf-8"))), whole, usage.ru_maxrss / 1024)


def print_table(rows: dict[str, Row], options: argparse.Namespace) -> None:
    ours = rows[OURS].report
    print(f"{ours.lines} lines, built-in model, beam {options.beam}, {usable_cores()} cores")
    print(f"ours: {rows[ENGINE].report.note}")
    columns = ("lines/s", "ours", "by CPU", "engine s", "whole s", "MiB", "words")
    print(f"{'':<28}" + "".join(f"{column:>10}" for column in columns))
    for name, label in CONTENDERS.items():
        if name in rows:
            print_row(label, rows[name], ours, rows[ENGINE if name == OURS else name].report.engine)
        elif wanted(name, options.only):
            print(f"{label:<28}{'cannot be installed here':>40}")
    for label, reason in CANNOT.items():
        print(f"{label:<28}  {reason}")


def print_row(label: str, row: Row, ours: Report, engine: float) -> None:
    report = row.report
    values: list[Any] = [
        f"{report.lines / report.whole:.1f}",
        f"{report.whole / ours.whole:.2f}x",
        f"{report.cpu / ours.cpu:.2f}x",
        f"{engine:.2f}",
        f"{row.whole:.2f}",
        f"{row.peak:.0f}",
        report.words,
    ]
    print(f"{label:<28}" + "".join(f"{value:>10}" for value in values))


def print_roofline(rows: dict[str, Row], model: Model, beam: int) -> None:
    report, cores = rows[ENGINE].report, usable_cores()
    needed = roofline.operations(
        roofline.shape_of(model.path),
        source_tokens=report.source_tokens,
        target_tokens=report.target_tokens,
        beam=beam,
    )
    rates = roofline.matrix_rates(cores)
    measured = ", ".join(f"{name} {rate / 1e9:.0f}" for name, rate in rates.items())
    reached = needed / report.cpu * cores
    print(f"roofline: {report.source_tokens} source and {report.target_tokens} target tokens at beam {beam}")
    print(f"  need {needed / 1e9:.0f} G operations; matrices multiply at {measured} G/s on {cores} cores")
    print(
        f"  so {needed / rates['int8']:.2f} s at the int8 rate; our engine used {report.cpu / cores:.2f} s "
        f"of processor time on each of {cores} cores: {reached / rates['int8']:.0%} of the int8 rate"
    )


if __name__ == "__main__":
    main()
