"""Kill -9 at random moments of a night, go on, compare with an undisturbed night byte by byte.

    python scripts/kill_night.py [--kills 200] [--articles 300] [--segments 6] [--delay 0.01] [--seed 1]
        [--engine echo] [--folder FOLDER]

A round is two nights over the same folder: the first has every article new, in the second some are
changed, one is withdrawn and one cannot be read. A third, without kills, has nothing to do. A life of a night
is a process forked from one that has loaded the program, so that kills fall into the work and not into
imports; it gets SIGKILL after a time between nothing and what an undisturbed night takes. Rounds go on until
there were so many kills. After each the store's integrity is checked, and that what is published is whole.
`--delay` is slept by the echo engine before each batch.

Compared: every file that nights publish, `latest`, `current` and the quarantine. Left out: run.json and
report.html, which hold times. Prints a line a round and a verdict; exit code 1 if a byte differs, a segment
is missing or there twice, or a store was not whole.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lines import lines_from

CONFIG = """
[output]
folder = "{out}"
[translation]
engine = "{engine}"
batch_most = 8
batch_tokens = 512
[checks]
canary = false
hold = false
[[source]]
name = "news"
kind = "folder"
path = "in"
"""
TIMED = {"run.json", "report.html"}
CHANGED = 20  # every twentieth article: 5%


@dataclass(slots=True)
class Tally:
    """What the kills did: how many, and what was found wrong after them."""

    kills: int = 0
    lives: int = 0
    checked: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--segments", type=int, default=6, help="in an article")
    parser.add_argument(
        "--delay", type=float, default=0.01, help="seconds before each batch of the echo engine"
    )
    parser.add_argument("--engine", default="echo")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=Path, help="a file with a Persian sentence a line")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    options = parser.parse_args()
    lines = lines_from(options.lines, options.articles * options.segments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        tally = killed_nights(
            Path(name),
            lines,
            kills=options.kills,
            segments=options.segments,
            delay=options.delay,
            engine=options.engine,
            chance=random.Random(options.seed),
        )
    for problem in tally.problems[:20]:
        print(f"PROBLEM: {problem}")
    print(
        f"{tally.kills} kills in {tally.lives} lives; store whole {tally.checked} of {tally.kills} times; "
        f"{'every byte as in an undisturbed night' if not tally.problems else 'PROBLEMS'}"
    )
    print("they fell: " + ", ".join(f"{where} {count}" for where, count in tally.moments.most_common()))
    sys.exit(1 if tally.problems else 0)


def killed_nights(
    folder: Path,
    lines: list[str],
    *,
    kills: int,
    segments: int,
    delay: float,
    engine: str = "echo",
    chance: random.Random,
) -> Tally:
    """Rounds of two nights each until there were so many kills, compared with one undisturbed round."""
    slow_down(delay)
    tally = Tally()
    write_first(folder, lines, segments)
    before = keep(folder)
    took = [undisturbed(folder, engine)]
    write_second(folder)
    took += [undisturbed(folder, engine), undisturbed(folder, engine)]
    calm = published(folder / "calm")
    account(folder / "calm", tally)
    times = " s, ".join(f"{seconds:.1f}" for seconds in took)
    print(f"undisturbed: {times} s; {len(calm)} files and links to compare", flush=True)
    rounds = 0
    while tally.kills < kills and not tally.problems:
        rounds += 1
        shutil.rmtree(folder / "killed", ignore_errors=True)
        restore(folder, before)
        until_done(folder, engine, took[0], night=1, kills=kills, chance=chance, tally=tally)
        write_second(folder)
        until_done(folder, engine, took[1], night=2, kills=kills, chance=chance, tally=tally)
        # The third finds nothing to do, and settles what a kill after the rename has left.
        until_done(folder, engine, took[2], night=3, kills=0, chance=chance, tally=tally)
        found = published(folder / "killed")
        tally.problems += [
            f"{name} differs"
            for name in sorted(calm.keys() | found.keys())
            if calm.get(name) != found.get(name)
        ]
        account(folder / "killed", tally)
        print(f"round {rounds}: {tally.kills} kills so far, {len(tally.problems)} problems", flush=True)
    return tally


def slow_down(delay: float) -> None:
    """Load the program, and have its echo engine take its time."""
    from translate.cli import app  # loaded once, before the forks
    from translate.engines import echo, selection
    from translate.nightly import night

    assert app.main
    assert night.run_night
    warm_up()
    load = selection.load

    def loaded(choice: selection.Choice, *words: object, **more: object) -> object:
        if choice.engine == "echo":
            return echo.EchoEngine(decoding=more["decoding"], delay=delay)  # type: ignore[arg-type]
        return load(choice, *words, **more)  # type: ignore[arg-type]

    selection.load = loaded  # type: ignore[assignment]


def warm_up() -> None:
    """Read the tables of the text layer and of the checks, which every life would read again."""
    from translate.checks import registry
    from translate.text.normalise import normalise
    from translate.text.profiles import PROFILES
    from translate.text.segment import segment

    line = "وزیر راه گفت ۱۲ هزار نفر در تهران هستند و این کتاب ها را می خوانند."
    for profile in PROFILES.values():
        normalise(line, profile)
    segment(line)
    registry.flags(line, "The minister said 12 thousand people are in Tehran.")


def write_first(folder: Path, lines: list[str], segments: int) -> None:
    """The articles of the first night."""
    (folder / "in").mkdir()
    for number, start in enumerate(range(0, len(lines), segments)):
        article = folder / "in" / f"{number:04d}.txt"
        article.write_text("\n".join(lines[start : start + segments]) + "\n", "utf-8")
        os.utime(article, (1_700_000_000 + number,) * 2)


def write_second(folder: Path) -> None:
    """Changes of the second night: 5% of the articles, one more of them gone, one no text."""
    articles = sorted((folder / "in").glob("*.txt"))
    for number, article in enumerate(articles[2::CHANGED]):
        text = article.read_text("utf-8")
        article.write_text(f"این خط شماره {number} تازه است.\n{text}", "utf-8")
        os.utime(article, (1_700_100_000 + number,) * 2)
    articles[0].unlink()
    articles[1].write_bytes(b"%PDF-1.7 ...")
    os.utime(articles[1], (1_700_200_000,) * 2)


def keep(folder: Path) -> Path:
    return Path(shutil.copytree(folder / "in", folder / "first"))


def restore(folder: Path, first: Path) -> None:
    shutil.rmtree(folder / "in")
    shutil.copytree(first, folder / "in")


def undisturbed(folder: Path, engine: str) -> float:
    """A night without a kill; its seconds."""
    began = time.monotonic()
    code = os.waitstatus_to_exitcode(os.waitpid(life(folder, "calm", engine), 0)[1])
    if code not in {0, 1}:
        raise SystemExit(f"the undisturbed night ended with {code}, see {folder}/calm.log")
    return time.monotonic() - began


def until_done(
    folder: Path, engine: str, whole: float, *, night: int, kills: int, chance: random.Random, tally: Tally
) -> None:
    """The round's first or second night, life after life, until one comes to its end or the night is out."""
    while True:
        tally.lives += 1
        process = life(folder, "killed", engine)
        status = waited(process, chance.uniform(0, whole) if tally.kills < kills else None)
        if os.WIFSIGNALED(status):
            tally.kills += 1
            inspect(folder / "killed", tally)
            if len(list((folder / "killed" / "nights").glob("*"))) == night:
                return  # it is out; whatever was left to do falls to the next one
            continue
        code = os.waitstatus_to_exitcode(status)
        if code not in {0, 1}:
            said = (folder / "killed.log").read_text("utf-8")[-2000:]
            tally.problems.append(f"a night ended with {code}: {said}")
        return


def waited(process: int, seconds: float | None) -> int:
    """The wait status of a process that is killed after so many seconds, unless it ends before."""
    end = time.monotonic() + (seconds or 0)
    while seconds is not None and time.monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.002)
    if seconds is not None:
        os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1]


def life(folder: Path, out: str, engine: str) -> int:
    """Start `tarjoman nightly` in a process of its own; its number."""
    from translate.cli.app import main as tarjoman

    config = folder / f"{out}.toml"
    config.write_text(CONFIG.format(out=out, engine=engine), "utf-8")
    process = os.fork()
    if process:
        return process
    with (folder / f"{out}.log").open("w") as log:
        for number in (1, 2):
            os.dup2(log.fileno(), number)
    sys.argv = ["tarjoman", "nightly", str(config)]
    code = 70
    try:
        tarjoman()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


def inspect(out: Path, tally: Tally) -> None:
    """After a kill: the store must be whole, and so must everything that is published."""
    from translate.store.integrity import faults

    store = out / ".tarjoman" / "memory.db"
    found = list(faults(store)) if store.exists() and store.stat().st_size else []
    tally.problems += [f"after kill {tally.kills}: {fault}" for fault in found]
    tally.checked += not found
    tally.moments[moment(out)] += 1
    for night in (out / "nights").glob("*"):
        missing = [name for name in (*TIMED, "articles.jsonl") if not (night / name).exists()]
        tally.problems += [f"after kill {tally.kills}: {night.name} lacks {name}" for name in missing]


def moment(out: Path) -> str:
    """How far the night that was killed had come, by what it had left."""
    staged = list((out / ".tarjoman" / "staging").glob("*"))
    if not staged:
        return "before or after everything"
    night = staged[-1]
    if (out / "nights" / night.name).exists():
        return "after the rename"
    if (night / "finished").exists():
        return "while building"
    if (night / "translated" / "run.json").exists():
        return "after translating"
    if (night / "translated").exists():
        return "while translating"
    return "while gathering"


def account(out: Path, tally: Tally) -> None:
    """Every segment of every article that was published, exactly once, numbered without gaps."""
    for night in sorted((out / "nights").iterdir()):
        rows = Counter[tuple[str, int]]()
        for path in night.rglob("*.segments.jsonl"):
            for line in path.read_text("utf-8").split("\n"):
                if line:
                    row = json.loads(line)
                    rows[row["document"], row["index"]] += 1
        twice = [key for key, count in rows.items() if count != 1]
        tally.problems += [f"{night.name}: segment {key} stands there more than once" for key in twice]
        last: dict[str, int] = {}
        for document, index in rows:
            last[document] = max(index, last.get(document, -1))
        if sum(last.values()) + len(last) != len(rows):
            tally.problems.append(f"{night.name}: a segment is missing")
        counted = json.loads((night / "run.json").read_text("utf-8"))["night"]["segments"]["total"]
        if counted != len(rows):
            tally.problems.append(f"{night.name}: {len(rows)} segments, the manifest counts {counted}")


def published(out: Path) -> dict[str, bytes]:
    """Everything a user may read, by its place; of a link, where it points to.

    Nights go by their numbers: midnight may come between two of them.
    """
    found: dict[str, bytes] = {}
    for path in sorted(out.rglob("*")):
        place = path.relative_to(out)
        if place.parts[0] == ".tarjoman" or path.name in TIMED:
            continue
        if path.is_symlink():
            found[f"{dateless(place)} ->"] = dateless(path.readlink()).encode()
        elif path.is_file():
            found[dateless(place)] = path.read_bytes()
    return found


def dateless(place: Path) -> str:
    """A path with nights called by their number alone."""
    return re.sub(r"(\d{6})-\d{4}-\d{2}-\d{2}", r"\1", str(place))


if __name__ == "__main__":
    main()
