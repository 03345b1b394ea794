"""The text layer beside its rivals: one table, printed; with --write also put into eval/text/README.md.

    python scripts/bench_text.py [--only ours] [--venv FOLDER] [--write]

Each rival is installed once in an environment of its own under --venv (default: a folder in the system's
temporary files) and runs in a process of its own over JSON lines. A rival that cannot be installed or run
here gets a row that says so.

boundary F1      sentence ends over all texts of a set, as eval/text/segmentation.py counts them
half-space F1    words that hold a half-space, as eval/text/halfspace.py counts them, over letters alone:
                 rivals rewrite digits and quotes too, which is counted under "broken". A row in which a
                 rival changed letters counts as missed.
wrong/10k gaps   differing gaps where the input was right (PerDT dev, untouched), letters alone
broken           sentences of eval/text/fragile.jsonl of which a number, date, time, URL or code reads
                 differently afterwards; the digit system and the signs for decimals, thousands, percent and
                 ranges may change. Ours: the worst of all profiles.
characters/s     normalise (with half-spaces) and segment, processor time on one core, over PerDT training
                 sentences without their half-spaces. Ours: the first pass in a fresh process, then the same
                 again with every word known, between which a long run lies. Rivals: a smaller sample, once.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "eval" / "text")]

import halfspace  # noqa: E402 - eval/text is no package
import segmentation  # noqa: E402

from translate.text.characters import ZWNJ  # noqa: E402
from translate.text.normalise import PROFILES, normalise  # noqa: E402
from translate.text.segment import segment  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
BOUNDARY_SETS = {
    "challenge": SHARED / "segmentation" / "challenge.jsonl",
    "own challenge": ROOT / "eval" / "challenge" / "segmentation.jsonl",
    "Seraji run": SHARED / "segmentation" / "ud_seraji_dev_run.jsonl",
    "PerDT run": SHARED / "segmentation" / "ud_perdt_dev_run.jsonl",
}
HALF_SPACE_SETS = [("perdt", "join"), ("perdt", "space"), ("perdt", "mixed"), ("seraji", "mixed")]
COLUMNS = [
    *(f"F1 {name}" for name in BOUNDARY_SETS),
    *(f"½-space {name} {mode}" for name, mode in HALF_SPACE_SETS),
    "wrong/10k gaps",
    "broken",
    "characters/s",
]
NOTHING = "–"
PACKAGES = ("hazm", "parsivar", "shekar", "sentencex", "pysbd", "blingfire", "syntok", "spacy")
README = ROOT / "eval" / "text" / "README.md"
MARKERS = ("<!-- bench-text: generated -->", "<!-- bench-text: end -->")

Answers = Callable[[str, Sequence[str]], tuple[list[Any], float]]
"""What to do ("split", "normalise") with which texts -> outputs (None where it failed) and seconds."""

NOT_LETTERS = re.compile(f"[^\u0621-\u063a\u0641-\u064a\u0671-\u06d3 {ZWNJ}]")
FOLDED = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬٪–—−ـ" + "يكىأإؤئۀة", "01234567890123456789.,%----" + "یکیااویهه"
)


def letters(text: str) -> str:
    """Letters, blanks and half-spaces; spellings of one letter folded."""
    return NOT_LETTERS.sub("", text.translate(FOLDED))


def broken(rows: Sequence[dict[str, Any]], outputs: Sequence[str | None]) -> int:
    """How many sentences lost one of their fragile stretches."""
    return sum(
        output is None or not all(reads_the_same(span, output) for span in row["spans"])
        for row, output in zip(rows, outputs, strict=True)
    )


def reads_the_same(span: str, output: str) -> bool:
    """Whether the stretch is in the output, whole, with no digit run into it."""
    spelled = span.replace("²", "^2").replace("½", " 1/2")  # what a model is given for them
    choices = "|".join(re.escape(each.translate(FOLDED)) for each in (span, spelled))
    return re.search(rf"(?<!\d)(?:{choices})(?!\d)", output.translate(FOLDED)) is not None


def ours(task: str, texts: Sequence[str]) -> tuple[list[Any], float]:
    clean = PROFILES["clean"]
    jobs: dict[str, Callable[[str], Any]] = {
        "split": lambda text: [text[start:end] for start, end in segment(text)],
        "normalise": lambda text: normalise(text, clean),
    }
    start = time.process_time()
    outputs = [jobs[task](text) for text in texts]
    return outputs, time.process_time() - start


def rival(python: Path, name: str) -> Answers:
    def answers(task: str, texts: Sequence[str]) -> tuple[list[Any], float]:
        jobs = "".join(json.dumps({"do": task, "text": text}) + "\n" for text in texts)
        worker = ROOT / "scripts" / "bench_text_rival.py"
        done = subprocess.run(
            [str(python), str(worker), name], input=jobs, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return [row.get("out") for row in rows], sum(row.get("seconds", 0.0) for row in rows)

    return answers


def boundary_f1(path: Path, answers: Answers) -> str:
    items = segmentation.load(path)
    outputs, _ = answers("split", [item.text for item in items])
    if all(output is None for output in outputs):
        return NOTHING
    by_text = {item.text: output or [item.text] for item, output in zip(items, outputs, strict=True)}
    return f"{segmentation.score(items, by_text.__getitem__).f1:.1f}"


def half_space_score(name: str, mode: str, answers: Answers) -> halfspace.Score | None:
    rows = halfspace.read(name, mode)
    outputs, _ = answers("normalise", [text for text, _ in rows])
    if all(output is None for output in outputs):
        return None
    pairs = []
    for output, (text, gold) in zip(outputs, rows, strict=True):
        mine, theirs = letters(output or ""), letters(gold)
        same = re.sub(f"[ {ZWNJ}]", "", mine) == re.sub(f"[ {ZWNJ}]", "", theirs)
        pairs.append((mine if same else letters(text).replace(ZWNJ, ""), theirs))
    return halfspace.score(pairs)


def fragile(answers: Answers, *, is_ours: bool) -> str:
    path = ROOT / "eval" / "text" / "fragile.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    outputs = [answers("normalise", texts)[0]]
    if is_ours:
        outputs = [[normalise(text, profile) for text in texts] for profile in PROFILES.values()]
    if all(output is None for output in outputs[0]):
        return NOTHING
    return f"{max(broken(rows, each) for each in outputs)} of {len(rows)}"


def speed(answers: Answers, characters: int) -> str:
    text = (SHARED / "halfspace" / "perdt_train.txt").read_text(encoding="utf-8")[:characters]
    lines = text.replace(ZWNJ, "").split("\n")
    normalised, one = answers("normalise", lines)
    _, other = answers("split", [each or line for each, line in zip(normalised, lines, strict=True)])
    return f"{sum(map(len, lines)) / (one + other) / 1e6:.2f}M"


def row(answers: Answers, *, is_ours: bool = False) -> list[str]:
    """The figures of one tool, in the order of COLUMNS."""
    # First of all, while no word is known yet.
    speeds = [speed(answers, 1_000_000) for _ in range(2)] if is_ours else [speed(answers, 60_000)]
    spaces = [half_space_score(name, mode, answers) for name, mode in HALF_SPACE_SETS]
    untouched = half_space_score("perdt", "keep", answers)
    return [
        *(boundary_f1(path, answers) for path in BOUNDARY_SETS.values()),
        *(f"{score.f1:.1f}" if score else NOTHING for score in spaces),
        f"{untouched.changes:.1f}" if untouched else NOTHING,
        fragile(answers, is_ours=is_ours),
        " then ".join(speeds),
    ]


def installed(name: str, folder: Path) -> Path:
    """The interpreter of an environment with the rival in it, made where it is missing."""
    home = folder / name
    python = home / "bin" / "python"
    if not (home / "done").exists():
        print(f"installing {name} ...", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        done = subprocess.run(
            [str(python), "-m", "pip", "install", "-q", name], capture_output=True, text=True, check=False
        )
        if done.returncode:
            reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise RuntimeError(reasons[-1] if reasons else "pip failed")
        (home / "done").touch()
    return python


def rival_row(name: str, folder: Path) -> list[str]:
    """A rival's figures, or why there are none."""
    try:
        return row(rival(installed(name, folder), name))
    except RuntimeError as error:
        return [f"not here: {error}"[:90], *[NOTHING] * (len(COLUMNS) - 1)]


def table(rows: dict[str, list[str]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| tool | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(figures)} |" for name, figures in rows.items()]
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the table between the markers of the README."""
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKERS[0])
    _, _, after = rest.partition(MARKERS[1])
    if not after:
        raise SystemExit(f"{README}: no {MARKERS[0]} ... {MARKERS[1]}")
    README.write_text(f"{before}{MARKERS[0]}\n\n{text}\n\n{MARKERS[1]}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["ours"], help="skip the rivals")
    parser.add_argument("--venv", type=Path, help="keep the rivals' environments here")
    parser.add_argument("--write", action="store_true", help=f"put the table into {README.name}")
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED}: the development sets are not here")
    folder = options.venv or Path(tempfile.gettempdir()) / "tarjoman-bench-text"
    normalise("سلام", PROFILES["clean"])  # loads the model, which is not timed
    rows = {"tarjoman": row(ours, is_ours=True)}
    for name in [] if options.only else PACKAGES:
        print(f"running {name} ...", file=sys.stderr)
        rows[name] = rival_row(name, folder)
    print(table(rows))
    if options.write:
        write(table(rows))


if __name__ == "__main__":
    main()
