"""Kill -9 at random moments, resume, compare with an undisturbed run byte by byte.

    python scripts/kill_test.py [--kills 10] [--segments 1500] [--seed 1]

Prints a line a kill and a verdict; exit code 1 if a byte differs, a segment is missing, or one that was
already stored was translated again.
"""

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from lines import lines_from

ARTICLE = 12  # lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--segments", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=Path, help="a file with a Persian sentence a line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "in", lines_from(options.lines, options.segments))
        problems = compare(folder, options.kills, random.Random(options.seed))
    for problem in problems:
        print(f"PROBLEM: {problem}")
    sys.exit(1 if problems else 0)


def write_articles(folder: Path, lines: list[str]) -> None:
    folder.mkdir()
    for number, start in enumerate(range(0, len(lines), ARTICLE)):
        text = "\n".join(lines[start : start + ARTICLE]) + "\n"
        (folder / f"article-{number:04d}.txt").write_text(text, "utf-8")


def compare(folder: Path, kills: int, chance: random.Random) -> list[str]:
    calm, killed = folder / "calm", folder / "killed"
    began = time.perf_counter()
    if code := start(folder, calm).wait():
        return [f"the undisturbed run ended with {code}"]
    whole = time.perf_counter() - began
    total = stored(calm)
    print(f"undisturbed: {total} distinct segments in {whole:.1f} s")
    for number in range(kills):
        before = stored(killed)
        process = start(folder, killed)
        await_progress(process, killed, stored(killed) + chance.randint(0, total // kills))
        time.sleep(chance.uniform(0, 0.3))
        if process.poll() is not None:
            print("  it came to its end before the next kill")
            return verdict(calm, killed, code=process.returncode, before=before, total=total)
        process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"  kill {number + 1}: {stored(killed)} of {total} stored")
    before = stored(killed)
    code = start(folder, killed).wait()
    return verdict(calm, killed, code=code, before=before, total=total)


def verdict(calm: Path, killed: Path, *, code: int, before: int, total: int) -> list[str]:
    problems = [f"exit code {code}"] if code else []
    decoded = json.loads((killed / "run.json").read_text("utf-8"))["counts"]["decoded"]
    if decoded != total - before:
        problems.append(f"the last run decoded {decoded}, {total - before} were missing")
    names = sorted(outputs(calm) | outputs(killed))
    differing = [name for name in names if content(calm / name) != content(killed / name)]
    problems += [f"{name} differs" for name in differing]
    print(f"last run: {decoded} decoded; {len(names) - len(differing)} of {len(names)} files identical")
    return problems


def await_progress(process: "subprocess.Popen[bytes]", out: Path, segments: int) -> None:
    """Until so many segments are stored, or the process has ended."""
    while process.poll() is None and stored(out) < segments:
        time.sleep(0.02)


def start(folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "translate", "run", str(folder / "in"), "-o", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stored(out: Path) -> int:
    store = out / ".tarjoman" / "memory.db"
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store, timeout=30)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
            return 0
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def outputs(out: Path) -> set[str]:
    """Everything a run writes but its manifest, which holds times."""
    found = [path for path in out.rglob("*") if path.is_file() and ".tarjoman" not in path.parts]
    return {str(path.relative_to(out)) for path in found} - {"run.json"}


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


if __name__ == "__main__":
    main()
