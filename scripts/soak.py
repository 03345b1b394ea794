"""Whether memory stays flat: the peak of a long run beside the peak of a short one.

    python scripts/soak.py [--small 20000] [--large 1000000] [--shape row-file,small-files] [--engine echo]
        [--model builtin] [--folder FOLDER]

Every segment is short, synthetic and distinct. "row-file" is one .jsonl with 25 segments a row, "small-files"
are .txt files of 100 segments each. Each run is a process of its own, from files to files with a memory in
the output folder; its resident memory is read every half second, and "store" is what the memory takes on the
disk, in MB. A peak more than 5% above that of the short run is called out, and the exit code is then 1.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROW = 25  # segments in a row, as in an article
FILE = 100  # segments in a small file
ALLOWED = 1.05
EVERY = 0.5  # seconds between two looks at a process
MIB = 1 << 20

SUBJECTS = ("وزیر راه", "شهردار تازه", "سخنگوی مجلس", "رئیس بانک", "مربی تیم", "فرماندار استان", "دبیر انجمن")
DEEDS = ("از طرح", "به پرسش", "درباره لایحه", "برای پروژه", "از گزارش", "با پیشنهاد")
ENDS = ("خبر داد.", "پاسخ گفت.", "سخن گفت.", "هشدار داد.", "دفاع کرد.")


@dataclass(frozen=True, slots=True)
class Course:
    """A run's memory over its time, in MiB: the peak, and what it held after each tenth of the run.

    `store` in MB on the disk.
    """

    segments: int
    seconds: float
    peak: float
    store: float
    tenths: tuple[float, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", type=int, default=20_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--shape", default=",".join(SHAPES))
    parser.add_argument("--engine", default="echo")
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--folder", type=Path, help="where to write; default: a temporary folder")
    options = parser.parse_args()
    print(f"engine {options.engine}, model {options.model}; memory in MiB: the peak, and after each tenth")
    print(f"{'shape':<13}{'segments':>10}{'seconds':>9}{'segments/s':>12}{'peak':>8}{'store':>8}  tenths")
    grown = [shape for shape in options.shape.split(",") if not is_flat(shape, options)]
    sys.exit(1 if grown else 0)


def is_flat(shape: str, options: argparse.Namespace) -> bool:
    """Run both sizes of a shape, print a line each and the ratio of the peaks."""
    small, large = (watched(shape, size, options) for size in (options.small, options.large))
    ratio = large.peak / small.peak
    verdict = "flat" if ratio <= ALLOWED else "NOT FLAT"
    print(
        f"{shape:<13}peak at {large.segments:,} over peak at {small.segments:,}: {ratio:.3f}  {verdict}",
        flush=True,
    )
    return ratio <= ALLOWED


def watched(shape: str, segments: int, options: argparse.Namespace) -> Course:
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        SHAPES[shape](folder / "in", segments)
        out = folder / "out"
        command = [sys.executable, "-m", "translate", "run", str(folder / "in"), "-o", str(out)]
        seconds, peak, tenths = observed([*command, "--engine", options.engine, "--model", options.model])
        store = (out / ".tarjoman" / "memory.db").stat().st_size / 1e6
        counted = json.loads((out / "run.json").read_text("utf-8"))["counts"]["segments"]
        shutil.rmtree(out)
    if counted != segments:
        raise SystemExit(f"{shape}: {counted} of {segments} segments came out")
    course = Course(segments, seconds, peak, store, tenths)
    print_course(shape, course)
    return course


def print_course(shape: str, course: Course) -> None:
    tenths = " ".join(f"{value:.0f}" for value in course.tenths)
    rate = course.segments / course.seconds
    numbers = (
        f"{course.segments:>10,}{course.seconds:>9.1f}{rate:>12.0f}{course.peak:>8.1f}{course.store:>8.1f}"
    )
    print(f"{shape:<13}{numbers}  {tenths}", flush=True)


def observed(command: list[str]) -> tuple[float, float, tuple[float, ...]]:
    """Seconds, peak and tenths of a command."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held: list[float] = []
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        held.append(resident(process.pid))
        time.sleep(EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    tenths = tuple(held[len(held) * tenth // 10 - 1] for tenth in range(1, 11) if len(held) >= 10)
    # ru_maxrss counts KiB.
    return time.perf_counter() - began, usage.ru_maxrss * 1024 / MIB, tenths


def resident(pid: int) -> float:
    """MiB that a process holds now; 0 where it has just ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


def sentences(count: int) -> Iterator[str]:
    """Distinct short sentences: the number makes them so."""
    for number in range(count):
        subject, deed, end = SUBJECTS[number % 7], DEEDS[number // 7 % 6], ENDS[number // 42 % 5]
        yield f"{subject} {deed} {number} {end}"


def row_file(folder: Path, segments: int) -> None:
    """One .jsonl, a row for every 25 segments."""
    folder.mkdir(parents=True)
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for number, text in enumerate(joined(segments, ROW)):
            file.write(json.dumps({"id": f"row-{number}", "text": text}, ensure_ascii=False) + "\n")


def small_files(folder: Path, segments: int) -> None:
    """A .txt for every 100 segments, a thousand to a folder."""
    for number, text in enumerate(joined(segments, FILE)):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06d}.txt").write_text(text + "\n", "utf-8")


def joined(segments: int, size: int) -> Iterator[str]:
    """Texts of `size` segments, a segment a line; the last may be shorter."""
    lines: list[str] = []
    for sentence in sentences(segments):
        lines.append(sentence)
        if len(lines) == size:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


SHAPES: dict[str, Callable[[Path, int], None]] = {"row-file": row_file, "small-files": small_files}


if __name__ == "__main__":
    main()
