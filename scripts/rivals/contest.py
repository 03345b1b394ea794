"""What every contender does alike: read a file of lines, translate, write a file of lines, report.

A contender is a script of its own, run as `python NAME.py JOB.json`, in an environment of its own where it
needs one; so nothing here but the standard library. It calls `take_part` with a function that loads, which
gives a function from lines to lines. The engine's share is what passes inside calls marked by `engine`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Job:
    """`model` is a transformers folder, `converted` its CTranslate2 form; `source`, `target` hold lines."""

    model: str
    converted: str
    source: str
    target: str
    report: str
    scratch: str
    beam: int
    cores: int


@dataclass
class Report:
    """What came of it, in lines, words of English, and seconds; tokens and a note where there are some.

    `whole` is from reading the source to the written target, loading apart; `engine` what of it passed in
    the engine; `cpu` the processor time that the process used meanwhile.
    """

    lines: int = 0
    words: int = 0
    whole: float = 0.0
    engine: float = 0.0
    cpu: float = 0.0
    source_tokens: int = 0
    target_tokens: int = 0
    note: str = ""


Translate = Callable[[list[str]], list[str]]
ENGINE = {"seconds": 0.0}


@contextmanager
def engine() -> Iterator[None]:
    """Time that is the engine's."""
    began = time.perf_counter()
    try:
        yield
    finally:
        ENGINE["seconds"] += time.perf_counter() - began


def timed(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, its time counted as the engine's."""

    def counted(*arguments: Any, **options: Any) -> Any:
        with engine():
            return function(*arguments, **options)

    return counted


def job_given() -> Job:
    """The job named on the command line."""
    return Job(**json.loads(Path(sys.argv[1]).read_text("utf-8")))


def take_part(load: Callable[[Job], Translate]) -> None:
    """Load, then translate the job's file against the clock."""
    job = job_given()
    translate = load(job)
    ENGINE["seconds"] = 0.0
    began, used = time.perf_counter(), time.process_time()
    lines = Path(job.source).read_text("utf-8").splitlines()
    english = translate(lines)
    Path(job.target).write_text("\n".join(english) + "\n", "utf-8")
    whole, cpu = time.perf_counter() - began, time.process_time() - used
    if len(english) != len(lines):
        raise SystemExit(f"{len(english)} lines for {len(lines)}")
    words = sum(len(line.split()) for line in english)
    report(job, Report(len(lines), words, whole, ENGINE["seconds"], cpu))


def report(job: Job, result: Report) -> None:
    """Hand the result to whoever started the contender."""
    Path(job.report).write_text(json.dumps(asdict(result)), "utf-8")
