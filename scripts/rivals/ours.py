"""Tarjoman as it comes: `wiring.run` from file to files, with memory, segments and manifest."""

import shutil
import time
from pathlib import Path

from contest import Report, job_given, report

from translate import wiring
from translate.config import Settings
from translate.formats.inputs import Input, discover
from translate.records import Translation


class Silent:
    """Progress that nobody watches; the clock starts when the model is loaded."""

    def __init__(self) -> None:
        self.began = self.used = 0.0

    def ready(self, _shop: wiring.Workshop) -> None:
        """Start the clock."""
        self.began, self.used = time.perf_counter(), time.process_time()

    def settled(self, translation: Translation) -> None:
        """Nothing to show."""

    def file_done(self, source: Input) -> None:
        """Nothing to show."""


def main() -> None:
    job = job_given()
    out = Path(job.scratch) / "out"
    progress = Silent()
    settings = Settings(beam=job.beam, threads=job.cores)
    wiring.run(settings, discover([job.source], exclude=out), out, progress=progress, ready=progress.ready)
    whole, cpu = time.perf_counter() - progress.began, time.process_time() - progress.used
    shutil.copy(out / f"{Path(job.source).stem}.en.txt", job.target)
    words = len(Path(job.target).read_text("utf-8").split())
    lines = len(Path(job.source).read_text("utf-8").splitlines())
    report(job, Report(lines, words, whole, cpu=cpu))


if __name__ == "__main__":
    main()
