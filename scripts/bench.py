"""Ours beside a plain generate loop: same model, same lines, same machine, one run, one table.

    python scripts/bench.py [--segments 2000] [--lines FILE]

"plain" is what a first script does: AutoModelForSeq2SeqLM.generate, beam 4, batches of 8 in the order of
the file, the sources as our text layer gives them to the model. "ours" is `tarjoman run` at beam 4 with
its defaults, from files to files. Seconds leave loading out; "with start" is the whole process.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lines import lines_from

PLAIN_BATCH = 8
BEAM = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--lines", type=Path, help="a file with a Persian sentence a line")
    parser.add_argument("--plain", nargs=2, metavar=("IN", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        plain_loop(Path(options.plain[0]), Path(options.plain[1]))
        return
    lines = lines_from(options.lines, options.segments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "lines.txt"
        source.write_text("\n".join(lines) + "\n", "utf-8")
        warm_up(folder)
        rows = [ours(source, folder), plain(source, folder)]
    print_table(rows)


def warm_up(folder: Path) -> None:
    """Convert the model once; a night does not pay for it either."""
    (folder / "warm.txt").write_text("سلام.\n", "utf-8")
    run([sys.executable, "-m", "translate", "run", str(folder / "warm.txt"), "-o", str(folder / "warm")])


def ours(source: Path, folder: Path) -> dict[str, object]:
    out = folder / "out"
    began = time.perf_counter()
    run([sys.executable, "-m", "translate", "run", str(source), "-o", str(out), "--beam", str(BEAM)])
    whole = time.perf_counter() - began
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    words = len((out / "lines.en.txt").read_text("utf-8").split())
    counts, timings = manifest["counts"], manifest["timings"]
    return {
        "name": f"ours ({manifest['engine']['name']})",
        "segments": counts["segments"],
        "seconds": timings["seconds"],
        "whole": whole,
        "words": words,
    }


def plain(source: Path, folder: Path) -> dict[str, object]:
    report = folder / "plain.json"
    began = time.perf_counter()
    run([sys.executable, __file__, "--plain", str(source), str(report)])
    whole = time.perf_counter() - began
    return {**json.loads(report.read_text("utf-8")), "whole": whole}


def plain_loop(source: Path, report: Path) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from translate.engines.models import resolve
    from translate.text.normalise import normalise
    from translate.text.profiles import PROFILES

    builtin = resolve("builtin")
    texts = [normalise(line, PROFILES[builtin.profile]) for line in source.read_text("utf-8").splitlines()]
    tokenizer = AutoTokenizer.from_pretrained(builtin.path)
    model = AutoModelForSeq2SeqLM.from_pretrained(builtin.path, dtype=torch.float32).eval()
    began = time.perf_counter()
    english: list[str] = []
    with torch.inference_mode():
        for start in range(0, len(texts), PLAIN_BATCH):
            batch = tokenizer(texts[start : start + PLAIN_BATCH], return_tensors="pt", padding=True)
            output = model.generate(**batch, num_beams=BEAM)
            english += tokenizer.batch_decode(output, skip_special_tokens=True)
    seconds = time.perf_counter() - began
    words = sum(len(line.split()) for line in english)
    row = {"name": "plain generate loop", "segments": len(texts), "seconds": seconds, "words": words}
    report.write_text(json.dumps(row), "utf-8")


def print_table(rows: list[dict[str, object]]) -> None:
    print(f"{'':<24}{'segments':>9}{'seconds':>9}{'segments/s':>12}{'with start':>12}{'words out':>11}")
    speeds = []
    for row in rows:
        speed = float(str(row["segments"])) / float(str(row["seconds"]))
        speeds.append(speed)
        print(
            f"{row['name']:<24}{row['segments']:>9}{row['seconds']:>9.1f}{speed:>12.1f}"
            f"{row['whole']:>12.1f}{row['words']:>11}"
        )
    print(f"ratio of segments/s: {speeds[0] / speeds[1]:.1f}")


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
