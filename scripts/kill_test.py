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
    start(folder, calm).wait()
    whole = time.perf_counter() - began
    total = stored(calm)
    print(f"undisturbed: {total} distinct segments in {whole:.1f} s")
    done = 0
    while done < kills:
        process = start(folder, killed)
        time.sleep(chance.uniform(0.05, 0.9) * whole / 2)
        if process.poll() is not None:
            print("  the run came to its end before the kill; starting over")
            forget(killed)
            continue
        process.send_signal(signal.SIGKILL)
        process.wait()
        done += 1
        print(f"  kill {done}: {stored(killed)} of {total} stored")
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


def start(folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "translate", "run", str(folder / "in"), "-o", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stored(out: Path) -> int:
    store = out / ".tarjoman" / "memory.db"
    if not store.exists():
        return 0
    with sqlite3.connect(store) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
            return 0
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def outputs(out: Path) -> set[str]:
    """Everything a run writes but its manifest, which holds times."""
    found = [path for path in out.rglob("*") if path.is_file() and ".tarjoman" not in path.parts]
    return {str(path.relative_to(out)) for path in found} - {"run.json"}


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def forget(out: Path) -> None:
    for path in sorted(out.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


if __name__ == "__main__":
    main()
